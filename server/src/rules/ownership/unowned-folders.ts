import type { Owners } from '../../model/owners.ts';
import { byCodeUnit, folderOf } from '../../model/path.ts';

/** Files that nobody owns, by folder. */
export interface UnownedFolder {
  readonly folder: string;
  /** In order of path. */
  readonly files: readonly string[];
  /** Nothing below the folder has an owner. */
  readonly isWhole: boolean;
}

/**
 * Files without an owner, each with the outermost folder around it where nothing is owned; where there is none, with its
 * own folder. A file whose owners were taken away on purpose is none of them.
 */
export function unownedFolders(paths: readonly string[], owners: Owners): readonly UnownedFolder[] {
  const unowned = paths.filter((path) => isUnowned(path, owners));
  if (unowned.length === 0) return [];
  const all = countBelow(paths);
  const bare = countBelow(unowned);
  const isBare = (folder: string) => all.get(folder) === bare.get(folder);
  const groups = new Map<string, string[]>();
  for (const path of unowned) {
    let folder = folderOf(path);
    while (folder !== '' && isBare(folder) && isBare(folderOf(folder))) folder = folderOf(folder);
    const group = groups.get(folder);
    if (group) group.push(path);
    else groups.set(folder, [path]);
  }
  return [...groups]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([folder, files]) => ({ folder, files: files.sort(byCodeUnit), isWhole: isBare(folder) }));
}

function isUnowned(path: string, owners: Owners): boolean {
  return owners.decide(path).length === 0 && owners.of(path).length === 0;
}

/** How many of these files lie below each folder. */
function countBelow(paths: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) {
    let folder = path;
    while (folder !== '') {
      folder = folderOf(folder);
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
  }
  return counts;
}
