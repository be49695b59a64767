import type { Hunk } from '../model/change.ts';
import { BareHunks, type DiffSide } from './bare-hunks.ts';

export interface DiffLine {
  readonly side: DiffSide;
  /** With its LF, unless the diff says that there is none. */
  readonly text: string;
}

/** A hunk as it is written, with what surrounds it. */
export interface DiffHunk {
  /** Of the diff; starts at 1. */
  readonly line: number;
  /** The first line of either text, or where it has none the line before. */
  readonly oldStart: number;
  readonly newStart: number;
  readonly lines: readonly DiffLine[];
}

export type HunkOutcome =
  | { readonly ok: true; readonly hunk: DiffHunk; readonly next: number }
  | { readonly ok: false; readonly line: number; readonly problem: string };

/** Reads the hunk whose header is the line at an index; `dropsCr` where the diff itself was written with CRLF. */
export function readHunk(lines: readonly string[], start: number, dropsCr: boolean): HunkOutcome {
  const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(lines[start] ?? '');
  if (!header) return { ok: false, line: start, problem: 'is no header of a hunk' };
  const [oldStart = 0, oldCount = 1, newStart = 0, newCount = 1] = header
    .slice(1)
    .map((digits) => (digits === undefined ? undefined : Number(digits)));
  const body: DiffLine[] = [];
  let [oldLeft, newLeft] = [oldCount, newCount];
  let at = start + 1;
  for (; oldLeft > 0 || newLeft > 0 || isNote(lines[at]); at++) {
    const written = lines[at];
    const line = dropsCr ? written?.replace(/\r$/, '') : written;
    // What follows the last line feed is no line.
    if (line === undefined || (line === '' && at === lines.length - 1))
      return { ok: false, line: start, problem: 'begins a hunk that ends too early' };
    if (isNote(line)) {
      const last = body.pop();
      if (last) body.push({ ...last, text: last.text.slice(0, -1) });
      continue;
    }
    // Mail and editors take away the blank at the beginning of an empty line.
    const side = line === '' ? 'both' : sides[line[0] as string];
    if (side === undefined) return { ok: false, line: at, problem: 'is no line of its hunk' };
    if (side !== 'new') oldLeft--;
    if (side !== 'old') newLeft--;
    if (oldLeft < 0 || newLeft < 0) return { ok: false, line: at, problem: 'is one more than its hunk has' };
    body.push({ side, text: `${line.slice(1)}\n` });
  }
  return { ok: true, hunk: { line: start + 1, oldStart, newStart, lines: body }, next: at };
}

/** The same without the lines around what differs; these may part it into several. */
export function bareHunks({ oldStart, newStart, lines }: DiffHunk): readonly Hunk[] {
  const countOf = (other: DiffSide) => lines.filter(({ side }) => side !== other).length;
  const bare: Hunk[] = [];
  const hunks = new BareHunks(
    { oldStart, oldCount: countOf('new'), newStart, newCount: countOf('old') },
    bare,
  );
  for (const { side } of lines) hunks.take(side);
  hunks.end();
  return bare;
}

const sides: Readonly<Record<string, DiffSide>> = { ' ': 'both', '-': 'old', '+': 'new' };

/** `\ No newline at end of file`, in whatever language. */
function isNote(line: string | undefined): boolean {
  return line?.startsWith('\\ ') ?? false;
}
