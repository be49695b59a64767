import type { JsonNode } from '../model/json.ts';
import { columnOf } from './node-layout.ts';
import { type Editing, replace, type Step, stepsOf, type Written } from './node-steps.ts';
import { besideText, blockLines, itemLines, memberLines, valueLines, yamlKey } from './node-text.ts';

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
    below: (value) => valueLines(value, column, layout),
  });
  return true;
}

/** A list with a dash for each item. */
export function editBlockList(editing: Editing, current: JsonNode, wanted: JsonNode): boolean {
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
    lines: ({ value }) => itemLines(value, column, layout),
    below: (value) => blockLines(value, column + 2, layout),
  });
  return true;
}

interface Way {
  /** Where each entry begins: its key or its dash. */
  readonly starts: readonly number[];
  /** Where the colon or the dash stands. */
  mark(written: Written): number;
  /** A new entry, each line with its indentation. */
  lines(entry: NonNullable<Step['wanted']>): readonly string[];
  /** A value that stands below its key or dash. */
  below(value: JsonNode): readonly string[] | undefined;
}

function editEntries(editing: Editing, steps: readonly Step[], column: number, way: Way): void {
  const { text, layout } = editing;
  const { eol } = layout;
  let after = -1;
  const ahead: string[] = [];
  for (const [index, { current, wanted }] of steps.entries()) {
    const start = way.starts[index] ?? -1;
    if (current && wanted) {
      if (ahead.length > 0) {
        replace(editing, start, start, `${ahead.join(eol).slice(column)}${eol}${' '.repeat(column)}`);
        ahead.length = 0;
      }
      editKept(editing, current, wanted, way);
      after = entryEnd(text, current, column);
    } else if (current) {
      const next = way.starts.slice(index + 1).find((other) => other >= 0);
      removeEntry(editing, start, current, after < 0 ? next : undefined);
    } else if (wanted && after < 0) {
      ahead.push(...way.lines(wanted));
    } else if (wanted) {
      replace(
        editing,
        after,
        after,
        way
          .lines(wanted)
          .map((line) => eol + line)
          .join(''),
      );
    }
  }
}

function editKept(editing: Editing, current: Written, wanted: NonNullable<Step['wanted']>, way: Way): void {
  const { key } = current;
  if (key && wanted.key !== undefined && wanted.key !== key.key) {
    replace(editing, key.keySpan.start, key.keySpan.end, yamlKey(wanted.key, editing.layout));
  }
  if (!editing.below(current.value, wanted.value)) {
    replaceValue(editing, current.value, wanted.value, way.mark(current), way);
  }
}

function replaceValue(editing: Editing, current: JsonNode, wanted: JsonNode, mark: number, way: Way): void {
  const { text, layout } = editing;
  const { eol } = layout;
  const markLine = lineEnd(text, mark);
  const start = Math.max(current.span.start, mark + 1);
  const end = Math.max(start, trimmedEnd(text, current.span.start, current.span.end));
  const isBelow = start > markLine;
  const lines = way.below(wanted);
  if (lines && isBelow) {
    const column = columnOf(text, start);
    const own = wanted.kind === current.kind ? blockLines(wanted, column, layout) : lines;
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
    replace(editing, mark + 1, mark + 1, ` ${besideText(wanted, layout)}`);
    replace(editing, markLine, end, '');
  } else {
    const beside = besideText(wanted, layout);
    replace(editing, start, end, start === mark + 1 ? ` ${beside}` : beside);
  }
}

/** An entry goes with its lines; before anything that stays, `next` is where the one behind it begins. */
function removeEntry(editing: Editing, start: number, current: Written, next: number | undefined): void {
  const { text } = editing;
  const line = start - columnOf(text, start);
  const end = lineEnd(text, contentEnd(text, current));
  const isOwnLine = text.slice(line, start).trim() === '';
  if (next !== undefined)
    replace(editing, isOwnLine ? line : start, isOwnLine ? text.indexOf('\n', end) + 1 : next, '');
  else replace(editing, text[line - 2] === '\r' ? line - 2 : line - 1, end, '');
}

/** Where an entry ends, with the comment on its line and those below it that stand further right. */
function entryEnd(text: string, written: Written, column: number): number {
  let end = lineEnd(text, contentEnd(text, written));
  for (;;) {
    const next = text.indexOf('\n', end) + 1;
    const comment = next === 0 ? null : /^ *#/.exec(text.slice(next, next + 200));
    if (!comment || comment[0].length - 1 <= column) return end;
    end = lineEnd(text, next);
  }
}

function contentEnd(text: string, { key, value }: Written): number {
  const from = key ? text.indexOf(':', key.keySpan.end) + 1 : value.span.start;
  return Math.max(from, trimmedEnd(text, value.span.start, value.span.end));
}

function trimmedEnd(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}

/** Before LF or CRLF. */
function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end < 0) return text.length;
  return end > from && text[end - 1] === '\r' ? end - 1 : end;
}

/** The next line with a dash in this column. */
function nextDash(text: string, from: number, column: number): number {
  for (let start = text.indexOf('\n', from) + 1; start > 0; start = text.indexOf('\n', start) + 1) {
    if (text[start + column] === '-' && text.slice(start, start + column).trim() === '')
      return start + column;
  }
  return -1;
}
