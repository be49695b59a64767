import type { Contract, Operation, ParameterPlace, Route } from './contract.ts';
import type { Confidence } from './finding.ts';
import type { Place } from './span.ts';

/** Paths that are served, with where a policy names them: `/api/v2/**`, `*` for one segment, `{x}` for a parameter. */
export interface ServedPaths {
  readonly glob: string;
  readonly place: Place;
}

/** Paths that are served and not promised. */
export interface InternalPaths extends ServedPaths {
  readonly why?: string;
}

/** A contract with what the policy says of it. */
export interface BoundContract {
  readonly contract: Contract;
  readonly service?: string;
  /** With the servers' prefix; absent where they are to be inferred from the operations. */
  readonly covers?: readonly ServedPaths[];
  /** Whether code follows the document, or the document is a snapshot that is made of code. */
  readonly mode: 'design-first' | 'generated';
  readonly internal: readonly InternalPaths[];
  /** Whether a file may implement it: one of its service, or of the package nearest to it. Asked often. */
  implementedBy(path: string): boolean;
}

/** One operation and the routes that serve it. */
export interface OperationMatch {
  readonly bound: BoundContract;
  readonly operation: Operation;
  /** With the servers' prefixes, at least one; the first one is to be told. */
  readonly paths: readonly string[];
  /** In the order of the code; empty where nothing serves it. */
  readonly routes: readonly Route[];
  /** Another document for the same files, or the same one for other files, promises it, and is the one to be told. */
  readonly isCopy: boolean;
}

/** Why something may be there all the same, at its place. */
export interface Doubt extends Place {
  readonly reason: string;
}

/** A promise that nothing keeps. Planned operations are none. */
export interface MissingOperation {
  readonly match: OperationMatch;
  readonly confidence: Confidence;
  readonly doubts: readonly Doubt[];
}

/** How it is known to which contract a route belongs; the last two are weaker. */
export type Claim = 'covers' | 'prefix' | 'service' | 'nearest';

/** A route that its contract does not promise. */
export interface UnpromisedRoute {
  readonly route: Route;
  /** The contract that is nearest to it, or the first of those that are as near. */
  readonly bound: BoundContract;
  /** All that are as near, where these are several. */
  readonly rivals?: readonly BoundContract[];
  readonly claim: Claim;
  readonly confidence: Confidence;
}

/** What is mounted at a path that is not known and ends like nothing that is promised; its place is that of the path. */
export interface StrayMount extends Place {
  /** Why the path is not known. */
  readonly reason: string;
  readonly bound: BoundContract;
  /** At least one; their templates are endings. */
  readonly routes: readonly Route[];
  readonly confidence: Confidence;
}

/** How the two sides of a mismatch differ. */
export type Difference = 'method' | 'case' | 'segment' | 'prefix';

/** An operation and a route that are meant to be one; more than one pair only where one prefix differs for all. */
export interface Mismatch {
  readonly differs: Difference;
  readonly bound: BoundContract;
  readonly pairs: readonly MismatchedPair[];
  /** What differs, as the contract has it and as the code has it: `PUT` and `PATCH`, `/orders` and `/order`. */
  readonly promised: string;
  readonly served: string;
  readonly confidence: Confidence;
}

export interface MismatchedPair {
  readonly match: OperationMatch;
  readonly route: Route;
}

/**
 * What is wrong about one parameter: in the template and not declared; declared and not in the template; in the route's
 * path under another name; read by the handler and not promised; read from a path that has no such part.
 */
export type ParameterProblem = 'undeclared' | 'not-in-template' | 'renamed' | 'not-promised' | 'not-in-route';

export interface ParameterMismatch {
  readonly problem: ParameterProblem;
  readonly match: OperationMatch;
  readonly in: ParameterPlace;
  readonly name: string;
  /** For a renamed one: the name in the route's path. */
  readonly other?: string;
  readonly route?: Route;
  /** Where to tell it: the parameter or operation in the contract, or the place in code. */
  readonly place: Place;
  readonly confidence: Confidence;
}

/** A required parameter of a query or header that no handler of the operation reads, where all that it reads was seen. */
export interface UnreadParameter {
  readonly match: OperationMatch;
  readonly in: ParameterPlace;
  readonly name: string;
  readonly place: Place;
}

/** Routes and operations held against each other; all lists are in the order of contracts, documents and files. */
export interface Matching {
  readonly operations: readonly OperationMatch[];
  readonly missing: readonly MissingOperation[];
  readonly unpromised: readonly UnpromisedRoute[];
  readonly strays: readonly StrayMount[];
  readonly mismatches: readonly Mismatch[];
  readonly parameters: readonly ParameterMismatch[];
  readonly unread: readonly UnreadParameter[];
  /** Routes that belong to no contract. */
  readonly uncovered: readonly Route[];
  /** Routes that a policy calls internal, with the statement that does. */
  readonly internal: readonly { readonly route: Route; readonly by: InternalPaths }[];
  /** Statements that match no route. */
  readonly idle: readonly ServedPaths[];
}
