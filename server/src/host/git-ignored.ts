import type { Cancellation } from '../model/host.ts';
import { git } from './git.ts';
import type { Repository } from './repository.ts';

/** Which of these paths are no part of the repository and never will be; they need not exist. */
export async function isIgnoredByGit(
  repository: Repository,
  paths: readonly string[],
  cancelled?: Cancellation,
): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const answer = await git({
    cwd: repository.root,
    args: ['check-ignore', '-z', '--stdin'],
    // A colon at the beginning would have a meaning of its own.
    input: paths.map((path) => `./${path}\0`).join(''),
    cancelled,
  });
  const packages = paths.filter((path) => path.split('/').includes('node_modules'));
  if (answer.ok) {
    const ignored = answer.output.toString('utf8').split('\0').slice(0, -1);
    return new Set([...ignored.map((path) => path.slice(2)), ...packages]);
  }
  // No words: nothing is ignored. Else one of them cannot be asked about, such as a path within a submodule.
  if (answer.detail === '') return new Set(packages);
  if (paths.length === 1) return new Set(paths);
  const each = await Promise.all(paths.map((path) => isIgnoredByGit(repository, [path], cancelled)));
  return new Set(each.flatMap((set) => [...set]));
}
