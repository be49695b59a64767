import type { ChangeFacts } from '../../model/change-facts.ts';
import { type Contract, changeLevels } from '../../model/contract.ts';
import { nextVersion } from '../../model/contract-bump.ts';
import { contractChangeIds } from '../../model/contract-change-ids.ts';
import {
  breakingChange,
  calledName,
  operationKeys,
  type RemovedContract,
} from '../../model/contract-changes.ts';
import type { Problem, Related } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import type { Place } from '../../model/span.ts';
import { count, withoutStop } from '../../model/words.ts';
import {
  acceptanceOf,
  heaviestLevel,
  isAnnounced,
  isCertain,
  type JudgedChange,
  judgedChanges,
  levelsIn,
  versionKey,
} from './judged-changes.ts';
import { nameOf, ofService } from './sentences.ts';

/** More related places are told as a number. */
const mostOperations = 5;
const mostCallers = 10;

export default defineRule({
  id: breakingChange,
  scope: 'change',
  severity: 'error',
  declaredBy: 'contracts',
  options: {
    type: 'object',
    title: 'The options of "contracts/breaking-change"',
    properties: {
      levels: {
        type: 'object',
        title: 'The levels',
        description: 'Levels of changes in place of those of docs/contracts-changes.md, by id.',
        propertyNames: { enum: [...contractChangeIds, 'contract-removed'] },
        additionalProperties: { enum: changeLevels },
      },
    },
    additionalProperties: false,
  },
  docs: {
    summary: 'What breaks callers of a contract comes with a version, or a path, that tells them.',
    why: 'Callers that nobody asked fail after the release, and where is told by their customers.',
    policy: `{
  "services": [{ "name": "shop", "files": "src/**", "contracts": [{ "file": "openapi.yaml" }] }]
}`,
    bad: `//- openapi.yaml @base
openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
paths:
  /orders:
    get:
      responses:
        '200': { description: All of them. }
  /carts:
    get:
      responses:
        '200': { description: All of them. }
//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.3.0 }
paths:
^^^^^ error: GET /carts was removed, which breaks callers and asks for version 2.0.0; "openapi.yaml" goes from 1.2.0 to 1.3.0 only.
  /orders:
    get:
      parameters:
        - { name: since, in: query, required: true, schema: { type: string } }
#                 ^^^^^ error: Query parameter "since" of GET /orders was added, and it is required, which breaks callers and asks for version 2.0.0; "openapi.yaml" goes from 1.2.0 to 1.3.0 only.
      responses:
        '200': { description: All of them. }
//- src/app.ts
import express from 'express';
const app = express();
app.get('/orders', () => {});`,
    good: `//- openapi.yaml @base
openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
paths:
  /orders:
    get:
      responses:
        '200': { description: All of them. }
//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 2.0.0 }
paths:
  /orders:
    get:
      parameters:
        - { name: since, in: query, required: true, schema: { type: string } }
      responses:
        '200': { description: All of them. }
//- src/app.ts
import express from 'express';
const app = express();
app.get('/orders', () => {});`,
    ways: [
      '*Restore GET /carts as deprecated*: keep what was promised.',
      '*Set the version of "openapi.yaml" to 2.0.0*, as far as the change asks for; with `"versioning": "path"`, serve it below a new path.',
      '*Accept it in "governance/accepted.yaml"*, with a reason and an owner.',
      'Mark what nobody outside uses with `x-internal: true`.',
      'An interface that is marked `@contract orders 1.2.0` is compared by its members: what callers do not see, such as names of parameters, does not count.',
      'Where the published level does not fit, give another one: `["error", { "levels": { "response-property-removed": "risky" } }]`.',
      'What only may break callers is a warning; under the version of before it is an error in place of that of `contracts/unversioned-contract`, unless the policy says how much either weighs.',
      'With `"versioning": "none"` no version can tell anybody, and what breaks is a warning.',
    ],
  },
  *check(facts) {
    const levels = levelsIn(facts);
    for (const compared of facts.contracts.compared)
      for (const judged of judgedChanges(compared, levels))
        if (!isAnnounced(judged) && !acceptanceOf(facts, judged.change)) yield changed(judged, facts);
    for (const removed of facts.contracts.removed) {
      const level = heaviestLevel(['contract-removed'], 'breaking', levels);
      const isEmpty = removed.operations.length === 0 && removed.contract.format !== 'interface';
      if (isEmpty || level === 'compatible') continue;
      if (!acceptanceOf(facts, removed)) yield { ...gone(removed, facts), ...weight(level === 'breaking') };
    }
  },
  async *fix(finding, workspace, tools) {
    const { breakingFixes } = await import('../fixes.ts');
    yield* breakingFixes(finding, workspace, tools);
  },
});

/** What may break, and what nobody could announce, stops nothing. */
function weight(isError: boolean): Partial<Problem> {
  return isError ? {} : { severity: 'warning' };
}

function changed(judged: JudgedChange, facts: ChangeFacts): Problem {
  const { change, compared, level } = judged;
  const { id, subject, place, operations, names } = change;
  const { contract, setting } = compared.now;
  const breaks = level === 'breaking' ? 'breaks callers' : 'may break callers';
  const next = asked(judged);
  const versioned = versionKey(contract);
  return {
    ...place,
    message: `${withoutStop(factOf(judged))}, which ${breaks} ${ending(judged)}`,
    subject,
    related: [
      ...reached(operations, contract, place),
      ...callers(keysOf(operations, [compared.before, contract]), facts),
    ],
    detail: id,
    remedy: {
      contract: contract.path,
      name: nameOf(contract),
      operations: names.join(', '),
      ...(next !== undefined && { version: next }),
      ...(versioned !== undefined && { versioned, bump: judged.bump }),
    },
    ...(isCertain(compared) ? {} : { confidence: 'likely' }),
    ...ofService(compared.now),
    ...weight(level === 'breaking' && setting?.versioning !== 'none'),
  };
}

/** What is still written down and no longer promised was not removed. */
function factOf({ change: { message, operations, names, id, now }, compared }: JudgedChange): string {
  if (now || !/operation-removed$/.test(id)) return message;
  const still = compared.now.contract.operations.find(({ method, template }) =>
    operations.some((name) => name === `${method} ${template}`),
  );
  if (!still || !(still.isInternal || still.isPlanned)) return message;
  return `${names[0]} is marked as ${still.isInternal ? 'internal' : 'planned'} and no longer promised`;
}

/** What the change asks for, and what the contract says instead. */
function ending(judged: JudgedChange): string {
  const { compared, bump } = judged;
  const { now, versionBefore } = compared;
  const { version } = now.contract;
  const path = nameOf(now.contract);
  if (now.setting?.versioning === 'none') return `of "${path}", and no version tells them.`;
  if (now.setting?.versioning === 'path')
    return `and asks for a new path such as /v2; "${path}" has it below the same ones.`;
  const next = asked(judged);
  const asks = `and asks for ${next === undefined ? `a new ${bump} version` : `version ${next}`}; "${path}"`;
  if (!version) return `${asks} has no version.`;
  if (version.text === versionBefore) return `${asks} is still ${version.text}.`;
  return versionBefore === undefined
    ? `${asks} says ${version.text}.`
    : `${asks} goes from ${versionBefore} to ${version.text} only.`;
}

/** The version that would tell callers; undefined where no version does. */
function asked({ compared: { now, versionBefore }, bump }: JudgedChange): string | undefined {
  const versioning = now.setting?.versioning ?? 'semver';
  return versioning === 'semver' && versionBefore !== undefined
    ? nextVersion(versionBefore, bump)
    : undefined;
}

function gone({ contract, operations, path, place, subject }: RemovedContract, facts: ChangeFacts): Problem {
  const [first] = operations;
  const name = nameOf(contract);
  const moved = path === contract.path ? 'is' : `is "${path}" by now and`;
  const what = `${count(operations.length, 'operation')}${operations.length > 1 ? ' such as' : ','} ${first && calledName(contract, first)}`;
  const keys = new Set(operations.flatMap((operation) => operationKeys(contract, operation)));
  return {
    ...place,
    message: first
      ? `"${name}" ${path === undefined ? 'is gone and with it' : `${moved} no contract any more, so that it no longer promises`} ${what}, which breaks callers.`
      : `Contract "${name}" is gone: no interface is marked with it any more, which breaks callers.`,
    subject,
    related: callers(keys, facts),
    detail: 'contract-removed',
    inPlaceOf: 'contracts/missing-contract',
    remedy: { contract: contract.path },
  };
}

function keysOf(names: readonly string[], contracts: readonly Contract[]): ReadonlySet<string> {
  return new Set(
    contracts.flatMap((contract) =>
      contract.operations
        .filter(({ method, template }) => names.includes(`${method} ${template}`))
        .flatMap((operation) => operationKeys(contract, operation)),
    ),
  );
}

function reached(names: readonly string[], contract: Contract, place: Place): readonly Related[] {
  const found = contract.operations.filter(
    ({ method, template, path, span }) =>
      names.includes(`${method} ${template}`) && !(path === place.path && span.start === place.span.start),
  );
  return found.slice(0, mostOperations).map((operation, index) => {
    const { path, span } = operation;
    const rest = found.length - mostOperations;
    const more = index === mostOperations - 1 && rest > 0 ? `, and ${count(rest, 'more operation')}` : '';
    return { path, span, message: `It reaches ${calledName(contract, operation)}${more}.` };
  });
}

/** Who calls what changed, in this repository. */
function callers(keys: ReadonlySet<string>, { contracts }: ChangeFacts): readonly Related[] {
  const all = contracts.callers().filter(({ operation }) => keys.has(operation));
  const found = [...new Map(all.map((one) => [`${one.path} ${one.span.start} ${one.name}`, one])).values()];
  return found.slice(0, mostCallers).map(({ path, span, name, isSure, isExpectation }, index) => {
    const rest = found.length - mostCallers;
    const more = index === mostCallers - 1 && rest > 0 ? `, and in ${count(rest, 'more place')}` : '';
    const verb = isExpectation ? 'expected' : 'called';
    return { path, span, message: `${name} ${isSure ? 'is' : 'may be'} ${verb} here${more}.` };
  });
}
