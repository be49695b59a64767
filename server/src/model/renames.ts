import { isBelow, relativeTo } from './path.ts';

/** A file or a folder that gets another path; both relative POSIX to the workspace root. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** Where a path lies once files and folders have moved: with the deepest of those that it is, or is in. */
export function pathAfter(renames: readonly Rename[], path: string): string {
  return moved(renames, path) ?? path;
}

/** Where a path lay before they moved; undefined for one that nothing lies at any more. */
export function pathBefore(renames: readonly Rename[], path: string): string | undefined {
  const before = moved(
    renames.map(({ from, to }) => ({ from: to, to: from })),
    path,
  );
  if (before !== undefined) return before;
  return renames.some(({ from }) => isBelow(from, path)) ? undefined : path;
}

function moved(renames: readonly Rename[], path: string): string | undefined {
  const [first, ...others] = renames.filter(({ from }) => isBelow(from, path));
  if (!first) return undefined;
  const { from, to } = others.reduce((a, b) => (b.from.length > a.from.length ? b : a), first);
  return path === from ? to : `${to}/${relativeTo(from, path)}`;
}
