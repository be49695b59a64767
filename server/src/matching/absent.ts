import type { Route } from '../model/contract.ts';
import type { BoundContract } from '../model/matching.ts';
import { implementsIt } from './implementing.ts';
import { compilePathPattern } from './path-pattern.ts';
import type { RouteIndex } from './route-index.ts';

/** A contract that a policy names and that is not there. */
export type AbsentContract = Pick<BoundContract, 'covers' | 'implementedBy'>;

/** The routes that what is not there would answer for: no other contract is about them, unless it covers them more closely. */
export function absentRoutes(
  absent: readonly AbsentContract[],
  present: readonly BoundContract[],
  { all }: RouteIndex,
): ReadonlySet<Route> {
  const wanting = absent.filter(({ covers }) => covers !== undefined).map(compiled);
  if (wanting.length === 0) return new Set();
  const others = present.map(compiled);
  return new Set(
    all.flatMap(({ route, shape }) => {
      const closest = (among: typeof others) =>
        Math.max(
          -1,
          ...among.flatMap(({ bound, patterns }) =>
            implementsIt(route, bound)
              ? patterns.filter((each) => each.matches(shape)).map(({ weight }) => weight)
              : [],
          ),
        );
      const own = closest(wanting);
      return own >= 0 && own >= closest(others) ? [route] : [];
    }),
  );
}

function compiled(bound: AbsentContract) {
  return { bound, patterns: (bound.covers ?? []).map(({ glob }) => compilePathPattern(glob)) };
}
