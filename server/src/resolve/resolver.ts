import type { ImportKind } from '../model/facts.ts';
import { isBelow, joinPath, relativeTo } from '../model/path.ts';
import type { Resolution, Resolver, ResolverInput } from '../model/resolution.ts';
import { createAnswers } from './answers.ts';
import { createBareResolution } from './bare.ts';
import { createConfigReader } from './config-reader.ts';
import { extensionOf, meanings } from './extensions.ts';
import { createImporters, type ImportingFile } from './importers.ts';
import { createLocalPackages } from './local-packages.ts';
import { createLookup } from './lookup.ts';
import { createManifests } from './manifests.ts';
import { createOwnPath } from './own-path.ts';
import { createPackageEntries, type PackageEntries } from './package-entry.ts';
import { createFindPromised } from './promised.ts';
import { joinSpecifier } from './relative-path.ts';
import { isRelative, namesFolder, withoutBundlerMarks } from './specifier.ts';
import { createTsconfigs } from './tsconfig.ts';
import { createOwners } from './tsconfig-owner.ts';
import { createFindParent } from './tsconfig-parents.ts';
import { createUpperFolders } from './upward.ts';

/**
 * Resolves specifiers against the walked set. Configurations are read on first need, so that a workspace of relative
 * imports reads hardly any; the answer for a path or for a bare specifier is found once and kept.
 */
export function createResolver(input: ResolverInput): Resolver {
  const answers = createAnswers();
  const reader = createConfigReader(input);
  const upperFolders = createUpperFolders(input);
  const ownPath = createOwnPath(input);
  const manifests = createManifests(reader);
  const locals = createLocalPackages(manifests, reader);
  const tsconfigs = createTsconfigs(
    reader,
    createFindParent(reader, manifests, locals, upperFolders),
    ownPath,
  );
  const owners = createOwners(reader, tsconfigs, upperFolders);
  const lookup = createLookup(input, answers, ownPath, (folder) => {
    const manifest = manifests.at(folder);
    return manifest && entries.main(manifest);
  });
  const entries: PackageEntries = createPackageEntries(lookup, answers, (folder) =>
    owners.inside(folder).flatMap(({ compilations }) => compilations),
  );
  const findPromised = createFindPromised(input, manifests, locals);
  const resolveBare = createBareResolution({
    ...{ input, answers, lookup, manifests, locals, findPromised, entries, ownPath },
  });
  const importers = createImporters(manifests, owners);
  const byPath = new Map<string, Resolution | undefined>();
  let isRead = false;
  return {
    resolve(from, specifier, kind) {
      const file = importers(from);
      return isRelative(specifier) ? relative(file, specifier) : bare(file, specifier, kind);
    },
    configOf: (path) => importers(path).config()?.path,
    problems() {
      readAll();
      return reader.problems();
    },
    inputs: reader.inputs,
  };

  /** What is wrong must not depend on which imports happened to be asked about. */
  function readAll(): void {
    if (isRead) return;
    isRead = true;
    for (const path of input.files.keys()) importers(path).config();
    manifests.all();
  }

  /** Neighbours name the same files by the same specifiers, and a short key is quicker than a joined path. */
  function relative(file: ImportingFile, specifier: string): Resolution {
    const known = file.found.get(specifier);
    if (known) return known;
    const path = joinSpecifier(file.folder, specifier);
    const found = named(path, namesFolder(specifier));
    if (!found) return unusual(file, specifier, path);
    file.found.set(specifier, found);
    return found;
  }

  function named(path: string, folderOnly: boolean): Resolution | undefined {
    const key = folderOnly ? `${path}/` : path;
    const known = byPath.get(key);
    if (known || byPath.has(key)) return known;
    const found = lookup.anywhere(path, folderOnly);
    if (byPath.size === mostPaths) byPath.clear();
    byPath.set(key, found);
    return found;
  }

  /** Nothing has this very name: what is left is a bundler's query, `rootDirs`, or a mistake. */
  function unusual(file: ImportingFile, specifier: string, path: string): Resolution {
    const plain = withoutBundlerMarks(specifier);
    if (plain !== specifier) return relative(file, plain);
    const rootDirs = file.config()?.rootDirs ?? [];
    const found = rootDirs.length > 0 ? throughRootDirs(path, rootDirs, namesFolder(specifier)) : undefined;
    return found ?? answers.unresolved(missing(path));
  }

  /** Folders that are laid over each other: what is not in the importer's own may be in another. */
  function throughRootDirs(
    path: string,
    rootDirs: readonly string[],
    folderOnly: boolean,
  ): Resolution | undefined {
    const around = rootDirs.filter((root) => isBelow(root, path));
    const own = around.reduce((longest, root) => (root.length > longest.length ? root : longest), '');
    if (around.length === 0) return undefined;
    for (const root of rootDirs) {
      const found = lookup.anywhere(joinPath(root, relativeTo(own, path)), folderOnly);
      if (found) return found;
    }
    return undefined;
  }

  function bare(file: ImportingFile, specifier: string, kind: ImportKind): Resolution {
    const { importer, answers: known } = file.bare(kind);
    const answered = known.get(specifier);
    if (answered) return answered;
    const plain = withoutBundlerMarks(specifier);
    const answer = isRelative(plain) ? relative(file, plain) : resolveBare(plain, importer);
    known.set(specifier, answer);
    return answer;
  }
}

/** What is asked for again is mostly near; more would cost a workspace of 50,000 files 4 MB. */
const mostPaths = 16_384;

/** `./cart.service` has no extension, `./cart.css` has one. */
const assetExtension =
  /^\.(?:json\d?|css|s[ac]ss|less|svg|png|jpe?g|gif|webp|html?|md|mdx|vue|svelte|astro|wasm|txt|graphql|ya?ml)$/;

function missing(path: string): string {
  const extension = extensionOf(path);
  const isNamed = extension !== '' && (meanings.has(extension) || assetExtension.test(extension));
  return isNamed ? `no file "${path}"` : `no file "${path}" with a TypeScript or JavaScript extension`;
}
