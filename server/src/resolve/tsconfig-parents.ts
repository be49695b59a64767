import { exportTargets } from '../format/package-targets.ts';
import { splitPackage } from '../model/package-name.ts';
import { joinPath } from '../model/path.ts';
import type { ConfigReader } from './config-reader.ts';
import type { LocalPackages } from './local-packages.ts';
import type { Manifest, Manifests } from './manifests.ts';
import { isRelative } from './specifier.ts';
import { upToRoot } from './upward.ts';

/** The configuration that `extends` means, or why there is none, as the end of a sentence. */
export type Parent = { readonly path: string } | { readonly missing: string };

/** Finds what `extends` means in a file of `folder`. */
export type FindParent = (folder: string, value: string) => Parent;

/** TypeScript's rules: a relative path, with `.json` added when needed, or a package, installed or in the workspace. */
export function createFindParent(
  reader: ConfigReader,
  manifests: Manifests,
  locals: LocalPackages,
  upperFolders: () => readonly string[],
): FindParent {
  return (folder, written) => {
    const value = written.replaceAll('\\', '/');
    if (value === '') return { missing: 'names nothing' };
    // TypeScript follows it on this machine; the verdict must be the same on every one.
    if (/^(?:\/|[A-Za-z]:)/.test(value)) return { missing: 'is another file on every machine' };
    if (isRelative(value)) {
      const path = existing(joinPath(folder, /^\.\.?$/.test(value) ? `${value}/tsconfig.json` : value));
      return path === undefined ? { missing: 'does not exist' } : { path };
    }
    const path = inPackage(folder, value);
    return path === undefined ? { missing: whyMissing(folder, splitPackage(value).name) } : { path };
  };

  function whyMissing(folder: string, name: string): string {
    const isThere = locals.find(name, folder) !== undefined || placesOf(folder, name).some(manifests.foreign);
    if (isThere) return 'is not in that package';
    const isPlugged = [...upToRoot(folder), ...upperFolders()].some((above) =>
      reader.isFile(joinPath(above, '.pnp.cjs')),
    );
    return isPlugged
      ? 'Yarn keeps in an archive that is not read: "yarn unplug" puts the package on disk'
      : 'is not installed: install the dependencies first';
  }

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
    for (const place of placesOf(folder, name)) {
      const manifest = manifests.foreign(place);
      const installed = manifest ? inManifest(manifest, subpath) : existing(joinPath(place, fileOf(subpath)));
      if (installed !== undefined) return installed;
    }
    return undefined;
  }

  function placesOf(folder: string, name: string): readonly string[] {
    return [...upToRoot(folder), ...upperFolders()].map((above) => joinPath(above, `node_modules/${name}`));
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
