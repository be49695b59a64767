import { operationKey } from '../../model/contract.ts';
import type { Confidence, Related } from '../../model/finding.ts';
import { member } from '../../model/json.ts';
import type { OperationMatch, ParameterMismatch, ParameterProblem } from '../../model/matching.ts';
import { defineRule } from '../../model/rule.ts';
import { heldContracts } from './held-contracts.ts';
import { declaredHere, ofService, operationName, promisedHere, servedHere } from './sentences.ts';

export default defineRule({
  id: 'contracts/parameter-mismatch',
  scope: 'workspace',
  reads: 'contracts',
  severity: 'error',
  declaredBy: 'contracts',
  docs: {
    summary: 'The parameters of an operation are those of its path and of what serves it.',
    why: 'A parameter that only one side knows is one that callers cannot send, or send in vain.',
    policy:
      '{ "services": [{ "name": "shop", "files": "src/**", "contracts": [{ "file": "openapi.yaml" }] }] }',
    bad: `//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders/{id}:
    get: { responses: {} }
#   ^^^ error: The path of GET /orders/{id} has a parameter "id", and "openapi.yaml" does not declare it.
//- src/server.ts
import express from 'express';
const app = express();
app.get('/orders/:id', read);`,
    good: `//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders/{id}:
    get:
      parameters: [{ name: id, in: path, required: true }]
      responses: {}
//- src/server.ts
import express from 'express';
const app = express();
app.get('/orders/:id', read);`,
    ways: [
      '*Add the path parameter "id" to GET /orders/{id}.*',
      '*Rename "order" to "id"* on one side, in code also where handlers read it: whoever calls never sees the name of a part of a path, so that this is only a warning.',
      'What a handler hands on as a whole is not known, and no parameter is missed for it.',
    ],
  },
  *check(policy, { contracts }) {
    const held = heldContracts(policy, contracts);
    for (const mismatch of contracts.matching.parameters) {
      const { match, problem, place, route, name } = mismatch;
      const governed = held.of(match.bound);
      if (!governed || (needsAll.has(problem) && mayLackSome(match))) continue;
      const { method, template } = match.operation;
      yield {
        ...place,
        message: sentences[problem](mismatch),
        confidence: confidenceOf(mismatch),
        detail: problem,
        subject: `${operationKey(method, template)} ${problem} ${mismatch.in} ${name}`,
        related: [...otherEnds(mismatch, route), ...declaredHere(governed)],
        remedy: { in: mismatch.in, name, ...(mismatch.other !== undefined && { other: mismatch.other }) },
        ...ofService(governed),
      };
    }
  },
  async *fix(finding, workspace, tools) {
    const { parameterFixes } = await import('../fixes.ts');
    yield* parameterFixes(finding, workspace, tools);
  },
});

/** Problems that a parameter which could not be read would make. */
const needsAll: ReadonlySet<ParameterProblem> = new Set(['undeclared', 'not-promised']);

/** Whether an operation may have parameters that were not read: a reference that leads nowhere may stand for one. */
function mayLackSome({ bound: { contract }, operation }: OperationMatch): boolean {
  const { root, isFragment, problems, format } = contract;
  // Contracts in TypeScript leave parameters to their types.
  if (format !== 'openapi') return true;
  if (!problems.some(({ code }) => code.startsWith('CTR-1'))) return false;
  const item = member(member(root, 'paths') ?? (isFragment ? root : undefined), operation.template);
  // What stands elsewhere is not looked through.
  if (!item || member(item, '$ref')) return true;
  const own = member(item, operation.method.toLowerCase());
  return [item, own].some((node) => {
    const list = member(node, 'parameters');
    return list?.kind === 'array' && list.items.some((one) => member(one, '$ref') !== undefined);
  });
}

const sentences: Readonly<Record<ParameterProblem, (mismatch: ParameterMismatch) => string>> = {
  undeclared: ({ match, name }) =>
    `The path of ${operationName(match)} has a parameter "${name}", and ${documentOf(match)} does not declare it.`,
  'not-in-template': ({ match, name }) =>
    `${documentOf(match)} declares the path parameter "${name}", which the path of ${operationName(match)} does not have.`,
  renamed: ({ match, name, other = '' }) =>
    `The parameter "${other}" of this path is called "${name}" in ${operationName(match)} of ${documentOf(match)}.`,
  'not-promised': (mismatch) =>
    `${kindOf(mismatch)} "${mismatch.name}" is read here, and ${documentOf(mismatch.match)} does not promise it for ${operationName(mismatch.match)}.`,
  'not-in-route': ({ match, name }) =>
    `The parameter "${name}" is read here, and the path that serves ${operationName(match)} has none of this name.`,
};

const kinds = {
  path: 'The parameter',
  query: 'The query parameter',
  header: 'The header',
  cookie: 'The cookie',
} as const;

function kindOf({ in: place }: ParameterMismatch): string {
  return kinds[place];
}

function documentOf({ bound }: ParameterMismatch['match']): string {
  return `"${bound.contract.path}"`;
}

/** Nobody who calls sees the name of a part of a path; headers and cookies may be for whatever stands in front. */
function confidenceOf({ problem, confidence, in: place }: ParameterMismatch): Confidence {
  const isOfProxies = problem === 'not-promised' && (place === 'header' || place === 'cookie');
  return confidence === 'certain' && (problem === 'renamed' || isOfProxies) ? 'likely' : confidence;
}

function otherEnds(
  { match, place }: ParameterMismatch,
  route: ParameterMismatch['route'],
): readonly Related[] {
  const ends = [
    promisedHere(match),
    ...[route ?? match.routes[0]].flatMap((one) => (one ? [servedHere(one)] : [])),
  ];
  return ends.filter(({ path, span }) => path !== place.path || span.start !== place.span.start);
}
