/** The folder of a relative POSIX path; empty for a file at the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The last segment of a path: a file's own name. */
export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Joins a folder and a path with `.` and `..` segments; may lead above the root as `../x`. */
export function joinPath(folder: string, path: string): string {
  const segments: string[] = folder === '' ? [] : folder.split('/');
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else segments.push(segment);
  }
  return segments.join('/');
}

/** True when `path` is the folder itself or below it; every path is below the root `''`. */
export function isBelow(folder: string, path: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** A path below `folder`, relative to it. */
export function relativeTo(folder: string, path: string): string {
  return folder === '' ? path : path.slice(folder.length + 1);
}

/** How a file in a folder names another: `./x`, `../x`; ends with the whole of the other's own name. */
export function wayTo(folder: string, path: string): string {
  const own = folder === '' ? [] : folder.split('/');
  const other = path.split('/');
  let same = 0;
  while (same < own.length && same < other.length - 1 && own[same] === other[same]) same++;
  const up = '../'.repeat(own.length - same);
  return `${up === '' ? './' : up}${other.slice(same).join('/')}`;
}

/** Order by code unit: the same on every machine, whatever its locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How many folders two paths begin with in common. */
export function sharedFolders(a: string, b: string): number {
  const own = a.split('/');
  const other = b.split('/');
  let same = 0;
  while (same < own.length - 1 && same < other.length - 1 && own[same] === other[same]) same++;
  return same;
}
