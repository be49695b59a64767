import { uncoveredServices } from '../../matching/services.ts';
import type { Route } from '../../model/contract.ts';
import type { ContractFacts, GovernedContract } from '../../model/contract-facts.ts';
import type { Problem } from '../../model/finding.ts';
import { folderOf } from '../../model/path.ts';
import { declaresContracts, type Policy, type Service } from '../../model/policy.ts';
import { defineRule, type WorkspaceFacts } from '../../model/rule.ts';
import { count } from '../../model/words.ts';
import { fewOf, ofNoService, routeName, servedHere } from './sentences.ts';

export default defineRule({
  id: 'contracts/missing-contract',
  scope: 'workspace',
  reads: 'contracts',
  severity: 'error',
  declaredBy: 'contracts',
  docs: {
    summary:
      'Every contract that the policy names is there, and every service or package that serves routes has one.',
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
      'Routes outside of all "covers" of a service are a warning: widen "covers", or call them internal.',
      'Routes of no service need a contract as well, one for each package: put them into a service, or write a contract beside them.',
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
        : 'which is no contract that can be read';
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
    if (!service) continue;
    if (hasContract) yield* beside(service, routes, own);
    else yield bareService(service, routes);
  }
}

function bareService({ name, place, owner, why }: Service, routes: readonly Route[]): Problem {
  return {
    ...place,
    message: `Service "${name}" serves ${count(routes.length, 'route')} and has no contract.`,
    subject: name,
    confidence: routes.some(isSure) ? 'certain' : 'likely',
    related: fewOf(routes.map(servedHere), 5),
    ...(owner !== undefined && { owner }),
    ...(why !== undefined && { why }),
  };
}

/** What is served outside of all that the contracts of a service cover may be meant so: nobody is accused of it. */
function* beside(
  { name, place, owner, why }: Service,
  all: readonly Route[],
  contracts: readonly GovernedContract[],
): Iterable<Problem> {
  const routes = all.filter(isSure);
  const [first] = routes;
  if (!first) return;
  const covers = contracts.filter(({ service }) => service === name).flatMap((one) => one.covers ?? []);
  const settings = new Set(
    contracts.flatMap((one) => (one.service === name && one.covers ? one.setting : [])),
  );
  yield {
    ...(settings.size === 1 ? (covers[0]?.place ?? place) : place),
    message: `Service "${name}" serves ${count(routes.length, 'route')} such as ${routeName(first)} that no contract covers.`,
    subject: `uncovered ${name}`,
    confidence: 'likely',
    related: fewOf(routes.map(servedHere), 5),
    ...(owner !== undefined && { owner }),
    ...(why !== undefined && { why }),
  };
}

function isSure({ confidence }: Route): boolean {
  return confidence === 'certain';
}

/** Code that is of no service needs a contract, too, once for each package: surely where contracts come first. */
function* outsideServices(
  policy: Policy,
  { contracts, fileAt, manifestAround }: WorkspaceFacts,
): Iterable<Problem> {
  if (!declaresContracts(policy)) return;
  const comeFirst = policy.sections.has('contractFirst');
  const groups = new Map<string, Route[]>();
  for (const route of contracts.matching.uncovered) {
    const file = fileAt(route.path);
    if (file?.policy !== policy || file.standing.service !== undefined) continue;
    const folder = folderOf(manifestAround(route.path)?.path ?? policy.path);
    groups.set(folder, [...(groups.get(folder) ?? []), route]);
  }
  for (const [folder, routes] of groups) {
    const [first] = routes;
    if (!first) continue;
    const where = folder === policy.folder ? '' : ` in "${folder}"`;
    const head = comeFirst ? 'Contracts come first here' : 'Services have contracts here';
    yield {
      ...(policy.contractsPlace ?? { path: policy.path, span: { start: 0, end: 1 } }),
      message: `${head}, and no contract promises the ${count(routes.length, 'route')} of no service${where}, such as ${routeName(first)}.`,
      subject: ofNoService(folder, policy),
      confidence: comeFirst && routes.some(isSure) ? 'certain' : 'likely',
      related: fewOf(routes.map(servedHere), 5),
    };
  }
}
