import type { UnresolvedRoute } from '../../model/contract.ts';
import type { Expression } from '../../model/route-facts.ts';
import type { RouteMethod, RouterAdapter } from './adapters/adapter.ts';
import type { Context, Located, Value } from './evaluation.ts';

/** A value that routes are registered on. */
export interface Router {
  /** Tells it from others, also in the next search. */
  readonly key: string;
  readonly file: string;
  /** Serves by itself where nobody mounts it. */
  readonly isRoot: boolean;
  /** The function that makes it; 0 for the file. */
  readonly scope: number;
  /** A parameter has none until a call is found that gives it a router. */
  adapter: RouterAdapter | undefined;
  /** Where only its type is known, and several frameworks have one that is called so: these. */
  readonly fitting?: readonly RouterAdapter[];
  /** What it was derived from: mounting either mounts all routes of both. */
  readonly origin?: Router;
  /** That of a class of what a class that it extends makes. */
  readonly heir?: boolean;
  /** It heeds capital letters in paths where its framework does not by itself. */
  heedsCase?: boolean;
  /** Something that cannot be followed may mount it elsewhere as well. */
  isLoose?: boolean;
  readonly prefixes: Located[];
  readonly mounts: Mount[];
  readonly serves: Served[];
  /** What is mounted on it and no router: it may serve what is below its path by itself. */
  readonly alone: { readonly served: Served; readonly isHandler: boolean }[];
  /** What is mounted on it and cannot be followed. */
  readonly hidden: { readonly path?: Located; readonly hides: UnresolvedRoute }[];
}

export interface Mount {
  readonly parent: Router;
  /** Where it is mounted, when not where the parent is. */
  readonly file?: string;
  readonly path?: Located;
  /** It may be mounted elsewhere or not at all. */
  readonly isDoubted?: boolean;
}

export interface Served {
  readonly methods: readonly RouteMethod[];
  readonly path: Located;
  /** Where the call is. */
  readonly file: string;
  readonly handler?: Expression;
  /** What says the path is a contract as well. */
  readonly isPromised?: boolean;
  readonly before: readonly Expression[];
  /** Where both are written. */
  readonly handledIn: Context;
}

/** What an expression is to the registrations. */
export type RouterValue =
  | {
      readonly is: 'router';
      readonly router: Router;
      /** The path that the call before it in the chain gave, which the next one may leave out. */
      readonly last?: Located;
    }
  | { readonly is: 'held'; readonly router: Router; readonly path: Expression; readonly context: Context }
  | { readonly is: 'mounted'; readonly path?: Located; readonly child: Located }
  | {
      readonly is: 'function';
      readonly context: Context;
      readonly scope: number;
      /** Registers on what it is given as if it stood there: a prefix is not for it. */
      readonly isFlat?: boolean;
    }
  | { readonly is: 'no router'; readonly value: Value };
