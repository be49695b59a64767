import type { ImportKind } from '../model/facts.ts';
import { folderOf } from '../model/path.ts';
import type { Resolution } from '../model/resolution.ts';
import type { Importer } from './bare.ts';
import type { Manifest, Manifests } from './manifests.ts';
import type { Tsconfig } from './tsconfig.ts';
import type { Owners } from './tsconfig-owner.ts';

/** An importing file, with what its neighbours share. */
export interface ImportingFile {
  readonly folder: string;
  /** The configuration that owns the file; found on first need. */
  config(): Tsconfig | undefined;
  importer(kind: ImportKind): Importer;
  /** Answers to bare specifiers for all files of this folder, configuration and syntax. */
  answered(kind: ImportKind): Map<string, Resolution>;
}

interface Folder {
  readonly path: string;
  readonly manifest: Manifest | undefined;
  readonly answered: Map<string, Map<string, Resolution>>;
}

/** Finds what governs an importer. Imports come file by file, so that the last file is remembered. */
export function createImporters(manifests: Manifests, owners: Owners): (from: string) => ImportingFile {
  const folders = new Map<string, Folder>();
  let last: { readonly from: string; readonly file: ImportingFile } | undefined;
  return (from) => {
    if (last?.from === from) return last.file;
    const file = describe(from, folderAt(folderOf(from)), owners);
    last = { from, file };
    return file;
  };

  function folderAt(path: string): Folder {
    const known = folders.get(path);
    if (known) return known;
    // Read now, whether or not it is needed: its problems are the folder's, not those of some import.
    owners.nearest(path);
    const folder: Folder = { path, manifest: manifests.around(path), answered: new Map() };
    folders.set(path, folder);
    return folder;
  }
}

function describe(from: string, folder: Folder, owners: Owners): ImportingFile {
  let found: { readonly config: Tsconfig | undefined } | undefined;
  const config = () => {
    found ??= { config: owners.of(from, folder.path) };
    return found.config;
  };
  return {
    folder: folder.path,
    config,
    importer: (kind) => ({ folder: folder.path, manifest: folder.manifest, config: config(), kind }),
    answered(kind) {
      const key = `${syntaxOf(kind)} ${config()?.path ?? ''}`;
      const known = folder.answered.get(key) ?? new Map<string, Resolution>();
      folder.answered.set(key, known);
      return known;
    },
  };
}

/** Kinds of one syntax get the same answers. */
function syntaxOf(kind: ImportKind): 'require' | 'type' | 'import' {
  return kind === 'require' || kind === 'type' ? kind : 'import';
}
