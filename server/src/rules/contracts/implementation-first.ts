import type { ChangeFacts } from '../../model/change-facts.ts';
import { type Contract, operationKey, type Route } from '../../model/contract.ts';
import type { Problem } from '../../model/finding.ts';
import type { BoundContract, UnpromisedRoute } from '../../model/matching.ts';
import { defineRule } from '../../model/rule.ts';
import { wasServed } from '../../model/served-keys.ts';
import { heldContracts, inDoubt } from './held-contracts.ts';
import { fewOf, ofService, routeName, unpromisedBy } from './sentences.ts';

export default defineRule({
  id: 'contracts/implementation-first',
  scope: 'change',
  severity: 'error',
  declaredBy: 'contracts',
  docs: {
    summary:
      'A route that a change adds is promised in its contract: by the same change, or with `"contractFirst": "base"` before it.',
    why: 'Who calls the service can only work at the same time where the contract comes first.',
    policy: `{
  "services": [{ "name": "shop", "files": "src/**", "contracts": [{ "file": "openapi.yaml" }] }],
  "rules": { "contracts/route-without-operation": "off" }
}`,
    bad: `//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
paths:
  /orders: { get: { responses: {} } }
//- src/app.ts @base
import express from 'express';
const app = express();
app.get('/orders', () => {});
//- src/app.ts
import express from 'express';
const app = express();
app.get('/orders', () => {});
app.get('/carts', () => {});
//      ^^^^^^^^ error: GET /carts is served since this change, and "openapi.yaml" does not promise it.`,
    good: `//- openapi.yaml @base
openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
paths:
  /orders: { get: { responses: {} } }
//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.3.0 }
paths:
  /orders: { get: { responses: {} } }
  /carts: { get: { responses: {} } }
//- src/app.ts @base
import express from 'express';
const app = express();
app.get('/orders', () => {});
//- src/app.ts
import express from 'express';
const app = express();
app.get('/orders', () => {});
app.get('/carts', () => {});`,
    ways: [
      '*Add GET /carts to "openapi.yaml"*, in this change or before it.',
      'With `"contractFirst": "base"`, merge the operation first, marked with `x-status: planned`.',
      '*Mark GET /carts as internal, with a reason*: what is for nobody else stands in `internal` of the contract.',
    ],
  },
  *check(facts) {
    const { contracts } = facts.workspace;
    const { matching } = contracts;
    const held = heldContracts(facts.policy, contracts);
    const ofHeld = (bound: BoundContract) => {
      const governed = held.of(bound);
      return governed ? ofService(governed) : {};
    };
    const concerns = (bound: BoundContract, route: Route) =>
      held.of(bound) !== undefined &&
      facts.contracts.designFirst.has(bound.contract.path) &&
      !held.mayBePromised(route);
    const fresh = matching.unpromised.filter(
      ({ route, bound }) => concerns(bound, route) && isNew(route, facts),
    );
    const inDoubts = fresh.filter(({ route }) => held.unread(route.path).length > 0);
    for (const one of fresh) {
      const { route, bound, confidence } = one;
      const parts = held.unread(route.path);
      const nobody = unpromisedBy(one, (other) => held.of(other)?.setting);
      const problem = unpromised(one, nobody, facts);
      yield {
        ...problem,
        ...ofHeld(bound),
        related: [...(problem.related ?? []), ...fewOf(parts)],
        confidence: inDoubt(confidence, parts, inDoubts.length),
        inPlaceOf: 'contracts/route-without-operation',
      };
    }
    for (const { route, bound, confidence } of facts.contracts.released)
      if (concerns(bound, route) && isNew(route, facts))
        yield { ...released(route, bound), ...ofHeld(bound), confidence };
    if (!isBaseFirst(facts)) return;
    for (const { bound, operation, paths, routes, isCopy } of matching.operations) {
      const keys = paths.map((path) => operationKey(operation.method, path));
      if (isCopy || keys.some((key) => facts.contracts.promised.has(key))) continue;
      for (const route of routes)
        if (concerns(bound, route) && isNew(route, facts))
          yield {
            ...tooEarly(route, bound),
            ...ofHeld(bound),
            ...(route.beneath && { confidence: 'likely' }),
          };
    }
  },
  async *fix(finding, workspace, tools) {
    const { routeFixes } = await import('../fixes.ts');
    yield* routeFixes(finding, workspace, tools);
  },
});

/** A policy that is loosened by the change is so once it is merged. */
function isBaseFirst({ policy, basePolicy, outerPolicy = basePolicy }: ChangeFacts): boolean {
  return policy.contractFirst === 'base' || outerPolicy?.contractFirst === 'base';
}

function isNew(route: Route, { contracts: { served } }: ChangeFacts): boolean {
  return !wasServed(route, served);
}

function unpromised(
  { route, bound, rivals = [bound] }: UnpromisedRoute,
  nobody: string,
  facts: ChangeFacts,
): Problem {
  const first = isBaseFirst(facts) ? '; the contract has to be merged first' : '';
  return {
    ...placed(route, ...rivals.map(({ contract }) => contract)),
    message: `${routeName(route)} is served since this change, and ${nobody}${first}.`,
  };
}

/** What a change takes out of a contract is out of it once that is merged. */
function released(route: Route, { contract }: BoundContract): Problem {
  return {
    ...placed(route, contract),
    message: `${routeName(route)} is served since this change, and "${contract.path}", which covers it but for this change, does not promise it.`,
  };
}

function tooEarly(route: Route, { contract }: BoundContract): Problem {
  return {
    ...placed(route, contract),
    message: `${routeName(route)} is served by the same change that promises it in "${contract.path}"; the contract has to be merged first.`,
  };
}

function placed({ path, span, method, template }: Route, ...contracts: readonly Contract[]) {
  const message =
    contracts.length > 1 ? 'It may belong to this contract.' : 'The contract that it belongs to.';
  const related = fewOf(
    contracts.map(({ infoPlace }) => ({ ...infoPlace, message })),
    5,
  );
  return { path, span, subject: operationKey(method, template), related };
}
