import type { Cancellation } from '../model/host.ts';
import { decodeText } from './decode.ts';
import { git } from './git.ts';
import { failureOf, type Outcome } from './git-outcome.ts';

/** What git has under a name. */
export type Blob =
  | { readonly kind: 'text'; readonly id: string; readonly text: string }
  | { readonly kind: 'binary' | 'too-large'; readonly id: string }
  /** Nothing of that name, or no file. */
  | { readonly kind: 'missing' };

/** The same limit as for files on disk, in bytes. */
export const mostBytes = 32 * 1024 * 1024;

/**
 * Reads blobs by id or as `REVISION:PATH`, in their order, in one process; a name that holds an end of line costs one
 * more.
 */
export async function readBlobs(
  root: string,
  names: readonly string[],
  cancelled?: Cancellation,
): Promise<Outcome<readonly Blob[]>> {
  if (names.length === 0) return { ok: true, value: [] };
  const reader = new BatchReader();
  const lines: string[] = [];
  for (const name of names) lines.push(name.includes('\n') ? await idOf(root, name, cancelled) : name);
  const answer = await git({
    cwd: root,
    args: ['cat-file', '--batch'],
    input: lines.map((line) => `${line}\n`).join(''),
    onOutput: reader.take,
    cancelled,
  });
  if (!answer.ok) return failureOf(root, answer);
  return { ok: true, value: names.map((_, index) => reader.blobs[index] ?? { kind: 'missing' }) };
}

/** The id behind a name; empty where there is none, which is the name of nothing. */
async function idOf(root: string, name: string, cancelled: Cancellation | undefined): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', name];
  const answer = await git({ cwd: root, args, cancelled });
  return answer.ok ? answer.output.toString('latin1').trim() : '';
}

/**
 * Reads `ID TYPE SIZE`, a line feed, the content and another line feed, again and again, or `NAME missing` and the like.
 * What is too large is not kept.
 */
class BatchReader {
  readonly blobs: Blob[] = [];
  #header: Buffer[] = [];
  #body: { readonly id: string; readonly isKept: boolean; readonly size: number; left: number } | undefined;
  #pieces: Buffer[] = [];

  readonly take = (chunk: Buffer): void => {
    for (let at = 0; at < chunk.length; )
      at = this.#body ? this.#takeBody(chunk, at) : this.#takeHeader(chunk, at);
  };

  #takeHeader(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(0x0a, at);
    this.#header.push(chunk.subarray(at, end < 0 ? chunk.length : end));
    if (end < 0) return chunk.length;
    const line = Buffer.concat(this.#header).toString('latin1');
    this.#header = [];
    const [, id, type, size] = /^([\da-f]{40,64}) (blob|tree|commit|tag) (\d+)$/.exec(line) ?? [];
    if (id === undefined) this.blobs.push({ kind: 'missing' });
    else {
      const isKept = type === 'blob' && Number(size) <= mostBytes;
      // The line feed behind the content is taken with it.
      this.#body = { id, isKept, size: Number(size), left: Number(size) + 1 };
      if (!isKept) this.blobs.push(type === 'blob' ? { kind: 'too-large', id } : { kind: 'missing' });
    }
    return end + 1;
  }

  #takeBody(chunk: Buffer, at: number): number {
    const body = this.#body;
    if (!body) return at;
    const end = Math.min(chunk.length, at + body.left);
    body.left -= end - at;
    if (body.isKept) this.#pieces.push(chunk.subarray(at, end));
    if (body.left > 0) return end;
    if (body.isKept) {
      const text = decodeText(Buffer.concat(this.#pieces), body.size);
      this.blobs.push(
        text === undefined ? { kind: 'binary', id: body.id } : { kind: 'text', id: body.id, text },
      );
    }
    this.#pieces = [];
    this.#body = undefined;
    return end;
  }
}
