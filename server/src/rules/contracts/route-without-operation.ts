import { operationKey, suggestedPrefix } from '../../model/contract.ts';
import type { Problem } from '../../model/finding.ts';
import type { BoundContract, StrayMount, UnpromisedRoute } from '../../model/matching.ts';
import { defineRule } from '../../model/rule.ts';
import { count } from '../../model/words.ts';
import { type HeldContracts, heldContracts, inDoubt } from './held-contracts.ts';
import {
  beginsHere,
  declaredHere,
  fewOf,
  ofService,
  routeName,
  servedHere,
  unpromisedBy,
} from './sentences.ts';

export default defineRule({
  id: 'contracts/route-without-operation',
  scope: 'workspace',
  reads: 'contracts',
  severity: 'error',
  declaredBy: 'contracts',
  docs: {
    summary: 'Every route that the code serves is an operation of its contract, or is called internal.',
    why: 'Whoever finds a route that nobody promised relies on it, and nobody knows that it must not break.',
    policy:
      '{ "services": [{ "name": "shop", "files": "src/**", "contracts": [{ "file": "openapi.yaml", "covers": ["/orders/**"] }] }] }',
    bad: `//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get: { responses: {} }
//- src/server.ts
import express from 'express';
const app = express();
app.get('/orders', list);
app.get('/orders/:id', read);
//      ^^^^^^^^^^^^^ error: GET /orders/{id} is served here, and "openapi.yaml" does not promise it.`,
    good: `//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get: { responses: {} }
  /orders/{id}:
    get:
      parameters: [{ name: id, in: path, required: true }]
      responses: {}
//- src/server.ts
import express from 'express';
const app = express();
app.get('/orders', list);
app.get('/orders/:id', read);`,
    ways: [
      '*Add GET /orders/{id} to "openapi.yaml"*, with what its handler is seen to read and to answer.',
      '*Mark GET /orders/{id} as internal, with a reason*: "internal" of the contract in the policy takes paths such as "/health".',
      'Run the generator again, where the contract is made of the code ("mode": "generated").',
      'Where what routes begin with is not known, such as a path from the environment, it is taken from the contract: what does not fit is only a warning, and one for all where nothing fits.',
      'A route outside of the prefix that all operations have in common, such as /api/v2, is only a warning: "covers" says whether the contract is about it.',
    ],
  },
  *check(policy, { contracts }) {
    const held = heldContracts(policy, contracts);
    const open = contracts.matching.unpromised.filter(({ route }) => !held.mayBePromised(route));
    const inDoubts = open.filter(({ route, bound }) => held.of(bound) && held.unread(route.path).length > 0);
    for (const one of open) {
      const { route, bound, rivals = [bound], confidence } = one;
      const governed = held.of(bound);
      if (!governed) continue;
      const parts = held.unread(route.path);
      const { path, span } = route;
      const name = routeName(route);
      const settingOf = (other: BoundContract) => held.of(other)?.setting;
      const where = below(suggestedPrefix(route));
      const message =
        bound.mode === 'generated'
          ? `${name} is served here, and ${staleBy(one, settingOf)}${where}.`
          : `${name} is served here, and ${unpromisedBy(one, settingOf)}${where}.`;
      const would = rivals.length > 1 ? 'may' : 'would';
      yield {
        path,
        span,
        message,
        confidence: inDoubt(confidence, parts, inDoubts.length),
        subject: operationKey(route.method, route.template),
        related: [
          ...fewOf(
            rivals.map(({ contract }) => ({
              ...contract.infoPlace,
              message: `This contract ${would} promise it.`,
            })),
            5,
          ),
          ...beginsHere(route),
          ...fewOf(parts),
          ...declaredHere(governed),
        ],
        ...ofService(governed),
      };
    }
    for (const stray of contracts.matching.strays) yield* strayProblem(stray, held);
  },
  async *fix(finding, workspace, tools) {
    const { routeFixes } = await import('../fixes.ts');
    yield* routeFixes(finding, workspace, tools);
  },
});

function staleBy(one: UnpromisedRoute, settingOf: Parameters<typeof unpromisedBy>[1]): string {
  return one.rivals
    ? `a snapshot is stale: ${unpromisedBy(one, settingOf, ['has it', ''])}`
    : `the snapshot "${one.bound.contract.path}" is stale: it does not have it`;
}

/** What a contract has where code has what is not known, as the end of a sentence. */
function below(prefix: string | undefined): string {
  if (prefix === undefined) return '';
  return prefix === '' ? ' without a prefix' : ` below "${prefix}"`;
}

/** Nobody knows where it is mounted: all that ends like nothing promised is told at once. */
function* strayProblem(
  { bound, routes, confidence, path, span }: StrayMount,
  held: HeldContracts,
): Iterable<Problem> {
  const governed = held.of(bound);
  const [first] = routes;
  if (!governed || !first || routes.some((route) => held.mayBePromised(route))) return;
  const { contract, mode } = bound;
  const parts = [...new Set(routes.flatMap((route) => held.unread(route.path)))];
  const [them, what] =
    routes.length === 1
      ? ['it', `${routeName(first)} begins`]
      : ['them', `${count(routes.length, 'route')} such as ${routeName(first)} begin`];
  const document =
    mode === 'generated' ? `the snapshot "${contract.path}" has` : `"${contract.path}" promises`;
  yield {
    path,
    span,
    message: `${what} here with what is not known, and ${document} nothing that ends like ${them}.`,
    confidence: inDoubt(confidence, parts, routes.length),
    subject: `… ${operationKey(first.method, first.template)}`,
    related: [
      { ...contract.infoPlace, message: `This contract would promise ${them}.` },
      ...fewOf(routes.map(servedHere), 5),
      ...declaredHere(governed),
    ],
    ...ofService(governed),
  };
}
