import { setTimeout as pause } from 'node:timers/promises';
import type { Cancellation } from '../model/host.ts';
import { DiffReader, type RawFile } from './diff-output.ts';
import { git } from './git.ts';
import { failureOf, type Outcome } from './git-outcome.ts';
import type { Repository } from './repository.ts';
import { createScratchIndex } from './scratch-index.ts';

export interface WorkingDiff {
  readonly files: readonly RawFile[];
  /** True when there were too many files to tell which of them were renamed and edited. */
  readonly areRenamesSkipped: boolean;
}

/**
 * What a tree and the working copy differ in below the root: staged or not, and files that git does not know yet. One
 * process where there are none of those, else two.
 */
export async function readWorkingDiff(
  repository: Repository,
  tree: string,
  untracked: readonly Buffer[],
  cancelled?: Cancellation,
): Promise<Outcome<WorkingDiff>> {
  if (untracked.length === 0) return readDiff(repository, tree, {}, cancelled);
  const index = await createScratchIndex(repository, untracked, tree.length, cancelled);
  if (!index.ok) return index;
  try {
    return await readDiff(repository, tree, index.value.environment, cancelled);
  } finally {
    await index.value.remove();
  }
}

async function readDiff(
  repository: Repository,
  tree: string,
  environment: Readonly<Record<string, string>>,
  cancelled: Cancellation | undefined,
): Promise<Outcome<WorkingDiff>> {
  const ask = async () => {
    const reader = new DiffReader();
    const args = [...repository.settings, ...settings, ...options, tree, '--'];
    const answer = await git({ cwd: repository.root, args, environment, onOutput: reader.take, cancelled });
    return { answer, reader };
  };
  let { answer, reader } = await ask();
  for (let round = 1; round <= mostRounds && !answer.ok && isVanished.test(answer.detail); round++) {
    await pause(25 * 2 ** round);
    ({ answer, reader } = await ask());
  }
  if (!answer.ok) return failureOf(repository.root, answer);
  const areRenamesSkipped = /rename detection was skipped/.test(answer.warnings);
  return { ok: true, value: { files: reader.files(), areRenamesSkipped } };
}

/** Git gives up when a file goes away between two looks at it, as when a branch is checked out meanwhile. */
const isVanished = /No such file or directory|unable to (?:read|stat)/;
/** With longer and longer pauses, three seconds in all. */
const mostRounds = 6;

/** So many files on either side are compared with each other for renames; git's own limit depends on its version. */
const renameLimit = 2000;

const settings = ['-c', 'diff.autoRefreshIndex=true'];

/** Whatever the user's configuration says of differences, the outcome is the same, and nothing it names runs. */
const options = [
  'diff',
  '--raw',
  '--no-abbrev',
  '--patch',
  // Without any line around hunks, git cuts off what both texts end with first, and shows some hunks elsewhere.
  '--unified=1',
  '--inter-hunk-context=0',
  '--find-renames=50%',
  `-l${renameLimit}`,
  '--diff-algorithm=myers',
  '--indent-heuristic',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--relative',
  '-O/dev/null',
  '--irreversible-delete',
  '--submodule=short',
  // What is not committed within a submodule is not part of this repository, and looking would run git in there.
  '--ignore-submodules=dirty',
  '--end-of-options',
];
