/** A place in a text, both numbers from 0; `character` counts UTF-16 units, as LSP does. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Converts between offsets and positions of one text. Total: what lies outside the text is clamped into it. */
export interface LineTable {
  /** At least 1: an empty text has one empty line. */
  readonly lineCount: number;
  /** An offset inside a line terminator belongs to the end of the line it terminates. */
  position(offset: number): Position;
  /** The inverse; a character beyond the line's end is the line's end. */
  offset(position: Position): number;
  /** The text of a line without its terminator; empty for a line that does not exist. */
  text(line: number): string;
}

/** Lines end at LF, CRLF or a lone CR, which is what LSP and the editor count. */
export function createLineTable(text: string): LineTable {
  const starts = lineStarts(text);
  const contentEnd = (line: number): number => {
    const next = starts[line + 1];
    if (next === undefined) return text.length;
    return text[next - 1] === '\n' && text[next - 2] === '\r' ? next - 2 : next - 1;
  };
  return {
    lineCount: starts.length,
    position(offset) {
      const at = clamp(offset, text.length);
      const line = lineOf(starts, at);
      return { line, character: Math.min(at, contentEnd(line)) - (starts[line] ?? 0) };
    },
    offset(position) {
      if (position.line >= starts.length) return text.length;
      const line = clamp(position.line, starts.length - 1);
      const start = starts[line] ?? 0;
      return position.line < 0 ? 0 : start + clamp(position.character, contentEnd(line) - start);
    },
    text(line) {
      const start = starts[line];
      return start === undefined ? '' : text.slice(start, contentEnd(line));
    },
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  // `indexOf` runs natively; most texts hold no CR at all, so a loop over every character is not needed.
  let lf = text.indexOf('\n');
  let cr = text.indexOf('\r');
  while (lf !== -1 || cr !== -1) {
    if (cr !== -1 && (lf === -1 || cr < lf)) {
      const end = lf === cr + 1 ? lf : cr;
      starts.push(end + 1);
      cr = text.indexOf('\r', end + 1);
      if (end === lf) lf = text.indexOf('\n', end + 1);
    } else {
      starts.push(lf + 1);
      lf = text.indexOf('\n', lf + 1);
    }
  }
  return starts;
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Also turns NaN into 0 and drops fractions, so that no caller can leave the text. */
function clamp(value: number, most: number): number {
  return Math.trunc(Math.min(Math.max(value || 0, 0), most));
}
