import { pointerTokens } from '../../format/json-pointer.ts';
import { type NodePath, nodeAt } from '../../format/node-build.ts';
import { createReferences, type References } from '../../format/references.ts';
import { pathShape } from '../../model/contract.ts';
import { type JsonDocument, type JsonNode, member } from '../../model/json.ts';
import type { ContractSide } from '../spot.ts';
import type { Parse } from './document.ts';

/** One version of a contract with the documents that it rests on, by their paths. */
export interface ContractVersion {
  readonly path: string;
  document(path: string): JsonDocument | undefined;
  readonly references: References;
}

export function versionOf(
  path: string,
  read: (path: string) => string | undefined,
  parse: Parse,
): ContractVersion {
  const known = new Map<string, JsonDocument | undefined>();
  return versionIn(path, (wanted) => {
    if (!known.has(wanted)) {
      const text = read(wanted);
      known.set(wanted, text === undefined ? undefined : parse(text));
    }
    return known.get(wanted);
  });
}

/** The same of documents that are read already. */
export function versionIn(path: string, document: ContractVersion['document']): ContractVersion {
  return { path, document, references: createReferences({ read: document }) };
}

/** The version with another root of one of its documents. */
export function withRoot(version: ContractVersion, path: string, root: JsonNode): ContractVersion {
  const document = (wanted: string) => (wanted === path ? { root, problems: [] } : version.document(wanted));
  return { path: version.path, document, references: createReferences({ read: document }) };
}

export function sideOf({ path, document, references }: ContractVersion): ContractSide {
  const root: JsonNode = document(path)?.root ?? { kind: 'null', span: { start: 0, end: 0 } };
  return { path, root, follow: (node, from) => references.resolve(node, from) };
}

/** A node, and the way to it in its document. */
export interface Spotted {
  readonly document: string;
  readonly path: NodePath;
  readonly node: JsonNode;
}

/** What a spot refers to, or itself. */
export function settled(version: ContractVersion, spot: Spotted): Spotted {
  const found = version.references.resolve(spot.node, spot.document);
  if (!found.ok || !found.target || found.node === spot.node) return spot;
  const root = version.document(found.path)?.root;
  const steps: (string | number)[] = [];
  let node = root;
  for (const token of pointerTokens(found.target.pointer)) {
    steps.push(node?.kind === 'array' ? Number(token) : token);
    node = nodeAt(root, steps);
  }
  return node ? { document: found.path, path: steps, node } : spot;
}

/** How far a way of the old version leads in the new one: `at` is where it ends, and `known` how many steps it took. */
export interface Counterpart {
  readonly at: Spotted;
  readonly known: number;
}

/** Goes the way of an old node in the new version: names of path parameters, order in lists and references may differ. */
export function counterpart(
  old: ContractVersion,
  now: ContractVersion,
  document: string,
  path: NodePath,
): Counterpart | undefined {
  let before = old.document(document)?.root;
  // The contract itself may have another name now.
  const target = document === old.path ? now.path : document;
  const root = now.document(target)?.root;
  if (!before || !root) return undefined;
  let at = settled(now, { document: target, path: [], node: root });
  for (const [index, step] of path.entries()) {
    const same =
      before && stepLike(old, now, { document, path: path.slice(0, index), node: before }, step, at);
    const node = same === undefined ? undefined : nodeAt(at.node, [same]);
    if (same === undefined || !node) return { at, known: index };
    at = { document: at.document, path: [...at.path, same], node };
    if (index < path.length - 1) at = settled(now, at);
    before = nodeAt(before, [step]);
  }
  return { at, known: path.length };
}

function stepLike(
  old: ContractVersion,
  now: ContractVersion,
  before: Spotted,
  step: string | number,
  at: Spotted,
): string | number | undefined {
  if (before.node.kind === 'object' && at.node.kind === 'object') {
    if (before.path.at(-1) !== 'paths') return step;
    const shape = pathShape(String(step));
    const { members } = at.node;
    return (members.find(({ key }) => key === step) ?? members.find(({ key }) => pathShape(key) === shape))
      ?.key;
  }
  if (before.node.kind !== 'array' || at.node.kind !== 'array') return undefined;
  const item = before.node.items[Number(step)];
  const name = item && nameOf(old, item, before.document);
  const names = at.node.items.map((one) => nameOf(now, one, at.document));
  const index = names.indexOf(name ?? '');
  if (index >= 0) return index;
  // What has no name and has changed is known by its place, unless something else is there now.
  const known = before.node.items.map((one) => nameOf(old, one, before.document));
  const same = names[Number(step)];
  const isLike = known.length === names.length && item?.kind === 'object' && !member(item, '$ref');
  return isLike && same?.startsWith('[') && !known.includes(same) ? Number(step) : undefined;
}

/** What tells an item of a list from others, wherever it stands. */
export function nameOf({ references }: ContractVersion, item: JsonNode, path: string): string {
  const found = references.resolve(item, path);
  const node = found.ok ? found.node : item;
  const [name, place, url] = ['name', 'in', 'url'].map((key) => textAt(node, key));
  if (name !== undefined && place !== undefined)
    return `${place} ${place === 'header' ? name.toLowerCase() : name}`;
  if (url !== undefined) return `server ${url}`;
  return textAt(item, '$ref') ?? textAt(item, 'title') ?? JSON.stringify(plain(item));
}

function plain(node: JsonNode): unknown {
  if (node.kind === 'object') return node.members.map(({ key, value }) => [key, plain(value)]);
  if (node.kind === 'array') return node.items.map(plain);
  return node.kind === 'null' ? null : node.value;
}

export function textAt(node: JsonNode | undefined, key: string): string | undefined {
  const value = member(node, key);
  return value?.kind === 'string' ? value.value : undefined;
}
