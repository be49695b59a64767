import type { Route, UnresolvedRoute } from '../model/contract.ts';
import type { BoundContract, Matching, Mismatch, MismatchedPair, OperationMatch } from '../model/matching.ts';
import { claimOf, territoryOf } from './claims.ts';
import { withCopies } from './copies.ts';
import { fallbackPaths } from './fallbacks.ts';
import { internalRoutes } from './internal.ts';
import { missingOperations } from './missing.ts';
import { pairNeighbours } from './neighbours.ts';
import { parameterMismatches, unreadParameters } from './parameters.ts';
import { type IndexedRoute, indexRoutes, type RouteIndex } from './route-index.ts';
import { servedOperations } from './served.ts';
import { type Shift, shiftOf } from './shift.ts';

interface MatchedContract {
  readonly bound: BoundContract;
  readonly matches: readonly OperationMatch[];
  readonly shift?: Shift;
}

/**
 * Holds what contracts promise against what code serves. What differs in one thing only is told as one mismatch instead
 * of twice. Whatever makes a verdict unsure lowers its confidence: only what is `certain` may be called an error.
 */
export function matchContracts(
  given: readonly BoundContract[],
  routes: readonly Route[],
  unresolved: readonly UnresolvedRoute[],
): Matching {
  const index = indexRoutes(routes);
  const contracts = withCopies(
    given.map((bound) => matchOne(bound, index)),
    [...routes, ...unresolved],
  );
  const operations = contracts.flatMap(({ matches }) => matches);
  const claimed = new Set(operations.flatMap(({ routes: own }) => own));
  const open = openRoutes(index, claimed, operations);
  const { internal, idle } = internalRoutes(
    contracts.map(({ bound }) => bound),
    index.all,
  );
  const isInternal = new Set(internal.map(({ route }) => route));
  const unclaimed = open.filter(({ route }) => !isInternal.has(route));
  const unserved = operations.filter((match) => isUnserved(match));
  const paired = pairNeighbours(unserved, unclaimed);
  const rest = unclaimed.filter((each) => !paired.routes.has(each));
  const judge = missingOperations(contracts, index, unresolved);
  return {
    operations,
    missing: unserved.filter((match) => !paired.operations.has(match)).map(judge),
    ...belonging(rest, contracts),
    mismatches: [...contracts.flatMap(shiftMismatch), ...paired.mismatches],
    parameters: parameterMismatches(operations),
    unread: unreadParameters(operations),
    internal,
    idle,
  };
}

function matchOne(bound: BoundContract, index: RouteIndex): MatchedContract {
  const direct = servedOperations(bound, index);
  const shift = shiftOf(direct, index);
  if (shift === undefined) return { bound, matches: direct };
  const shifted = servedOperations(bound, index, shift);
  // What is served where it is promised stays so.
  const matches = direct.map((match, at) => (match.routes.length > 0 ? match : (shifted[at] ?? match)));
  return { bound, matches, shift };
}

function isUnserved({ operation, routes, isCopy }: OperationMatch): boolean {
  return routes.length === 0 && !operation.isPlanned && !isCopy;
}

const automatic: ReadonlySet<string> = new Set(['HEAD', 'OPTIONS', 'TRACE']);

/** The routes that no operation claims and that somebody meant to serve. */
function openRoutes(
  index: RouteIndex,
  claimed: ReadonlySet<Route>,
  operations: readonly OperationMatch[],
): readonly IndexedRoute[] {
  const fallback = fallbackPaths(operations);
  const siblings = new Map<string, readonly IndexedRoute[]>();
  for (const each of index.all)
    if (claimed.has(each.route)) {
      const key = placeKey(each.route);
      siblings.set(key, [...(siblings.get(key) ?? []), each]);
    }
  return index.all.filter(({ route, segments }) => {
    if (claimed.has(route) || automatic.has(route.method) || fallback(route)) return false;
    return !(siblings.get(placeKey(route)) ?? []).some(
      (other) => other.route.method === route.method && isVariant(segments, other.segments),
    );
  });
}

function placeKey({ path, span }: Route): string {
  return `${path} ${span.start}`;
}

/** One registration with parts that may be left out: the shorter path lacks parameters, or an end. */
function isVariant(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length === long.length) return false;
  let at = 0;
  const left = long.filter((segment) => {
    if (segment !== short[at]) return true;
    at += 1;
    return false;
  });
  if (at < short.length) return false;
  return left.every((segment) => segment.includes('{')) || short.every((own, index) => own === long[index]);
}

function belonging(
  routes: readonly IndexedRoute[],
  contracts: readonly MatchedContract[],
): Pick<Matching, 'unpromised' | 'uncovered'> {
  const territories = contracts.map(({ bound, shift }) => territoryOf(bound, shift));
  const isKept = new Map(
    contracts.map(({ bound, matches }) => [bound, matches.some((match) => match.routes.length > 0)]),
  );
  const claims = routes.map((each) => ({ route: each.route, found: claimOf(each, territories) }));
  return {
    unpromised: claims.flatMap(({ route, found }) => {
      if (found === undefined) return [];
      const { bound, claim } = found;
      const isNamed = bound.service !== undefined || bound.covers !== undefined;
      // A document that nothing here keeps may be somebody else's.
      const isSure = claim === 'covers' || (claim === 'prefix' && (isNamed || isKept.get(bound) === true));
      const confidence =
        claim === 'nearest' ? 'possible' : isSure && route.confidence === 'certain' ? 'certain' : 'likely';
      return [{ route, bound, claim, confidence }];
    }),
    uncovered: claims.flatMap(({ route, found }) => (found === undefined ? [route] : [])),
  };
}

function shiftMismatch({ bound, matches, shift }: MatchedContract): readonly Mismatch[] {
  if (shift === undefined) return [];
  const pairs = matches.flatMap((match): readonly MismatchedPair[] => {
    const [route] = match.routes;
    return route === undefined || match.isCopy ? [] : [{ match, route }];
  });
  // A proxy may add or take the prefix away.
  return pairs.length === 0 ? [] : [{ differs: 'prefix', bound, pairs, ...shift, confidence: 'likely' }];
}
