import type { Bump, Contract, ContractChange } from './contract.ts';
import type { GovernedContract } from './contract-facts.ts';
import type { Place } from './span.ts';

/** A contract of the base that reads otherwise now, held against what it became. */
export interface ComparedContract {
  readonly before: Contract;
  readonly now: GovernedContract;
  /** At the levels of the table; in the order of the new document, then of the old one for what is gone. */
  readonly changes: readonly ContractChange[];
  /** What the two versions say, and what the changes ask of them. */
  readonly declared: Bump;
  readonly required: Bump;
  /** References that could not be followed: what they lead to is not compared. */
  readonly unresolved: readonly (Place & { readonly message: string; readonly side: 'old' | 'now' })[];
  /** False where there was too much to compare all of it. */
  readonly isWhole: boolean;
}

/** What a change does to contracts, and what of code and contracts was there before. */
export interface ContractChanges {
  readonly compared: readonly ComparedContract[];
  /** Contracts that the base has not. */
  readonly added: readonly GovernedContract[];
  /** Contracts of the base that are gone, or hold none any more. */
  readonly removed: readonly Contract[];
  /** Keys of what the base promised, with the servers' prefixes: `GET /api/orders/{}`. */
  readonly promised: ReadonlySet<string>;
  /** Keys of what the base served. */
  readonly served: ReadonlySet<string>;
}

export const noContractChanges: ContractChanges = {
  compared: [],
  added: [],
  removed: [],
  promised: new Set(),
  served: new Set(),
};
