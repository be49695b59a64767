import { modify } from 'jsonc-parser';
import type { Span } from '../model/span.ts';

/** Replaces a span of a document. */
export interface JsonEdit extends Span {
  readonly text: string;
}

/**
 * The edits that set a value in JSON with or without comments, or remove it where the value is undefined. Everything
 * else keeps its place and its form; what is new is indented as the document is. Objects on the way are made.
 * @param place where a new key goes among the keys of its object; default is the end
 */
export function editJson(
  text: string,
  path: readonly (string | number)[],
  value: unknown,
  place?: (keys: readonly string[]) => number,
): readonly JsonEdit[] {
  const [, indent = '  '] = /^([ \t]+)\S/m.exec(text) ?? [];
  const edits = modify(text, [...path], value, {
    formattingOptions: {
      insertSpaces: !indent.startsWith('\t'),
      tabSize: indent.length,
      eol: text.includes('\r\n') ? '\r\n' : '\n',
    },
    ...(place && { getInsertionIndex: (keys: string[]) => place(keys) }),
  });
  return edits.map(({ offset, length, content }) => ({ start: offset, end: offset + length, text: content }));
}

/** Where a key goes so that keys which are in order stay so; at the end of others. */
export function sortedPlace(key: string): (keys: readonly string[]) => number {
  return (keys) => {
    const isSorted = keys.every((one, index) => index === 0 || order(keys[index - 1] as string, one) <= 0);
    const next = isSorted ? keys.findIndex((one) => order(one, key) > 0) : -1;
    return next < 0 ? keys.length : next;
  };
}

/** As npm and pnpm sort: by the letters of English, whatever the machine's language. */
const { compare: order } = new Intl.Collator('en');
