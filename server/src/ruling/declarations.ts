import type { PackageFacts } from '../model/package-facts.ts';
import type { WorkspaceFacts } from '../model/rule.ts';

/** For what a package.json declares a package: for whoever installs it, or only for work on it. */
export type Use = 'production' | 'development';

const known = new WeakMap<PackageFacts, ReadonlyMap<string, Use>>();

/** What a package.json declares, by name. Every import is looked up here. */
export function declarationsOf(manifest: PackageFacts): ReadonlyMap<string, Use> {
  const before = known.get(manifest);
  if (before) return before;
  const uses = new Map<string, Use>();
  for (const { name, section } of manifest.dependencies) {
    if (section !== 'devDependencies') uses.set(name, 'production');
    else if (!uses.has(name)) uses.set(name, 'development');
  }
  known.set(manifest, uses);
  return uses;
}

/** The package that a path belongs to. A package.json that only says how files are read, such as `{ "type": "module" }`, makes none. */
export function packageAround(path: string, workspace: WorkspaceFacts): PackageFacts | undefined {
  const nearest = workspace.manifestAround(path);
  return nearest && isMarker(nearest) ? packageAbove(nearest, workspace) : nearest;
}

/** The package around another one's folder. */
export function packageAbove({ folder }: PackageFacts, workspace: WorkspaceFacts): PackageFacts | undefined {
  return folder === '' ? undefined : packageAround(folder, workspace);
}

/** True for a package that a registry would take and that others could import from there. */
export function isPublishable({ isPrivate, name, version, entries, exports }: PackageFacts): boolean {
  return !isPrivate && name !== '' && version !== undefined && (entries.length > 0 || exports !== undefined);
}

function isMarker({ name, dependencies, isBroken }: PackageFacts): boolean {
  return name === '' && dependencies.length === 0 && !isBroken;
}
