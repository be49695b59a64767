import type { Span } from '../model/span.ts';

/** The lines of a text without their ends; a mark of the byte order belongs to none. */
export function linesOf(text: string): readonly Span[] {
  const lines: Span[] = [];
  const newline = /\r\n|\r|\n|$/g;
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  newline.lastIndex = start;
  while (start <= text.length) {
    const match = newline.exec(text);
    if (!match) break;
    lines.push({ start, end: match.index });
    if (match[0] === '') break;
    start = newline.lastIndex;
  }
  return lines;
}
