import { BareHunks, type DiffSide } from '../format/bare-hunks.ts';
import { readGitName } from '../format/git-name.ts';
import type { Hunk } from '../model/change.ts';

/** One file of `git diff --raw -p`. */
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
 * taken for something else, and a hunk says how many lines it has, so nothing a file says and no name is mistaken. A
 * patch belongs to the file whose names its first line has.
 */
export class DiffReader {
  readonly #files: Entry[] = [];
  /** By the first line of the patch. */
  readonly #byHeader = new Map<string, Entry>();
  #current: Entry | undefined;
  #hunk: { readonly bare: BareHunks; oldLeft: number; newLeft: number } | undefined;
  /** A line that is not over yet; undefined for one of which the beginning said all. */
  #begun: Buffer | undefined;
  #isInside = false;

  readonly take = (chunk: Buffer): void => {
    for (let at = 0; at < chunk.length; ) {
      const end = chunk.indexOf(lineFeed, at);
      const next = end < 0 ? chunk.length : end;
      if (!this.#isInside)
        this.#begun = this.#takeFirst(chunk[at] as number) ? chunk.subarray(at, next) : undefined;
      else if (this.#begun) this.#begun = Buffer.concat([this.#begun, chunk.subarray(at, next)]);
      this.#isInside = end < 0;
      if (!this.#isInside && this.#begun) this.#read(this.#begun);
      at = next + 1;
    }
  };

  /** Takes the first byte of a line; true where the rest is to be read, too. */
  #takeFirst(first: number): boolean {
    const hunk = this.#hunk;
    if (!hunk) return first === colon || first === letterD || first === letterB || first === at;
    const side = sides[first];
    if (side === undefined) return false;
    if (side !== 'new') hunk.oldLeft--;
    if (side !== 'old') hunk.newLeft--;
    hunk.bare.take(side);
    if (hunk.oldLeft <= 0 && hunk.newLeft <= 0) {
      hunk.bare.end();
      this.#hunk = undefined;
    }
    return false;
  }

  files(): readonly RawFile[] {
    return this.#files;
  }

  #read(bytes: Buffer): void {
    // Names may be no UTF-8; as single bytes they can be compared all the same.
    const line = bytes.toString('latin1');
    if (line.startsWith(':')) this.#readEntry(line);
    else if (line.startsWith('diff --git ')) this.#current = this.#byHeader.get(line);
    else if (line.startsWith('Binary files ') && this.#current) this.#current.isBinary = true;
    else if (line.startsWith('@@ ')) this.#begin(readHunkHeader(line));
  }

  #begin(header: Hunk | undefined): void {
    if (!header) return;
    const bare = new BareHunks(header, this.#current?.hunks ?? []);
    this.#hunk = { bare, oldLeft: header.oldCount, newLeft: header.newCount };
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
const colon = 0x3a;
const at = 0x40;
const letterB = 0x42;
const letterD = 0x64;

/** What a line of a hunk begins with; a note such as `\\ No newline at end of file` is none. */
const sides: Readonly<Record<number, DiffSide>> = { 32: 'both', 43: 'new', 45: 'old' };

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
