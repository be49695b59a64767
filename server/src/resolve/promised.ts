import { joinPath } from '../model/path.ts';
import type { ResolverInput } from '../model/resolution.ts';
import type { LocalPackages } from './local-packages.ts';
import type { Manifest, Manifests } from './manifests.ts';
import { upToRoot } from './upward.ts';

/** A dependency that a manifest promises to be on this disk: the package, or one clause that says what is missing. */
export type Promised = { readonly package: Manifest } | { readonly missing: string };

/** Looks a package's name up among such dependencies of an importer's folder; undefined when nothing promises it. */
export type FindPromised = (name: string, folder: string) => Promised | undefined;

interface Declaration {
  readonly name: string;
  /** As written: `workspace:*`, `link:../kit`. */
  readonly value: string;
  readonly by: Manifest;
}

/** The promises of npm (`file:`), pnpm (`workspace:`, `link:`) and Yarn (`workspace:`, `link:`, `portal:`). */
export function createFindPromised(
  input: ResolverInput,
  manifests: Manifests,
  locals: LocalPackages,
): FindPromised {
  return (name, folder) => {
    for (const above of upToRoot(folder)) {
      const by = manifests.at(above);
      const value = by?.promises.get(name);
      if (by && value !== undefined) return find({ name, value, by });
      if (by?.dependencies.has(name)) return undefined;
    }
    return undefined;
  };

  function find(declared: Declaration): Promised | undefined {
    const [protocol, rest = ''] = declared.value.split(/:(.*)/s);
    if (protocol !== 'workspace' || /^\.\.?\//.test(rest)) return inFolder(declared, rest);
    // pnpm names another package before the range: `workspace:@acme/kit@^1`.
    const named = /^((?:@[^/@]+\/)?[^/@]+)@/.exec(rest)?.[1] ?? declared.name;
    return inWorkspace(declared, named);
  }

  /** A link may lead to a folder that is no package: then its files are the package's. */
  function inFolder(declared: Declaration, path: string): Promised | undefined {
    const { name, by } = declared;
    if (/^(?:[/\\~]|[A-Za-z]:)/.test(path)) return undefined;
    const folder = joinPath(by.folder, path);
    const known = manifests.at(folder);
    if (known) return { package: known };
    const kind = input.probe(folder);
    if (kind === 'none') return { missing: `${inWords(declared)}, and there is no folder "${folder}"` };
    const isOutside = kind === 'file' || folder === '' || folder.startsWith('..');
    return isOutside ? undefined : { package: { ...plainFolder, path: by.path, folder, name } };
  }

  /** Only where the whole workspace is seen, a package that is not in it is missing. */
  function inWorkspace(declared: Declaration, named: string): Promised | undefined {
    const { name, by } = declared;
    const known = locals.find(named, by.folder);
    if (known) return { package: known };
    if (locals.workspaceAround(by.folder) === undefined || isInstalled(name, by.folder)) return undefined;
    return { missing: `${inWords(declared)}, and the workspace has no package "${named}"` };
  }

  /** The walk leaves out what git ignores; the package manager does not. */
  function isInstalled(name: string, folder: string): boolean {
    for (const above of upToRoot(folder)) {
      if (input.probe(joinPath(above, `node_modules/${name}`)) === 'folder') return true;
    }
    return false;
  }
}

const plainFolder = { entries: [], workspaces: [], dependencies: new Set<string>(), promises: new Map() };

function inWords({ name, value, by }: Declaration): string {
  return `${by.path} promises "${name}" as "${value}"`;
}
