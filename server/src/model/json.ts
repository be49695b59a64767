import type { Span } from './span.ts';

/** One member of an object, in the order of the document; a key may stand twice. */
export interface JsonMember {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: JsonNode;
}

export type JsonObject = {
  readonly kind: 'object';
  readonly span: Span;
  readonly members: readonly JsonMember[];
};
export type JsonArray = { readonly kind: 'array'; readonly span: Span; readonly items: readonly JsonNode[] };
export type JsonString = { readonly kind: 'string'; readonly span: Span; readonly value: string };

/** A JSON value that knows where it stands; strings span their quotes. */
export type JsonNode =
  | JsonObject
  | JsonArray
  | JsonString
  | { readonly kind: 'number'; readonly span: Span; readonly value: number }
  | { readonly kind: 'boolean'; readonly span: Span; readonly value: boolean }
  | { readonly kind: 'null'; readonly span: Span };

export interface JsonProblem {
  readonly span: Span;
  readonly message: string;
}

/** What could be read of a document: a broken one has problems and, where possible, still a root. */
export interface JsonDocument {
  readonly root?: JsonNode;
  readonly problems: readonly JsonProblem[];
  /** What it was read of, where that is kept for edits. */
  readonly text?: string;
}

/** The value of the last member with this key, as JSON.parse would have it. */
export function member(node: JsonNode | undefined, key: string): JsonNode | undefined {
  if (node?.kind !== 'object') return undefined;
  const { members } = node;
  if (members.length > fewMembers) return indexOf(node).get(key);
  for (let at = members.length - 1; at >= 0; at--) if (members[at]?.key === key) return members[at]?.value;
  return undefined;
}

/** With more, such as thousands of components that are asked for one by one, members are looked up. */
const fewMembers = 40;
const indexes = new WeakMap<JsonNode, ReadonlyMap<string, JsonNode>>();

function indexOf(node: JsonNode & { readonly kind: 'object' }): ReadonlyMap<string, JsonNode> {
  const known = indexes.get(node);
  if (known) return known;
  const index = new Map(node.members.map(({ key, value }) => [key, value]));
  indexes.set(node, index);
  return index;
}

/** The strings of a string or of an array of strings; other items are left out. */
export function strings(node: JsonNode | undefined): readonly JsonString[] {
  if (node?.kind === 'string') return [node];
  if (node?.kind === 'array') return node.items.filter((item) => item.kind === 'string');
  return [];
}

/** The plain value of a node. */
export function toValue(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ key, value }) => [key, toValue(value)]));
    case 'array':
      return node.items.map(toValue);
    case 'null':
      return null;
    default:
      return node.value;
  }
}
