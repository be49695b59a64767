import { meaningOf, nodeOf, objectOf } from '../../format/node-build.ts';
import { type JsonMember, type JsonNode, member, toValue } from '../../model/json.ts';
import { isMethodKey, type Kin } from './operation-place.ts';

/** Operations beside which a new one comes, and what they say alike. */
export interface Siblings {
  readonly operations: readonly JsonNode[];
  /** Their parameters, of paths as well, as they are written. */
  readonly parameters: readonly JsonNode[];
}

/** Nobody is a sibling for having a path at all. */
export function siblingsIn({ paths, shared }: Kin): Siblings {
  const items = shared === 0 ? [] : paths.map(({ value }) => value);
  const operations = items.flatMap((item) =>
    membersOf(item).flatMap(({ key, value }) => (isMethodKey(key) && value.kind === 'object' ? [value] : [])),
  );
  const parameters = [...items, ...operations].flatMap((owner) => itemsOf(member(owner, 'parameters')));
  return { operations, parameters };
}

/** The operation with what all siblings say alike: tags, security, and the answers to failures. */
export function likeSiblings(operation: JsonNode, { operations }: Siblings): JsonNode {
  const [first] = operations;
  if (!first) return operation;
  const common = (key: string) => {
    const own = member(first, key);
    const isCommon = own && operations.every((one) => isSame(member(one, key), own));
    return isCommon && !member(operation, key) ? copied(own) : undefined;
  };
  const known = member(operation, 'responses');
  const failures = membersOf(member(first, 'responses')).filter(
    ({ key, value }) =>
      isFailure(key) &&
      (member(value, '$ref') || operations.length > 1) &&
      operations.every((one) => isSame(member(member(one, 'responses'), key), value)),
  );
  const shared = new Map(failures.map(({ key, value }) => [key, copied(value)]));
  const own = membersOf(known).filter(({ key }) => !shared.has(key));
  const answers = [...own.map(({ key, value }) => [key, value] as const), ...shared];
  const responses = objectOf(answers.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  const all = objectOf([
    ['tags', common('tags')],
    ...membersOf(operation).map(({ key, value }) => [key, key === 'responses' ? responses : value] as const),
    ['security', common('security')],
  ]);
  return inOrderOf(all, likest(all, operations) ?? first, 4);
}

/** The one with the most keys of the new one, the last of several. */
function likest(operation: JsonNode, operations: readonly JsonNode[]): JsonNode | undefined {
  const keys = membersOf(operation).map(({ key }) => key);
  const counts = operations.map((one) => keys.filter((key) => member(one, key)).length);
  return operations[counts.lastIndexOf(Math.max(...counts))];
}

/** The same with its keys in the order that others have them in, some levels deep. */
function inOrderOf(node: JsonNode, like: JsonNode | undefined, depth: number): JsonNode {
  if (!like || depth === 0) return node;
  if (node.kind === 'array' && like.kind === 'array') {
    const example = like.items.find((one) => !member(one, '$ref'));
    return { ...node, items: node.items.map((item) => inOrderOf(item, example, depth - 1)) };
  }
  if (node.kind !== 'object' || like.kind !== 'object') return node;
  const keys = like.members.map(({ key }) => key);
  const placed: JsonMember[] = [];
  for (const one of node.members) {
    const at = keys.indexOf(one.key);
    const next = at < 0 ? -1 : placed.findIndex(({ key }) => keys.indexOf(key) > at);
    placed.splice(next < 0 ? placed.length : next, 0, one);
  }
  const [example] = like.members.filter(({ value }) => value.kind === 'object' && !member(value, '$ref'));
  return {
    ...node,
    members: placed.map((one) => ({
      ...one,
      value: inOrderOf(
        one.value,
        member(like, one.key) ?? (/^\d/.test(one.key) ? example?.value : undefined),
        depth - 1,
      ),
    })),
  };
}

/** `404`, `4XX` or `default`. */
export function isFailure(status: string): boolean {
  return /^(?:[45]..|default)$/i.test(status);
}

export function isSame(one: JsonNode | undefined, other: JsonNode): boolean {
  return one !== undefined && meaningOf(one) === meaningOf(other);
}

/** The same for a place where it was not read. */
export function copied(node: JsonNode): JsonNode {
  return nodeOf(toValue(node));
}

export function itemsOf(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? node.items : [];
}

export function membersOf(node: JsonNode | undefined): readonly JsonMember[] {
  return node?.kind === 'object' ? node.members : [];
}
