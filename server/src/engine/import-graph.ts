import { EdgeRows, type Rows } from '../graph/edge-rows.ts';
import { type ImportClass, importClass } from '../model/facts.ts';
import type { SourceFile } from '../model/rule.ts';

const bits = { value: 1, type: 2, dynamic: 4 } as const satisfies Record<ImportClass, number>;
const bitCount = 3;

/** What happened to a file since it was last asked: `undefined` for moved text, else the classes of the imports it gained. */
export type Change = number | undefined;

/** Tells what changed since it was last asked. */
export type TakeChanges = () => ReadonlyMap<number, Change>;

/** The imports between judged files by id, edited as files are; it remembers which. An edge's label tells its import. */
export class ImportGraph {
  readonly #rows = new EdgeRows();
  /** One for each that follows. */
  readonly #logs: { changes: Map<number, Change> }[] = [];
  #wiring = 0;

  /** Another number as soon as a file imports something else. */
  get wiring(): number {
    return this.#wiring;
  }

  rows(classes: readonly ImportClass[]): Rows {
    return this.masked(maskOf(classes));
  }

  masked(mask: number): Rows {
    return this.#rows.rows(mask);
  }

  /** Notes that a file is not what it was, though it imports what it did. */
  note(id: number): void {
    for (const { changes } of this.#logs) if (!changes.has(id)) changes.set(id, undefined);
  }

  /** Takes over what a file imports; an excluded one makes no edges, and neither does one that is gone. */
  connect({ id, facts, targets, isExcluded }: SourceFile): void {
    const edges: number[] = [];
    for (let index = 0; !isExcluded && index < targets.length; index++) {
      const target = targets[index];
      const fact = facts.imports[index];
      if (target?.to !== 'file' || !fact) continue;
      edges.push(target.file, (index << bitCount) | bits[importClass[fact.kind]]);
    }
    this.#replace(id, edges);
  }

  disconnect(id: number): void {
    this.#replace(id, []);
  }

  /** Notes from now on what changes, until it is asked for. */
  follow(): TakeChanges {
    const log = { changes: new Map<number, Change>() };
    this.#logs.push(log);
    return () => {
      const { changes } = log;
      log.changes = new Map();
      return changes;
    };
  }

  #replace(id: number, edges: readonly number[]): void {
    // While a workspace is read nobody follows yet.
    const before = this.#logs.length === 0 ? noEdges : this.#rows.row(id);
    const gained = before.length === 0 ? classesOf(edges) : gainedClasses(before, edges);
    for (const { changes } of this.#logs) changes.set(id, (changes.get(id) ?? 0) | gained);
    this.#wiring++;
    this.#rows.replace(id, edges);
  }
}

const noEdges: readonly never[] = [];

/** The place, within its file's facts, of the import that an edge stands for. */
export function importIndexOf(label: number): number {
  return label >> bitCount;
}

export function maskOf(classes: readonly ImportClass[]): number {
  return classes.reduce((mask, one) => mask | bits[one], 0);
}

function classesOf(edges: readonly number[]): number {
  let classes = 0;
  for (let at = 0; at < edges.length; at += 2) classes |= classBit(edges, at);
  return classes;
}

/** The class bits of the edges that were not there before. */
function gainedClasses(before: readonly number[], edges: readonly number[]): number {
  const known = new Set<number>();
  for (let at = 0; at < before.length; at += 2) known.add(keyOf(before, at));
  let gained = 0;
  for (let at = 0; at < edges.length; at += 2) {
    if (!known.has(keyOf(edges, at))) gained |= classBit(edges, at);
  }
  return gained;
}

function keyOf(edges: readonly number[], at: number): number {
  return ((edges[at] as number) << bitCount) | classBit(edges, at);
}

function classBit(edges: readonly number[], at: number): number {
  return (edges[at + 1] as number) & ((1 << bitCount) - 1);
}
