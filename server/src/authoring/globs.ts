import { compileGlob, globProblem } from '../format/glob.ts';
import { byCodeUnit, folderOf } from '../model/path.ts';
import { type JsonPath, matchesPath, type PathPattern } from './json-path.ts';
import { referencePlace } from './names.ts';

/** Where globs relative to the policy's folder stand, as a string or as items of a list. */
export const globPlaces: readonly PathPattern[] = [
  ['exclude'],
  ['tests'],
  ['cover'],
  ['layers', '*', 'files'],
  ['layers', '*', '*', 'files'],
  ['slices', '*', 'files'],
  ['services', '*', 'files'],
  ['services', '*', 'contracts', '*', 'consumers'],
  ['overrides', '*', 'files'],
];

/** Where globs relative to the folder of a layer, slice or service stand. */
const publicPlaces: readonly PathPattern[] = [
  ['layers', '*', 'public'],
  ['layers', '*', '*', 'public'],
  ['slices', '*', 'public'],
  ['services', '*', 'public'],
];

/** True where a glob relative to the folder of the statement's own files may stand. */
export function isPublicPlace(path: JsonPath): boolean {
  return publicPlaces.some((at) => matchesPath(at, path, true));
}

/** True where a glob may stand. */
export function isGlobPlace(path: JsonPath): boolean {
  return globPlaces.some((at) => matchesPath(at, path, true)) || referencePlace(path)?.orGlob === true;
}

/** The paths that a glob matches; captures mean any one folder. Undefined for a glob that cannot be used. */
export function matching(glob: string, paths: readonly string[]): readonly string[] | undefined {
  if (globProblem(glob, true) !== undefined) return undefined;
  const compiled = compileGlob(glob);
  return paths.filter((path) => compiled.matches(path));
}

/** A glob that could stand here, and how many files it would match; a path that is given twice counts twice. */
export interface GlobSuggestion {
  readonly glob: string;
  readonly files: number;
}

const most = 200;

/**
 * Folders and files below what is typed of a glob, as globs. Below a literal folder all of them at any depth; below one
 * with wildcards those that come next. The nearest first, of these folders before
 * files, and the largest of them.
 */
export function suggestGlobs(typed: string, paths: readonly string[]): readonly GlobSuggestion[] {
  const head = folderOf(typed);
  const segments = head === '' ? [] : head.split('/');
  if (segments.some((segment) => segment.includes('**') || segment === '..' || segment === '.')) return [];
  const counts = /[*?{}]/.test(head)
    ? nextOf(segments, paths)
    : belowOf(head === '' ? '' : `${head}/`, paths);
  return [...counts]
    .map(([glob, files]) => ({ glob, files }))
    .sort(
      (a, b) =>
        depth(a.glob) - depth(b.glob) ||
        kind(a.glob) - kind(b.glob) ||
        b.files - a.files ||
        byCodeUnit(a.glob, b.glob),
    )
    .slice(0, most);
}

function belowOf(prefix: string, paths: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) {
    if (!path.startsWith(prefix)) continue;
    if (prefix !== '') add(counts, `${prefix}**`);
    if (!path.includes('/', prefix.length)) add(counts, path);
    for (let slash = path.indexOf('/', prefix.length); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      add(counts, `${path.slice(0, slash)}/**`);
    }
  }
  return counts;
}

/** A segment with wildcards is tried on one segment of each path; what was typed stays as it is. */
function nextOf(segments: readonly string[], paths: readonly string[]): ReadonlyMap<string, number> {
  const head = segments.join('/');
  const counts = new Map<string, number>();
  if (globProblem(head, true) !== undefined) return counts;
  const glob = compileGlob(head);
  const known = new Map<string, boolean>();
  for (const path of paths) {
    const parts = path.split('/');
    if (parts.length <= segments.length) continue;
    const folder = parts.slice(0, segments.length).join('/');
    if (!known.has(folder)) known.set(folder, glob.matches(folder));
    if (!known.get(folder)) continue;
    add(counts, `${head}/**`);
    const next = parts[segments.length];
    add(counts, parts.length > segments.length + 1 ? `${head}/${next}/**` : `${head}/${next}`);
  }
  return counts;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function depth(glob: string): number {
  return glob.replace(/\/\*\*$/, '').split('/').length;
}

/** Folders before files. */
function kind(glob: string): number {
  return glob.endsWith('/**') ? 0 : 1;
}
