import { hashText } from '../model/hash.ts';
import type { JsonNode } from '../model/json.ts';
import { isAnnotation } from './schema-words.ts';
import type { ContractSide, ReferenceProblem, Spot } from './spot.ts';

/** The references of one side, followed one after the other and only when asked for. */
export interface References {
  /** What a spot refers to, or the spot itself where it is no reference or leads nowhere. */
  follow(spot: Spot): Spot;
  /** A reference that leads nowhere: what is there nobody knows. */
  isLost(spot: Spot): boolean;
  /** Equal for schemas with the same content, whatever their components are named. */
  contentOf(spot: Spot): string;
  /** Whether some of its content is behind a reference that leads nowhere. */
  isPartial(spot: Spot): boolean;
  /** References that led nowhere, in the order in which they were met. */
  problems(): readonly ReferenceProblem[];
}

/** Levels of schemas within schemas that are looked into at once. */
const deepest = 800;

export function createReferences(side: ContractSide): References {
  const problems = new Map<string, ReferenceProblem>();
  const contents = new Map<JsonNode, string>();
  const partial = new Set<JsonNode>();
  const targets = new Map<string, Map<string, Spot>>();
  const follow = (spot: Spot): Spot => {
    const reference = referenceOf(spot.node);
    if (reference === undefined) return spot;
    const ofDocument = targets.get(spot.path) ?? new Map<string, Spot>();
    targets.set(spot.path, ofDocument);
    const known = ofDocument.get(reference);
    if (known) return known;
    const followed = side.follow(spot.node, spot.path);
    if (!followed.ok) {
      const { problem } = followed;
      problems.set(`${problem.path} ${problem.span.start}`, problem);
      return spot;
    }
    const { node, path, target } = followed;
    if (node === spot.node) return spot;
    const found = { node, path, pointer: target?.pointer ?? spot.pointer };
    ofDocument.set(reference, found);
    return found;
  };
  const isLost = (spot: Spot): boolean => isReference(spot.node) && follow(spot) === spot;
  const open = new Set<JsonNode>();
  const contentOf = (spot: Spot): string => {
    const { node, path } = follow(spot);
    if (isReference(node)) partial.add(node);
    const known = contents.get(node);
    if (partial.has(node)) for (const around of open) partial.add(around);
    if (known !== undefined) return known;
    if (open.has(node) || open.size > deepest) return 'again';
    open.add(node);
    const content = hashText(written(node, (child) => contentOf({ node: child, path, pointer: '' })));
    open.delete(node);
    contents.set(node, content);
    return content;
  };
  const isPartial = (spot: Spot): boolean => {
    contentOf(spot);
    return partial.has(follow(spot).node);
  };
  return { follow, isLost, contentOf, isPartial, problems: () => [...problems.values()] };
}

export function isReference(node: JsonNode): boolean {
  return referenceOf(node) !== undefined;
}

function referenceOf(node: JsonNode): string | undefined {
  if (node.kind !== 'object') return undefined;
  for (const { key, value } of node.members)
    if (key === '$ref' && value.kind === 'string') return value.value;
  return undefined;
}

function written(node: JsonNode, below: (child: JsonNode) => string): string {
  if (node.kind === 'array') return `[${node.items.map(below).join(',')}]`;
  if (node.kind !== 'object') return node.kind === 'null' ? 'null' : JSON.stringify(node.value);
  const kept = node.members.filter(({ key }) => key === 'nullable' || !isAnnotation(key));
  const texts = kept.map(({ key, value }) => `${JSON.stringify(key)}:${below(value)}`);
  return `{${texts.sort().join(',')}}`;
}
