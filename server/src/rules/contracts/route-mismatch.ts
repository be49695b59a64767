import { operationKey, type Route } from '../../model/contract.ts';
import { keptKeys } from '../../model/contract-changes.ts';
import type { GovernedContract } from '../../model/contract-facts.ts';
import type { Problem } from '../../model/finding.ts';
import type { Difference, Mismatch } from '../../model/matching.ts';
import { defineRule } from '../../model/rule.ts';
import { count, withoutStop } from '../../model/words.ts';
import { type HeldContracts, heldContracts, inDoubt } from './held-contracts.ts';
import { weightOfChange } from './judged-changes.ts';
import {
  declaredHere,
  fewOf,
  ofService,
  operationName,
  promisedHere,
  routeName,
  servedHere,
} from './sentences.ts';

export default defineRule({
  id: 'contracts/route-mismatch',
  scope: 'workspace',
  reads: 'contracts',
  severity: 'error',
  declaredBy: 'contracts',
  docs: {
    summary: 'A route has the method and the path that its contract promises.',
    why: 'Code and contract mean the same operation and spell it differently, so that what is promised cannot be called.',
    policy:
      '{ "services": [{ "name": "shop", "files": "src/**", "contracts": [{ "file": "openapi.yaml" }] }] }',
    bad: `//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get: { responses: {} }
    put: { responses: {} }
//- src/server.ts
import express from 'express';
const app = express();
app.get('/orders', list);
app.patch('/orders', change);
//        ^^^^^^^^^ error: PATCH /orders is served here, and "openapi.yaml" promises PUT /orders: the methods differ.`,
    good: `//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get: { responses: {} }
    patch: { responses: {} }
//- src/server.ts
import express from 'express';
const app = express();
app.get('/orders', list);
app.patch('/orders', change);`,
    ways: [
      '*Rename PATCH /orders in code to PUT.*',
      '*Rename PUT /orders in "openapi.yaml" to PATCH*; where somebody may call it, that is a breaking change.',
      'It stands in place of two findings, a route without operation and an operation without route.',
      'A prefix by which several miss each other is told once, at the first route: it may be a mount, or missing in "servers".',
    ],
  },
  *check(policy, { contracts }) {
    const held = heldContracts(policy, contracts);
    for (const mismatch of contracts.matching.mismatches) yield* problemsOf(mismatch, held);
  },
  isToldAgain: true,
  *checkChange({ policy, workspace: { contracts }, contracts: { kept } }) {
    const held = heldContracts(policy, contracts);
    for (const mismatch of contracts.matching.mismatches) {
      const { pairs, confidence } = mismatch;
      const broken = pairs.filter(({ match }) => keptKeys(match).some((key) => kept.has(key)));
      // What agreed before is behind no proxy that would bring it together.
      const isSure = broken.some(
        ({ route }) => route.confidence === 'certain' && !isReached(mismatch, route),
      );
      for (const problem of broken.length > 0 ? problemsOf(mismatch, held) : [])
        yield {
          ...problem,
          message: `${withoutStop(problem.message)}; in the base ${broken.length === 1 ? 'it was' : 'they were'} served as promised.`,
          confidence: isSure ? 'certain' : confidence,
          ...weightOfChange(policy, 'contracts/route-mismatch'),
          inPlaceOf: 'contracts/route-mismatch',
        };
    }
  },
  async *fix(finding, workspace, tools) {
    const { mismatchFixes } = await import('../fixes.ts');
    yield* mismatchFixes(finding, workspace, tools);
  },
});

function* problemsOf(mismatch: Mismatch, held: HeldContracts): Iterable<Problem> {
  const governed = held.of(mismatch.bound);
  const [first, ...others] = mismatch.pairs;
  if (!governed || !first || held.mayBePromised(first.route)) return;
  const parts = held.unread(first.route.path);
  const { path, span } = first.route;
  const { promised, served, confidence } = mismatch;
  const { method, template } = first.match.operation;
  const isPrefix = mismatch.differs === 'prefix';
  yield {
    path,
    span,
    confidence: inDoubt(confidence, parts, mismatch.pairs.length),
    message: sentence(mismatch, governed),
    detail: mismatch.differs,
    subject: isPrefix ? `prefix "${promised}" "${served}"` : operationKey(method, template),
    related: [
      promisedHere(first.match),
      ...fewOf(parts),
      ...declaredHere(governed),
      ...fewOf(others.map(({ route }) => servedHere(route))),
    ],
    remedy: { promised, served },
    ...ofService(governed),
  };
}

/** How the two sides differ, as the end of a sentence. */
const ends: Readonly<Record<Difference, (mismatch: Mismatch) => string>> = {
  method: () => 'the methods differ',
  case: (mismatch) => {
    const { promised, served, pairs } = mismatch;
    const letters = `"${served}" and "${promised}" differ in capital letters`;
    return pairs.some(({ route }) => isReached(mismatch, route))
      ? `${letters}, which its router ignores and others on the way may not`
      : letters;
  },
  segment: ({ promised, served }) => `"${served}" is not "${promised}"`,
  prefix: ({ promised, served }) => `one is ${below(served)}, the other ${below(promised)}`,
};

/** A request that is spelt as promised reaches the route all the same. */
function isReached({ differs }: Mismatch, { ignoresCase }: Route): boolean {
  return differs === 'case' && ignoresCase === true;
}

function sentence(mismatch: Mismatch, { contract, mode }: GovernedContract): string {
  const { pairs, promised, served, differs } = mismatch;
  const [first] = pairs;
  if (!first) return '';
  const document = mode === 'generated' ? `the snapshot "${contract.path}"` : `"${contract.path}"`;
  if (pairs.length > 1) {
    const routes = count(pairs.length, 'route');
    return `${routes} of ${document} are served ${below(served)} and promised ${below(promised)}, such as ${routeName(first.route)}.`;
  }
  return `${routeName(first.route)} is served here, and ${document} ${mode === 'generated' ? 'still has' : 'promises'} ${operationName(first.match)}: ${ends[differs](mismatch)}.`;
}

function below(prefix: string): string {
  return prefix === '' ? 'without a prefix' : `below "${prefix}"`;
}
