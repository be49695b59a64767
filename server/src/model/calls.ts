import type { HttpMethod, Operation } from './contract.ts';
import type { Confidence } from './finding.ts';
import type { Place, Span } from './span.ts';

/** Somebody who uses an operation, in code or in a test. Its place is that of the path's text. */
export interface Call extends Place {
  /** `ANY` where the method is not known. */
  readonly method: HttpMethod | 'ANY';
  /** `/orders/{}`, with `{}` for each segment that is not written; empty where only the operation's id is known. */
  readonly template: string;
  /** Something that is not known stands before the path: only its end says which operation is meant. */
  readonly isBaseUnknown: boolean;
  /**
   * What says to which host it goes, where that is not written and nothing else is in doubt: the same for all calls that go
   * there, such as those by one variable of the environment.
   */
  readonly base?: string;
  /** Where the address names one that is not this machine: `api.example.com`. */
  readonly host?: string;
  /** The library, or the kind of document: `axios`, `pact`. */
  readonly client: string;
  readonly confidence: Confidence;
  readonly operationId?: string;
  /** The name of who serves it, as a document has it. */
  readonly provider?: string;
}

/** Something is called, and nobody can say what. */
export interface UnresolvedCall extends Place {
  readonly client: string;
  /** One sentence. */
  readonly reason: string;
}

/** A configuration by which a tool tests all operations of a contract. Its place is where the contract is named. */
export interface ContractCover extends Place {
  readonly tool: string;
  /** As written, relative to the configuration's folder or an address; absent where none is named. */
  readonly contract?: string;
  /** Relative POSIX to the root; absent for addresses and for what leads out of the workspace. */
  readonly contractPath?: string;
}

/** An operation with its paths, the servers' prefixes included; the first one is to be told. */
export interface CalledOperation {
  readonly operation: Operation;
  readonly paths: readonly string[];
}

/** Who uses one operation. */
export interface OperationUse<Called extends CalledOperation> {
  readonly called: Called;
  readonly callers: readonly Call[];
  readonly tests: readonly Call[];
  /** Configurations that test all of the contract. */
  readonly covers: readonly ContractCover[];
}

/** Calls held against operations; all lists are in the order of what was given. */
export interface CallMatching<Called extends CalledOperation> {
  readonly uses: readonly OperationUse<Called>[];
  /** Calls of no operation, with the one that is most like it. */
  readonly unmatched: readonly { readonly call: Call; readonly nearest?: Called }[];
}

/** A name or text that an operation may have as its id: called, or quoted. */
export interface Mention extends Span {
  readonly name: string;
  /** A call of a member, a call of a name, or a text. */
  readonly as: 'member' | 'name' | 'text';
}
