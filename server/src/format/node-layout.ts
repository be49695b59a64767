import type { JsonNode } from '../model/json.ts';
import { parseJsonc } from './jsonc.ts';
import { type Habits, habitsOf } from './node-habits.ts';
import { readStrictJson } from './strict-json.ts';

/** How a document is laid out, so that what is added looks like the rest. */
export interface Layout extends Omit<Habits, 'unit'> {
  readonly isJson: boolean;
  readonly eol: '\n' | '\r\n';
  /** One step of indentation: spaces, and in JSON tabs, too. */
  readonly unit: string;
  /** JSON: on several lines; else all of it is on one. */
  readonly isSpread: boolean;
  /** JSON: what stands behind a colon, and between entries on one line behind the comma. */
  readonly gap: string;
  /** Other texts that nodes may have been taken from. */
  readonly borrowed?: Borrowing;
}

/** Writes nodes that were read of another text, and changed maybe, in the words of that text. */
export interface Borrowing {
  /** The lines of an entry of a block, as far right as told; the first one with its key or dash. Bare ones end with the value. */
  lines(entry: Entry, column: number, isBare?: boolean): readonly string[] | undefined;
  /** What stands around such an entry. */
  around(entry: Entry, column: number): Surroundings | undefined;
  /** An entry within brackets; `indent` is that of the line that it begins on. */
  inBrackets(entry: Entry, indent: string): string | undefined;
}

/** A member, or without a key an item. */
export interface Entry {
  readonly key?: string;
  readonly value: JsonNode;
}

/** Empty lines and comments, and the entry behind. */
export interface Surroundings {
  readonly above: readonly string[];
  readonly below: readonly string[];
  readonly next?: Entry;
}

/** The layout of a document that was read from a text. */
export function layoutOf(text: string, root: JsonNode): Layout {
  const unmarked = text.replace(/^\uFEFF/, ' ');
  const isJson =
    /^\s*[{[]/.test(unmarked) &&
    (readStrictJson(unmarked) !== undefined || parseJsonc(unmarked).problems.length === 0);
  const { unit, ...habits } = habitsOf(text, root);
  return {
    ...habits,
    isJson,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    unit: (isJson ? /\n([ \t]+)\S/.exec(text)?.[1] : unit) ?? '  ',
    isSpread: text.trim().includes('\n') || root.span.end - root.span.start < 3,
    gap: /":\S/.test(text) && !/": /.test(text) ? '' : ' ',
  };
}

/** The layout of a document that is to be written. */
export function freshLayout(isJson: boolean): Layout {
  const own = { eol: '\n', unit: '  ', indentsLists: true, quote: "'", gap: ' ' } as const;
  const habits = { keyQuotes: new Map(), quotesTexts: new Map(), onOneLine: new Map() };
  return { ...own, ...habits, isJson, isSpread: true, padsObjects: true, padsLists: false };
}
