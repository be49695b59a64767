import { type References, referenceCodes, referenceOf } from '../../format/references.ts';
import type { Contract } from '../../model/contract.ts';
import { type JsonNode, member } from '../../model/json.ts';
import { contractCodes } from './codes.ts';

export type ContractProblem = Contract['problems'][number];

/** Objects whose keys are names that the author chose, so that one may be called like a keyword. */
const named: ReadonlySet<string> = new Set([
  ...['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'],
  ...['paths', 'webhooks', 'schemas', 'responses', 'parameters', 'examples', 'requestBodies', 'headers'],
  ...['securitySchemes', 'links', 'callbacks', 'pathItems', 'content', 'variables', 'encoding', 'mapping'],
]);
/** What is shown as a value, in which `$ref` means nothing. */
const literal: ReadonlySet<string> = new Set(['example', 'default', 'const', 'enum', 'value', 'dataValue']);

/**
 * What every part of a document, and every part of others that its references reach, says against itself: keys that stand
 * twice and references that lead nowhere. Each part is looked at once.
 */
export function walkDocument(
  root: JsonNode,
  path: string,
  references: References,
): readonly ContractProblem[] {
  const problems = new Map<string, ContractProblem>();
  const add = (problem: ContractProblem): void => {
    problems.set(`${problem.path}:${problem.span.start}:${problem.code}`, problem);
  };
  const reached = new Set<JsonNode>();
  const waiting: Part[] = [{ node: root, path, isNames: false, isLiteral: false }];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const { node } = part;
    if (node.kind === 'array') {
      for (const item of node.items)
        if (isBranch(item)) waiting.push({ ...part, node: item, isNames: false });
    }
    if (node.kind !== 'object') continue;
    addDuplicates(part, add);
    if (!part.isLiteral) addNoText(part, add);
    if (!part.isLiteral && referenceOf(node)) {
      const found = references.resolve(node, part.path);
      if (!found.ok) add(found.problem);
      else if (found.target?.pointer === '') addWhole(part, found.node, add);
      if (found.ok && found.path !== path && !reached.has(found.node)) {
        reached.add(found.node);
        waiting.push({ node: found.node, path: found.path, isNames: false, isLiteral: false });
      }
    }
    pushMembers(part, waiting);
  }
  return [...problems.values()];
}

interface Part {
  readonly node: JsonNode;
  readonly path: string;
  readonly isNames: boolean;
  readonly isLiteral: boolean;
}

/** Among names it may be a schema that is called so. */
function addNoText({ node, path, isNames }: Part, add: (problem: ContractProblem) => void): void {
  const reference = member(node, '$ref');
  if (!reference || reference.kind === 'string' || (isNames && isBranch(reference))) return;
  const message = 'This "$ref" is no text, and leads nowhere.';
  add({ path, span: reference.span, code: referenceCodes.notText, message });
}

/** A whole contract is no part of one, while a schema in a document of its own may refer to all of itself. */
function addWhole({ node, path }: Part, target: JsonNode, add: (problem: ContractProblem) => void): void {
  const reference = referenceOf(node);
  if (!reference || !member(target, 'openapi')) return;
  const message = `"${reference.value}" refers to a whole contract, which is no part of one.`;
  add({ path, span: reference.span, code: referenceCodes.whole, message });
}

function pushMembers({ node, path, isNames, isLiteral }: Part, waiting: Part[]): void {
  if (node.kind !== 'object') return;
  for (const { key, value } of node.members) {
    if (!isBranch(value)) continue;
    const isValue = isLiteral || (!isNames && (literal.has(key) || key.startsWith('x-')));
    waiting.push({ node: value, path, isNames: !isNames && named.has(key), isLiteral: isValue });
  }
}

function isBranch({ kind }: JsonNode): boolean {
  return kind === 'object' || kind === 'array';
}

/** Small objects, which most are, need no set. */
function addDuplicates({ node, path }: Part, add: (problem: ContractProblem) => void): void {
  if (node.kind !== 'object' || node.members.length < 2) return;
  const { members } = node;
  const known = members.length > 8 ? new Set<string>() : undefined;
  for (const [index, { key, keySpan: span }] of members.entries()) {
    const isKnown = known ? known.has(key) : hasBefore(members, key, index);
    known?.add(key);
    if (!isKnown) continue;
    const message = `The key "${key}" stands twice in the same object, and only the last one counts.`;
    add({ path, span, code: contractCodes.duplicateKey, message });
  }
}

function hasBefore(members: readonly { readonly key: string }[], key: string, end: number): boolean {
  for (let index = 0; index < end; index++) if (members[index]?.key === key) return true;
  return false;
}
