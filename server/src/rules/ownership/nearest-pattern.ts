import { nearest } from '../../model/nearest.ts';
import type { Owners, OwnersEntry } from '../../model/owners.ts';
import { lastSegment } from '../../model/path.ts';
import { patternFor } from './owners-document.ts';

/** What a pattern that matches nothing was probably meant to be; undefined where nothing near matches anything. */
export function nearestPattern(entry: OwnersEntry, { document, index, files }: Owners): string | undefined {
  const paths = files();
  if (!document || !index || !paths) return undefined;
  const { pattern } = entry;
  const isFolder = pattern.endsWith('/');
  const names = pattern.replace(/^\//, '').replace(/\/$/, '').split('/');
  if (names.includes('')) return undefined;
  const written = (parts: readonly string[]) =>
    `${pattern.startsWith('/') ? '/' : ''}${parts.join('/')}${isFolder ? '/' : ''}`;
  const works = (candidate: string) => paths.some(index.matcher(candidate));
  const candidates = [
    ...(isFolder ? [] : [`${pattern}/`]),
    written(corrected(names, childrenOf(paths))),
    ...sameName(names, paths).map((path) => patternFor(path, document.dialect) + (isFolder ? '/' : '')),
  ];
  return candidates.find((candidate) => candidate !== pattern && works(candidate));
}

/** Names below each folder. */
function childrenOf(paths: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const children = new Map<string, Set<string>>();
  for (const path of paths) {
    let folder = '';
    for (const name of path.split('/')) {
      const known = children.get(folder);
      if (known) known.add(name);
      else children.set(folder, new Set([name]));
      folder = folder === '' ? name : `${folder}/${name}`;
    }
  }
  return children;
}

/** The names with what is not there replaced by what is most like it; from the first wildcard on as they were. */
function corrected(
  names: readonly string[],
  children: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  const found: string[] = [];
  for (const [at, name] of names.entries()) {
    if (/[*?\\]/.test(name)) return [...found, ...names.slice(at)];
    const known = children.get(found.join('/')) ?? new Set<string>();
    const meant = known.has(name) ? name : nearest(name, known);
    if (meant === undefined) return [...found, ...names.slice(at)];
    found.push(meant);
  }
  return found;
}

/** The one path that ends with the same name, as after a move. */
function sameName(names: readonly string[], paths: readonly string[]): readonly string[] {
  const last = names.at(-1) ?? '';
  if (/[*?\\]/.test(last)) return [];
  const found = new Set<string>();
  for (const path of paths) {
    if (lastSegment(path) === last) found.add(path);
    const folder = `/${path}`.lastIndexOf(`/${last}/`);
    if (folder >= 0) found.add(path.slice(0, folder + last.length));
    if (found.size > 1) return [];
  }
  return [...found];
}
