import type { ImportFact } from '../model/facts.ts';
import type { PackageFacts } from '../model/package-facts.ts';
import { splitPackage } from '../model/package-name.ts';
import { isBelow } from '../model/path.ts';
import type { Resolution } from '../model/resolution.ts';
import type { WorkspaceFacts } from '../model/rule.ts';

/** The packages of a workspace by name; its manifests are another list as soon as one of them changed. */
const byManifests = new WeakMap<readonly PackageFacts[], ReadonlyMap<string, readonly PackageFacts[]>>();

/**
 * The name of the package that an import names: an installed one, or one of the workspace whose sources it leads to.
 * Undefined for relative imports, modules of a runtime and aliases.
 */
export function importedPackage(
  { specifier }: ImportFact,
  target: Resolution,
  workspace: WorkspaceFacts,
): string | undefined {
  if (target.to === 'package') return target.name;
  if ((target.to !== 'file' && target.to !== 'outside') || !isBare(specifier)) return undefined;
  const { name } = splitPackage(specifier);
  if (target.to === 'outside' && target.path.includes(`node_modules/${name}/`)) return name;
  const named = packagesNamed(name, workspace);
  if (named.length === 0) return undefined;
  const path = target.to === 'file' ? workspace.file(target.file).path : target.path;
  return named.some(({ folder }) => isBelow(folder, path)) ? name : undefined;
}

/** True for nearly every import, none of which names a package. */
export function isRelative({ to }: Resolution, { specifier }: ImportFact): boolean {
  return to === 'file' && specifier.charCodeAt(0) === 46;
}

/** True for what may be a package's name or an alias: neither relative, absolute nor a key of `imports`. */
export function isBare(specifier: string): boolean {
  const first = specifier.charCodeAt(0);
  return first !== 46 && first !== 47 && first !== 35;
}

/** The packages of the workspace with a name, in order of path. */
export function packagesNamed(
  name: string,
  { manifests }: Pick<WorkspaceFacts, 'manifests'>,
): readonly PackageFacts[] {
  let byName = byManifests.get(manifests);
  if (!byName) {
    byName = byNameOf(manifests);
    byManifests.set(manifests, byName);
  }
  return byName.get(name) ?? none;
}

function byNameOf(manifests: readonly PackageFacts[]): ReadonlyMap<string, readonly PackageFacts[]> {
  const found = new Map<string, PackageFacts[]>();
  for (const manifest of manifests) {
    const same = found.get(manifest.name);
    if (same) same.push(manifest);
    else found.set(manifest.name, [manifest]);
  }
  return found;
}

const none: readonly never[] = [];
