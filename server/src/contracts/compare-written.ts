import { operationKey } from '../model/contract.ts';
import type { WrittenContract, WrittenDefinition, WrittenOperation } from '../model/contract-written.ts';
import { type JsonMember, type JsonNode, member } from '../model/json.ts';
import type { Span } from '../model/span.ts';
import { type CompareOptions, type Comparison, compareContracts } from './compare.ts';
import type { ContractSide, Followed } from './spot.ts';

export interface WrittenSide {
  readonly written: WrittenContract;
  /** What it declares; empty where that is nothing. */
  readonly version: string;
}

/** What changed between two versions of a contract in TypeScript. What could not be understood on one side is not compared. */
export function compareWritten(old: WrittenSide, now: WrittenSide, options?: CompareOptions): Comparison {
  const outcome = compareContracts(sideOf(old, now.written), sideOf(now, old.written), options);
  return { ...outcome, unresolved: [] };
}

const start: Span = { start: 0, end: 0 };

function sideOf({ written, version }: WrittenSide, other: WrittenContract): ContractSide {
  const info = objectAt(start, [memberAt('version', start, { kind: 'string', span: start, value: version })]);
  // Two versions are the same only if what they refer to is, too.
  const definitions = [...written.definitions].map(([key, { node }]) => memberAt(key, start, node));
  const root = objectAt(start, [
    memberAt('info', start, info),
    memberAt('paths', start, pathsOf(written, other)),
    memberAt('x-definitions', start, objectAt(start, definitions)),
  ]);
  return { path: written.path, root, follow: (node, path) => follow(node, path, written.definitions) };
}

/** The paths of a contract as those of a document, without what the other one cannot be held against. */
function pathsOf({ operations }: WrittenContract, other?: WrittenContract): JsonNode {
  const others = new Map(other?.operations.map((one) => [keyOf(one), one]));
  const byPath = new Map<string, WrittenOperation[]>();
  for (const operation of operations)
    byPath.set(operation.template, [...(byPath.get(operation.template) ?? []), operation]);
  const members = [...byPath].map(([template, all]) => {
    const span = all[0]?.span ?? start;
    const methods = all.map((one) =>
      memberAt(one.method.toLowerCase(), one.span, operationNode(one, others.get(keyOf(one)))),
    );
    return memberAt(template, span, objectAt(span, methods));
  });
  return objectAt(start, members);
}

function keyOf({ method, template }: WrittenOperation): string {
  return operationKey(method, template);
}

function operationNode(
  { span, isDeprecated, parameters, body, answers: all, hasOpenErrors }: WrittenOperation,
  other: WrittenOperation | undefined,
): JsonNode {
  const answers = hasOpenErrors || other?.hasOpenErrors ? withoutErrors(all) : all;
  const isKnown = (part: JsonNode | 'unknown' | undefined, counterpart: JsonNode | 'unknown' | undefined) =>
    part !== undefined && part !== 'unknown' && counterpart !== 'unknown';
  return objectAt(span, [
    ...(isDeprecated ? [memberAt('deprecated', span, { kind: 'boolean', span, value: true } as const)] : []),
    memberAt('parameters', span, parameters),
    ...(isKnown(body, other?.body) ? [memberAt('requestBody', span, body as JsonNode)] : []),
    ...(isKnown(answers, other?.answers) ? [memberAt('responses', span, answers as JsonNode)] : []),
  ]);
}

function withoutErrors(answers: WrittenOperation['answers']): WrittenOperation['answers'] {
  if (answers === 'unknown' || answers.kind !== 'object') return answers;
  return { ...answers, members: answers.members.filter(({ key }) => !/^[45]/.test(key)) };
}

/** A contract as a document around a pointer, with the file in which that stands. */
export function outlineOf(
  written: WrittenContract,
  pointer: string,
): { readonly path: string; readonly root: JsonNode } {
  const definition = [...written.definitions.values()].find(
    (one) => one.pointer !== undefined && (one.pointer === pointer || pointer.startsWith(`${one.pointer}/`)),
  );
  if (definition === undefined) {
    return { path: written.path, root: objectAt(start, [memberAt('paths', start, pathsOf(written))]) };
  }
  const keys = definition.pointer?.split('/').slice(1).map(untoken).reverse() ?? [];
  const { span } = definition.place;
  const root = keys.reduce<JsonNode>(
    (node, key) => objectAt(span, [memberAt(key, span, node)]),
    definition.node,
  );
  return { path: definition.path, root };
}

function untoken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

const mostSteps = 50;

function follow(node: JsonNode, path: string, definitions: ReadonlyMap<string, WrittenDefinition>): Followed {
  let found: Followed = { ok: true, node, path };
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const reference = member(found.ok ? found.node : undefined, '$ref');
    if (reference?.kind !== 'string') return found;
    const definition = definitions.get(reference.value);
    if (definition === undefined) {
      const message = 'It is not understood.';
      return { ok: false, problem: { path, span: node.span, message } };
    }
    const { pointer } = definition;
    found = {
      ok: true,
      node: definition.node,
      path: definition.path,
      ...(pointer !== undefined && { target: { pointer } }),
    };
  }
  return found;
}

function objectAt(span: Span, members: readonly JsonMember[]): JsonNode {
  return { kind: 'object', span, members };
}

function memberAt(key: string, keySpan: Span, value: JsonNode): JsonMember {
  return { key, keySpan, value };
}
