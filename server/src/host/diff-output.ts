import { readGitName } from '../format/git-name.ts';
import type { Hunk } from '../model/change.ts';

/** One file of `git diff --raw -p -U0`. */
export interface RawFile {
  /** What git found of it, in one letter: A, D, M, R or T. */
  readonly letter: string;
  readonly path: string;
  readonly from?: string;
  readonly oldMode: string;
  readonly newMode: string;
  /** Id of the text in the base; zeros where there is none. */
  readonly oldId: string;
  readonly hunks: readonly Hunk[];
  readonly isBinary: boolean;
}

interface Entry extends RawFile {
  readonly hunks: Hunk[];
  isBinary: boolean;
}

/**
 * Reads the output as it comes and keeps of the patch only where hunks stand, so that memory grows with the number of
 * files and hunks, not with what they say.
 *
 * First come lines `:MODE MODE ID ID LETTER<tab>NAME`, then patches. Names are quoted where they hold what could be
 * taken for something else, and a line of a file is always preceded by `+`, `-` or `\`, so nothing a file says and
 * no name is mistaken. A patch belongs to the file whose names its first line has.
 */
export class DiffReader {
  readonly #files: Entry[] = [];
  /** By the first line of the patch. */
  readonly #byHeader = new Map<string, Entry>();
  #current: Entry | undefined;
  /** A line that is not over yet; undefined for one that says nothing. */
  #begun: Buffer | undefined;
  #isInside = false;

  readonly take = (chunk: Buffer): void => {
    for (let at = 0; at < chunk.length; ) {
      const end = chunk.indexOf(lineFeed, at);
      const piece = chunk.subarray(at, end < 0 ? chunk.length : end);
      if (!this.#isInside) this.#begun = tells(piece[0]) ? piece : undefined;
      else if (this.#begun) this.#begun = Buffer.concat([this.#begun, piece]);
      this.#isInside = end < 0;
      if (!this.#isInside && this.#begun) this.#read(this.#begun);
      at = end < 0 ? chunk.length : end + 1;
    }
  };

  files(): readonly RawFile[] {
    return this.#files;
  }

  #read(bytes: Buffer): void {
    // Names may be no UTF-8; as single bytes they can be compared all the same.
    const line = bytes.toString('latin1');
    if (line.startsWith(':')) this.#readEntry(line);
    else if (line.startsWith('diff --git ')) this.#current = this.#byHeader.get(line);
    else if (line.startsWith('Binary files ') && this.#current) this.#current.isBinary = true;
    else if (line.startsWith('@@ ') && this.#current) {
      const hunk = readHunkHeader(line);
      if (hunk) this.#current.hunks.push(hunk);
    }
  }

  #readEntry(line: string): void {
    const [facts = '', first = '', second] = line.split('\t');
    const [oldMode = '', newMode = '', oldId = '', , status = ''] = facts.slice(1).split(' ');
    const letter = status.slice(0, 1);
    const now = second ?? first;
    const entry: Entry = {
      letter,
      path: decode(now),
      ...(second !== undefined && { from: decode(first) }),
      oldMode,
      newMode,
      oldId,
      hunks: [],
      isBinary: false,
    };
    // One that is not merged is listed as what it is on disk, too.
    if (letter === 'U') return;
    this.#files.push(entry);
    if (letter !== 'U')
      this.#byHeader.set(`diff --git ${prefixed('a/', first)} ${prefixed('b/', now)}`, entry);
  }
}

const lineFeed = 0x0a;

/** Whether a line that begins so is one to read: `:`, `d`, `B` or `@`. */
function tells(first: number | undefined): boolean {
  return first === 0x3a || first === 0x64 || first === 0x42 || first === 0x40;
}

/** A name with a prefix, quoted as a whole when the name is. */
function prefixed(prefix: string, written: string): string {
  return written.startsWith('"') ? `"${prefix}${written.slice(1)}` : prefix + written;
}

function decode(written: string): string {
  const text = Buffer.from(written, 'latin1').toString('utf8');
  return readGitName(text) ?? text;
}

/** Where a hunk stands, as `@@ -12,2 +12 @@` says it: a count that is left out is 1. */
function readHunkHeader(line: string): Hunk | undefined {
  const match = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
  if (!match) return undefined;
  return {
    oldStart: Number(match[1]),
    oldCount: Number(match[2] ?? 1),
    newStart: Number(match[3]),
    newCount: Number(match[4] ?? 1),
  };
}
