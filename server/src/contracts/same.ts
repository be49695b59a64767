import type { JsonNode } from '../model/json.ts';
import type { ContractSide } from './spot.ts';

/**
 * True for two versions that say the same in the same order, with all that their references lead to: there is nothing to
 * compare. Where one leads to another document or nowhere, it has to be looked at.
 */
export function isSameContract(old: ContractSide, now: ContractSide): boolean {
  const references = new Map<string, readonly [old: JsonNode, now: JsonNode]>();
  if (!isEqual(old.root, now.root, references)) return false;
  for (const [a, b] of references.values()) if (!staysWithin(old, a) || !staysWithin(now, b)) return false;
  return true;
}

function staysWithin({ path, follow }: ContractSide, reference: JsonNode): boolean {
  const followed = follow(reference, path);
  return followed.ok && followed.path === path;
}

/** Collects one node for each reference. */
function isEqual(
  a: JsonNode,
  b: JsonNode,
  references: Map<string, readonly [old: JsonNode, now: JsonNode]>,
): boolean {
  if (a.kind === 'object') {
    if (b.kind !== 'object' || a.members.length !== b.members.length) return false;
    for (const [index, { key, value }] of a.members.entries()) {
      const other = b.members[index];
      if (!other || other.key !== key || !isEqual(value, other.value, references)) return false;
      if (key === '$ref' && value.kind === 'string') references.set(value.value, [a, b]);
    }
    return true;
  }
  if (a.kind === 'array') {
    if (b.kind !== 'array' || a.items.length !== b.items.length) return false;
    for (const [index, item] of a.items.entries())
      if (!isEqual(item, b.items[index] as JsonNode, references)) return false;
    return true;
  }
  return a.kind === b.kind && (a.kind === 'null' || a.value === (b as typeof a).value);
}
