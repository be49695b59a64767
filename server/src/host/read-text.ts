import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import type { ReadProblem, ReadResult } from '../model/host.ts';
import { decodeText } from './decode.ts';
import { systemWord } from './system-word.ts';

/** Without O_NONBLOCK, opening a named pipe waits for a writer for ever. Windows has no such flag. */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const problems: Readonly<Record<string, ReadProblem>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EISDIR: 'folder',
};

/** What a file's content is recognised by, from what was read anyway. */
export type StampOf = (stat: Stats, bytes: Uint8Array) => string | undefined;

/** Reads whole files as text, one after the other, through one buffer that grows with the largest. */
export function createTextReader(maxBytes: number, stampOf?: StampOf): (absolute: string) => ReadResult {
  let buffer = Buffer.allocUnsafe(256 * 1024);

  function readOpen(descriptor: number): ReadResult {
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) return failure('folder', 'is a folder');
    if (!stat.isFile()) return failure('unreadable', 'is not a regular file');
    if (stat.size > maxBytes)
      return failure('too-large', `has ${sizeOf(stat.size)}, and at most ${sizeOf(maxBytes)} are read`);
    if (stat.size + 1 > buffer.length) buffer = Buffer.allocUnsafe(stat.size + 1);
    const length = fill(descriptor, buffer, stat.size);
    const text = decodeText(buffer, length);
    if (text === undefined) return failure('binary', 'contains a NUL byte');
    const stamp = stampOf?.(stat, buffer.subarray(0, length));
    return stamp === undefined ? { ok: true, text } : { ok: true, text, stamp };
  }

  return (absolute) => {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(absolute, openFlags);
      return readOpen(descriptor);
    } catch (thrown) {
      const word = systemWord(thrown);
      return failure(problems[word] ?? 'unreadable', word);
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  };
}

function sizeOf(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  return megabytes < 1 ? `${bytes} bytes` : `${Math.ceil(megabytes * 10) / 10} MB`;
}

/** A file may shrink while it is read; what is there by then is its text. */
function fill(descriptor: number, buffer: Buffer, size: number): number {
  let filled = 0;
  while (filled < size) {
    const count = readSync(descriptor, buffer, filled, size - filled, null);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

function failure(problem: ReadProblem, detail: string): ReadResult {
  return { ok: false, problem, detail };
}
