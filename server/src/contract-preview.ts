import { contractsAmong, loadContractParts, routesOf } from './contract-look.ts';
import { compilePolicy } from './engine/compiled-policy.ts';
import { bindContracts } from './engine/contracts/bindings.ts';
import type { EngineParts } from './engine/parts.ts';
import type { Workspace } from './engine/workspace.ts';
import { type ContractFacts, type GovernedContract, noContracts } from './model/contract-facts.ts';
import { folderOf } from './model/path.ts';
import type { Policy } from './model/policy.ts';
import type { ContractPreview, Difference, PromisingDocument } from './model/preview.ts';
import type { WorkspaceFacts } from './model/rule.ts';
import { isTestPath } from './model/test-path.ts';
import { rules } from './rules/index.ts';

const policyPath = 'parapet.jsonc';
const policyText = '{ "contractFirst": "change" }';

/** What a preview of contracts is made of. */
export interface PreviewGround {
  readonly workspace: Workspace;
  readonly readPolicy: EngineParts['readPolicy'];
}

/** Rules that hold code and contracts against each other; what else is wrong with a contract is for a policy to ask. */
const differing: ReadonlySet<string> = new Set(
  ['route-without-operation', 'operation-without-route', 'route-mismatch', 'parameter-mismatch'].map(
    (name) => `contracts/${name}`,
  ),
);

/**
 * What documents that are contracts by their names promise, and where code is certainly otherwise, in a workspace without a
 * policy that was refreshed. A document of which the code certainly serves nothing is somebody else's. Undefined, and
 * nothing is read, where no document has such a name.
 */
export async function contractPreview({
  workspace,
  readPolicy,
}: PreviewGround): Promise<ContractPreview | undefined> {
  const named = workspace.met.contracts.filter((path) => !isTestPath(path));
  if (named.length === 0) return undefined;
  const parts = await loadContractParts();
  const policy = readPolicy(policyPath, () => ({ ok: true, text: policyText }));
  const facts = withoutTests(workspace.facts());
  const governing = compilePolicy(policy);
  const { contracts: all } = bindContracts({
    named,
    policies: { inForce: [governing], governing: () => governing },
    files: () => [],
    moved: new Map(),
    contractsIn: (path) => contractsAmong(parts, workspace, [path]),
    exists: () => true,
    serviceOf: () => undefined,
    packageFolder: (path) => folderOf(facts.manifestAround(path)?.path ?? ''),
  });
  if (!all.some(({ contract }) => contract.operations.length > 0)) return undefined;
  const { read, supposedImports } = workspace;
  const served = routesOf(parts, { facts: () => facts, read: read.bind(workspace), supposedImports });
  const match = (contracts: readonly GovernedContract[]): ContractFacts => {
    const matching = parts.createMatcher()(contracts, served.routes, served.unresolved, []);
    return { ...noContracts, ...served, contracts, matching };
  };
  const promised = match(all).matching.operations.filter(({ routes }) =>
    routes.some(({ confidence }) => confidence === 'certain'),
  );
  const kept = all.filter((one) => promised.some(({ bound }) => bound === one));
  if (kept.length === 0) return undefined;
  const contracts = match(kept);
  return {
    documents: kept.map((one) => documentOf(one, contracts)),
    differences: differences(policy, { ...facts, contracts }),
  };
}

/** Nobody has said what tests are: what looks like one serves nothing. */
function withoutTests(facts: WorkspaceFacts): WorkspaceFacts {
  return { ...facts, files: facts.files.filter(({ path }) => !isTestPath(path)) };
}

function documentOf(governed: GovernedContract, { matching }: ContractFacts): PromisingDocument {
  const own = matching.operations.filter(({ bound }) => bound === governed);
  return {
    path: governed.contract.path,
    operations: own.length,
    served: own.filter(({ routes }) => routes.length > 0).length,
  };
}

function differences(policy: Policy, facts: WorkspaceFacts): readonly Difference[] {
  return rules
    .filter(({ id }) => differing.has(id))
    .flatMap((rule) => (rule.scope === 'workspace' ? [...rule.check(policy, facts, {})] : []))
    .filter(({ confidence = 'certain' }) => confidence === 'certain')
    .map(({ path, span, message }) => ({ path, span, message }))
    .sort((a, b) => (a.path === b.path ? a.span.start - b.span.start : a.path < b.path ? -1 : 1));
}
