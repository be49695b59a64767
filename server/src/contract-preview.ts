import { contractsAmong, loadContractParts, routesOf } from './contract-look.ts';
import { compilePolicy } from './engine/compiled-policy.ts';
import { bindContracts } from './engine/contracts/bindings.ts';
import type { EngineParts } from './engine/parts.ts';
import type { Workspace } from './engine/workspace.ts';
import { operationKey, type Route } from './model/contract.ts';
import { operationKeys, promisedOperations } from './model/contract-changes.ts';
import { type ContractFacts, type GovernedContract, noContracts } from './model/contract-facts.ts';
import type { Problem } from './model/finding.ts';
import { folderOf } from './model/path.ts';
import type { Policy } from './model/policy.ts';
import type { ContractPreview, Difference, PromisingDocument } from './model/preview.ts';
import type { Rule, WorkspaceFacts } from './model/rule.ts';
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
 * policy that was refreshed. One that lies in a package which serves nothing of it, such as that of the documentation, is held
 * against the package that serves most; a document of which the code certainly serves nothing is somebody else's. Undefined,
 * and nothing is read, where no document has such a name.
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
  const packageOf = (path: string) => folderOf(facts.manifestAround(path)?.path ?? '');
  const governing = compilePolicy(policy);
  const { contracts: all } = bindContracts({
    named,
    policies: { inForce: [governing], governing: () => governing },
    files: () => [],
    moved: new Map(),
    contractsIn: (path) => contractsAmong(parts, workspace, [path]),
    exists: () => true,
    serviceOf: () => undefined,
    packageFolder: packageOf,
  });
  if (!all.some(({ contract }) => contract.operations.length > 0)) return undefined;
  const { read, supposedImports } = workspace;
  const looked = { facts: () => facts, read: read.bind(workspace), supposedImports };
  const served = routesOf(parts, looked, all);
  const match = (contracts: readonly GovernedContract[]): ContractFacts => {
    const matching = parts.createMatcher()(contracts, served.routes, served.unresolved, []);
    return { ...noContracts, ...served, contracts, matching };
  };
  const isServed = keptIn(match(all));
  const placed = all.map((one) => (isServed(one) ? one : servedElsewhere(one, served.routes, packageOf)));
  const kept = placed.filter(keptIn(match(placed)));
  const elsewhere = new Set(kept.filter((one) => !all.includes(one)).map(({ contract }) => contract.path));
  if (kept.length === 0) return undefined;
  const contracts = match(kept);
  return {
    documents: kept.map((one) => documentOf(one, contracts, elsewhere)),
    differences: differences(policy, { ...facts, contracts }, elsewhere),
  };
}

/** Those of which some operation is certainly served. */
function keptIn({ matching }: ContractFacts): (one: GovernedContract) => boolean {
  const promised = matching.operations.filter(({ routes }) =>
    routes.some(({ confidence }) => confidence === 'certain'),
  );
  return (one) => promised.some(({ bound }) => bound === one);
}

/** A contract with the one package that serves most of it, at least half; as it is where several serve as much. */
function servedElsewhere(
  governed: GovernedContract,
  routes: readonly Route[],
  packageOf: (path: string) => string,
): GovernedContract {
  const { contract } = governed;
  const wanted = promisedOperations(contract).map((operation) => operationKeys(contract, operation));
  const servedIn = new Map<string, Set<string>>();
  for (const { path, method, template, confidence } of routes) {
    if (confidence !== 'certain') continue;
    const folder = packageOf(path);
    servedIn.set(folder, (servedIn.get(folder) ?? new Set()).add(operationKey(method, template)));
  }
  const [best, next] = [...servedIn]
    .map(([folder, keys]) => ({
      folder,
      amount: wanted.filter((own) => own.some((key) => keys.has(key))).length,
    }))
    .sort((a, b) => b.amount - a.amount);
  if (!best || best.amount === 0 || best.amount * 2 < wanted.length || best.amount === next?.amount)
    return governed;
  return { ...governed, implementedBy: (path) => packageOf(path) === best.folder };
}

/** Nobody has said what tests are: what looks like one serves nothing. */
function withoutTests(facts: WorkspaceFacts): WorkspaceFacts {
  return { ...facts, files: facts.files.filter(({ path }) => !isTestPath(path)) };
}

function documentOf(
  governed: GovernedContract,
  { matching }: ContractFacts,
  elsewhere: ReadonlySet<string>,
): PromisingDocument {
  const own = matching.operations.filter(({ bound }) => bound === governed);
  return {
    path: governed.contract.path,
    operations: own.length,
    served: own.filter(({ routes }) => routes.length > 0).length,
    ...(elsewhere.has(governed.contract.path) && { isElsewhere: true as const }),
  };
}

/** What lies elsewhere may be about a part of what is served, as what is published often is. */
function differences(
  policy: Policy,
  facts: WorkspaceFacts,
  elsewhere: ReadonlySet<string>,
): readonly Difference[] {
  const isOfPart = ({ id }: Rule, { related = [] }: Problem) =>
    id === 'contracts/route-without-operation' && related.some(({ path }) => elsewhere.has(path));
  return rules
    .filter(({ id }) => differing.has(id))
    .flatMap((rule) =>
      rule.scope === 'workspace'
        ? [...rule.check(policy, facts, {})].filter((problem) => !isOfPart(rule, problem))
        : [],
    )
    .filter(({ confidence = 'certain' }) => confidence === 'certain')
    .map(({ path, span, message }) => ({ path, span, message }))
    .sort((a, b) => (a.path === b.path ? a.span.start - b.span.start : a.path < b.path ? -1 : 1));
}
