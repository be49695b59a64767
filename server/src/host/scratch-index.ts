import { copyFile, mkdtemp, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cancellation } from '../model/host.ts';
import { git } from './git.ts';
import { failureOf, type Outcome } from './git-outcome.ts';
import type { Repository } from './repository.ts';
import { systemWord } from './system-word.ts';

/** An index of our own, in which files that nobody staged are as if they were; the repository's is not touched. */
export interface ScratchIndex {
  readonly environment: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** With it, git finds the renames of files that were moved and not staged, too. */
export async function createScratchIndex(
  repository: Repository,
  untracked: readonly Buffer[],
  idLength: number,
  cancelled?: Cancellation,
): Promise<Outcome<ScratchIndex>> {
  const folder = await mkdtemp(join(tmpdir(), 'parapet-index-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  const file = join(folder, 'index');
  await copyIndex(join(repository.gitFolder, 'index'), file);
  const environment = { GIT_INDEX_FILE: file };
  const entry = Buffer.from(`100644 ${emptyBlob[idLength]}\t${repository.prefix}`);
  const end = Buffer.from([0]);
  const answer = await git({
    cwd: repository.root,
    // Git looks again at files as young as the index, through their filters. A split index would be written into the
    // repository.
    args: [
      ...repository.settings,
      '-c',
      'core.splitIndex=false',
      'update-index',

      '-z',
      '--index-info',
    ],
    input: Buffer.concat(untracked.flatMap((path) => [entry, path, end])),
    environment,
    cancelled,
  });
  if (answer.ok) return { ok: true, value: { environment, remove } };
  await remove();
  return failureOf(repository.root, answer);
}

/** The id of a file without content, by its length. */
const emptyBlob: Readonly<Record<number, string>> = {
  40: 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  64: '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
};

/** Git takes a file for unchanged only if it is older than the index, so the copy must not be younger. */
async function copyIndex(from: string, to: string): Promise<void> {
  try {
    const { atime, mtime } = await stat(from);
    await copyFile(from, to);
    await utimes(to, atime, mtime);
  } catch (thrown) {
    if (systemWord(thrown) !== 'ENOENT') throw thrown;
  }
}
