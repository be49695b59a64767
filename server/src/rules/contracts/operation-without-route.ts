import { coverTest } from '../../matching/path-pattern.ts';
import { operationKey } from '../../model/contract.ts';
import { keptKeys } from '../../model/contract-changes.ts';
import type { ContractFacts, GovernedContract } from '../../model/contract-facts.ts';
import type { Problem } from '../../model/finding.ts';
import type { BoundContract, MissingOperation, OperationMatch } from '../../model/matching.ts';
import { defineRule } from '../../model/rule.ts';
import { withoutStop } from '../../model/words.ts';
import { heldContracts } from './held-contracts.ts';
import { unimplemented } from './interface-problems.ts';
import { weightOfChange } from './judged-changes.ts';
import { declaredHere, fewOf, nameOf, ofService, operationName } from './sentences.ts';

export default defineRule({
  id: 'contracts/operation-without-route',
  scope: 'workspace',
  reads: 'contracts',
  severity: 'warning',
  declaredBy: 'contracts',
  docs: {
    summary:
      'Every operation of a contract is served by a route, or is planned; every interface that is a contract is implemented.',
    why: 'Who calls what is promised and not there gets an error, and reads the contract again to find the mistake in their own code.',
    policy:
      '{ "services": [{ "name": "shop", "files": "src/**", "contracts": [{ "file": "openapi.yaml" }] }] }',
    bad: `//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get: { responses: {} }
    post: { responses: {} }
#   ^^^^ warning: POST /orders is promised here, and no route of service "shop" serves it.
//- src/server.ts
import express from 'express';
const app = express();
app.get('/orders', list);`,
    good: `//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get: { responses: {} }
    post: { x-status: planned, responses: {} }
//- src/server.ts
import express from 'express';
const app = express();
app.get('/orders', list);`,
    ways: [
      'For an interface that is marked `@contract orders 1.0.0`: have a class implement it, or annotate the object that does.',
      '*Write a handler for POST /orders.*',
      '*Mark POST /orders as planned*: "x-status: planned" promises it for later.',
      'Take it out of the contract; where somebody may call it, that is a breaking change.',
      'What the base served and nothing serves any more is an error of the change, in `parapet done`.',
      'A large contract of no service of which nothing is served is told once: put one that is somebody else\'s into "exclude", or name it in the "contracts" of the service that serves it.',
      'Registrations that could not be understood are named with the finding: one of them may serve it.',
    ],
  },
  *check(policy, { contracts }) {
    const held = heldContracts(policy, contracts);
    for (const [bound, missing] of byContract(contracts.matching.missing)) {
      const governed = held.of(bound);
      if (!governed) continue;
      if (isStrange(governed, missing, contracts)) yield strangeProblem(missing, governed);
      else for (const one of missing) yield problemOf(one, governed, contracts);
    }
    yield* unimplemented(policy, contracts);
  },
  isToldAgain: true,
  *checkChange({ policy, workspace: { contracts }, contracts: { kept } }) {
    const held = heldContracts(policy, contracts);
    for (const missing of contracts.matching.missing) {
      const governed = held.of(missing.match.bound);
      if (!governed || !keptKeys(missing.match).some((key) => kept.has(key))) continue;
      const problem = problemOf(missing, governed, contracts);
      yield {
        ...problem,
        message: `${withoutStop(problem.message)} any more, as the base did.`,
        ...weightOfChange(policy, 'contracts/operation-without-route'),
        inPlaceOf: 'contracts/operation-without-route',
      };
    }
  },
  async *fix(finding, workspace, tools) {
    const { operationFixes } = await import('../fixes.ts');
    yield* operationFixes(finding, workspace, tools);
  },
});

function byContract(
  all: readonly MissingOperation[],
): ReadonlyMap<BoundContract, readonly MissingOperation[]> {
  const groups = new Map<BoundContract, MissingOperation[]>();
  for (const missing of all) {
    const group = groups.get(missing.match.bound);
    if (group) group.push(missing);
    else groups.set(missing.match.bound, [missing]);
  }
  return groups;
}

/** Few that nobody serves yet are written before their code; so many are rather somebody else's. */
const mostToServe = 20;

/** Whether nothing here serves any of a large contract that no service of the policy answers for. */
function isStrange(
  { service }: GovernedContract,
  missing: readonly MissingOperation[],
  { matching }: ContractFacts,
): boolean {
  if (service !== undefined || missing.length < mostToServe) return false;
  const bound = missing[0]?.match.bound;
  const expected = matching.operations.filter(
    (match) => match.bound === bound && !match.isCopy && !match.operation.isPlanned,
  );
  return expected.length === missing.length;
}

function strangeProblem(missing: readonly MissingOperation[], governed: GovernedContract): Problem {
  const { path, span } = governed.contract.infoPlace;
  const [first] = missing;
  const such = first ? `, such as ${operationName(first.match)}` : '';
  const doubts = new Map(
    missing.flatMap((one) => one.doubts.map((doubt) => [`${doubt.path} ${doubt.span.start}`, doubt])),
  );
  return {
    path,
    span,
    message: `Nothing that is known here serves any of the ${missing.length} operations of "${nameOf(governed.contract)}"${such}.`,
    confidence: first?.confidence ?? 'possible',
    subject: 'no operation',
    parts: () =>
      missing.map(({ match: { operation } }) => ({
        path: operation.path,
        subject: operationKey(operation.method, operation.template),
      })),
    related: fewOf(
      [...doubts.values()].map((doubt) => ({ path: doubt.path, span: doubt.span, message: doubt.reason })),
    ),
  };
}

function problemOf(missing: MissingOperation, governed: GovernedContract, contracts: ContractFacts): Problem {
  const { match, confidence, doubts } = missing;
  const { path, span, method, template } = match.operation;
  return {
    path,
    span,
    message: isOfNobody(match, contracts) ? ofNobody(match) : sentence(missing, governed),
    confidence,
    subject: operationKey(method, template),
    related: [
      ...declaredHere(governed),
      ...fewOf(doubts.map((doubt) => ({ path: doubt.path, span: doubt.span, message: doubt.reason }))),
    ],
    ...ofService(governed),
  };
}

/** Several services share the document, and the paths of none of them hold the operation. */
function isOfNobody({ bound, paths }: OperationMatch, { contracts }: ContractFacts): boolean {
  const covers = coverTest(bound);
  const isShared = contracts.filter(({ contract }) => contract === bound.contract).length > 1;
  return covers !== undefined && isShared && !paths.some(covers);
}

function ofNobody(match: OperationMatch): string {
  return `${operationName(match)} is promised here, no "covers" of "${match.bound.contract.path}" names it, and no route serves it.`;
}

function sentence({ match, doubts }: MissingOperation, { contract, owner, mode }: GovernedContract): string {
  const known = doubts.length === 0 ? '' : ' that could be understood';
  const routes = owner ? `no route of service "${owner.name}"${known}` : `no route${known}`;
  const name = operationName(match);
  return mode === 'generated'
    ? `The snapshot "${contract.path}" is stale: it has ${name}, and ${routes} serves it.`
    : `${name} is promised here, and ${routes} serves it.`;
}
