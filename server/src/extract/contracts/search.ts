import type { Contract, ContractFormat, Operation, Route, UnresolvedContract } from '../../model/contract.ts';
import type { Place } from '../../model/span.ts';
import type { Evaluation } from '../routes/evaluation.ts';
import type { RouteInput } from '../routes/search.ts';

/** What one search is given. */
export interface ContractInput extends RouteInput {
  /** Files whose objects with `method` and `path` are a contract, as the policy names them. */
  readonly tables?: ReadonlySet<string>;
  /** The version of the package around a file, at its place. */
  readonly versionOf?: (path: string) => (Place & { readonly text: string }) | undefined;
  /** Routes that were found before: where one is made from an operation, its mounts are prefixes of the operation. */
  readonly routes?: readonly Route[];
}

export interface FoundContracts {
  /** One for each file and format, in order. */
  readonly contracts: readonly Contract[];
  /** What looks like an operation and could not be understood, in the order of files and offsets. */
  readonly unresolved: readonly UnresolvedContract[];
}

/** What adapters are given. */
export interface ContractTools {
  readonly paths: readonly string[];
  readonly facts: RouteInput['facts'];
  readonly evaluation: Evaluation;
  readonly tables: ReadonlySet<string>;
}

export interface Promised {
  readonly operations: readonly Operation[];
  readonly unresolved: readonly Omit<UnresolvedContract, 'format'>[];
}

/** A way to write contracts in TypeScript. */
export interface ContractAdapter {
  readonly format: ContractFormat;
  /** One of these is in a text that may say something. */
  readonly words: readonly string[];
  /** The same for names, which stand there whole. */
  readonly names?: readonly string[];
  readonly read: (tools: ContractTools) => Promised;
}
