import { getLocation, visit } from 'jsonc-parser';
import type { Span } from '../model/span.ts';

/** Where an offset stands in a document that may be half-typed. */
export interface JsonCursor {
  /** Keys and indices from the root to the key or value at the offset; the last one is empty for a key not yet typed. */
  readonly path: readonly (string | number)[];
  readonly isKey: boolean;
  /** What stands there already, quotes included; empty where nothing does. An unclosed string ends at the offset. */
  readonly span: Span;
  /** The characters between the opening quote and the offset, as written; empty where no string stands. */
  readonly typed: string;
}

/**
 * Where an offset stands; undefined in a comment, and where no key and no value belongs, as after a value.
 * Never throws; nesting beyond what the reader's stack bears is nowhere.
 */
export function cursorAt(text: string, offset: number): JsonCursor | undefined {
  try {
    return isInComment(text, offset) ? undefined : locate(text, offset);
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return undefined;
  }
}

function locate(text: string, offset: number): JsonCursor | undefined {
  const { path, previousNode, isAtPropertyKey: isKey } = getLocation(text, offset);
  if (path.length === 0) return undefined;
  if (!previousNode) return { path, isKey, span: { start: bareStart(text, offset), end: offset }, typed: '' };
  const { offset: start, length } = previousNode;
  const end = start + length;
  if (offset < start || offset > end) return undefined;
  if (text[start] !== '"') return { path, isKey, span: { start, end }, typed: '' };
  const isClosed = length > 1 && text[end - 1] === '"';
  // Behind the closing quote a comma belongs, and before the opening one nothing has begun.
  if (offset === start || (isClosed && offset === end)) return undefined;
  return {
    path,
    isKey,
    span: { start, end: isClosed ? end : offset },
    typed: text.slice(start + 1, offset),
  };
}

/** A word is often begun without its quote. */
function bareStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && /[\w-]/.test(text[start - 1] as string)) start--;
  return start;
}

/** At the end of a line comment one still writes it; behind the end of a block comment something may stand. */
function isInComment(text: string, offset: number): boolean {
  let isInside = false;
  visit(text, {
    onComment: (start, length) => {
      const end = start + length + (text[start + 1] === '/' ? 1 : 0);
      if (start < offset && offset < end) isInside = true;
    },
  });
  return isInside;
}
