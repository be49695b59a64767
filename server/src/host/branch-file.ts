import type { Cancellation, ReadResult } from '../model/host.ts';
import { type Blob, mostBytes, readBlobs } from './blob-batch.ts';
import { shellWord } from './git-outcome.ts';

/**
 * A file on a branch of its own, named together as `BRANCH/PATH`, in one process. Both may hold slashes, so all
 * ways to part them are tried, the shortest branch first. What the remote `origin` has counts before what is here.
 */
export async function readOnBranch(
  root: string,
  name: string,
  cancelled?: Cancellation,
): Promise<ReadResult> {
  const segments = name.split('/');
  const names = segments.slice(1).flatMap((_, index) => {
    const branch = segments.slice(0, index + 1).join('/');
    const path = segments.slice(index + 1).join('/');
    return [`refs/remotes/origin/${branch}:${path}`, `refs/heads/${branch}:${path}`];
  });
  const branch = segments[0] ?? '';
  const spec = shellWord(`+refs/heads/${branch}:refs/remotes/origin/${branch}`);
  const answer = await readFirst(root, names, `"${name}"`, cancelled);
  if (answer.ok || answer.problem !== 'missing') return answer;
  return {
    ...answer,
    detail: `${answer.detail}: if its branch was not fetched, run \`git fetch origin ${spec}\``,
  };
}

async function readFirst(
  root: string,
  names: readonly string[],
  called: string,
  cancelled: Cancellation | undefined,
): Promise<ReadResult> {
  const answer = await readBlobs(root, names, cancelled);
  if (!answer.ok) return { ok: false, problem: 'unreadable', detail: answer.message };
  const blob = answer.value.find(({ kind }) => kind !== 'missing') ?? { kind: 'missing' };
  if (blob.kind === 'text') return { ok: true, text: blob.text };
  return { ok: false, problem: blob.kind, detail: `${called} ${words[blob.kind]}` };
}

const words: Readonly<Record<Exclude<Blob['kind'], 'text'>, string>> = {
  missing: 'is not there',
  binary: 'contains a NUL byte',
  'too-large': `has more than ${mostBytes} bytes`,
};
