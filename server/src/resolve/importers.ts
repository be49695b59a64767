import type { ImportKind } from '../model/facts.ts';
import { folderOf } from '../model/path.ts';
import type { Resolution } from '../model/resolution.ts';
import { type Asking, askingOf } from './asking.ts';
import type { Importer } from './bare.ts';
import type { Manifest, Manifests } from './manifests.ts';
import type { Tsconfig } from './tsconfig.ts';
import type { Owners } from './tsconfig-owner.ts';

/** An importing file, with what its neighbours share. */
export interface ImportingFile {
  readonly folder: string;
  /** What relative specifiers lead to for every file of this folder. */
  readonly found: Map<string, Resolution>;
  /** The configuration that owns the file; found on first need. */
  config(): Tsconfig | undefined;
  /** The file as importers of this syntax, and their answers: shared by its folder and configuration. */
  bare(kind: ImportKind): BareImporter;
}

export interface BareImporter {
  readonly importer: Importer;
  readonly answers: Map<string, Resolution>;
}

interface Folder {
  readonly path: string;
  readonly manifest: Manifest | undefined;
  readonly found: Map<string, Resolution>;
  readonly bare: Map<string, BareImporter>;
}

/** Neighbours come together, so that the answers for folders long past are not worth their memory. */
const mostFolders = 512;

/** Finds what governs an importer. Imports come file by file, so that the last file is remembered. */
export function createImporters(manifests: Manifests, owners: Owners): (from: string) => ImportingFile {
  const folders = new Map<string, Folder>();
  const askings = new Map<string, Asking>();
  let last: { readonly from: string; readonly file: ImportingFile } | undefined;
  return (from) => {
    if (last?.from === from) return last.file;
    const file = describe(from, folderAt(folderOf(from)), owners, askings);
    last = { from, file };
    return file;
  };

  function folderAt(path: string): Folder {
    const known = folders.get(path);
    if (known) return known;
    // Read now, whether or not it is needed: its problems are the folder's, not those of some import.
    owners.nearest(path);
    const folder: Folder = { path, manifest: manifests.around(path), found: new Map(), bare: new Map() };
    if (folders.size === mostFolders) folders.clear();
    folders.set(path, folder);
    return folder;
  }
}

function describe(from: string, folder: Folder, owners: Owners, askings: Map<string, Asking>): ImportingFile {
  let found: { readonly config: Tsconfig | undefined } | undefined;
  const config = () => {
    found ??= { config: owners.of(from, folder.path) };
    return found.config;
  };
  return {
    folder: folder.path,
    found: folder.found,
    config,
    bare(kind) {
      const key = `${syntaxOf(kind)} ${config()?.path ?? ''}`;
      const known = folder.bare.get(key);
      if (known) return known;
      const asking = askings.get(key) ?? askingOf(kind, config());
      askings.set(key, asking);
      const { path, manifest } = folder;
      const made = {
        importer: { folder: path, manifest, config: config(), kind, asking },
        answers: new Map(),
      };
      folder.bare.set(key, made);
      return made;
    },
  };
}

/** Kinds of one syntax get the same answers. */
function syntaxOf(kind: ImportKind): 'require' | 'type' | 'import' {
  return kind === 'require' || kind === 'type' ? kind : 'import';
}
