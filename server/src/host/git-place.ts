import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/** The nearest folder upward, itself included, that holds `.git`, be it a folder or a file. Git is not asked. */
export function findGitRoot(from: string): string | undefined {
  for (const folder of upward(from)) {
    if (existsSync(join(folder, '.git'))) return folder;
  }
  return undefined;
}

/** The folder itself and every folder above it. */
export function* upward(from: string): Generator<string> {
  for (let folder = from; ; folder = dirname(folder)) {
    yield folder;
    if (dirname(folder) === folder) return;
  }
}

/**
 * Where git keeps what all work trees share. In a linked work tree or a submodule `.git` is a file
 * `gitdir: PATH`, and that folder may point on through a file `commondir` (gitrepository-layout).
 */
export function commonGitFolder(gitRoot: string): string {
  const own = ownGitFolder(gitRoot);
  const common = firstLine(join(own, 'commondir'));
  return common === undefined ? own : absolute(own, common);
}

/** Where git keeps what one work tree has for itself, its head above all. */
export function ownGitFolder(gitRoot: string): string {
  const place = join(gitRoot, '.git');
  const named = firstLine(place)?.match(/^gitdir: *(.+)$/)?.[1];
  return named === undefined ? place : absolute(gitRoot, named);
}

function absolute(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

function firstLine(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/, 1)[0]?.trim();
  } catch {
    return undefined;
  }
}
