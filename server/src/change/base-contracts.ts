import type { Workspace } from '../engine/workspace.ts';
import type { Change } from '../model/change.ts';
import { pathNow } from '../model/change.ts';
import { type Contract, operationKey } from '../model/contract.ts';
import { type ComparedContract, type ContractChanges, noContractChanges } from '../model/contract-changes.ts';
import type { ContractFacts, GovernedContract } from '../model/contract-facts.ts';
import type { JsonDocument } from '../model/json.ts';

/** What the base promised and served; nothing of the workspace that it was found in is kept alive. */
export interface BaseContracts {
  /** By the path there. */
  readonly contracts: ReadonlyMap<string, Contract>;
  /** Contracts and what they refer to, as parsed. */
  readonly documents: ReadonlyMap<string, JsonDocument>;
  readonly promised: ReadonlySet<string>;
  readonly served: ReadonlySet<string>;
  /** Comparisons with contracts of now; an editor asks again and again, and few have changed. */
  readonly compared: WeakMap<Contract, ComparedContract>;
}

const isEmpty = ({ contracts, missing, routes }: ContractFacts): boolean =>
  contracts.length + missing.length + routes.length === 0;

export function baseContractsOf(facts: ContractFacts): BaseContracts | undefined {
  if (isEmpty(facts)) return undefined;
  const contracts = new Map(facts.contracts.map(({ contract }) => [contract.path, contract]));
  const documents = new Map<string, JsonDocument>();
  for (const { path, inputs } of contracts.values())
    for (const input of [path, ...inputs]) {
      const document = facts.document(input);
      if (document) documents.set(input, document);
    }
  return {
    contracts,
    documents,
    promised: new Set([...contracts.values()].flatMap(promisedBy)),
    served: new Set(facts.routes.map(({ method, template }) => operationKey(method, template))),
    compared: new WeakMap(),
  };
}

/** The keys of all operations, with each of the prefixes that they may have. */
function promisedBy({ operations, prefixes }: Contract): readonly string[] {
  return operations.flatMap(({ method, template, prefixes: own = prefixes }) =>
    own.map((prefix) => operationKey(method, prefix + template)),
  );
}

/** What became of the contracts of the base. Those that the change left alone are not compared. */
export async function contractChanges(
  base: BaseContracts | undefined,
  workspace: Pick<Workspace, 'facts'>,
  change: Change,
): Promise<ContractChanges> {
  const facts = workspace.facts().contracts;
  if (!base && isEmpty(facts)) return noContractChanges;
  const then = base ?? nothing;
  const now = pathNow(change);
  const before = new Map([...then.contracts].map(([path, contract]) => [now(path) ?? path, contract]));
  const touched = new Set(
    change.files.flatMap(({ path, from }) => (from === undefined ? [path] : [path, from])),
  );
  const isTouched = ({ path, inputs }: Contract) => [path, ...inputs].some((input) => touched.has(input));
  const compared: ComparedContract[] = [];
  const added: GovernedContract[] = [];
  for (const governed of facts.contracts) {
    const old = before.get(governed.contract.path);
    before.delete(governed.contract.path);
    if (!old) added.push(governed);
    else if (isTouched(old) || isTouched(governed.contract))
      compared.push(await compare(old, governed, then, facts));
  }
  return { compared, added, removed: [...before.values()], promised: then.promised, served: then.served };
}

const nothing: BaseContracts = {
  contracts: new Map(),
  documents: new Map(),
  promised: new Set(),
  served: new Set(),
  compared: new WeakMap(),
};

async function compare(
  before: Contract,
  now: GovernedContract,
  base: BaseContracts,
  facts: ContractFacts,
): Promise<ComparedContract> {
  const known = base.compared.get(now.contract);
  if (known) return { ...known, now };
  const { compareRead } = await import('../contract-parts.ts');
  const outcome = compareRead(
    { contract: before, document: (path) => base.documents.get(path) },
    { contract: now.contract, document: (path) => facts.document(path) },
  );
  const compared = { before, now, ...outcome };
  base.compared.set(now.contract, compared);
  return compared;
}
