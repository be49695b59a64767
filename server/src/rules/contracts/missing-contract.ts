import { uncoveredServices } from '../../matching/services.ts';
import type { ContractFacts } from '../../model/contract-facts.ts';
import type { Problem } from '../../model/finding.ts';
import type { Policy } from '../../model/policy.ts';
import { defineRule, type WorkspaceFacts } from '../../model/rule.ts';
import { count } from '../../model/words.ts';
import { fewOf, routeName, servedHere } from './sentences.ts';

export default defineRule({
  id: 'contracts/missing-contract',
  scope: 'workspace',
  reads: 'contracts',
  severity: 'error',
  declaredBy: 'contracts',
  docs: {
    summary: 'Every contract that the policy names is there, and every service that serves routes has one.',
    why: 'Without a contract nobody can build against a service before it is there, nor know what it may change.',
    policy: '{}',
    bad: `//- parapet.jsonc
{ "services": [{ "name": "shop", "files": "src/**", "contracts": [{ "file": "api/openapi.yaml" }] }] }
//                                                                          ^^^^^^^^^^^^^^^^^^ error: Service "shop" promises by the contract "api/openapi.yaml", which does not exist.
//- src/server.ts
import express from 'express';
const app = express();
app.get('/orders', list);`,
    good: `//- parapet.jsonc
{ "services": [{ "name": "shop", "files": "src/**", "contracts": [{ "file": "api/openapi.yaml" }] }] }
//- api/openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get: { responses: {} }
//- src/server.ts
import express from 'express';
const app = express();
app.get('/orders', list);`,
    ways: [
      '*Write a contract of what "shop" serves*, or correct its path, which is relative to the policy.',
      'A service whose routes are for nobody else says so with a contract that calls them internal.',
      'A service that serves nothing needs no contract.',
    ],
  },
  *check(policy, workspace) {
    if (!policy) return;
    yield* notThere(policy, workspace.contracts);
    yield* withoutAny(policy, workspace);
    yield* outsideServices(policy, workspace);
  },
  async *fix(finding, workspace, tools) {
    const { missingContractFixes } = await import('../fixes.ts');
    yield* missingContractFixes(finding, workspace, tools);
  },
});

function* notThere(policy: Policy, { missing }: ContractFacts): Iterable<Problem> {
  for (const { policy: of, service, setting, detail } of missing) {
    if (of !== policy) continue;
    const { glob, place } = setting.file;
    const isPattern = /[*?{[]/.test(glob);
    const what = isPattern ? 'contracts' : 'contract';
    const fact = isPattern
      ? 'of which there are none'
      : detail === undefined
        ? 'which does not exist'
        : 'which holds none';
    const { owner, why } = service;
    yield {
      ...place,
      message: `Service "${service.name}" promises by the ${what} "${glob}", ${fact}.`,
      subject: `${service.name} ${glob}`,
      ...(owner !== undefined && { owner }),
      ...(why !== undefined && { why }),
    };
  }
}

/** A service of which a contract is missing is told already. */
function* withoutAny(policy: Policy, { contracts, fileAt }: WorkspaceFacts): Iterable<Problem> {
  const bare = policy.services.filter(({ name }) => {
    const isTold = contracts.missing.some((one) => one.policy === policy && one.service.name === name);
    return !isTold;
  });
  const asked = bare.map((service) => ({
    name: service.name,
    contains: (path: string) => fileAt(path)?.standing.service?.element === service,
  }));
  const own = contracts.contracts.filter((one) => one.policy === policy);
  for (const { name, routes, hasContract } of uncoveredServices(asked, own, contracts.matching)) {
    const service = bare.find((one) => one.name === name);
    if (hasContract || !service) continue;
    const { place, owner, why } = service;
    const sure = routes.filter(({ confidence }) => confidence === 'certain');
    yield {
      ...place,
      message: `Service "${name}" serves ${count(routes.length, 'route')} and has no contract.`,
      subject: name,
      confidence: sure.length > 0 ? 'certain' : 'likely',
      related: fewOf(routes.map(servedHere), 5),
      ...(owner !== undefined && { owner }),
      ...(why !== undefined && { why }),
    };
  }
}

/** Where contracts come first, code that is of no service needs one, too; the policy names none that could be told. */
function* outsideServices(policy: Policy, { contracts, fileAt }: WorkspaceFacts): Iterable<Problem> {
  if (!policy.sections.has('contractFirst') || contracts.contracts.some((one) => one.policy === policy))
    return;
  const routes = contracts.matching.uncovered.filter(({ path }) => {
    const file = fileAt(path);
    return file?.policy === policy && file.standing.service === undefined;
  });
  const [first] = routes;
  if (!first) return;
  yield {
    path: policy.path,
    span: { start: 0, end: 1 },
    message: `Contracts come first here, and no contract promises the ${count(routes.length, 'route')} of no service, such as ${routeName(first)}.`,
    subject: 'contractFirst',
    confidence: routes.some(({ confidence }) => confidence === 'certain') ? 'certain' : 'likely',
    related: fewOf(routes.map(servedHere), 5),
  };
}
