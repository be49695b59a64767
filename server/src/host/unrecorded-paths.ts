import type { Cancellation } from '../model/host.ts';
import { git } from './git.ts';
import { failureOf, type Outcome } from './git-outcome.ts';
import type { Repository } from './repository.ts';

/** What the working copy holds below the root that no commit and no index says. */
export interface UnrecordedPaths {
  /** Files that git does not know and does not ignore, as bytes, relative to the root. */
  readonly untracked: readonly Buffer[];
  /** How many files are in conflict. */
  readonly unmerged: number;
}

/** Packages are never part of a change, even where nobody ignores them; neither is a repository within this one. */
export async function unrecordedPaths(
  { root }: Repository,
  cancelled?: Cancellation,
): Promise<Outcome<UnrecordedPaths>> {
  const args = [
    'ls-files',
    '-z',
    '-t',
    '--others',
    '--unmerged',
    '--exclude-standard',
    '--exclude=node_modules/',
  ];
  const answer = await git({ cwd: root, args, cancelled });
  if (!answer.ok) return failureOf(root, answer);
  const untracked: Buffer[] = [];
  const unmerged = new Set<string>();
  for (const record of recordsOf(answer.output)) {
    // `? PATH`, or `M MODE ID STAGE<tab>PATH`, up to three times.
    if (record[0] !== questionMark) unmerged.add(record.toString('latin1', record.indexOf(tab)));
    else if (record.at(-1) !== slash) untracked.push(record.subarray(2));
  }
  return { ok: true, value: { untracked, unmerged: unmerged.size } };
}

const questionMark = 0x3f;
const slash = 0x2f;
const tab = 0x09;

function recordsOf(output: Buffer): readonly Buffer[] {
  const records: Buffer[] = [];
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(0, at);
    records.push(output.subarray(at, end));
    at = end + 1;
  }
  return records;
}
