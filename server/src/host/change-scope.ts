import type { Change, ChangedFile, ChangeOutcome } from '../model/change.ts';
import type { Notice } from '../model/finding.ts';
import type { Cancellation } from '../model/host.ts';
import { byCodeUnit } from '../model/path.ts';
import { count, enumerate } from '../model/words.ts';
import { baseNames, type Environment } from './base-names.ts';
import { type BlobTexts, createBaseTexts, createBlobTexts } from './base-texts.ts';
import { mostCommits, readCommits } from './change-commits.ts';
import type { RawFile } from './diff-output.ts';
import { gitNotices } from './git-outcome.ts';
import { withHiddenTexts } from './hidden-texts.ts';
import { type Comparison, findComparison } from './merge-base.ts';
import { inProgress, openRepository, type Repository } from './repository.ts';
import { unrecordedPaths } from './unrecorded-paths.ts';
import { withUnsaved } from './unsaved-change.ts';
import { readWorkingDiff, type WorkingDiff } from './working-diff.ts';

export interface ChangeRequest {
  /** Absolute; what paths are relative to, and beyond which nothing is part of the change. */
  readonly root: string;
  /** The base from the command line. */
  readonly base?: string | undefined;
  readonly policyBase?: string | undefined;
  /** Where CI systems say what they build. */
  readonly env: Environment;
  /** Texts in place of what is on disk, by path relative to the root. */
  readonly unsaved?: ReadonlyMap<string, string>;
  /** Base texts that are known already; give the same to every call of a session. */
  readonly blobs?: BlobTexts;
  readonly cancelled?: Cancellation | undefined;
}

/**
 * Reads what the working copy and its commits add to the base, from git: eight processes, half of them one after the
 * other, and one more where there are files that git does not know yet, or texts that it takes for binary, or unsaved
 * ones. Nothing is written into the repository, nothing is fetched, and nothing runs that only the repository's own
 * configuration names.
 */
export async function readChange(request: ChangeRequest): Promise<ChangeOutcome> {
  const { root, cancelled } = request;
  const repository = await openRepository(root, cancelled);
  if (!repository.ok) return repository;
  const base = baseNames(request);
  const [unrecorded, comparison] = await Promise.all([
    unrecordedPaths(repository.value, cancelled),
    findComparison({ repository: repository.value, base, env: request.env, cancelled }),
  ]);
  if (!comparison.ok) return comparison;
  if (!unrecorded.ok) return unrecorded;
  const { commits: ends, tree } = comparison.value;
  const [diff, commits] = await Promise.all([
    readWorkingDiff(repository.value, tree, unrecorded.value.untracked, cancelled),
    ends ? readCommits(repository.value, ends, cancelled) : ({ ok: true, value: [] } as const),
  ]);
  if (!diff.ok) return diff;
  if (!commits.ok) return commits;
  const { unmerged } = unrecorded.value;
  const read = { repository: repository.value, comparison: comparison.value, diff: diff.value, unmerged };
  const texts = baseTextsOf(read, request.blobs ?? createBlobTexts());
  const onDisk = diff.value.files.map(changedFile);
  const shown = await withHiddenTexts({
    repository: repository.value,
    files: onDisk,
    base: texts,
    cancelled,
  });
  if (!shown.ok) return shown;
  const unsaved = request.unsaved ?? new Map();
  const files = await withUnsaved({
    repository: repository.value,
    files: shown.value,
    base: texts,
    unsaved,
    cancelled,
  });
  if (!files.ok) return files;
  const { name, branch } = comparison.value;
  const change: Change = {
    base: { name, ...(ends && { commit: ends.base }) },
    ...(branch !== undefined && { branch }),
    files: files.value.toSorted((a, b) => byCodeUnit(a.path, b.path)),
    commits: commits.value.slice(0, mostCommits),
    notices: noticesOf(
      read,
      commits.value.map(({ id }) => id),
    ),
  };
  return { ok: true, change, base: texts };
}

interface Read {
  readonly repository: Repository;
  readonly comparison: Comparison;
  readonly diff: WorkingDiff;
  readonly unmerged: number;
}

function baseTextsOf({ repository, comparison, diff }: Read, blobs: BlobTexts) {
  const ids = new Map<string, string>();
  const absent = new Set<string>();
  for (const { path, from, oldMode, oldId } of diff.files) {
    if (isRegular(oldMode)) ids.set(from ?? path, oldId);
    else absent.add(path);
  }
  for (const path of ids.keys()) absent.delete(path);
  const commit = comparison.commits?.base;
  const { root, prefix } = repository;
  return createBaseTexts({ root, prefix, ...(commit !== undefined && { commit }), ids, absent, blobs });
}

function isRegular(mode: string): boolean {
  return mode.startsWith('100');
}

function changedFile({ letter, path, from, oldMode, newMode, hunks, isBinary }: RawFile): ChangedFile {
  const status = statuses[letter] ?? 'modified';
  const file = { path, status, ...(from !== undefined && { from }) };
  if (!isRegular(newMode)) return { ...file, hunks: [] };
  // What was a link is gone as a whole, and has no lines.
  const own = isRegular(oldMode) ? hunks : hunks.filter(({ oldCount }) => oldCount === 0);
  return { ...file, hunks: own, ...(isBinary && { isBinary }) };
}

const statuses: Readonly<Record<string, ChangedFile['status']>> = {
  A: 'added',
  D: 'deleted',
  R: 'renamed',
};

function noticesOf(
  { repository, comparison, diff, unmerged }: Read,
  commits: readonly string[],
): readonly Notice[] {
  const notices: Notice[] = [];
  const say = (code: keyof typeof gitNotices, message: string, incomplete = false) =>
    notices.push({ code: gitNotices[code], message, incomplete });
  const what = inProgress(repository);
  if (what) say('inProgress', `${what} is in progress: the change is what it has come to so far.`);
  if (unmerged > 0)
    say(
      'unmerged',
      `${count(unmerged, 'file')} with conflicts cannot be judged before they are merged.`,
      true,
    );
  if (commits.length > mostCommits)
    say(
      'manyCommits',
      `The change has more than ${mostCommits} commits; only the newest ${mostCommits} are read.`,
      true,
    );
  if (commits.some((id) => repository.cuts?.has(id)))
    say('cutHistory', 'The clone is shallow, so commits of the change may be missing.', true);
  if (comparison.isHeadOnly)
    say(
      'noBaseNamed',
      'Nobody names a base and there is no main branch, so the change is what is not committed.',
    );
  if (repository.isSparse)
    say(
      'sparse',
      'The checkout is sparse: imports of files that it leaves out are judged as if those did not exist.',
    );
  if (repository.filtersOff.length > 0) {
    const names = enumerate(repository.filtersOff.map((name) => `"${name}"`));
    say('filtersOff', `What only the repository's own configuration names does not run: filter ${names}.`);
  }
  if (diff.areRenamesSkipped)
    say('renamesSkipped', 'Too many files are gone and new to tell which of them were renamed and edited.');
  return notices;
}
