import { type JsonNode, member } from '../model/json.ts';
import type { Place, Span } from '../model/span.ts';

/** A node of one side, with the document and the pointer at which it stands. */
export interface Spot {
  readonly node: JsonNode;
  readonly path: string;
  /** With stable names in place of indices. */
  readonly pointer: string;
}

/** What is wrong with a reference; its place is the text of the `$ref`. */
export type ReferenceProblem = Place & { readonly message: string };

export type Followed =
  | {
      readonly ok: true;
      readonly node: JsonNode;
      readonly path: string;
      readonly target?: { readonly pointer: string };
    }
  | { readonly ok: false; readonly problem: ReferenceProblem };

/** One version of a contract. */
export interface ContractSide {
  /** As places name it. */
  readonly path: string;
  readonly root: JsonNode;
  /** The node itself where it is no reference; else what stands at the end of the chain. */
  follow(node: JsonNode, path: string): Followed;
}

/** A spot below another one; undefined where nothing stands. */
export function below(spot: Spot | undefined, ...keys: readonly string[]): Spot | undefined {
  let node: JsonNode | undefined = spot?.node;
  for (const key of keys) node = member(node, key);
  if (!spot || !node) return undefined;
  return { node, path: spot.path, pointer: spot.pointer + keys.map(token).join('') };
}

export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly spot: Spot;
}

const none: ReadonlyMap<string, Entry> = new Map();

/** The members of an object by key, the last of each; empty for anything else. */
export function entries(spot: Spot | undefined): ReadonlyMap<string, Entry> {
  if (spot?.node.kind !== 'object') return none;
  const { path, pointer, node } = spot;
  return new Map(
    node.members.map(({ key, keySpan, value }) => [
      key,
      { key, keySpan, spot: { node: value, path, pointer: pointer + token(key) } },
    ]),
  );
}

/** True for two nodes that say the same in the same order and refer to nothing, so that there is nothing to compare. */
export function isSame(a: JsonNode, b: JsonNode): boolean {
  if (a.kind === 'object') {
    if (b.kind !== 'object' || a.members.length !== b.members.length) return false;
    return a.members.every(({ key, value }, index) => {
      const other = b.members[index];
      return other !== undefined && key === other.key && key !== '$ref' && isSame(value, other.value);
    });
  }
  if (a.kind === 'array') {
    if (b.kind !== 'array' || a.items.length !== b.items.length) return false;
    return a.items.every((item, index) => isSame(item, b.items[index] as JsonNode));
  }
  return a.kind === b.kind && (a.kind === 'null' || a.value === (b as typeof a).value);
}

/** The items of an array; `name` gives what stands for the index in the pointer. */
export function items(
  spot: Spot | undefined,
  name: (item: JsonNode, index: number) => string = (_, index) => String(index),
): readonly Spot[] {
  if (spot?.node.kind !== 'array') return [];
  const { path, pointer, node } = spot;
  return node.items.map((item, index) => ({ node: item, path, pointer: pointer + token(name(item, index)) }));
}

export function token(key: string): string {
  return /[~/]/.test(key) ? `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}` : `/${key}`;
}

/** The last name of a pointer: that of a component. */
export function lastName(pointer: string): string {
  return pointer
    .slice(pointer.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
}

/** Where a spot is told: never a whole block, but what begins it. */
export function placeOf({ node, path }: Spot): Place {
  const [first] = node.kind === 'object' ? node.members : [];
  return { path, span: first?.keySpan ?? node.span };
}

export function textOf(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.value : undefined;
}

export function isTrue(node: JsonNode | undefined): boolean {
  return node?.kind === 'boolean' && node.value;
}
