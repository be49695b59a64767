import { spawnSync } from 'node:child_process';
import type { Cancellation } from '../model/host.ts';
import { byCodeUnit } from '../model/path.ts';
import { git, gitEnvironment, quietly } from './git.ts';

/**
 * Every file below a folder that git knows, or would know once it is added: relative POSIX to it, in order of path.
 * Undefined where there is no repository or no git. Takes about 20 ms for 5,000 files.
 */
export function repositoryFiles(root: string): readonly string[] | undefined {
  const { status, stdout } = spawnSync('git', [...quietly, ...listing], {
    cwd: root,
    windowsHide: true,
    env: gitEnvironment(),
    maxBuffer: 512 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return status === 0 ? pathsIn(stdout) : undefined;
}

/** The same, while other work goes on. */
export async function repositoryFilesSoon(
  root: string,
  cancelled?: Cancellation,
): Promise<readonly string[] | undefined> {
  const answer = await git({ cwd: root, args: listing, cancelled });
  return answer.ok ? pathsIn(answer.output) : undefined;
}

const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];

function pathsIn(output: Buffer): readonly string[] {
  const paths = output.toString('utf8').split('\0');
  return paths.filter((path) => path !== '').sort(byCodeUnit);
}
