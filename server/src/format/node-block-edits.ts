import type { JsonNode } from '../model/json.ts';
import { columnOf } from './node-habits.ts';
import type { Entry } from './node-layout.ts';
import {
  commentStart,
  contentEnd,
  entryEnd,
  isFirstOnLine,
  lineEnd,
  lineStart,
  nextDash,
  trimmedEnd,
} from './node-lines.ts';
import { blanksBetween, placeEntries } from './node-placing.ts';
import { type Editing, replace, type Step, stepsOf, type Written } from './node-steps.ts';
import { besideText, blockLines, itemLines, memberLines, valueLines, yamlKey } from './node-text.ts';
import { keyKind } from './node-words.ts';

/** A mapping with a line for each key. */
export function editBlockMapping(editing: Editing, current: JsonNode, wanted: JsonNode): boolean {
  const steps = stepsOf(current, wanted);
  const first = current.kind === 'object' ? steps?.find((step) => step.current)?.current?.key : undefined;
  if (!steps || !first) return false;
  const { text, layout } = editing;
  const column = columnOf(text, first.keySpan.start);
  editEntries(editing, steps, column, {
    starts: steps.map((step) => step.current?.key?.keySpan.start ?? -1),
    mark: ({ key }) => text.indexOf(':', key?.keySpan.end),
    lines: ({ key = '', value }) => memberLines(key, value, column, layout),
    below: (value, key) => valueLines(value, column, layout, keyKind(key)),
  });
  return true;
}

/** A list with a dash for each item. */
export function editBlockList(editing: Editing, current: JsonNode, wanted: JsonNode, of: string): boolean {
  const steps = stepsOf(current, wanted);
  if (!steps || editing.text[current.span.start] !== '-') return false;
  const { text, layout } = editing;
  const column = columnOf(text, current.span.start);
  let start = current.span.start;
  const starts = steps.map((step) => {
    if (!step.current) return -1;
    const own = start;
    start = nextDash(text, contentEnd(text, step.current), column);
    return own;
  });
  const marks = new Map(steps.map(({ current: one }, index) => [one, starts[index] ?? -1]));
  editEntries(editing, steps, column, {
    starts,
    mark: (written) => marks.get(written) ?? -1,
    lines: ({ value }) => itemLines(value, column, layout, `${of}[]`),
    below: (value) => blockLines(value, column + 2, layout, `${of}[]`),
  });
  return true;
}

interface Way {
  /** Where each entry begins: its key or its dash. */
  readonly starts: readonly number[];
  /** Where the colon or the dash stands. */
  mark(written: Written): number;
  /** A new entry, each line with its indentation. */
  lines(entry: Entry): readonly string[];
  /** A value that stands below its key or dash. */
  below(value: JsonNode, key: string): readonly string[] | undefined;
}

function editEntries(editing: Editing, steps: readonly Step[], column: number, way: Way): void {
  const { text } = editing;
  const blanks = blanksBetween(text, steps, way.starts, column);
  const { lines } = way;
  let after = -1;
  let ended = -1;
  let added: Entry[] = [];
  let isTorn = false;
  for (const [index, { current, wanted }] of steps.entries()) {
    const start = way.starts[index] ?? -1;
    if (current && wanted) {
      if (added.length > 0) {
        const { key, value } = wanted;
        const next = { start, value, ...(key !== undefined && { key }) };
        placeEntries(editing, { entries: added, after, next, isTorn, column, blanks, lines });
        added = [];
      }
      isTorn = false;
      editKept(editing, current, wanted, column, way);
      after = entryEnd(text, current, column);
    } else if (current) {
      const next = way.starts.slice(index + 1).find((other) => other >= 0);
      removeEntry(editing, { start, current, column, after, ended, next });
      isTorn = true;
    } else if (wanted) added.push(wanted);
    if (current) ended = entryEnd(text, current, column);
  }
  if (added.length > 0) placeEntries(editing, { entries: added, after, isTorn, column, blanks, lines });
}

function editKept(editing: Editing, current: Written, wanted: Entry, column: number, way: Way): void {
  const { key, value } = current;
  if (value !== wanted.value && replaceBorrowed(editing, current, wanted, column)) return;
  if (key && wanted.key !== undefined && wanted.key !== key.key) {
    replace(editing, key.keySpan.start, key.keySpan.end, yamlKey(wanted.key, editing.layout));
  }
  if (!editing.below(value, wanted.value, keyKind(wanted.key ?? ''))) {
    replaceValue(editing, value, wanted, way.mark(current), way);
  }
}

/** What was taken from elsewhere is written as it is there, key and all; a comment behind it stays. */
function replaceBorrowed(
  { text, layout, ...editing }: Editing,
  current: Written,
  wanted: Entry,
  column: number,
): boolean {
  const lines = layout.borrowed?.lines(wanted, column, true);
  if (!lines) return false;
  const start = current.key?.keySpan.start ?? current.value.span.start;
  const lead = wanted.key === undefined ? column + 2 : column;
  replace({ text, layout, ...editing }, start, contentEnd(text, current), lines.join(layout.eol).slice(lead));
  return true;
}

function replaceValue(
  editing: Editing,
  current: JsonNode,
  { key = '', value: wanted }: Entry,
  mark: number,
  way: Way,
): void {
  const { text, layout } = editing;
  const { eol } = layout;
  const markLine = lineEnd(text, mark);
  const start = Math.max(current.span.start, mark + 1);
  const end = Math.max(start, trimmedEnd(text, current.span.start, current.span.end));
  const isBelow = start > markLine;
  const lines = way.below(wanted, key);
  if (lines && isBelow) {
    const column = columnOf(text, start);
    const own = wanted.kind === current.kind ? blockLines(wanted, column, layout, keyKind(key)) : lines;
    replace(editing, start - column, lineEnd(text, end), (own ?? lines).join(eol));
  } else if (lines && text[mark] === '-') {
    const own = lines.join(eol).slice(columnOf(text, mark) + 2);
    replace(editing, start, lines.length > 1 ? lineEnd(text, end) : end, start === end ? ` ${own}` : own);
  } else if (lines) {
    const from = text.slice(0, start).trimEnd().length;
    replace(editing, Math.max(from, mark + 1), end, '');
    const at = lineEnd(text, end);
    replace(editing, at, at, lines.map((line) => eol + line).join(''));
  } else if (isBelow) {
    replace(editing, mark + 1, mark + 1, ` ${besideText(wanted, layout, keyKind(key))}`);
    replace(editing, markLine, end, '');
  } else {
    const beside = besideText(wanted, layout, keyKind(key));
    replace(editing, start, end, start === mark + 1 ? ` ${beside}` : beside);
  }
}

interface Going {
  readonly start: number;
  readonly current: Written;
  readonly column: number;
  /** The end of what stays before it; negative where nothing does. */
  readonly after: number;
  /** The end of what stands before it, whether that stays or goes. */
  readonly ended: number;
  /** Where the entry behind it begins. */
  readonly next: number | undefined;
}

/** An entry goes with its lines. */
function removeEntry(editing: Editing, { start, current, column, after, ended, next }: Going): void {
  const { text } = editing;
  const line = lineStart(text, start);
  const end = lineEnd(text, contentEnd(text, current));
  const isOwnLine = isFirstOnLine(text, start);
  if (editing.takesComments && isOwnLine && after >= 0)
    replace(editing, ended, entryEnd(text, current, column), '');
  else if (editing.takesComments && isOwnLine && next !== undefined)
    replace(editing, line, commentStart(text, lineStart(text, next)), '');
  else if (after < 0 && next !== undefined)
    replace(editing, isOwnLine ? line : start, isOwnLine ? text.indexOf('\n', end) + 1 : next, '');
  else replace(editing, text[line - 2] === '\r' ? line - 2 : line - 1, end, '');
}
