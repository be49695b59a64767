import {
  listOf,
  type NodePath,
  nodeAt,
  nodeOf,
  withItem,
  withMember,
  withNodeAt,
} from '../../format/node-build.ts';
import { httpMethods } from '../../model/contract.ts';
import { type JsonNode, member } from '../../model/json.ts';
import { type ContractVersion, counterpart, nameOf, withRoot } from './contract-version.ts';
import { openApiVersion } from './document.ts';

/** The new version after something of the old one came back, or undefined where there is no place for it. */
export type Back = ContractVersion | undefined;

/**
 * Puts what stands at a place of the old version back into the new one, with what of its surroundings is gone as well;
 * `mark` says what is to be said of it besides.
 */
export function putBack(
  old: ContractVersion,
  now: ContractVersion,
  document: string,
  path: NodePath,
  mark: (node: JsonNode) => JsonNode = (node) => node,
): Back {
  const found = counterpart(old, now, document, path);
  const root = old.document(document)?.root;
  if (!found || !root || found.known >= path.length) return undefined;
  const { at, known } = found;
  const marked = withNodeAt(root, path, mark);
  const step = path[known];
  const own = nodeAt(marked, path.slice(0, known + 1));
  const owner = nodeAt(marked, path.slice(0, known));
  if (step === undefined || !own || !owner) return undefined;
  if (at.node.kind !== (typeof step === 'number' ? 'array' : 'object')) return undefined;
  // What is left empty is written as it was.
  if (known > 0 && (at.node.kind === 'array' ? at.node.items : at.node.members).length === 0) {
    const whole = pruned(owner, path.slice(known - 1), path[known - 2]);
    return changeAt(now, at.document, at.path, () => whole);
  }
  const node = pruned(own, path.slice(known), path[known - 1]);
  const place =
    typeof step === 'number'
      ? placeAmong(
          itemsOf(owner).map((item) => nameOf(old, item, document)),
          step,
          itemsOf(at.node).map((item) => nameOf(now, item, at.document)),
        )
      : placeLike(owner, step, at.node);
  return changeAt(now, at.document, at.path, (target) =>
    typeof step === 'number' ? withItem(target, node, place) : withMember(target, step, node, place),
  );
}

function itemsOf(node: JsonNode): readonly JsonNode[] {
  return node.kind === 'array' ? node.items : [];
}

export function changeAt(
  version: ContractVersion,
  document: string,
  path: NodePath,
  change: (node: JsonNode) => JsonNode,
): Back {
  const root = version.document(document)?.root;
  return root && withRoot(version, document, withNodeAt(root, path, change));
}

/** Objects whose members are promises of their own: only the one that comes back is taken of them. */
const separate: ReadonlySet<string> = new Set(['responses', 'content', 'headers', 'properties', 'paths']);
const methods: ReadonlySet<string> = new Set(httpMethods.map((method) => method.toLowerCase()));

function pruned(node: JsonNode, path: NodePath, parent: string | number | undefined): JsonNode {
  const [step, next, ...rest] = path;
  if (next === undefined) return node;
  if (node.kind === 'array') {
    const item = typeof next === 'number' ? node.items[next] : undefined;
    return item ? { ...node, items: [pruned(item, [next, ...rest], step)] } : node;
  }
  if (node.kind !== 'object') return node;
  const isSeparate = typeof step === 'string' && separate.has(step);
  const members = node.members
    .filter(({ key }) => key === next || !(isSeparate || (parent === 'paths' && methods.has(key))))
    .map((one) => (one.key === next ? { ...one, value: pruned(one.value, [next, ...rest], step) } : one));
  return { ...node, members };
}

/** Behind the nearest neighbour before it that is still there, else before the nearest behind it. */
export function placeLike(owner: JsonNode, step: string, now: JsonNode): number {
  return placeAmong(keysOf(owner), keysOf(owner).indexOf(step), keysOf(now));
}

function placeAmong(old: readonly string[], at: number, now: readonly string[]): number {
  for (const name of old.slice(0, Math.max(0, at)).toReversed())
    if (now.includes(name)) return now.lastIndexOf(name) + 1;
  for (const name of old.slice(at + 1)) if (now.includes(name)) return now.indexOf(name);
  return now.length;
}

function keysOf(node: JsonNode): readonly string[] {
  return node.kind === 'object' ? node.members.map(({ key }) => key) : [];
}

/** Says that something is deprecated; beside a reference OpenAPI 3.0 would not see it. */
export function deprecated(node: JsonNode, root: JsonNode | undefined): JsonNode {
  const isOld = root !== undefined && /^3(?:\.0|$)/.test(openApiVersion(root) ?? '3.0');
  const isReference = member(node, '$ref') !== undefined;
  const own = isReference && isOld ? withMember(nodeOf({}), 'allOf', listOf([node])) : node;
  const place = own.kind === 'object' ? own.members.findLastIndex(({ key }) => names.has(key)) + 1 : 0;
  const isNamed = place > 0 || member(own, 'responses') !== undefined;
  return withMember(
    own.kind === 'object' ? own : nodeOf({}),
    'deprecated',
    nodeOf(true),
    isNamed ? place : undefined,
  );
}

/** What says what an operation, a parameter or a schema is: what it does comes behind. */
const names: ReadonlySet<string> = new Set(
  'tags summary description operationId name in required title x-internal'.split(' '),
);

/** Brings the components along that the new version refers to and only the old one has. */
export function withComponents(
  old: ContractVersion,
  now: ContractVersion,
  documents: readonly string[],
): ContractVersion {
  let version = now;
  for (const document of documents) {
    const known = old.document(document === now.path ? old.path : document)?.root;
    // What comes along may need more.
    for (let isDone = known === undefined; !isDone; ) {
      const root = version.document(document)?.root;
      const missing = root
        ? needed(root).find((path) => !nodeAt(root, path) && nodeAt(known, path))
        : undefined;
      const back = missing && known && putComponent(version, document, missing, known);
      isDone = !back;
      if (back) version = back;
    }
  }
  return version;
}

function putComponent(version: ContractVersion, document: string, path: NodePath, known: JsonNode): Back {
  const node = nodeAt(known, path);
  if (!node) return undefined;
  return changeAt(version, document, [], (root) => put(root, known, path, node));
}

function put(owner: JsonNode, known: JsonNode, [step, ...rest]: NodePath, node: JsonNode): JsonNode {
  if (step === undefined) return node;
  const key = String(step);
  const before = member(known, key) ?? nodeOf({});
  const own = member(owner, key) ?? nodeOf({});
  return withMember(owner, key, put(own, before, rest, node), placeLike(known, key, owner));
}

/** The ways to all that a document refers to within itself: references, and the names of security schemes. */
function needed(root: JsonNode): readonly NodePath[] {
  const found = new Map<string, NodePath>();
  const waiting: { readonly node: JsonNode; readonly key?: string }[] = [{ node: root }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, key } = next;
    if (node.kind === 'array') {
      for (const item of node.items) {
        waiting.push({ node: item });
        if (key !== 'security' || item.kind !== 'object') continue;
        for (const { key: name } of item.members) add(found, ['components', 'securitySchemes', name]);
      }
    }
    if (node.kind !== 'object') continue;
    for (const { key: own, value } of node.members) {
      waiting.push({ node: value, key: own });
      if (own === '$ref' && value.kind === 'string' && /^#\/(?!.*\/\d+(?:\/|$))/.test(value.value)) {
        add(found, value.value.slice(2).split('/').map(unescaped));
      }
    }
  }
  return [...found.values()];
}

function add(found: Map<string, NodePath>, path: NodePath): void {
  found.set(path.join('/'), path);
}

function unescaped(token: string): string {
  const plain = token.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
