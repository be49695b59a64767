import type { Route } from '../model/contract.ts';
import type { BoundContract, InternalPaths, Matching } from '../model/matching.ts';
import { implementsIt } from './implementing.ts';
import { compilePathPattern } from './path-pattern.ts';
import type { IndexedRoute } from './route-index.ts';

/** The routes that are served and not promised on purpose, and the statements that say so of none. */
export function internalRoutes(
  contracts: readonly BoundContract[],
  routes: readonly IndexedRoute[],
): Pick<Matching, 'internal' | 'idle'> {
  const statements = contracts.flatMap((bound) =>
    bound.internal.map((by) => ({ bound, by, pattern: compilePathPattern(by.glob) })),
  );
  const used = new Set<InternalPaths>();
  const internal: { readonly route: Route; readonly by: InternalPaths }[] = [];
  if (statements.length > 0)
    for (const { route, shape } of routes) {
      const found = statements.filter(
        ({ bound, pattern }) => pattern.matches(shape) && implementsIt(route, bound),
      );
      for (const { by } of found) used.add(by);
      const [first] = found;
      if (first !== undefined) internal.push({ route, by: first.by });
    }
  return { internal, idle: statements.map(({ by }) => by).filter((by) => !used.has(by)) };
}
