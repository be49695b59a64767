import { operationKey } from '../../model/contract.ts';
import type { ContractUses } from '../../model/contract-facts.ts';
import type { Related } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import { withoutStop } from '../../model/words.ts';
import { heldContracts } from './held-contracts.ts';
import { declaredHere, fewOf, ofService, operationName } from './sentences.ts';

export default defineRule({
  id: 'contracts/untested-operation',
  scope: 'workspace',
  reads: 'calls',
  severity: 'warning',
  declaredBy: 'name',
  docs: {
    summary: 'Every operation that is served is called by a test.',
    why: 'What a contract promises and no test calls breaks without anybody noticing but the callers.',
    policy: `{
  "tests": ["test/**"],
  "services": [{ "name": "shop", "files": "src/**", "contracts": [{ "file": "openapi.yaml" }] }],
  "rules": { "contracts/untested-operation": "warning" }
}`,
    bad: `//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get: { responses: {} }
    post: { responses: {} }
#   ^^^^ warning: POST /orders is promised here, and no test calls it.
//- src/server.ts
import express from 'express';
export const app = express();
app.get('/orders', list);
app.post('/orders', add);
//- test/orders.ts
import request from 'supertest';
import { app } from '../src/server.ts';
it('lists', () => request(app).get('/orders').expect(200));`,
    good: `//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get: { responses: {} }
    post: { operationId: addOrder, responses: {} }
//- src/server.ts
import express from 'express';
export const app = express();
app.get('/orders', list);
app.post('/orders', add);
//- test/client.ts
export const client = clientOf('openapi.yaml');
//- test/orders.ts
import request from 'supertest';
import { app } from '../src/server.ts';
import { client } from './client.ts';
it('lists', () => request(app).get('/orders').expect(200));
it('adds', () => client.addOrder({ id: 1 }));`,
    ways: [
      '*Write a test for POST /orders*: by supertest, "inject", a client, or the name of the operation.',
      'Pact files, and configurations of Dredd, Specmatic and Schemathesis, count as tests of what they name.',
      'Say in "tests" of the policy which files are tests: calls in others are those of callers.',
      'Calls in tests that could not be understood are named with the finding: one of them may call it.',
      'What nothing serves yet is told by contracts/operation-without-route, and what is planned by nobody.',
    ],
  },
  *check(policy, facts) {
    const { contracts } = facts;
    const held = heldContracts(policy, contracts);
    const { operations, missing } = contracts.matching;
    const own = operations.filter(({ bound, isCopy }) => !isCopy && held.of(bound));
    if (own.length === 0) return;
    const uses = contracts.findUses();
    const doubts = doubtsOf(uses);
    const unserved = new Set(
      missing.flatMap(({ match, confidence }) => (confidence === 'certain' ? [match] : [])),
    );
    for (const match of own) {
      const governed = held.of(match.bound);
      const use = uses.of(match);
      const { path, span, method, template, isPlanned } = match.operation;
      if (!governed || isPlanned || unserved.has(match)) continue;
      if (use && use.tests.length + use.covers.length > 0) continue;
      const known = doubts.length === 0 ? 'no test' : 'no test that could be understood';
      yield {
        path,
        span,
        message: `${operationName(match)} is promised here, and ${known} calls it.`,
        ...(doubts.length > 0 && { confidence: 'likely' }),
        subject: operationKey(method, template),
        related: [...declaredHere(governed), ...fewOf(doubts)],
        ...ofService(governed),
      };
    }
    for (const { path, span, message } of uses.problems)
      if (facts.policyOf(path) === policy)
        yield {
          path,
          span,
          message: `${withoutStop(message)}, so that nobody knows what "${path}" tests.`,
          subject: message,
        };
  },
  async *fix(finding, workspace, tools) {
    const { untestedFixes } = await import('../fixes.ts');
    yield* untestedFixes(finding, workspace, tools);
  },
});

/** What may be tests of anything. */
function doubtsOf({ unresolved, covers, isTest }: ContractUses): readonly Related[] {
  return [
    ...unresolved
      .filter(({ path }) => isTest(path))
      .map(({ path, span, reason }) => ({ path, span, message: reason })),
    ...covers
      .filter(({ contract }) => contract === undefined)
      .map(({ path, span, tool }) => ({ path, span, message: `${tool} may test it: no contract is named.` })),
  ];
}
