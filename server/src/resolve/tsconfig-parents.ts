import { joinPath } from '../model/path.ts';
import type { ConfigReader } from './config-reader.ts';
import type { LocalPackages } from './local-packages.ts';
import type { Manifest, Manifests } from './manifests.ts';
import { exportTargets } from './package-targets.ts';
import { isRelative, splitPackage } from './specifier.ts';
import { upToRoot } from './upward.ts';

/** The path of the configuration that `extends` means in a file of `folder`, or undefined when nothing is there. */
export type FindParent = (folder: string, value: string) => string | undefined;

/** TypeScript's rules: a relative path, with `.json` added when needed, or a package, installed or in the workspace. */
export function createFindParent(
  reader: ConfigReader,
  manifests: Manifests,
  locals: LocalPackages,
  upperFolders: () => readonly string[],
): FindParent {
  return (folder, value) => {
    if (value === '' || value.startsWith('/') || /^[A-Za-z]:/.test(value)) return undefined;
    return isRelative(value) ? existing(joinPath(folder, value)) : inPackage(folder, value);
  };

  function existing(path: string): string | undefined {
    if (reader.read(path) !== undefined) return path;
    if (path.endsWith('.json')) return undefined;
    return reader.read(`${path}.json`) === undefined ? undefined : `${path}.json`;
  }

  function inPackage(folder: string, value: string): string | undefined {
    const { name, subpath } = splitPackage(value);
    const local = locals.find(name, folder);
    const found = local && inManifest(local, subpath);
    if (found !== undefined) return found;
    for (const above of [...upToRoot(folder), ...upperFolders()]) {
      const place = joinPath(above, `node_modules/${name}`);
      const manifest = manifests.foreign(place);
      const installed = manifest ? inManifest(manifest, subpath) : existing(joinPath(place, fileOf(subpath)));
      if (installed !== undefined) return installed;
    }
    return undefined;
  }

  function inManifest(manifest: Manifest, subpath: string): string | undefined {
    const { folder, exports, tsconfig } = manifest;
    if (exports !== undefined) {
      const found = exportTargets(exports, subpath, (name) => /^(?:node|import|require|default)$/.test(name));
      const targets = found.found === 'targets' ? found.targets : [];
      const exported = targets
        .map((target) => existing(joinPath(folder, target)))
        .find((path) => path !== undefined);
      if (exported !== undefined) return exported;
    }
    if (subpath === '.' && tsconfig !== undefined) return existing(joinPath(folder, tsconfig));
    return existing(joinPath(folder, fileOf(subpath)));
  }
}

/** A package's bare name means its tsconfig.json. */
function fileOf(subpath: string): string {
  return subpath === '.' ? 'tsconfig.json' : subpath;
}
