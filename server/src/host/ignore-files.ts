import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type IgnoreChain, type IgnoreRules, parseIgnoreFile } from '../format/gitignore.ts';
import { folderOf } from '../model/path.ts';
import { commonGitFolder, findGitRoot, upward } from './git-place.ts';
import type { createTextReader } from './read-text.ts';

type ReadText = ReturnType<typeof createTextReader>;

/** The ignore files that govern the folders of one root. */
export interface IgnoreFiles {
  /** The chain inside a folder; `hasOwn` says whether it holds an ignore file, when the caller has listed it. */
  inside(folder: string, hasOwn?: boolean): IgnoreChain | undefined;
  /** Forgets what was read below the root. */
  forget(): void;
}

export function createIgnoreFiles(root: string, read: ReadText): IgnoreFiles {
  const above = chainAbove(root, read);
  const known = new Map<string, IgnoreChain | undefined>();

  function inside(folder: string, hasOwn?: boolean): IgnoreChain | undefined {
    if (known.has(folder)) return known.get(folder);
    const parent = folder === '' ? above : inside(folderOf(folder));
    const rules = hasOwn === false ? undefined : readRules(join(root, folder, '.gitignore'), read);
    const cut = folder === '' ? 0 : folder.length + 1;
    const chain = rules ? { rules, prefix: '', cut, parent } : parent;
    known.set(folder, chain);
    return chain;
  }

  return { inside, forget: () => known.clear() };
}

/** `.git/info/exclude`, then the ignore files from the git root down to the folder above the root. */
function chainAbove(root: string, read: ReadText): IgnoreChain | undefined {
  const gitRoot = findGitRoot(root);
  if (gitRoot === undefined) return undefined;
  let chain = extend(join(commonGitFolder(gitRoot), 'info', 'exclude'), gitRoot, undefined);
  for (const folder of foldersBetween(gitRoot, root)) {
    chain = extend(join(folder, '.gitignore'), folder, chain);
  }
  return chain;

  function extend(file: string, folder: string, parent: IgnoreChain | undefined): IgnoreChain | undefined {
    const rules = existsSync(file) ? readRules(file, read) : undefined;
    const path = relative(folder, root).split(sep).join('/');
    return rules ? { rules, prefix: path === '' ? '' : `${path}/`, cut: 0, parent } : parent;
  }
}

/** From `top` down to the parent of `bottom`. */
function foldersBetween(top: string, bottom: string): readonly string[] {
  const folders = [...upward(bottom)];
  return folders.slice(1, folders.indexOf(top) + 1).reverse();
}

function readRules(file: string, read: ReadText): IgnoreRules | undefined {
  const result = read(file);
  return result.ok && result.text.trim() !== '' ? parseIgnoreFile(result.text) : undefined;
}
