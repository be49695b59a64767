import { folderOf, joinPath } from '../model/path.ts';
import type { Resolution, ResolverInput } from '../model/resolution.ts';
import type { Answers } from './answers.ts';
import { bundled, extensionOf, implied, meanings, sources } from './extensions.ts';

/** Finds what a path without certainty about its extension means. Paths are relative POSIX to the root. */
export interface Lookup {
  /** A walked file: exact, by what its extension means, or by an implied extension. */
  file(path: string): Resolution | undefined;
  /** The same without implied extensions. */
  meant(path: string): Resolution | undefined;
  /** A walked file of this name with any extension of a source. */
  source(stem: string): Resolution | undefined;
  /** The file a folder stands for: by its package.json, or its index. */
  folder(path: string): Resolution | undefined;
  /** Both in that order, then through links, then what is on disk. */
  anywhere(path: string, folderOnly?: boolean): Resolution | undefined;
  /** What is on disk and not walked. */
  onDisk(path: string, folderOnly?: boolean): Resolution | undefined;
  /** True when some walked file is below the folder. */
  isFolder(path: string): boolean;
}

/** The walked or unwalked file that a folder's package.json names, when it has one that does. */
export type FolderEntry = (folder: string) => Resolution | undefined;

export function createLookup(
  input: ResolverInput,
  answers: Answers,
  ownPath: (path: string) => string,
  entryOf: FolderEntry,
): Lookup {
  const { files, links } = input;
  const folded = createCaseFolding(input);
  const lookup: Lookup = { file, meant, source, folder, anywhere, onDisk, isFolder: createFolderTest(files) };
  return lookup;

  function idOf(path: string): number | undefined {
    const id = files.get(path);
    if (id !== undefined || links.size === 0) return id;
    const real = links.get(path);
    return real === undefined ? undefined : files.get(real);
  }

  function file(path: string): Resolution | undefined {
    const id = firstOf(path, idOf);
    return id === undefined ? undefined : answers.file(id);
  }

  function meant(path: string): Resolution | undefined {
    const id = firstMeant(path, idOf);
    return id === undefined ? undefined : answers.file(id);
  }

  function source(stem: string): Resolution | undefined {
    return added(stem, sources);
  }

  function added(stem: string, extensions: readonly string[]): Resolution | undefined {
    const id = firstAdded(stem, extensions, idOf);
    return id === undefined ? undefined : answers.file(id);
  }

  function folder(path: string): Resolution | undefined {
    return entryOf(path) ?? file(path === '' ? 'index' : `${path}/index`);
  }

  function anywhere(named: string, folderOnly = false): Resolution | undefined {
    const path = ownPath(named);
    const walked = folderOnly ? folder(path) : (file(path) ?? folder(path) ?? added(path, bundled));
    const found = walked ?? added(joinPath(path, 'index'), bundled);
    if (found) return found;
    const real = links.size > 0 ? throughLink(links, path) : undefined;
    return real === undefined ? onDisk(path, folderOnly) : anywhere(real, folderOnly);
  }

  function onDisk(path: string, folderOnly = false): Resolution | undefined {
    const kind = path === '' ? 'folder' : input.probe(path);
    if (kind === 'file' && !folderOnly) return unwalked(path);
    const parent = folderOf(path);
    if (!folderOnly && (kind === 'folder' || lookup.isFolder(parent) || input.probe(parent) === 'folder')) {
      const found = firstOf(path, existing);
      if (found !== undefined) return unwalked(found);
    }
    if (kind !== 'folder') return undefined;
    const index = firstOf(joinPath(path, 'index'), existing);
    return index === undefined ? undefined : unwalked(index);
  }

  function existing(path: string): string | undefined {
    return input.probe(path) === 'file' ? path : undefined;
  }

  /** A file the walk left out, or one that it met under a name in other letters. */
  function unwalked(path: string): Resolution {
    const id = folded(path);
    return id === undefined ? answers.outside(path) : answers.file(id);
  }
}

/** The first answer for the files a path may mean. */
function firstOf<Answer>(path: string, ask: (path: string) => Answer | undefined): Answer | undefined {
  return firstMeant(path, ask) ?? firstAdded(path, implied, ask);
}

function firstMeant<Answer>(path: string, ask: (path: string) => Answer | undefined): Answer | undefined {
  const extension = extensionOf(path);
  const stem = extension === '' ? path : path.slice(0, -extension.length);
  for (const meant of meanings.get(extension) ?? []) {
    const answer = ask(stem + meant);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

function firstAdded<Answer>(
  stem: string,
  extensions: readonly string[],
  ask: (path: string) => Answer | undefined,
): Answer | undefined {
  for (const extension of extensions) {
    const answer = ask(stem + extension);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** Every link met is replaced by a real path, so that each turn has fewer links left: it ends, also for loops. */
function throughLink(links: ReadonlyMap<string, string>, path: string): string | undefined {
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    const real = links.get(path.slice(0, slash));
    if (real !== undefined) return joinPath(real, path.slice(slash + 1));
  }
  const real = links.get(path);
  return real === undefined ? undefined : real;
}

function createFolderTest(files: ReadonlyMap<string, number>): (path: string) => boolean {
  let folders: Set<string> | undefined;
  return (path) => {
    folders ??= allFolders(files);
    return folders.has(path);
  };
}

function allFolders(files: ReadonlyMap<string, number>): Set<string> {
  const folders = new Set(['']);
  for (const path of files.keys()) {
    for (let folder = folderOf(path); !folders.has(folder); folder = folderOf(folder)) folders.add(folder);
  }
  return folders;
}

/**
 * On a disk that does not tell `Cart.ts` from `cart.ts`, a path in other letters exists without being walked.
 * Whether the disk is of that sort is asked once, with known files in swapped letters.
 */
function createCaseFolding(input: ResolverInput): (path: string) => number | undefined {
  let folded: Map<string, number> | undefined;
  return (path) => {
    folded ??= foldsCase(input) ? lowerCased(input.files) : new Map();
    return folded.get(path.toLowerCase());
  };
}

/** More than one file is asked for, because a file in swapped letters may really be there. */
function foldsCase(input: ResolverInput): boolean {
  let asked = 0;
  for (const path of input.files.keys()) {
    const swapped = path === path.toLowerCase() ? path.toUpperCase() : path.toLowerCase();
    if (swapped === path || input.files.has(swapped)) continue;
    if (input.probe(swapped) !== 'file') return false;
    if (++asked === 3) break;
  }
  return asked > 0;
}

function lowerCased(files: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...files].map(([path, id]) => [path.toLowerCase(), id]));
}
