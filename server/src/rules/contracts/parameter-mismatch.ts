import type { GovernedContract } from '../../model/contract-facts.ts';
import type { Confidence, Problem, Related } from '../../model/finding.ts';
import { member } from '../../model/json.ts';
import type { OperationMatch, ParameterMismatch, ParameterProblem } from '../../model/matching.ts';
import { defineRule } from '../../model/rule.ts';
import { count } from '../../model/words.ts';
import { heldContracts } from './held-contracts.ts';
import {
  declaredHere,
  fewOf,
  ofService,
  operationName,
  parameterSubject,
  promisedHere,
  servedHere,
} from './sentences.ts';

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
      'What is read in one place for several operations, such as in middleware, is told there once; the baseline lists each of them.',
    ],
  },
  *check(policy, { contracts }) {
    const held = heldContracts(policy, contracts);
    const own = contracts.matching.parameters.filter(
      ({ match, problem }) => held.of(match.bound) && !(needsAll.has(problem) && mayLackSome(match)),
    );
    for (const all of toldTogether(own)) {
      const [first] = all;
      const governed = first && held.of(first.match.bound);
      if (governed) yield problemOf(all, first, governed);
    }
  },
  async *fix(finding, workspace, tools) {
    const { parameterFixes } = await import('../fixes.ts');
    yield* parameterFixes(finding, workspace, tools);
  },
});

/** What is read in one place for several operations, such as in middleware, is one problem: by its first token all that it lacks. */
function toldTogether(all: readonly ParameterMismatch[]): Iterable<readonly ParameterMismatch[]> {
  const together = new Map<string, ParameterMismatch[]>();
  for (const [index, one] of all.entries()) {
    const { problem, match, in: where, name, place } = one;
    const { path } = match.bound.contract;
    const key =
      problem === 'not-promised'
        ? [where, name, place.path, place.span.start, path, match.bound.service, confidenceOf(one)].join('\n')
        : `${index}`;
    const known = together.get(key) ?? [];
    if (known.length === 0) together.set(key, known);
    // Several routes of one operation may read it there.
    if (!known.some((each) => parameterSubject(each) === parameterSubject(one))) known.push(one);
  }
  return together.values();
}

/** Of operations that lack the same. */
const mostNamed = 3;

function problemOf(
  all: readonly ParameterMismatch[],
  first: ParameterMismatch,
  governed: GovernedContract,
): Problem {
  const { place, problem, name, other, in: where } = first;
  const ends =
    all.length === 1
      ? otherEnds(first)
      : fewOf(
          all.map(({ match }) => promisedHere(match)),
          mostNamed,
        );
  return {
    ...place,
    message: sentences[problem](first, all.length - 1),
    confidence: confidenceOf(first),
    detail: problem,
    ...(all.length === 1
      ? { subject: parameterSubject(first) }
      : {
          subject: `${problem} ${where} ${name} "${first.match.bound.contract.path}"`,
          parts: () => all.map((one) => ({ path: place.path, subject: parameterSubject(one) })),
        }),
    related: [...ends, ...declaredHere(governed)],
    remedy: { in: where, name, ...(other !== undefined && { other }) },
    ...ofService(governed),
  };
}

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

const sentences: Readonly<Record<ParameterProblem, (mismatch: ParameterMismatch, more: number) => string>> = {
  undeclared: ({ match, name }) =>
    `The path of ${operationName(match)} has a parameter "${name}", and ${documentOf(match)} does not declare it.`,
  'not-in-template': ({ match, name }) =>
    `${documentOf(match)} declares the path parameter "${name}", which the path of ${operationName(match)} does not have.`,
  renamed: ({ match, name, other = '' }) =>
    `The parameter "${other}" of this path is called "${name}" in ${operationName(match)} of ${documentOf(match)}.`,
  'not-promised': (mismatch, more) => {
    const rest = more === 0 ? '' : ` and ${count(more, 'other operation')}`;
    return `${kindOf(mismatch)} "${mismatch.name}" is read here, and ${documentOf(mismatch.match)} does not promise it for ${operationName(mismatch.match)}${rest}.`;
  },
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

function otherEnds({ match, place, route }: ParameterMismatch): readonly Related[] {
  const ends = [
    promisedHere(match),
    ...[route ?? match.routes[0]].flatMap((one) => (one ? [servedHere(one)] : [])),
  ];
  return ends.filter(({ path, span }) => path !== place.path || span.start !== place.span.start);
}
