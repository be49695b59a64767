import type { JsonMember, JsonNode, JsonObject } from '../model/json.ts';
import type { Span } from '../model/span.ts';

/** Where a node stands that was never read. */
const nowhere: Span = { start: -1, end: -1 };

/** Keys and indexes from a root to a node; of equal keys the last one counts. */
export type NodePath = readonly (string | number)[];

/** A node for a plain value; keys with undefined are left out. */
export function nodeOf(value: unknown): JsonNode {
  switch (typeof value) {
    case 'string':
      return { kind: 'string', span: nowhere, value };
    case 'number':
      return { kind: 'number', span: nowhere, value };
    case 'boolean':
      return { kind: 'boolean', span: nowhere, value };
    case 'object':
      if (value === null) break;
      if (Array.isArray(value)) return listOf(value.map(nodeOf));
      return objectOf(Object.entries(value).map(([key, own]) => [key, defined(own)]));
    default:
  }
  return { kind: 'null', span: nowhere };
}

function defined(value: unknown): JsonNode | undefined {
  return value === undefined ? undefined : nodeOf(value);
}

/** An object with its keys in this order, whatever they are; those without a node are left out. */
export function objectOf(
  entries: readonly (readonly [key: string, value: JsonNode | undefined])[],
): JsonObject {
  return {
    kind: 'object',
    span: nowhere,
    members: entries.flatMap(([key, value]) => (value ? [memberOf(key, value)] : [])),
  };
}

export function listOf(items: readonly JsonNode[]): JsonNode {
  return { kind: 'array', span: nowhere, items };
}

/** True for the key of a member that no document holds yet. */
export function isNew({ keySpan }: JsonMember): boolean {
  return keySpan === nowhere;
}

function memberOf(key: string, value: JsonNode): JsonMember {
  return { key, keySpan: nowhere, value };
}

/** The object with a value under a key (the object itself where it says that already), in place of the one that is there, else before the member at `index`, else at the end. */
export function withMember(object: JsonNode, key: string, value: JsonNode, index?: number): JsonNode {
  const members = object.kind === 'object' ? object.members : [];
  const at = members.findLastIndex((one) => one.key === key);
  const known = members[at];
  if (known && meaningOf(known.value) === meaningOf(value)) return object;
  const changed =
    at >= 0
      ? members.map((one, own) => (own === at ? { ...one, value } : one))
      : members.toSpliced(index ?? members.length, 0, memberOf(key, value));
  return object.kind === 'object' ? { ...object, members: changed } : objectOf([[key, value]]);
}

/** The object with another key for a value. */
export function withKey(object: JsonNode, key: string, wanted: string): JsonNode {
  if (object.kind !== 'object') return object;
  return {
    ...object,
    members: object.members.map((one) => (one.key === key ? { ...one, key: wanted } : one)),
  };
}

export function withoutMember(object: JsonNode, key: string): JsonNode {
  if (object.kind !== 'object') return object;
  const members = object.members.filter((one) => one.key !== key);
  return members.length === object.members.length ? object : { ...object, members };
}

/** The list with an item before the one at `index`, or at the end. */
export function withItem(list: JsonNode, item: JsonNode, index?: number): JsonNode {
  if (list.kind !== 'array') return listOf([item]);
  return { ...list, items: list.items.toSpliced(index ?? list.items.length, 0, item) };
}

export function nodeAt(root: JsonNode | undefined, path: NodePath): JsonNode | undefined {
  let node = root;
  for (const step of path) {
    if (node?.kind === 'array') node = typeof step === 'number' ? node.items[step] : undefined;
    else if (node?.kind === 'object') node = node.members.findLast(({ key }) => key === step)?.value;
    else return undefined;
  }
  return node;
}

/** The root with another node at a path, all else being what it was; the root itself where nothing stands there. */
export function withNodeAt(root: JsonNode, path: NodePath, change: (node: JsonNode) => JsonNode): JsonNode {
  const [step, ...rest] = path;
  if (step === undefined) return change(root);
  if (root.kind === 'array') {
    return {
      ...root,
      items: root.items.map((item, index) => (index === step ? withNodeAt(item, rest, change) : item)),
    };
  }
  if (root.kind !== 'object') return root;
  const at = root.members.findLastIndex(({ key }) => key === step);
  const members = root.members.map((one, index) =>
    index === at ? { ...one, value: withNodeAt(one.value, rest, change) } : one,
  );
  return { ...root, members };
}

/** The same for two nodes that mean the same: keys have no order, and the last of equal ones counts. */
export function meaningOf(node: JsonNode): string {
  if (node.kind === 'array') return `[${node.items.map(meaningOf).join(',')}]`;
  if (node.kind === 'object') {
    const values = new Map(node.members.map(({ key, value }) => [key, value]));
    const texts = [...values].map(([key, value]) => `${JSON.stringify(key)}:${meaningOf(value)}`);
    return `{${texts.sort().join(',')}}`;
  }
  return node.kind === 'null'
    ? 'null'
    : typeof node.value === 'number'
      ? String(node.value)
      : JSON.stringify(node.value);
}
