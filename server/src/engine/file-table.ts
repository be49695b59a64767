import type { Glob } from '../format/glob.ts';
import type { Step } from '../graph/live-components.ts';
import { type FileFacts, noFacts } from '../model/facts.ts';
import { byCodeUnit, isBelow, relativeTo } from '../model/path.ts';
import type { Resolution } from '../model/resolution.ts';
import type { Belonging, Edge, SourceFile, Standing } from '../model/rule.ts';
import { createPlacer, type Place, type Placer } from './belonging.ts';
import { type CompiledElement, type CompiledPolicy, rolesOf } from './compiled-policy.ts';
import { ImportGraph, importIndexOf } from './import-graph.ts';
import type { Policies } from './policies.ts';

const noFlags = { isTest: false, isExcluded: false, isCovered: false };
const nowhere: Standing = { slices: [], isTest: false };
export const noPlace: Place = { standing: nowhere, ties: [], ...noFlags };

/** The source files by id. Ids are given once and never reused, so that resolutions stay valid. */
export class FileTable {
  /** What the files import of each other. */
  readonly imports = new ImportGraph();
  readonly #ids = new Map<string, number>();
  readonly #files: (SourceFile | undefined)[] = [];
  #order: readonly number[] | undefined;
  #ranks: Int32Array | undefined;
  #ordered: readonly SourceFile[] | undefined;
  #unresolvedCount = 0;
  #belonging: Belonging = { unmatched: [], ambiguous: [], shadowed: [] };

  /** Ids of the present files by path. */
  get ids(): ReadonlyMap<string, number> {
    return this.#ids;
  }

  get belonging(): Belonging {
    return this.#belonging;
  }

  /** In order of path. */
  get ordered(): readonly SourceFile[] {
    this.#ordered ??= this.#inOrder().map((id) => this.file(id));
    return this.#ordered;
  }

  /** How many imports of judged files lead nowhere. */
  get unresolvedCount(): number {
    return this.#unresolvedCount;
  }

  /** The place of each file in order of path, by id. */
  get ranks(): Int32Array {
    if (!this.#ranks) {
      const ranks = new Int32Array(this.#files.length);
      for (const [rank, id] of this.#inOrder().entries()) ranks[id] = rank;
      this.#ranks = ranks;
    }
    return this.#ranks;
  }

  at(path: string): SourceFile | undefined {
    const id = this.#ids.get(path);
    return id === undefined ? undefined : this.#files[id];
  }

  file(id: number): SourceFile {
    const file = this.#files[id];
    if (!file) throw new Error(`No file has the id ${id}.`);
    return file;
  }

  /** The import that a step in the graph stands for. */
  edge({ from: importer, to, label }: Step): Edge {
    const from = this.file(importer);
    const fact = from.facts.imports[importIndexOf(label)];
    if (!fact) throw new Error(`"${from.path}" has no import ${importIndexOf(label)}.`);
    return { from, to: this.file(to), fact };
  }

  add(path: string): void {
    if (this.#ids.has(path)) return;
    const id = this.#files.length;
    this.#ids.set(path, id);
    this.#forgetOrder();
    this.#replace({ id, path, facts: noFacts, targets: [], standing: nowhere, ...noFlags });
    this.imports.disconnect(id);
  }

  remove(path: string): void {
    const id = this.#ids.get(path);
    if (id === undefined) return;
    this.#ids.delete(path);
    this.#unresolvedCount -= unresolvedIn(this.#files[id]);
    this.#files[id] = undefined;
    this.#forgetOrder();
    this.imports.disconnect(id);
  }

  /** Gives a file its facts and where its imports lead: nothing changed, only places in the text, or what it imports. */
  connect(path: string, facts: FileFacts, targets: readonly Resolution[]): 'same' | 'moved' | 'rewired' {
    const file = this.at(path);
    if (!file) return 'same';
    const isSame = sameTargets(file.targets, targets);
    if (file.facts === facts && isSame) return 'same';
    const connected = { ...file, facts, targets };
    this.#replace(connected);
    if (isSame && sameImports(file.facts, connected)) return 'moved';
    this.imports.connect(connected);
    return 'rewired';
  }

  /** Places every file under the policies anew and notes what does not fit; `isPackage` is asked of folders. */
  place(policies: Policies, isPackage: (folder: string) => boolean): void {
    const placer = createPlacer(isPackage);
    const { matched } = placer;
    const ties = new Map<string, Belonging['ambiguous'][number] & { readonly files: SourceFile[] }>();
    for (const before of this.ordered) {
      const compiled = policies.governing(before.path);
      const place = compiled ? placer.placeOf(before.path, compiled) : noPlace;
      const file = placed(before, place, compiled);
      this.#replace(file);
      if (file.isExcluded !== before.isExcluded) this.imports.connect(file);
      if (!compiled || place.isExcluded) continue;
      for (const elements of place.ties) {
        const key = `${compiled.policy.path}\n${elements[0].name}\n${elements[1].name}`;
        const known = ties.get(key);
        if (known) known.files.push(file);
        else ties.set(key, { policy: compiled.policy, elements, files: [file] });
      }
    }
    const unmatched = policies.inForce.flatMap((compiled) =>
      rolesOf(compiled).flatMap(({ role, patterns }) =>
        patterns
          .filter(({ pattern }) => !matched.has(pattern) && pattern.place.path === compiled.policy.path)
          .map(({ pattern, glob }) => ({
            policy: compiled.policy,
            pattern,
            role,
            ...this.#nearMiss(glob, compiled, policies),
          })),
      ),
    );
    const shadowed = policies.inForce.flatMap((compiled) => shadowedIn(compiled, placer));
    this.#belonging = { unmatched, ambiguous: [...ties.values()], shadowed };
  }

  /** Why a pattern that looks right matches nothing: it names a folder, or a nested policy judges what it would match. */
  #nearMiss(
    glob: Glob,
    { policy }: CompiledPolicy,
    policies: Policies,
  ): { readonly isFolder?: true; readonly judgedBy?: string } {
    for (const { path } of this.ordered) {
      if (!isBelow(policy.folder, path)) continue;
      const local = relativeTo(policy.folder, path);
      if (local.startsWith(`${glob.source.replace(/\/$/, '')}/`)) return { isFolder: true };
      const judge = glob.matches(local) ? policies.governing(path) : undefined;
      if (judge) return { judgedBy: judge.policy.path };
    }
    return {};
  }

  #replace(file: SourceFile): void {
    this.#unresolvedCount += unresolvedIn(file) - unresolvedIn(this.#files[file.id]);
    this.#files[file.id] = file;
    this.#ordered = undefined;
    this.imports.note(file.id);
  }

  #inOrder(): readonly number[] {
    this.#order ??= [...this.#ids].sort(([a], [b]) => byCodeUnit(a, b)).map(([, id]) => id);
    return this.#order;
  }

  #forgetOrder(): void {
    this.#order = undefined;
    this.#ordered = undefined;
    this.#ranks = undefined;
  }
}

/** The patterns of elements that matched, and by which no file belongs to them. */
function shadowedIn(compiled: CompiledPolicy, placer: Placer): Belonging['shadowed'] {
  const { deciding, passedOver } = placer;
  const { policy, layers, slices, services } = compiled;
  const elements: readonly CompiledElement[] = [...layers, ...slices, ...services];
  return elements.flatMap(({ element, files }) =>
    files.flatMap(({ pattern }) => {
      const by = passedOver.get(pattern);
      return by && !deciding.has(pattern) ? [{ policy, pattern, element, by }] : [];
    }),
  );
}

/**
 * A file as it stands under a policy, or under none. Every file passes here, and spreads of objects that have a key or
 * not cost several times as much.
 */
export function placed(file: SourceFile, place: Place, compiled: CompiledPolicy | undefined): SourceFile {
  const { id, path, facts, targets } = file;
  const { standing, isTest, isExcluded, isCovered } = place;
  if (!compiled) return { id, path, facts, targets, standing, isTest, isExcluded, isCovered };
  const { policy } = compiled;
  const layer = standing.layer?.element;
  return layer
    ? { id, path, facts, targets, policy, layer, standing, isTest, isExcluded, isCovered }
    : { id, path, facts, targets, policy, standing, isTest, isExcluded, isCovered };
}

function unresolvedIn(file: SourceFile | undefined): number {
  if (!file || file.isExcluded) return 0;
  return file.targets.reduce((count, { to }) => (to === 'unresolved' ? count + 1 : count), 0);
}

/** What a package offers, it may offer by one name of a file and not by another. */
function sameImports(
  { imports }: FileFacts,
  { facts, targets }: Pick<SourceFile, 'facts' | 'targets'>,
): boolean {
  return imports.every(({ kind, specifier }, index) => {
    const now = facts.imports[index];
    return kind === now?.kind && (specifier === now.specifier || targets[index]?.to !== 'file');
  });
}

function sameTargets(a: readonly Resolution[], b: readonly Resolution[]): boolean {
  return a.length === b.length && a.every((target, index) => sameTarget(target, b[index] as Resolution));
}

function sameTarget(a: Resolution, b: Resolution): boolean {
  if (a === b) return true;
  if (a.to === 'file') return b.to === 'file' && a.file === b.file;
  return JSON.stringify(a) === JSON.stringify(b);
}
