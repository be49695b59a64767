import type { DirectiveFact, FileFacts, ImportFact, ImportKind } from '../model/facts.ts';
import type { Kept, Walk } from '../model/host.ts';
import type { ConfigProblem, Resolution } from '../model/resolution.ts';

/** One file as an earlier process left it. */
export interface KeptFile {
  readonly path: string;
  /** Absent when the file must be read anew whatever the disk says. */
  readonly stamp?: string;
  readonly facts: FileFacts;
  /** Where its imports lead; counts only on the {@link Ground} of the snapshot. */
  readonly targets?: readonly KeptTarget[];
  /** No file rule said anything of it under {@link Snapshot.policies}. */
  readonly isSilent?: true;
}

/** As a {@link Resolution}, but a source file is named by its index in {@link Snapshot.files}. */
export type KeptTarget = number | Exclude<Resolution, { to: 'file' }>;

/** Everything that resolutions rest on besides the set of files: while it is the same, so are they. */
export interface Ground {
  readonly configs: readonly string[];
  readonly links: readonly (readonly [path: string, real: string])[];
  /** Stamps of the documents that were read; null for one that was missing. */
  readonly reads: readonly (readonly [path: string, stamp: string | null])[];
  readonly probes: readonly (readonly [path: string, answer: 'file' | 'folder' | 'none'])[];
  readonly problems: readonly ConfigProblem[];
}

/** What an earlier process found out about a workspace. */
export interface Snapshot {
  /** In order of path. */
  readonly files: readonly KeptFile[];
  readonly ground?: Ground;
  /** What was there; its sources are those of `files`, unless an editor had more. */
  readonly walk?: Walk;
  /** Names what the policies said. */
  readonly policies?: string;
}

const formatVersion = 5;

const kinds = [
  'value',
  'type',
  'dynamic',
  'require',
  'reexport',
  'import-type',
] as const satisfies readonly ImportKind[];
const kindNumbers = Object.fromEntries(kinds.map((kind, index) => [kind, index])) as Record<
  ImportKind,
  number
>;

/** Per import: specifier, kind, start, end, statement, target. */
const width = 6;
const noTarget = -1;

interface Header {
  readonly format: number;
  readonly build: string;
  readonly paths: readonly string[];
  readonly stamps: readonly (string | null)[];
  readonly specifiers: readonly string[];
  /** Of the files that have any, by index. */
  readonly directives: readonly (readonly [file: number, directives: readonly DirectiveFact[]])[];
  /** Of the files that declare modules, by index. */
  readonly ambient: readonly (readonly [file: number, names: readonly string[]])[];
  /** Resolutions that lead to no source file; a target −2 is the first. */
  readonly answers: readonly Exclude<Resolution, { to: 'file' }>[];
  readonly ground?: Ground;
  readonly walk?: KeptWalk;
  readonly policies?: string;
  /** Files of which some rule said something, by index. */
  readonly loud: readonly number[];
}

/** The sources are left out where they are the paths of the files, and a map is a list. */
type KeptWalk = Omit<Walk, 'sources' | 'links'> & {
  readonly sources?: readonly string[];
  readonly links: readonly (readonly [path: string, real: string])[];
};

/** Lays a snapshot out in columns: one number per cell, and each string once. */
export function encodeSnapshot({ files, ground, walk, policies }: Snapshot, build: string): Kept {
  const specifiers = new Numbering<string>();
  const answers = new Numbering<Exclude<Resolution, { to: 'file' }>>();
  const starts = new Int32Array(files.length + 1);
  const count = files.reduce((sum, { facts }) => sum + facts.imports.length, 0);
  const cells = new Int32Array(count * width);
  let at = 0;
  for (const [index, { facts, targets }] of files.entries()) {
    for (const [order, fact] of facts.imports.entries()) {
      const target = targets?.[order] ?? noTarget;
      const cell = typeof target === 'number' ? target : -2 - answers.of(target);
      cells.set(
        [specifiers.of(fact.specifier), kindNumbers[fact.kind], fact.start, fact.end, fact.statement, cell],
        at,
      );
      at += width;
    }
    starts[index + 1] = at / width;
  }
  const header: Header = {
    format: formatVersion,
    build,
    paths: files.map(({ path }) => path),
    stamps: files.map(({ stamp }) => stamp ?? null),
    specifiers: specifiers.values,
    directives: files.flatMap(({ facts }, index) =>
      facts.directives.length > 0 ? [[index, facts.directives] as const] : [],
    ),
    ambient: files.flatMap(({ facts }, index) => (facts.ambient ? [[index, facts.ambient] as const] : [])),
    answers: answers.values,
    ...(ground && { ground }),
    ...(walk && { walk: encodeWalk(walk, files) }),
    ...(policies !== undefined && { policies }),
    loud: files.flatMap(({ isSilent }, index) => (isSilent ? [] : [index])),
  };
  return { header: JSON.stringify(header), columns: [starts, cells] };
}

/** The inverse; undefined for another format or another build, whose facts may differ. */
export function decodeSnapshot({ header, columns }: Kept, build: string): Snapshot | undefined {
  const read = JSON.parse(header) as Header;
  const [starts, cells] = columns;
  if (read.format !== formatVersion || read.build !== build || !starts || !cells) return undefined;
  const directives = new Map(read.directives);
  const ambient = new Map(read.ambient);
  const loud = new Set(read.loud);
  const files = read.paths.map((path, index): KeptFile => {
    const [from, to] = [starts[index] as number, starts[index + 1] as number];
    const imports: ImportFact[] = [];
    const targets: KeptTarget[] = [];
    for (let at = from * width; at < to * width; at += width) {
      imports.push(decodeImport(cells, at, read.specifiers));
      const target = cells[at + 5] as number;
      if (target !== noTarget) targets.push(target >= 0 ? target : (read.answers[-2 - target] as KeptTarget));
    }
    const stamp = read.stamps[index];
    const modules = ambient.get(index);
    return {
      path,
      facts: { imports, directives: directives.get(index) ?? [], ...(modules && { ambient: modules }) },
      ...(stamp !== null && stamp !== undefined && { stamp }),
      ...(read.ground && targets.length === imports.length && { targets }),
      ...(!loud.has(index) && { isSilent: true as const }),
    };
  });
  return {
    files,
    ...(read.ground && { ground: read.ground }),
    ...(read.walk && { walk: decodeWalk(read.walk, read.paths) }),
    ...(read.policies !== undefined && { policies: read.policies }),
  };
}

function encodeWalk({ sources, links, ...rest }: Walk, files: readonly KeptFile[]): KeptWalk {
  const isSame = sources.length === files.length && files.every(({ path }, index) => path === sources[index]);
  return { ...rest, links: [...links], ...(!isSame && { sources }) };
}

function decodeWalk({ sources, links, ...rest }: KeptWalk, paths: readonly string[]): Walk {
  return { ...rest, sources: sources ?? paths, links: new Map(links) };
}

function decodeImport(cells: Int32Array, at: number, specifiers: readonly string[]): ImportFact {
  return {
    kind: kinds[cells[at + 1] as number] as ImportKind,
    specifier: specifiers[cells[at] as number] as string,
    start: cells[at + 2] as number,
    end: cells[at + 3] as number,
    statement: cells[at + 4] as number,
  };
}

/** Numbers values in order of their first appearance; equal objects are expected to be the same object. */
class Numbering<Value> {
  readonly values: Value[] = [];
  readonly #numbers = new Map<Value, number>();

  of(value: Value): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    this.#numbers.set(value, this.values.length);
    this.values.push(value);
    return this.values.length - 1;
  }
}
