import { createLineTable, type LineTable } from '../model/line-table.ts';
import type { Span } from '../model/span.ts';

/** Line and column, both from 1; columns count UTF-16 units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** `end` is the first place after the range. */
export interface LineRange {
  readonly start: LineColumn;
  readonly end: LineColumn;
}

/** The lines of the text that was judged, by path; undefined for a text that is gone or was never read. */
export type LineTables = (path: string) => LineTable | undefined;

const emptyText = createLineTable('');

/** What cannot be located, because its text is gone, is at line 1, column 1. */
export function rangeOf(path: string, span: Span, lines: LineTables): LineRange {
  const table = lines(path) ?? emptyText;
  return { start: lineColumn(table, span.start), end: lineColumn(table, span.end) };
}

function lineColumn(table: LineTable, offset: number): LineColumn {
  const { line, character } = table.position(offset);
  return { line: line + 1, column: character + 1 };
}
