import { type GovernedContract, oncePerDocument, statedOwner } from '../../model/contract-facts.ts';
import type { Owners } from '../../model/owners.ts';
import { defineRule } from '../../model/rule.ts';
import { declaredHere } from './sentences.ts';

export default defineRule({
  id: 'contracts/unowned-contract',
  scope: 'workspace',
  reads: 'contracts',
  severity: 'warning',
  declaredBy: 'contracts',
  docs: {
    summary: 'A contract has an owner, where the repository names owners at all.',
    why: 'Who wants it changed has to ask somebody, and who changes it has to be asked.',
    policy: '{ "contractFirst": "change" }',
    bad: `//- .github/CODEOWNERS
/.github/       @acme/architects
/parapet.jsonc  @acme/architects
/src/           @acme/web
//- api/openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
^^^^ warning: Nobody owns the contract "api/openapi.yaml", neither by CODEOWNERS nor by its service.
paths:
  /orders:
    get: { responses: {} }
//- src/server.ts
import express from 'express';
const app = express();
app.get('/orders', list);`,
    good: `//- .github/CODEOWNERS
/.github/       @acme/architects
/parapet.jsonc  @acme/architects
/src/           @acme/web
/api/           @acme/web
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
      '*Add a line* to CODEOWNERS, name the owner of its service in the policy, or say "x-owner" in the contract.',
      'A repository that names no owners anywhere is not asked for one.',
    ],
  },
  *check(policy, { contracts, owners }) {
    if (!policy) return;
    const isNamed =
      owners.document !== undefined ||
      owners.catalogs().length > 0 ||
      policy.services.some(({ owner }) => owner !== undefined);
    const own = contracts.contracts.filter((one) => one.policy === policy);
    for (const governed of isNamed ? oncePerDocument(own) : []) {
      if (own.some((one) => one.contract === governed.contract && hasOwner(one, owners))) continue;
      const { path, infoPlace } = governed.contract;
      yield {
        path: infoPlace.path,
        span: infoPlace.span,
        message: `Nobody owns the contract "${path}", neither by CODEOWNERS nor by its service.`,
        subject: path,
        related: declaredHere(governed),
      };
    }
  },
  async *fix(finding, workspace, tools) {
    const { unownedGovernanceFixes } = await import('../fixes.ts');
    yield* unownedGovernanceFixes(finding, workspace, tools);
  },
});

function hasOwner({ contract, owner }: GovernedContract, owners: Owners): boolean {
  return (
    owner?.owner !== undefined || owners.of(contract.path).length > 0 || statedOwner(contract) !== undefined
  );
}
