import { meaningOf } from './node-build.ts';
import type { Entry, Surroundings } from './node-layout.ts';
import { blankLines, commentStart, entryEnd, gapStart, isFirstOnLine, lineStart } from './node-lines.ts';
import { type Editing, replace, type Step } from './node-steps.ts';

/** New entries of a block that come one behind the other. */
export interface Placing {
  readonly entries: readonly Entry[];
  /** The end of the entry before them; negative where there is none. */
  readonly after: number;
  /** The entry behind them and where it begins: its key or its dash. */
  readonly next?: Entry & { readonly start: number };
  /** Something goes from among them. */
  readonly isTorn: boolean;
  readonly column: number;
  /** How many empty lines mostly stand between entries. */
  readonly blanks: number;
  lines(entry: Entry): readonly string[];
}

/** Puts new entries where they belong, apart from others as those are from each other, and above a comment that is not theirs. */
export function placeEntries(editing: Editing, placing: Placing): void {
  const { text, layout } = editing;
  const { entries, after, next, column } = placing;
  const { eol, borrowed } = layout;
  if (next && !isFirstOnLine(text, next.start)) {
    const own = entries.flatMap(placing.lines).join(eol).slice(column);
    replace(editing, next.start, next.start, `${own}${eol}${' '.repeat(column)}`);
    return;
  }
  const [first] = entries;
  const around = first && entries.length === 1 ? borrowed?.around(first, column) : undefined;
  if (first && around && !placing.isTorn && placeBack(editing, placing, first, around)) return;
  const gap = Array.from({ length: placing.blanks }, () => '');
  const blocks = entries.map((entry) => [
    borrowed?.around(entry, column)?.above ?? gap,
    placing.lines(entry),
  ]);
  if (after >= 0) {
    const lines = blocks.flat(2);
    replace(editing, after, after, lines.map((line) => eol + line).join(''));
  } else if (next) {
    const at = commentStart(text, lineStart(text, next.start));
    const lines = [...blocks.flatMap(([above = [], own = []]) => [...own, ...(above.length > 0 ? gap : [])])];
    replace(editing, at, at, lines.map((line) => line + eol).join(''));
  }
}

/** What was taken from between two entries comes back between them, with what stood around it. */
function placeBack(
  editing: Editing,
  { after, next, lines }: Placing,
  entry: Entry,
  { above, below, next: known }: Surroundings,
): boolean {
  const { text, layout } = editing;
  const own = lines(entry);
  const from = after < 0 ? undefined : text.indexOf('\n', after) + 1;
  const to = next ? lineStart(text, next.start) : leftBehind(text, from ?? 0, above);
  const start = from ?? gapStart(text, to, 0);
  if (start === 0 && after >= 0) return false;
  const gap = text.slice(start, to).split(/\r?\n/).slice(0, -1);
  const notes = (some: readonly string[]) => some.map((line) => line.trim()).filter((line) => line !== '');
  const told = new Set(notes([...above, ...below]));
  const write = (some: readonly string[]) =>
    replace(editing, start, to, some.map((line) => line + layout.eol).join(''));
  if (next && known && isSame(next, known) && notes(gap).every((note) => told.has(note))) {
    write([...above, ...own, ...below]);
    return true;
  }
  // As the last one it has left more empty lines than there were.
  const blanks =
    !next && from ? text.slice(from, from + blankLines(text, from)).split(/\r?\n/).length - 1 : 0;
  if (!known && from && blanks > below.length && notes(below).length === 0) {
    const all = [...above, ...own, ...below].map((line) => line + layout.eol).join('');
    replace(editing, from, from + blankLines(text, from), all);
    return true;
  }
  const left = new Set(notes(above));
  const last = gap.findLastIndex((line) => left.has(line.trim()));
  if (last < 0) return false;
  write([...gap.slice(0, last + 1), ...own, ...gap.slice(last + 1)]);
  return true;
}

/** Where the comments end that an entry left behind when it was taken away as the last one. */
function leftBehind(text: string, from: number, above: readonly string[]): number {
  const notes = new Set(above.map((line) => line.trim()).filter((line) => line !== ''));
  let end = from;
  for (let line = from, next = 0; line < text.length; line = next) {
    next = text.indexOf('\n', line) + 1;
    const own = text.slice(line, next).trim();
    if (next === 0 || (own !== '' && !notes.has(own))) break;
    if (own !== '') end = next;
  }
  return end;
}

function isSame(one: Entry, other: Entry): boolean {
  return one.key === undefined
    ? other.key === undefined && meaningOf(one.value) === meaningOf(other.value)
    : one.key === other.key;
}

/** How many empty lines stand between most entries of a block. */
export function blanksBetween(
  text: string,
  steps: readonly Step[],
  starts: readonly number[],
  column: number,
): number {
  const gaps: number[] = [];
  const written = steps.flatMap(({ current }, index) =>
    current ? [{ current, start: starts[index] ?? -1 }] : [],
  );
  for (const [index, { current }] of written.entries()) {
    const next = written[index + 1];
    if (!next || next.start < 0 || !isFirstOnLine(text, next.start)) continue;
    const gap = text
      .slice(entryEnd(text, current, column), lineStart(text, next.start))
      .split('\n')
      .slice(1, -1);
    gaps.push(gap.filter((line) => line.trim() === '').length);
  }
  const apart = gaps.filter((blanks) => blanks > 0).sort((a, b) => a - b);
  return apart.length * 2 > gaps.length ? (apart[Math.floor(apart.length / 2)] ?? 0) : 0;
}
