import type { Span } from '../model/span.ts';

/** Finds lines of a text as git and coverage tools count them, which is by LF alone. */
export interface LineSpans {
  /** From the first to the last character of some lines, from 1, that is no white space; undefined where there is none. */
  trimmed(first: number, last: number): Span | undefined;
  /** The offset of a column, both from 1; beyond the line's end it is that end. */
  offset(line: number, column: number): number;
}

export function createLineSpans(text: string): LineSpans {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const startOf = (line: number) => starts[line - 1] ?? text.length;
  const endOf = (line: number) => Math.max(startOf(line), (starts[line] ?? text.length + 1) - 1);
  return {
    trimmed(first, last) {
      const [from, to] = [startOf(first), endOf(last)];
      const lines = text.slice(from, to);
      const trimmed = lines.trimStart();
      if (trimmed === '') return undefined;
      const start = from + lines.length - trimmed.length;
      return { start, end: start + trimmed.trimEnd().length };
    },
    offset: (line, column) => Math.min(startOf(line) + column - 1, endOf(line)),
  };
}
