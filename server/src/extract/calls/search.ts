import type { Call, UnresolvedCall } from '../../model/calls.ts';
import type { CallFacts, RouteFacts } from '../../model/route-facts.ts';
import type { RouteInput } from '../routes/search.ts';

/** What one search is given. */
export interface CallInput extends Pick<RouteInput, 'follow'> {
  /** Files whose calls are wanted, in order. */
  readonly paths: readonly string[];
  /** The facts of any file of the workspace; only those of `paths` need to hold requests. */
  readonly facts: (path: string) => (RouteFacts & Partial<CallFacts>) | undefined;
  /** Ids of operations that count where they are named, and the files where they do: tests, and consumers with clients of their own. */
  readonly operationIds?: ReadonlySet<string>;
  readonly mayMention?: (path: string) => boolean;
}

export interface FoundCalls {
  readonly calls: readonly Call[];
  readonly unresolved: readonly UnresolvedCall[];
}
