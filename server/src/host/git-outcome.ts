import { existsSync } from 'node:fs';
import type { NoChange } from '../model/change.ts';
import type { GitFailure } from './git.ts';

/** An answer of git, or why there is none. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | ({ readonly ok: false } & NoChange);

/** Why no change could be read. Codes never change their meaning. */
export const gitCodes = {
  missing: 'GIT-001',
  noRepository: 'GIT-002',
  refused: 'GIT-003',
  noWorkingCopy: 'GIT-004',
  noBase: 'GIT-005',
  shallow: 'GIT-006',
  unrelated: 'GIT-007',
  cancelled: 'GIT-008',
  failed: 'GIT-009',
  partial: 'GIT-010',
} as const;

/** What is worth saying of a change that was read. */
export const gitNotices = {
  inProgress: 'GIT-021',
  unmerged: 'GIT-022',
  manyCommits: 'GIT-023',
  cutHistory: 'GIT-024',
  noBaseNamed: 'GIT-025',
  filtersOff: 'GIT-026',
  renamesSkipped: 'GIT-027',
  sparse: 'GIT-029',
} as const;

export function none(code: keyof typeof gitCodes, message: string): { readonly ok: false } & NoChange {
  return { ok: false, code: gitCodes[code], message };
}

/** What a failure of git means to whoever wants the change of a folder. */
export function failureOf(root: string, { problem, detail }: GitFailure): { readonly ok: false } & NoChange {
  if (problem === 'cancelled') return none('cancelled', 'Reading the change was cancelled.');
  if (problem === 'missing' && !existsSync(root))
    return none('noRepository', `The folder "${root}" is not there.`);
  if (problem === 'missing')
    return none(
      'missing',
      'Git is needed to read the change and cannot be started: install it, or give a diff.',
    );
  const known = sentences.find(([pattern]) => pattern.test(detail));
  if (known) return known[1](root);
  const said = detail.split('\n').filter((line) => !line.startsWith('warning:'));
  return none(
    'failed',
    `Git could not read the change of "${root}": ${said.join(' ') || 'it gave no reason'}`,
  );
}

const sentences: readonly (readonly [RegExp, (root: string) => { readonly ok: false } & NoChange])[] = [
  [
    /not a git repository/,
    (root) =>
      none(
        'noRepository',
        `"${root}" is in no git repository, so there is no change: run \`git init\`, or give a diff.`,
      ),
  ],
  [
    /dubious ownership|safe\.directory/,
    (root) =>
      none(
        'refused',
        `The repository of "${root}" belongs to another user, so git refuses to read it: if you trust it, ` +
          `run \`git config --global --add safe.directory ${shellWord(root)}\`.`,
      ),
  ],
  [
    /must be run in a work tree/,
    (root) => none('noWorkingCopy', `"${root}" has no working copy, so there is no change to judge.`),
  ],
  [
    /promisor|lazy fetch|transport '[^']*' not allowed/,
    () =>
      none(
        'partial',
        'The clone is partial and lacks files of the base, and nothing is fetched on the way: ' +
          'run `git fetch --refetch --no-filter` once.',
      ),
  ],
];

/** A word as a shell takes it. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
