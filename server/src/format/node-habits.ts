import { type JsonMember, type JsonNode, member } from '../model/json.ts';
import { isNew } from './node-build.ts';
import { isPlain, keyKind } from './node-words.ts';

export type Quote = '"' | "'";

/** How people write in a document: what most of it looks like. */
export interface Habits {
  /** YAML: one step of indentation. */
  readonly unit: string | undefined;
  /** YAML: lists stand further right than their key. */
  readonly indentsLists: boolean;
  /** YAML: of texts that need quotes. */
  readonly quote: Quote;
  /** YAML: of keys by their kind, also where none are needed; empty for none. */
  readonly keyQuotes: ReadonlyMap<string, Quote | ''>;
  /** YAML: under which kinds of keys texts stand in quotes that need none. */
  readonly quotesTexts: ReadonlyMap<string, boolean>;
  /** Kinds of values that mostly stand on one line, and those that mostly do not; `[]` behind a key is for items. */
  readonly onOneLine: ReadonlyMap<string, boolean>;
  /** `{ a: 1 }` and not `{a: 1}`; the same of lists. */
  readonly padsObjects: boolean;
  readonly padsLists: boolean;
}

/** Stands for keys of all kinds together. */
export const anyKey = '*';

/** Fewer texts under one kind of key tell nothing of it. */
const few = 3;

/** More tell nothing new, and large documents are long. */
const enough = 10_000;

/** What a document that was read of a text looks like. */
export function habitsOf(text: string, root: JsonNode): Habits {
  const seen = new Tallies();
  const waiting: Seen[] = [{ node: root, of: '' }];
  for (let count = 0; waiting.length > 0 && count < enough; count++) {
    const next = waiting.pop() as Seen;
    look(seen, text, next);
    waiting.push(...partsOf(text, next).toReversed());
  }
  const isMostly = (kind: string, value: string) => seen.most(kind) === value;
  const kinds = seen.kinds();
  return {
    unit: seen.most('unit'),
    indentsLists: !isMostly('list', 'level'),
    quote: (seen.most('quote') ?? (/: '/.test(text) ? "'" : '"')) as Quote,
    keyQuotes: new Map(
      kinds
        .filter((kind) => kind.startsWith('key '))
        .map((kind) => [kind.slice(4), seen.most(kind) as Quote | '']),
    ),
    quotesTexts: new Map(
      kinds
        .filter((kind) => kind.startsWith('text ') && (kind === `text ${anyKey}` || seen.count(kind) >= few))
        .map((kind) => [kind.slice(5), isMostly(kind, 'quoted')]),
    ),
    onOneLine: new Map(
      kinds.filter((kind) => kind.startsWith('of ')).map((kind) => [kind.slice(3), isMostly(kind, 'line')]),
    ),
    padsObjects: !isMostly('{', 'tight'),
    padsLists: isMostly('[', 'padded'),
  };
}

interface Seen {
  readonly node: JsonNode;
  /** The kind of the key that it stands under. */
  readonly of: string;
}

/** Counts what is seen of each kind; of what was seen as often the first counts. */
class Tallies {
  readonly #seen = new Map<string, Map<string, number>>();

  add(kind: string, value: string): void {
    const known = this.#seen.get(kind) ?? new Map<string, number>();
    this.#seen.set(kind, known.set(value, (known.get(value) ?? 0) + 1));
  }

  most(kind: string): string | undefined {
    let found: readonly [string, number] | undefined;
    for (const entry of this.#seen.get(kind) ?? []) if (!found || entry[1] > found[1]) found = entry;
    return found?.[0];
  }

  count(kind: string): number {
    return [...(this.#seen.get(kind)?.values() ?? [])].reduce((sum, one) => sum + one, 0);
  }

  kinds(): readonly string[] {
    return [...this.#seen.keys()];
  }
}

/** What stands in brackets says nothing of what stands in lines. */
function partsOf(text: string, { node, of }: Seen): readonly Seen[] {
  const isLine = isOnLine(text, node);
  if (node.kind === 'array') return isLine ? [] : node.items.map((item) => ({ node: item, of: `${of}[]` }));
  if (node.kind !== 'object' || isLine) return [];
  return node.members.map(({ key, value }) => ({ node: value, of: keyKind(key) }));
}

function isOnLine(text: string, { span }: JsonNode): boolean {
  if (!/[{[]/.test(text[span.start] ?? '')) return false;
  const end = text.indexOf('\n', span.start);
  return end < 0 || end >= span.end;
}

function look(seen: Tallies, text: string, { node, of }: Seen): void {
  const first = text[node.span.start] ?? '';
  if (node.kind === 'string') {
    const isQuoted = first === '"' || first === "'";
    const isFree = node.value !== '' && isPlain(node.value);
    if (isQuoted && !isFree) seen.add('quote', first);
    if (isFree) for (const kind of [of, anyKey]) seen.add(`text ${kind}`, isQuoted ? 'quoted' : 'plain');
    if (isFree && isQuoted) seen.add('quote', first);
    return;
  }
  const entries = node.kind === 'object' ? node.members : node.kind === 'array' ? node.items : [];
  if (entries.length === 0) return;
  if (of !== '') seen.add(`of ${valueKind(node, of)}`, isOnLine(text, node) ? 'line' : 'lines');
  if (first === '{' || first === '[') {
    if (isOnLine(text, node)) seen.add(first, text[node.span.start + 1] === ' ' ? 'padded' : 'tight');
  }
  if (node.kind === 'object') for (const one of node.members) lookAtMember(seen, text, one);
}

function lookAtMember(seen: Tallies, text: string, one: JsonMember): void {
  const { key, keySpan, value } = one;
  if (isNew(one)) return;
  const quote = text[keySpan.start];
  const isQuoted = quote === '"' || quote === "'";
  if (isQuoted) seen.add('quote', quote);
  for (const kind of [keyKind(key), anyKey]) seen.add(`key ${kind}`, isQuoted ? quote : '');
  if (!text.slice(keySpan.end, value.span.start).includes('\n')) return;
  const first = text[value.span.start];
  const steps = columnOf(text, value.span.start) - columnOf(text, keySpan.start);
  if (value.kind === 'object' && first !== '{' && steps > 0) seen.add('unit', ' '.repeat(steps));
  if (value.kind === 'array' && first === '-') seen.add('list', steps > 0 ? 'right' : 'level');
}

/** What is written alike: references, and what stands under a key, small things apart from others. */
export function valueKind(node: JsonNode, of: string): string {
  const parts =
    node.kind === 'object' ? node.members.map(({ value }) => value) : node.kind === 'array' ? node.items : [];
  if (parts.length === 1 && member(node, '$ref')) return of.endsWith('[]') ? '$ref[]' : '$ref';
  const isSmall = parts.length < 4 && parts.every(({ kind }) => kind !== 'object' && kind !== 'array');
  return isSmall ? `${of} small` : of;
}

/** How many characters stand before an offset on its line. */
export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}
