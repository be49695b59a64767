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
  /** Absolute paths of what was looked for, with the stamps; undefined for what cannot be told by one. */
  inputs(): ReadonlyMap<string, string | null | undefined>;
  /** Those of them that lie above the root: which there are depends on where the repository begins. */
  readonly above: ReadonlySet<string>;
}

export function createIgnoreFiles(root: string, readText: ReadText): IgnoreFiles {
  const inputs = new Map<string, string | null | undefined>();
  const read: ReadText = (absolute) => {
    const result = readText(absolute);
    inputs.set(absolute, result.ok ? result.stamp : result.problem === 'missing' ? null : undefined);
    return result;
  };
  const above = chainAbove(root, read);
  const aboveRoot = new Set(inputs.keys());
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

  return { inside, forget, inputs: () => inputs, above: aboveRoot };

  function forget(): void {
    known.clear();
    for (const path of inputs.keys()) if (!aboveRoot.has(path)) inputs.delete(path);
  }
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
    const rules = readRules(file, read);
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
