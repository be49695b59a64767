import { type Arc, type ArcGraph, arcGraph, componentNumbers } from '../graph/arcs.ts';
import { efforts, type Tangle } from '../model/cut-plan.ts';
import type { Knot } from '../model/rule.ts';
import type { KnotImport } from './knot-imports.ts';

/**
 * The imports of a knot as a weighted graph, one edge for each pair of files. What a fix would import instead of a
 * re-exporting file is in it as well: the way there leads through that file anyway, so that this adds no cycle, but
 * whoever counts on the fix has to do without the cycles that it would leave.
 */
export interface KnotGraph {
  readonly graph: ArcGraph;
  readonly imports: readonly KnotImport[];
  /** The edge of each import. */
  readonly arcOf: readonly number[];
  /** The edges of what the fix of each import leads to. */
  readonly insteadOf: readonly (readonly number[])[];
}

export function knotGraph({ files }: Knot, imports: readonly KnotImport[]): KnotGraph {
  const nodes = new Map(files.map(({ id }, index) => [id, index]));
  const indices = new Map<string, number>();
  const arcs: (Arc & { weight: number })[] = [];
  const add = (from: number, to: number, weight: number): number => {
    const key = `${from} ${to}`;
    const known = indices.get(key);
    if (known !== undefined) {
      (arcs[known] as { weight: number }).weight += weight;
      return known;
    }
    indices.set(key, arcs.length);
    return arcs.push({ from: nodes.get(from) as number, to: nodes.get(to) as number, weight }) - 1;
  };
  const arcOf = imports.map(({ from, to, effort }) => add(from.id, to.id, effort));
  const insteadOf = imports.map(({ from, instead }) =>
    instead.map((to) => add(from.id, to.id, efforts.hand)),
  );
  return { graph: arcGraph(files.length, arcs), imports, arcOf, insteadOf };
}

/** A tangle without what is accepted of it. */
export type KnotTangle = Omit<Tangle, 'accepted'>;

/** What becomes of an import: it stays, or it goes and what its fix names instead may come, by the edges of that. */
export type Fate = 'stays' | readonly number[];

/** What is left of a knot. */
export function tangleOf({ graph, arcOf }: KnotGraph, fates: readonly Fate[]): KnotTangle {
  const isCut = new Uint8Array(graph.arcs.length).fill(1);
  for (const [index, fate] of fates.entries()) {
    if (fate === 'stays') isCut[arcOf[index] as number] = 0;
    else for (const arc of fate) isCut[arc] = 0;
  }
  const numbers = componentNumbers(graph, isCut);
  let cycles = 0;
  let files = 0;
  for (const number of numbers) {
    if (number >= 0) files++;
    cycles = Math.max(cycles, number + 1);
  }
  let imports = 0;
  for (const [index, { from, to }] of graph.arcs.entries()) {
    const number = numbers[from] as number;
    if (isCut[index] === 0 && number >= 0 && number === numbers[to]) imports++;
  }
  return { cycles, files, imports };
}
