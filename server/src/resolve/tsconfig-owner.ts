import { folderOf, joinPath } from '../model/path.ts';
import type { ConfigReader } from './config-reader.ts';
import type { Tsconfig, Tsconfigs } from './tsconfig.ts';

/** Which configuration governs a file. */
export interface Owners {
  /** The nearest `tsconfig.json` upward, or `jsconfig.json` where a folder has only that. */
  nearest(folder: string): Tsconfig | undefined;
  /**
   * The nearest one when it includes the file; else the first of its references that does; else a `tsconfig.*.json`
   * beside it that does; else still the nearest one.
   */
  of(path: string, folder: string): Tsconfig | undefined;
  /** Every configuration directly in a folder. */
  inside(folder: string): readonly Tsconfig[];
}

export function createOwners(
  reader: ConfigReader,
  tsconfigs: Tsconfigs,
  upperFolders: () => readonly string[],
): Owners {
  const nearestOf = new Map<string, Tsconfig | undefined>();
  const besides = namesByFolder(reader.walked);
  return { nearest, of, inside: (folder) => beside(folder, () => true) };

  function nearest(folder: string): Tsconfig | undefined {
    if (nearestOf.has(folder)) return nearestOf.get(folder);
    const found = directly(folder) ?? (folder === '' ? firstAbove() : nearest(folderOf(folder)));
    nearestOf.set(folder, found);
    return found;
  }

  function directly(folder: string): Tsconfig | undefined {
    const names = besides.get(folder) ?? [];
    const name = ['tsconfig.json', 'jsconfig.json'].find((wanted) => names.includes(wanted));
    return name === undefined ? undefined : tsconfigs.at(joinPath(folder, name));
  }

  function firstAbove(): Tsconfig | undefined {
    for (const above of upperFolders()) {
      const config = tsconfigs.at(`${above}/tsconfig.json`) ?? tsconfigs.at(`${above}/jsconfig.json`);
      if (config) return config;
    }
    return undefined;
  }

  function of(path: string, folder: string): Tsconfig | undefined {
    const first = nearest(folder);
    // Asked first, because it is much cheaper than matching the file.
    if (!first || !hasRivals(first) || first.includes(path)) return first;
    return referenced(first, path, new Set([first.path])) ?? sibling(first, path) ?? first;
  }

  function hasRivals({ folder, references }: Tsconfig): boolean {
    return references.length > 0 || (besides.get(folder)?.some(isSibling) ?? false);
  }

  /** References may lead to further solution files; each is visited once. */
  function referenced(config: Tsconfig, path: string, visited: Set<string>): Tsconfig | undefined {
    for (const reference of config.references) {
      const place = joinPath(config.folder, reference.value);
      const named = place.endsWith('.json') ? place : joinPath(place, 'tsconfig.json');
      if (visited.has(named)) continue;
      visited.add(named);
      const next = tsconfigs.at(named);
      if (!next) report(config, reference.value, reference.span);
      else if (next.includes(path)) return next;
      const deeper = next && referenced(next, path, visited);
      if (deeper) return deeper;
    }
    return undefined;
  }

  function report(config: Tsconfig, value: string, span: { start: number; end: number }): void {
    if (!reader.isWalked(config.path)) return;
    reader.report('TSC-005', config.path, span, `The referenced configuration "${value}" is not found.`);
  }

  function sibling(config: Tsconfig, path: string): Tsconfig | undefined {
    return beside(config.folder, isSibling).find((next) => next.includes(path));
  }

  function beside(folder: string, isWanted: (name: string) => boolean): readonly Tsconfig[] {
    const names = besides.get(folder) ?? [];
    return names.filter(isWanted).flatMap((name) => tsconfigs.at(joinPath(folder, name)) ?? []);
  }
}

function isSibling(name: string): boolean {
  return /^tsconfig\..+\.json$/.test(name);
}

/** Sorted, as the walk is. */
function namesByFolder(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const path of paths) {
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    if (!/^[tj]sconfig/.test(name)) continue;
    const folder = slash < 0 ? '' : path.slice(0, slash);
    const list = names.get(folder) ?? [];
    list.push(name);
    names.set(folder, list);
  }
  return names;
}
