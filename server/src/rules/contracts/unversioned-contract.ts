import { isVersion } from '../../format/semver.ts';
import type { Contract } from '../../model/contract.ts';
import { unversionedContract } from '../../model/contract-changes.ts';
import { type GovernedContract, oncePerDocument } from '../../model/contract-facts.ts';
import { isUnread } from '../../model/contract-whole.ts';
import { defineRule } from '../../model/rule.ts';
import type { Place } from '../../model/span.ts';
import { unversionedInterfaces } from './interface-problems.ts';
import { declaredHere, ofService } from './sentences.ts';
import { unversionedChanges } from './unversioned-change.ts';

export default defineRule({
  id: unversionedContract,
  scope: 'workspace',
  reads: 'contracts',
  severity: 'warning',
  declaredBy: 'contracts',
  docs: {
    summary:
      'A contract says which version it is, by the scheme that the policy gives it, and another one once it promises something else.',
    why: 'Without a version nobody can say which promise they were given, nor see that it has changed.',
    policy: '{ "contractFirst": "change" }',
    bad: `//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.0 }
#                             ^^^ warning: The version of "openapi.yaml" is the number 1.0 and not a text, so that 1.0 and 1.00 are one.
paths:
  /orders:
    get: { responses: {} }
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
//- src/server.ts
import express from 'express';
const app = express();
app.get('/orders', list);`,
    ways: [
      'An interface says it behind the name of its contract: `@contract orders 1.0.0`.',
      '*Set the version of "openapi.yaml" to 1.0.0*, or another one by its scheme.',
      'For a change that promises something else under the same version, as `parapet done` tells it: raise the version as far as the change asks for. Where `contracts/breaking-change` says so already this is not told again.',
      'A version that went down since the base is told, too: give it back, or raise it.',
      'In the policy, "versioning": "semver" of a contract wants versions such as 1.2.0, "path" wants paths or servers such as /v2, and "none" wants nothing.',
      'A contract that is only found by its name may have a version of any form.',
    ],
  },
  checkChange: unversionedChanges,
  *check(policy, { contracts }) {
    for (const governed of oncePerDocument(contracts.contracts.filter((one) => one.policy === policy))) {
      const { contract, setting } = governed;
      if (contract.format !== 'openapi' || contract.isFragment) continue;
      // Of a broken document nobody knows what is missing.
      if (contract.root?.kind !== 'object' || isUnread(contract)) continue;
      const fault = schemes[setting?.versioning ?? 'any'](governed);
      if (!fault) continue;
      const { path, span } = fault.place ?? contract.version ?? contract.infoPlace;
      yield {
        path,
        span,
        message: fault.message,
        detail: fault.kind,
        subject: fault.kind,
        related: declaredHere(governed),
        ...ofService(governed),
      };
    }
    yield* unversionedInterfaces(policy, contracts);
  },
  async *fix(finding, workspace, tools) {
    const { versionFixes } = await import('../fixes.ts');
    yield* versionFixes(finding, workspace, tools);
  },
});

interface Fault {
  readonly kind: 'missing' | 'empty' | 'number' | 'not-semver' | 'not-in-paths';
  readonly message: string;
  readonly place?: Place;
}

/** What a scheme has against a contract; `any` is for one of which the policy says nothing. */
const schemes = {
  any: ({ contract }) => anyVersion(contract),
  semver: ({ contract }) => anyVersion(contract) ?? semanticVersion(contract),
  path: ({ contract }) => pathVersion(contract),
  none: () => undefined,
} as const satisfies Record<string, (governed: GovernedContract) => Fault | undefined>;

function anyVersion({ path, version }: Contract): Fault | undefined {
  if (!version) return { kind: 'missing', message: `"${path}" has no version: "info.version" is not there.` };
  const { text, isString } = version;
  if (text.trim() === '') return { kind: 'empty', message: `The version of "${path}" is empty.` };
  if (isString) return undefined;
  const message = /^[\d.]+$/.test(text)
    ? `The version of "${path}" is the number ${text} and not a text, so that ${text} and ${text.includes('.') ? `${text}0` : `${text}.0`} are one.`
    : `The version of "${path}" is ${text} and not a text.`;
  return { kind: 'number', message };
}

function semanticVersion({ path, version }: Contract): Fault | undefined {
  if (!version || isVersion(version.text)) return undefined;
  const message = `The version "${version.text}" of "${path}" is none of "versioning": "semver", such as 1.2.0.`;
  return { kind: 'not-semver', message };
}

/** `/v2`, `/api/v2.1/orders`, `/2026-01-31`. */
const versionInPath = /\/(?:v\d+(?:\.\d+)*|\d{4}-\d{2}(?:-\d{2})?)(?=\/|$)/i;

function pathVersion(contract: Contract): Fault | undefined {
  const { path, prefixes, operations, infoPlace } = contract;
  const all = [
    ...prefixes,
    ...operations.flatMap((operation) => [...(operation.prefixes ?? []), operation.template]),
  ];
  if (operations.length === 0 || all.some((text) => versionInPath.test(text))) return undefined;
  const message = `No path or server of "${path}" has a version such as /v1, by which "versioning": "path" tells it.`;
  return { kind: 'not-in-paths', message, place: infoPlace };
}
