import type { Commit } from '../model/change.ts';
import type { Cancellation } from '../model/host.ts';
import { git } from './git.ts';
import { failureOf, type Outcome } from './git-outcome.ts';
import type { Repository } from './repository.ts';

/** So many commits of one change are read, the newest ones. */
export const mostCommits = 500;

/** The commits that the head has and the merge base has not, newest first; one more than the most where there are more. */
export async function readCommits(
  { root }: Repository,
  { base, head }: { readonly base: string; readonly head: string },
  cancelled?: Cancellation,
): Promise<Outcome<readonly Commit[]>> {
  if (base === head) return { ok: true, value: [] };
  const args = [
    'log',
    '-z',
    '--no-patch',
    // It would start the program that the configuration names for signatures.
    '--no-show-signature',
    '--no-color',
    '--no-decorate',
    '--no-notes',
    '--date-order',
    '--encoding=UTF-8',
    `--max-count=${mostCommits + 1}`,
    '--format=tformat:%H %P%n%B',
    '--end-of-options',
    head,
    `^${base}`,
    '--',
  ];
  const answer = await git({ cwd: root, args, cancelled });
  if (!answer.ok) return failureOf(root, answer);
  const records = answer.output.toString('utf8').split('\0').slice(0, -1);
  return { ok: true, value: records.map(commitOf) };
}

function commitOf(record: string): Commit {
  const end = record.indexOf('\n');
  const [id = '', ...parents] = record.slice(0, end).trim().split(' ');
  const message = record.slice(end + 1).trimEnd();
  return { id, subject: message.split('\n', 1)[0] ?? '', message, isMerge: parents.length > 1 };
}
