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
import { type ContractVersion, counterpart, withRoot } from './contract-version.ts';
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
  const node = pruned(own, path.slice(known), path[known - 1]);
  const place = placeLike(owner, step, at.node);
  const changed = (target: JsonNode): JsonNode =>
    typeof step === 'number' ? withItem(target, node, place) : withMember(target, step, node, place);
  if (at.node.kind !== (typeof step === 'number' ? 'array' : 'object')) return undefined;
  return changeAt(now, at.document, at.path, changed);
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
    return item ? listOf([pruned(item, [next, ...rest], step)]) : node;
  }
  if (node.kind !== 'object') return node;
  const isSeparate = typeof step === 'string' && separate.has(step);
  const members = node.members
    .filter(({ key }) => key === next || !(isSeparate || (parent === 'paths' && methods.has(key))))
    .map((one) => (one.key === next ? { ...one, value: pruned(one.value, [next, ...rest], step) } : one));
  return { ...node, members };
}

/** Behind the nearest neighbour before it that is still there. */
function placeLike(owner: JsonNode, step: string | number, now: JsonNode): number {
  if (owner.kind === 'array' && now.kind === 'array') return Math.min(Number(step), now.items.length);
  if (owner.kind !== 'object' || now.kind !== 'object') return 0;
  const at = owner.members.findIndex(({ key }) => key === step);
  const before = new Set(owner.members.slice(0, at).map(({ key }) => key));
  return now.members.findLastIndex(({ key }) => before.has(key)) + 1 || (at === 0 ? 0 : now.members.length);
}

/** Says that something is deprecated; beside a reference OpenAPI 3.0 would not see it. */
export function deprecated(node: JsonNode, root: JsonNode | undefined): JsonNode {
  const isOld = root !== undefined && /^3(?:\.0|$)/.test(openApiVersion(root) ?? '3.0');
  const isReference = member(node, '$ref') !== undefined;
  const own = isReference && isOld ? withMember(nodeOf({}), 'allOf', listOf([node])) : node;
  return withMember(own.kind === 'object' ? own : nodeOf({}), 'deprecated', nodeOf(true));
}

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
      const back = missing && putComponent(version, document, missing, nodeAt(known, missing));
      isDone = !back;
      if (back) version = back;
    }
  }
  return version;
}

function putComponent(
  version: ContractVersion,
  document: string,
  path: NodePath,
  node: JsonNode | undefined,
): Back {
  if (!node) return undefined;
  return changeAt(version, document, [], (root) => put(root, path, node));
}

function put(owner: JsonNode, [step, ...rest]: NodePath, node: JsonNode): JsonNode {
  if (step === undefined) return node;
  const own = member(owner, String(step)) ?? nodeOf({});
  return withMember(owner, String(step), put(own, rest, node));
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
