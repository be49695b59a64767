import { folderOf } from '../model/path.ts';
import type { ResolverInput } from '../model/resolution.ts';

/** How far above the root a git root is looked for. */
const farthest = 16;

/**
 * The folders above the workspace root up to the git root, as `..`, `../..`; none when the root is one itself or there
 * is no git. Above it lies what is not the repository's, and would make the verdict depend on the machine.
 */
export function createUpperFolders(input: ResolverInput): () => readonly string[] {
  let upper: readonly string[] | undefined;
  return () => {
    upper ??= findUpper(input);
    return upper;
  };
}

function findUpper(input: ResolverInput): readonly string[] {
  const folders: string[] = [];
  if (input.probe('.git') !== 'none') return folders;
  for (let level = 1; level <= farthest; level++) {
    const folder = Array(level).fill('..').join('/');
    folders.push(folder);
    if (input.probe(`${folder}/.git`) !== 'none') return folders;
  }
  return [];
}

/** A folder and every folder above it down to the root `''`; a folder above the root stands alone. */
export function* upToRoot(folder: string): Generator<string> {
  if (folder.startsWith('..')) {
    yield folder;
    return;
  }
  for (let at = folder; at !== ''; at = folderOf(at)) yield at;
  yield '';
}
