import { columnOf } from './node-habits.ts';
import type { Written } from './node-steps.ts';

/** Where an entry ends, with the comment on its line and those below it that stand further right. */
export function entryEnd(text: string, written: Written, column: number): number {
  let end = lineEnd(text, contentEnd(text, written));
  for (;;) {
    const next = text.indexOf('\n', end) + 1;
    const comment = next === 0 ? null : /^ *#/.exec(text.slice(next, next + 200));
    if (!comment || comment[0].length - 1 <= column) return end;
    end = lineEnd(text, next);
  }
}

export function contentEnd(text: string, { key, value }: Written): number {
  const from = key ? text.indexOf(':', key.keySpan.end) + 1 : value.span.start;
  return Math.max(from, trimmedEnd(text, value.span.start, value.span.end));
}

export function trimmedEnd(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}

/** Before LF or CRLF. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end < 0) return text.length;
  return end > from && text[end - 1] === '\r' ? end - 1 : end;
}

/** The next line with a dash in this column. */
export function nextDash(text: string, from: number, column: number): number {
  for (let start = text.indexOf('\n', from) + 1; start > 0; start = text.indexOf('\n', start) + 1) {
    if (text[start + column] === '-' && text.slice(start, start + column).trim() === '')
      return start + column;
  }
  return -1;
}

/** Where the line begins that an offset is on. */
export function lineStart(text: string, offset: number): number {
  return offset - columnOf(text, offset);
}

/** Whether nothing stands before an offset on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

/** Where the empty lines and comments begin that stand directly above a line, none of them before `floor`. */
export function gapStart(text: string, line: number, floor: number): number {
  let start = line;
  while (start > floor) {
    const above = lineStart(text, start - 1);
    if (above < floor || !/^[ \t]*(?:#.*)?\r?\n?$/.test(text.slice(above, start))) break;
    start = above;
  }
  return start;
}

/** How long the empty lines are, together, that begin at an offset. */
export function blankLines(text: string, start: number): number {
  let end = start;
  for (let next = end; next >= 0; ) {
    const line = text.indexOf('\n', next) + 1;
    if (line === 0 || text.slice(next, line).trim() !== '') break;
    end = line;
    next = line;
  }
  return end - start;
}

/** Where the comments begin that stand directly above a line, with no empty line between. */
export function commentStart(text: string, line: number): number {
  let start = line;
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!/^[ \t]*#/.test(text.slice(above, start))) break;
    start = above;
  }
  return start;
}
