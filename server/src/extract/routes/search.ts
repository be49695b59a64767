import type { Route, UnresolvedRoute } from '../../model/contract.ts';
import type { RouteFacts } from '../../model/route-facts.ts';

/** What one search is given. */
export interface RouteInput {
  /** Files that may hold routes, in order. */
  readonly paths: readonly string[];
  /** All that count, in order, as loaders of folders take whatever lies there; without them those are all. */
  readonly files?: readonly string[];
  /** The facts of any file of the workspace; asked for more than `paths` only where a name leads there. */
  readonly facts: (path: string) => RouteFacts | undefined;
  /** The file of the workspace that a specifier leads to. */
  readonly follow: (from: string, specifier: string) => string | undefined;
  /** Files, and where imports lead, are as they were at the last search of the same finder: only facts may be others. */
  readonly leadsAsBefore?: boolean;
}

export interface Found {
  readonly routes: readonly Route[];
  readonly unresolved: readonly UnresolvedRoute[];
  /** Files that hand requests to what serves a contract: what of them catches the rest is no route of its own. */
  readonly handing?: readonly string[];
}

export const nothing: Found = { routes: [], unresolved: [] };
