import type { OperationUse } from './calls.ts';
import type { InterfaceContract, Route, UnresolvedRoute } from './contract.ts';
import type { JsonDocument } from './json.ts';
import type { BoundContract, Matching, OperationMatch } from './matching.ts';
import type { ContractSetting, Policy, Service } from './policy.ts';

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
  /** Routes and operations held against each other. */
  readonly matching: Matching;
  /** Who uses an operation; absent where nobody has looked. */
  uses?(match: OperationMatch): OperationUse<OperationMatch> | undefined;
}

const nothingMatched: Matching = {
  operations: [],
  missing: [],
  unpromised: [],
  mismatches: [],
  parameters: [],
  unread: [],
  uncovered: [],
  internal: [],
  idle: [],
};

export const noContracts: ContractFacts = {
  contracts: [],
  missing: [],
  routes: [],
  unresolved: [],
  interfaces: [],
  document: () => undefined,
  matching: nothingMatched,
};
