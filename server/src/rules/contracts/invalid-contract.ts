import type { Contract } from '../../model/contract.ts';
import { isReadWhole, isUnread } from '../../model/contract-whole.ts';
import type { Confidence, Problem, Related } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import type { Place } from '../../model/span.ts';
import { count } from '../../model/words.ts';
import { invalidInterfaces } from './interface-problems.ts';
import { declaredHere, ofService } from './sentences.ts';

export default defineRule({
  id: 'contracts/invalid-contract',
  scope: 'workspace',
  reads: 'contracts',
  severity: 'error',
  declaredBy: 'contracts',
  docs: {
    summary:
      'A contract can be read, each of its references leads somewhere, and no operation is promised twice.',
    why: 'Tools read a broken contract each in their own way, and generate different things from it.',
    policy: '{ "contractFirst": "change" }',
    bad: `//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get: { operationId: list, responses: { 200: { $ref: '#/components/responses/Orders' } } }
#                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: "#/components/responses/Orders" refers to something that openapi.yaml does not hold.
    post: { operationId: list, responses: {} }
#                        ^^^^ error: The operationId "list" of POST /orders is also that of GET /orders.
//- src/server.ts
import express from 'express';
const app = express();
app.get('/orders', list);
app.post('/orders', add);`,
    good: `//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get: { operationId: list, responses: { 200: { $ref: '#/components/responses/Orders' } } }
    post: { operationId: add, responses: {} }
components:
  responses:
    Orders: { description: All of them. }
//- src/server.ts
import express from 'express';
const app = express();
app.get('/orders', list);
app.post('/orders', add);`,
    ways: [
      'Export an interface that is marked as a contract, and give each contract another name or version.',
      'Mend the contract where the finding stands.',
      'A contract that cannot be read whole is not held against the code until it can, so that one slip makes one finding.',
      'References to other machines are not followed: copy what they lead to.',
    ],
  },
  *check(policy, { contracts }) {
    const seen = new Set<string>();
    const counts = new Map<string, Place[]>();
    for (const governed of contracts.contracts) {
      if (governed.policy !== policy) continue;
      const { contract } = governed;
      let note = isReadWhole(contract) ? [] : [notHeld(contract)];
      // What is broken lacks much, and promises little.
      const isBroken = isUnread(contract);
      for (const { path, span, code, message, first } of contract.problems) {
        if (isBroken && code === promisesNothing) continue;
        // What two contracts refer to is wrong once.
        const key = `${code} ${path} ${span.start}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const alike = counts.get(`${code} ${path}`) ?? [];
        counts.set(`${code} ${path}`, alike);
        alike.push({ path, span });
        if (alike.length > mostAlike) continue;
        yield {
          path,
          span,
          message,
          detail: code,
          subject: `${code} ${message}`,
          confidence: confidences[code] ?? 'certain',
          related: [
            ...(first ? [{ ...first, message: 'The first one stands here.' }] : []),
            ...note,
            ...inContract(contract.path, path),
            ...declaredHere(governed),
          ],
          ...ofService(governed),
        };
        note = [];
      }
    }
    yield* rests(counts);
    yield* invalidInterfaces(policy, contracts);
  },
});

/** Of one kind in one document. */
const mostAlike = 20;

const promisesNothing = 'CTR-007';

/** What stands to reason in other readers, or is a matter of taste. */
const confidences: Readonly<Record<string, Confidence>> = {
  'CTR-006': 'likely',
  [promisesNothing]: 'likely',
  'CTR-012': 'likely',
  'CTR-015': 'likely',
  'CTR-103': 'likely',
  'CTR-104': 'likely',
};

function notHeld({ infoPlace }: Contract): Related {
  return {
    ...infoPlace,
    message: 'Until all of it can be read, this contract is not held against the code.',
  };
}

function inContract(path: string, of: string): readonly Related[] {
  return path === of ? [] : [{ path, span: { start: 0, end: 0 }, message: 'This contract refers to it.' }];
}

function* rests(counts: ReadonlyMap<string, readonly Place[]>): Iterable<Problem> {
  for (const [key, places] of counts) {
    const next = places[mostAlike];
    if (!next) continue;
    const [code = ''] = key.split(' ');
    const rest = places.length - mostAlike;
    yield {
      ...next,
      message: `"${next.path}" has ${count(rest, 'more problem')} of this kind from here on.`,
      detail: code,
      subject: `${code} and more`,
      confidence: confidences[code] ?? 'certain',
    };
  }
}
