import { readFileSync, type Stats, statSync } from 'node:fs';
import { hashBytes } from './hash-bytes.ts';
import type { StampOf } from './read-text.ts';

/**
 * How content is recognised without being read into the engine. `time` trusts size, time of change and time of
 * modification; `content` hashes the bytes, because a fresh checkout gives every file a new time.
 */
export type StampKind = 'time' | 'content';

/** The coarsest clock of a file system in use (FAT) ticks every two seconds. */
const settledMilliseconds = 2000;

/** Where a folder's time of modification moves with every entry that comes, goes or is renamed; exFAT keeps it still. */
const marksFolders = process.platform === 'linux' || process.platform === 'darwin';

export interface Stamps {
  /** From what was read; undefined when a second change might leave the stamp as it is. */
  readonly ofRead: StampOf;
  /** From the disk, for an absolute path; undefined when there is no regular file. */
  ofFile(absolute: string): string | undefined;
  /** Of what a folder lists; undefined where that cannot be known without listing it. */
  ofFolder(absolute: string): string | undefined;
}

const byTime: Stamps = {
  ofRead: (stat) => (isSettled(stat) ? timeStamp(stat) : undefined),
  ofFile(absolute) {
    const stat = statSync(absolute, { throwIfNoEntry: false });
    return stat?.isFile() ? timeStamp(stat) : undefined;
  },
  ofFolder(absolute) {
    if (!marksFolders) return undefined;
    const stat = statSync(absolute, { throwIfNoEntry: false });
    return stat?.isDirectory() && isSettled(stat) ? timeStamp(stat) : undefined;
  },
};

const byContent: Stamps = {
  ofRead: (_, bytes) => contentStamp(bytes),
  ofFile: (absolute) =>
    statSync(absolute, { throwIfNoEntry: false })?.isFile()
      ? contentStamp(readFileSync(absolute))
      : undefined,
  ofFolder: () => undefined,
};

export const stamps = { time: byTime, content: byContent } as const satisfies Record<StampKind, Stamps>;

/** No program can set the time of change back, as it can the time of modification. */
function timeStamp({ size, mtimeMs, ctimeMs }: Stats): string {
  return `${size} ${mtimeMs} ${ctimeMs}`;
}

/** False right after a change: a second one within the same tick of the clock would leave the stamp as it is. */
function isSettled({ mtimeMs, ctimeMs }: Stats): boolean {
  return Math.abs(Date.now() - Math.max(mtimeMs, ctimeMs)) > settledMilliseconds;
}

function contentStamp(bytes: Uint8Array): string {
  return hashBytes('sha1', bytes).toString('base64');
}
