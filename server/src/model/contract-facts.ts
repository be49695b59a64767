import type { Call, CalledOperation, ContractCover, OperationUse, UnresolvedCall } from './calls.ts';
import type { Contract, InterfaceContract, Route, UnresolvedRoute } from './contract.ts';
import type { WrittenContract } from './contract-written.ts';
import { type JsonDocument, member } from './json.ts';
import type { BoundContract, Matching, OperationMatch } from './matching.ts';
import type { ContractSetting, Policy, Service } from './policy.ts';
import type { Place } from './span.ts';

/** A contract with the policy that judges it, and what that says of it. */
export interface GovernedContract extends BoundContract {
  readonly policy: Policy;
  /** The service that offers it. */
  readonly owner?: Service;
  /** Absent for one that was found by its name. */
  readonly setting?: ContractSetting;
}

/** An interface that is a contract, with the policy that judges it. */
export interface GovernedInterface extends InterfaceContract {
  readonly policy: Policy;
  /** The service that offers it. */
  readonly owner?: Service;
  readonly setting?: ContractSetting;
  /** It may be implemented where nobody looks, or in a way that is not understood. */
  readonly isOpen: boolean;
}

/** What the code of one policy serves and what its contracts promise. */
export interface ContractFacts {
  /** In order of path. */
  readonly contracts: readonly GovernedContract[];
  /** Documents that a policy names and that are not there, or hold no contract. */
  readonly missing: readonly {
    readonly policy: Policy;
    readonly service: Service;
    readonly setting: ContractSetting;
    /** Absent where nothing is there; else what is wrong with what is. */
    readonly detail?: string;
  }[];
  readonly routes: readonly Route[];
  readonly unresolved: readonly UnresolvedRoute[];
  /** Interfaces that are marked as contracts, in the order of files and offsets. */
  readonly interfaces: readonly GovernedInterface[];
  /** A contract, or what one refers to, as it was parsed; undefined for what is not there. */
  document(path: string): JsonDocument | undefined;
  /** What a contract in TypeScript says of bodies and answers, read once somebody asks; undefined for a document. */
  written(contract: Contract): WrittenContract | undefined;
  /** Routes and operations held against each other. */
  readonly matching: Matching;
  /** Who uses an operation, as it was last known; undefined until somebody has looked. Costs nothing. */
  uses(match: OperationMatch): OperationUse<OperationMatch> | undefined;
  /** Looks who uses operations: the first time every file is read that may call one. */
  findUses(): ContractUses;
}

/** Who calls and tests what contracts promise, and what is called besides. */
export interface ContractUses {
  of(match: OperationMatch): OperationUse<OperationMatch> | undefined;
  /** Calls in code of no operation that is promised, with the one that is most like it; in order of path. */
  readonly unmatched: readonly { readonly call: Call; readonly nearest?: OperationMatch }[];
  /** Calls of which nobody can say what they call. */
  readonly unresolved: readonly UnresolvedCall[];
  /** Configurations of tools that test whole contracts, those that name none included. */
  readonly covers: readonly ContractCover[];
  /** What is wrong with Pact files and with configurations of tools. */
  readonly problems: readonly (Place & { readonly message: string })[];
  /** Contracts whose consumers name a file. */
  consumed(path: string): readonly GovernedContract[];
  isTest(path: string): boolean;
  /** The same calls held against other operations, such as those of the base. */
  match<Called extends CalledOperation>(
    operations: readonly Called[],
    contractOf: (called: Called) => string,
  ): readonly OperationUse<Called>[];
}

/** Each document once, where it is bound several times: what is to be told of the document alone. */
export function oncePerDocument<T extends Pick<BoundContract, 'contract'>>(
  bound: readonly T[],
): readonly T[] {
  const seen = new Set<unknown>();
  return bound.filter(({ contract }) => !seen.has(contract) && seen.add(contract));
}

const nothingMatched: Matching = {
  operations: [],
  missing: [],
  unpromised: [],
  strays: [],
  mismatches: [],
  parameters: [],
  unread: [],
  uncovered: [],
  internal: [],
  idle: [],
};

const noUses: ContractUses = {
  of: () => undefined,
  unmatched: [],
  unresolved: [],
  covers: [],
  problems: [],
  consumed: () => [],
  isTest: () => false,
  match: () => [],
};

export const noContracts: ContractFacts = {
  contracts: [],
  missing: [],
  routes: [],
  unresolved: [],
  interfaces: [],
  document: () => undefined,
  written: () => undefined,
  matching: nothingMatched,
  uses: () => undefined,
  findUses: () => noUses,
};

/** The owner that a contract names itself, by `x-owner` of the document or of its `info`. */
export function statedOwner({ root }: Contract): string | undefined {
  for (const node of [root, member(root, 'info')]) {
    const owner = member(node, 'x-owner');
    if (owner?.kind === 'string' && owner.value.trim() !== '') return owner.value.trim();
  }
  return undefined;
}

const known = new WeakMap<ContractFacts['contracts'], ReadonlyMap<string, string>>();

/** The same by the path of the contract. */
export function statedOwnerOf(path: string, { contracts }: ContractFacts): string | undefined {
  let owners = known.get(contracts);
  if (!owners) {
    owners = new Map(
      contracts.flatMap(({ contract }) => {
        const owner = statedOwner(contract);
        return owner === undefined ? [] : [[contract.path, owner] as const];
      }),
    );
    known.set(contracts, owners);
  }
  return owners.get(path);
}
