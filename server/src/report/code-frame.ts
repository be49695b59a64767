import { columnsOf, printable } from './printable.ts';

/** One line of source and the line of carets under it. */
export interface CodeFrame {
  readonly code: string;
  readonly marks: string;
}

const before = 40;
const least = 20;

/**
 * Shows a part of a line, `[from, to)` in UTF-16 units, within about `room` columns.
 * A longer line is cut around the part, so that a minified file does not fill the screen.
 */
export function codeFrame(line: string, from: number, to: number, room: number): CodeFrame {
  const width = Math.max(room, least);
  const isLong = line.length > width;
  const cut = isLong && to > width - 2;
  const start = cut ? wholeCharacter(line, Math.max(0, from - Math.min(before, width >> 1))) : 0;
  const lead = start > 0 ? '…' : '';
  const end = wholeCharacter(line, isLong ? start + width - 2 : line.length);
  const tail = end < line.length ? '…' : '';
  const left = lead + shown(line.slice(start, Math.min(from, end)));
  const middle = shown(line.slice(from, Math.min(to, end)));
  const right = shown(line.slice(Math.min(Math.max(from, to), end), end));
  return {
    code: left + middle + right + tail,
    marks: ' '.repeat(columnsOf(left)) + '^'.repeat(Math.max(1, columnsOf(middle))),
  };
}

/** Tabs become spaces so that the carets stand where the eye expects them. */
function shown(part: string): string {
  return printable(part.replaceAll('\t', '  '));
}

/** Steps back from the middle of a surrogate pair. */
function wholeCharacter(line: string, index: number): number {
  const unit = line.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff && index > 0 ? index - 1 : index;
}
