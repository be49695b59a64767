import { byCodeUnit, joinPath, lastSegment } from '../model/path.ts';

/** The files that a name in a report can mean. */
export interface KnownPaths {
  has(path: string): boolean;
  /** Paths whose last segment is this. */
  named(segment: string): readonly string[];
}

/** Where a report lies. */
export interface ReportOrigin {
  /** The report's folder, relative POSIX to the root. */
  readonly folder: string;
  /** The absolute path of the root, where it is known, as the system writes it. */
  readonly root?: string;
}

/** Makes one index for all reports; `paths` are relative POSIX to the root. */
export function createKnownPaths(paths: Iterable<string>): KnownPaths {
  const all = new Set(paths);
  let bySegment: Map<string, string[]> | undefined;
  return {
    has: (path) => all.has(path),
    named(segment) {
      bySegment ??= indexBySegment(all);
      return bySegment.get(segment) ?? [];
    },
  };
}

function indexBySegment(paths: ReadonlySet<string>): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const path of paths) {
    const segment = lastSegment(path);
    const known = index.get(segment);
    if (known) known.push(path);
    else index.set(segment, [path]);
  }
  return index;
}

/**
 * Finds the file that each name in one report means; undefined for a name that means none, or might mean several.
 *
 * A name is a list of alternatives, such as each source folder of a Cobertura report joined with the file's name.
 * Names below the root are taken at their word. Relative ones belong to the folder, of the report's and those around it, in
 * which most of them exist. What is left was written on another machine: its names share a beginning that stands for
 * the root or a folder in it, and the beginning that most of them agree on is taken, if at least half of them then exist.
 */
export function placeNames(
  names: readonly (readonly string[])[],
  known: KnownPaths,
  origin: ReportOrigin,
): readonly (string | undefined)[] {
  const root = origin.root === undefined ? undefined : readName(origin.root);
  const read = names.map((alternatives) => alternatives.map((name) => localise(readName(name), root)));
  const base = bestBase(read, known, origin.folder);
  const placed = read.map((alternatives) =>
    onlyOne(alternatives.map((name) => placeDirectly(name, base, known))),
  );
  const foreign = read.map((alternatives, index) =>
    placed[index] === undefined ? alternatives.filter((name) => isForeign(name, base)) : [],
  );
  const mapping = bestMapping(foreign, known);
  if (!mapping) return placed;
  return placed.map((path, index) => {
    if (path !== undefined) return path;
    return onlyOne((foreign[index] ?? []).map(({ path: name }) => mapped(name, mapping, known)));
  });
}

interface Name {
  /** `below`: under the root, and meant exactly; `absolute` on a machine that may be another. */
  readonly kind: 'relative' | 'absolute' | 'below';
  /** Slashes alone, no `.` segments; an absolute one begins with `/` or a drive. */
  readonly path: string;
}

const noBase = undefined;

/** Backslashes and `file:` addresses become plain paths. */
function readName(raw: string): Name {
  let name = raw.trim();
  if (isPlain(name)) return { kind: 'relative', path: name };
  if (/^file:\/\//i.test(name)) name = decoded(name.replace(/^file:\/\/(?:localhost)?/i, ''));
  if (/^\/[A-Za-z]:[\\/]/.test(name)) name = name.slice(1);
  if (/^[A-Za-z]:[\\/]|^\\\\/.test(name) || !name.includes('/')) name = name.replaceAll('\\', '/');
  const [drive] = /^[A-Za-z]:(?=\/)/.exec(name) ?? [];
  if (drive !== undefined)
    return { kind: 'absolute', path: `${drive.toLowerCase()}/${joinPath('', name.slice(2))}` };
  if (name.startsWith('/')) return { kind: 'absolute', path: `/${joinPath('', name)}` };
  return { kind: 'relative', path: joinPath('', name) };
}

/** Nearly all names are, and there are thousands. */
function isPlain(name: string): boolean {
  const code = name.charCodeAt(0);
  return code !== 47 && code !== 46 && !/[\\:]|\/\.{0,2}\/|\/\.{0,2}$/.test(name);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function localise(name: Name, root: Name | undefined): Name {
  if (name.kind !== 'absolute' || root === undefined) return name;
  const prefix = root.path.endsWith('/') ? root.path : `${root.path}/`;
  const isWindows = /^[a-z]:/.test(root.path);
  const begins = isWindows
    ? name.path.toLowerCase().startsWith(prefix.toLowerCase())
    : name.path.startsWith(prefix);
  return begins ? { kind: 'below', path: name.path.slice(prefix.length) } : name;
}

/** The report's folder or one around it, whichever makes most of the relative names lead somewhere; the innermost of equals. */
function bestBase(
  names: readonly (readonly Name[])[],
  known: KnownPaths,
  folder: string,
): string | undefined {
  const relative = names.filter((alternatives) => alternatives.some(({ kind }) => kind === 'relative'));
  let best: { readonly base: string; readonly hits: number } | undefined;
  for (const base of foldersAround(folder)) {
    const hits = relative.filter((alternatives) =>
      alternatives.some(({ kind, path }) => kind === 'relative' && known.has(below(base, path))),
    ).length;
    if (hits > (best?.hits ?? 0)) best = { base, hits };
  }
  return best ? best.base : noBase;
}

/** The path has no `.` segments but `..` at its beginning. */
function below(base: string, path: string): string {
  if (base === '') return path;
  return path.startsWith('..') ? joinPath(base, path) : `${base}/${path}`;
}

function foldersAround(folder: string): readonly string[] {
  const segments = folder === '' ? [] : folder.split('/');
  return segments.map((_, index) => segments.slice(0, segments.length - index).join('/')).concat('');
}

function placeDirectly(
  { kind, path }: Name,
  base: string | undefined,
  known: KnownPaths,
): string | undefined {
  if (kind === 'absolute' || (kind === 'relative' && base === undefined)) return undefined;
  const own = kind === 'below' ? path : below(base ?? '', path);
  return known.has(own) ? own : undefined;
}

/** Where some relative names lead somewhere, the others name files that are gone, and no longer ones elsewhere. */
function isForeign({ kind }: Name, base: string | undefined): boolean {
  return kind === 'absolute' || (kind === 'relative' && base === undefined);
}

function onlyOne(paths: readonly (string | undefined)[]): string | undefined {
  const found = new Set(paths.filter((path) => path !== undefined));
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

/** What names of another machine begin with, and the folder here that it stands for; both empty or ending in a slash. */
interface Mapping {
  readonly theirs: string;
  readonly ours: string;
}

/** Names that vote, and the files that they are compared with: more cost time and change nothing. */
const mostVoters = 256;
const mostCompared = 50_000;

function bestMapping(names: readonly (readonly Name[])[], known: KnownPaths): Mapping | undefined {
  const asked = names.filter((alternatives) =>
    alternatives.some(({ path }) => !path.includes('/node_modules/')),
  );
  const votes = new Map<string, { readonly mapping: Mapping; count: number }>();
  for (const voter of votersAmong(asked, known)) {
    const keys = new Set<string>();
    for (const mapping of voter.flatMap(({ path }) => mappingsOf(path, known))) {
      const key = `${mapping.theirs}\n${mapping.ours}`;
      if (keys.has(key)) continue;
      keys.add(key);
      const vote = votes.get(key);
      if (vote) vote.count++;
      else votes.set(key, { mapping, count: 1 });
    }
  }
  const [first, second] = [...votes.values()].sort(
    (a, b) => b.count - a.count || byCodeUnit(a.mapping.theirs, b.mapping.theirs),
  );
  if (!first || first.count === second?.count) return undefined;
  const hits = asked.filter((alternatives) =>
    alternatives.some(({ path }) => mapped(path, first.mapping, known) !== undefined),
  ).length;
  return hits * 2 >= asked.length ? first.mapping : undefined;
}

/** Those first whose own names say most, because few files are called the same. */
function votersAmong(names: readonly (readonly Name[])[], known: KnownPaths): readonly (readonly Name[])[] {
  const step = Math.max(1, Math.floor(names.length / mostVoters));
  const voters = names
    .filter((_, index) => index % step === 0)
    .map((voter) => ({
      voter,
      alike: voter.reduce((sum, { path }) => sum + known.named(lastSegment(path)).length, 0),
    }))
    .sort((a, b) => a.alike - b.alike);
  let compared = 0;
  return voters.flatMap(({ voter, alike }) => {
    const isWithin = compared === 0 || compared + alike <= mostCompared;
    if (isWithin) compared += alike;
    return isWithin ? [voter] : [];
  });
}

/** The mappings by which a name would mean a file with the longest possible ending in common. */
function mappingsOf(name: string, known: KnownPaths): readonly Mapping[] {
  let longest = 0;
  let mappings: Mapping[] = [];
  for (const path of known.named(lastSegment(name))) {
    const common = commonEnding(name, path);
    const isOwnNameAlone = !path.slice(-common).includes('/') && common < path.length;
    if (common < longest || isOwnNameAlone) continue;
    if (common > longest) mappings = [];
    longest = common;
    mappings.push({ theirs: name.slice(0, -common), ours: path.slice(0, -common) });
  }
  return mappings;
}

/** The length of the longest ending of whole segments that two paths share. */
function commonEnding(a: string, b: string): number {
  let length = 0;
  let whole = 0;
  while (length < a.length && length < b.length) {
    const character = a[a.length - 1 - length];
    if (character !== b[b.length - 1 - length]) break;
    if (character === '/') whole = length;
    length++;
  }
  const endsIn = (text: string) => length === text.length || text[text.length - 1 - length] === '/';
  return endsIn(a) && endsIn(b) ? length : whole;
}

function mapped(name: string, { theirs, ours }: Mapping, known: KnownPaths): string | undefined {
  if (!name.startsWith(theirs)) return undefined;
  const path = `${ours}${name.slice(theirs.length)}`;
  return known.has(path) ? path : undefined;
}
