import type { References } from '../../format/references.ts';
import type { JsonMember, JsonNode } from '../../model/json.ts';

/** A member and the document in which it stands: what a path item says itself, or what its `$ref` leads to. */
export interface LocatedMember extends JsonMember {
  readonly path: string;
}

/** The members of an object by key, the last of equal ones; with those behind its `$ref`, over which its own win. */
export function membersOf(
  node: JsonNode,
  path: string,
  references: References,
): ReadonlyMap<string, LocatedMember> {
  const found = new Map<string, LocatedMember>();
  const resolved = references.resolve(node, path);
  if (resolved.ok && resolved.node !== node) collect(resolved.node, resolved.path, found);
  collect(node, path, found);
  found.delete('$ref');
  return found;
}

function collect(node: JsonNode, path: string, into: Map<string, LocatedMember>): void {
  if (node.kind !== 'object') return;
  for (const { key, keySpan, value } of node.members) into.set(key, { key, keySpan, value, path });
}
