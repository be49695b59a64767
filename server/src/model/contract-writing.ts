import type { Contract, HttpMethod, Operation, ParameterPlace, Route } from './contract.ts';
import type { ComparedContract, PlacedChange } from './contract-changes.ts';
import type { Fix } from './fix.ts';

/** What a fix changes, or why it cannot: one sentence. */
export type Written = Pick<Fix, 'edits' | 'creates' | 'asks'> | { readonly refused: string };

/** An operation where it is promised. */
export interface PromisedOperation {
  readonly contract: Contract;
  readonly operation: Operation;
  /** With the servers' prefix. */
  readonly template: string;
}

/** A parameter by its place and name. */
export interface NamedParameter {
  readonly in: ParameterPlace;
  readonly name: string;
}

/** A breaking change that somebody is to answer for; paths relative POSIX to the root. */
export interface AcceptanceRequest {
  readonly path: string;
  readonly fingerprint: string;
  /** The id of the change. */
  readonly change: string;
  readonly contract: string;
  readonly operations: readonly string[];
  readonly reason: string;
  readonly owner: string;
  /** `YYYY-MM-DD`. */
  readonly until: string;
}

/**
 * Edits of contracts and of the code that serves them. Each is held against the text that it makes, and refused where that
 * would say something else than was asked for.
 */
export interface ContractWriting {
  /** Promises what routes serve, with what is known of their parameters, bodies and answers. */
  addOperations(contract: Contract, routes: readonly Route[]): Written;
  /** A new contract, in YAML or JSON by the ending of its path; the path is free. */
  scaffold(path: string, title: string, routes: readonly Route[]): Written;
  markPlanned(promised: PromisedOperation): Written;
  setVersion(contract: Contract, version: string): Written;
  changeMethod(promised: PromisedOperation, method: HttpMethod): Written;
  /** Gives an operation the path that a route is served at. */
  renamePath(promised: PromisedOperation, template: string): Written;
  /** `route` tells what is known of it. */
  addParameter(promised: PromisedOperation, parameter: NamedParameter, route?: Route): Written;
  renameParameter(promised: PromisedOperation, parameter: NamedParameter, name: string): Written;
  removeParameter(promised: PromisedOperation, parameter: NamedParameter): Written;
  /** Serves an operation beside one of some routes, those that fit best first, by a handler that is to be written. */
  writeHandler(promised: PromisedOperation, routes: readonly Route[]): Written;
  /** Has code serve a route by another method. */
  changeRouteMethod(route: Route, method: HttpMethod): Written;
  /** Has code serve a route at another path; what its handler reads is renamed with it. `all` are the routes of the workspace. */
  renameRoute(route: Route, template: string, all: readonly Route[]): Written;
  /** Has the handler of a route read another parameter of its path. */
  renameRead(route: Route, from: string, to: string): Written;
  /** Takes a change back, so that callers find what they had; what was removed comes back as deprecated. */
  restore(change: PlacedChange, compared: ComparedContract): Written;
  accept(request: AcceptanceRequest): Written;
  /** A module of TypeScript with types and a function for each operation. */
  client(path: string, contract: Contract, operations: readonly Operation[]): Written;
  /** A test that calls an operation; `routes` are those that serve it, whose application is called if it is exported. */
  test(path: string, promised: PromisedOperation, routes: readonly Route[]): Written;
}
