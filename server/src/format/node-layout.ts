import type { JsonNode } from '../model/json.ts';
import { parseJsonc } from './jsonc.ts';
import { isNew } from './node-build.ts';

/** How a document is laid out, so that what is added looks like the rest. */
export interface Layout {
  readonly isJson: boolean;
  readonly eol: '\n' | '\r\n';
  /** One step of indentation: spaces, and in JSON tabs, too. */
  readonly unit: string;
  /** YAML: lists stand further right than their key. */
  readonly indentsLists: boolean;
  /** YAML: of texts that need quotes. */
  readonly quote: '"' | "'";
  /** YAML: `200` and the like stand without quotes as keys. */
  readonly hasBareNumbers: boolean;
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
  const isJson =
    /^\uFEFF?\s*[{[]/.test(text) && parseJsonc(text.replace(/^\uFEFF/, ' ')).problems.length === 0;
  const seen = lookAt(text, root);
  return {
    isJson,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    unit: (isJson ? /\n([ \t]+)\S/.exec(text)?.[1] : seen.unit) ?? '  ',
    indentsLists: seen.indentsLists ?? true,
    quote: seen.quote ?? (/: '/.test(text) ? "'" : '"'),
    hasBareNumbers: seen.hasBareNumbers ?? false,
    isSpread: text.trim().includes('\n') || root.span.end - root.span.start < 3,
    gap: /":\S/.test(text) && !/": /.test(text) ? '' : ' ',
  };
}

/** The layout of a document that is to be written. */
export function freshLayout(isJson: boolean): Layout {
  const own = { eol: '\n', unit: '  ', indentsLists: true, quote: "'", gap: ' ' } as const;
  return { ...own, isJson, isSpread: true, hasBareNumbers: false };
}

interface Seen {
  unit?: string;
  indentsLists?: boolean;
  quote?: '"' | "'";
  hasBareNumbers?: boolean;
}

/** The first of each kind decides. */
function lookAt(text: string, root: JsonNode): Seen {
  const seen: Seen = {};
  const waiting: JsonNode[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.kind === 'array') waiting.push(...node.items.toReversed());
    if (node.kind !== 'object') continue;
    for (const member of node.members.toReversed()) waiting.push(member.value);
    for (const member of node.members) {
      const { value, key, keySpan } = member;
      if (isNew(member)) continue;
      const column = columnOf(text, keySpan.start);
      const first = text[value.span.start];
      const keyFirst = text[keySpan.start];
      if (keyFirst === '"' || keyFirst === "'") seen.quote ??= keyFirst;
      if (/^\d+$/.test(key)) seen.hasBareNumbers ??= keyFirst === key[0];
      if (value.kind === 'string' && (first === '"' || first === "'")) seen.quote ??= first;
      const isBelow = text.slice(keySpan.end, value.span.start).includes('\n');
      const steps = columnOf(text, value.span.start) - column;
      if (value.kind === 'object' && isBelow && first !== '{' && steps > 0) seen.unit ??= ' '.repeat(steps);
      if (value.kind === 'array' && isBelow && first === '-') seen.indentsLists ??= steps > 0;
    }
    if (seen.unit && seen.quote && seen.indentsLists !== undefined && seen.hasBareNumbers !== undefined)
      break;
  }
  return seen;
}

/** How many characters stand before an offset on its line. */
export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}
