import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commonGitFolder } from './git-place.ts';

/** The service that a repository's remotes lead to; undefined where they lead elsewhere, or to both. */
export function hostingOf(gitRoot: string): 'github' | 'gitlab' | undefined {
  const remotes = remotesOf(gitRoot);
  const isGitlab = /gitlab/i.test(remotes);
  const isGithub = /github\./i.test(remotes);
  if (isGitlab === isGithub) return undefined;
  return isGitlab ? 'gitlab' : 'github';
}

/** The addresses of the remotes, one a line, as git's configuration has them. `gitRoot` is absolute. */
export function remotesOf(gitRoot: string): string {
  const config = readIfThere(join(commonGitFolder(gitRoot), 'config'));
  return [...config.matchAll(/^\s*url\s*=\s*(.+)$/gm)].map(([, url]) => url).join('\n');
}

export function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
