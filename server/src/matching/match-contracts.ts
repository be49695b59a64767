import type { Route, UnresolvedRoute } from '../model/contract.ts';
import type {
  BoundContract,
  Matching,
  Mismatch,
  MismatchedPair,
  OperationMatch,
  UnpromisedRoute,
} from '../model/matching.ts';
import { type AbsentContract, absentRoutes } from './absent.ts';
import { claimOf, confidenceOf, type Kept, keptBy, type Territory, territoryOf } from './claims.ts';
import { withCopies } from './copies.ts';
import { withServedElsewhere } from './elsewhere.ts';
import { fallbackPaths } from './fallbacks.ts';
import { internalRoutes } from './internal.ts';
import { missingOperations } from './missing.ts';
import { pairNeighbours } from './neighbours.ts';
import { parameterMismatches, unreadParameters } from './parameters.ts';
import { isAutomatic, segmentsOf } from './paths.ts';
import { type IndexedRoute, indexOf, indexRoutes, type RouteIndex } from './route-index.ts';
import { servedOperations } from './served.ts';
import { sharesOf, withSharedPromises } from './shares.ts';
import { isMostlyUnserved, type Shift, shiftOf } from './shift.ts';
import { openStatements, strayMounts } from './stray-mounts.ts';

interface MatchedContract {
  readonly bound: BoundContract;
  readonly matches: readonly OperationMatch[];
  readonly shift?: Shift;
}

/**
 * Holds what contracts promise against what code serves. What differs in one thing only is told as one mismatch instead
 * of twice. Whatever makes a verdict unsure lowers its confidence: only what is `certain` may be called an error. Of what
 * would be for a contract that is absent, nobody is accused.
 */
export function matchContracts(
  given: readonly BoundContract[],
  routes: readonly Route[],
  unresolved: readonly UnresolvedRoute[],
  absent: readonly AbsentContract[] = [],
): Matching {
  const index = indexRoutes(routes);
  const others = absentRoutes(absent, given, index);
  const contracts = withCopies(
    withSharedPromises(withServedElsewhere(matchEach(given, index, others), index, others)),
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
  const paired = pairNeighbours(
    unserved,
    unclaimed.filter(({ route }) => !others.has(route)),
  );
  const rest = unclaimed.filter((each) => !paired.routes.has(each));
  const judge = missingOperations(contracts, index, unresolved);
  const { unpromised, uncovered } = belonging(
    rest,
    contracts,
    index.all.filter(({ route }) => claimed.has(route)),
    others,
  );
  const openIdle = openStatements(idle, unresolved);
  const beneath = strayMounts(given, index, unresolved, absent);
  return {
    operations,
    missing: unserved.filter((match) => !paired.operations.has(match)).map(judge),
    unpromised,
    uncovered: beneath.uncovered.length === 0 ? uncovered : [...uncovered, ...beneath.uncovered],
    strays: beneath.strays,
    mismatches: [...contracts.flatMap(shiftMismatch), ...paired.mismatches],
    parameters: parameterMismatches(operations),
    unread: unreadParameters(operations),
    internal,
    idle: idle.filter((by) => !openIdle.has(by)),
  };
}

/** What is served where it is promised stays so; only the rest may be what another contract means elsewhere. */
function matchEach(
  given: readonly BoundContract[],
  index: RouteIndex,
  others: ReadonlySet<Route>,
): readonly MatchedContract[] {
  const shareOf = sharesOf(given);
  const direct = given.map((bound) => ({ bound, matches: servedOperations(bound, shareOf(bound), index) }));
  if (!direct.some(({ matches }) => isMostlyUnserved(matches))) return direct;
  const claimed = new Set(direct.flatMap(({ matches }) => matches.flatMap(({ routes }) => routes)));
  for (const route of others) claimed.add(route);
  const rest = indexOf(index.all.filter(({ route }) => !claimed.has(route)));
  return direct.map(({ bound, matches }) => {
    const shift = shiftOf(matches, rest);
    if (shift === undefined) return { bound, matches };
    const shifted = servedOperations(bound, shareOf(bound), rest, shift);
    const both = matches.map((match, at) => (match.routes.length > 0 ? match : (shifted[at] ?? match)));
    return { bound, matches: both, shift };
  });
}

function isUnserved({ operation, routes, isCopy }: OperationMatch): boolean {
  return routes.length === 0 && !operation.isPlanned && !isCopy;
}

/** The routes that no operation claims and that somebody meant to serve. */
function openRoutes(
  index: RouteIndex,
  claimed: ReadonlySet<Route>,
  operations: readonly OperationMatch[],
): readonly IndexedRoute[] {
  const fallback = fallbackPaths(operations);
  const open = index.all.filter(
    ({ route }) => !claimed.has(route) && !isAutomatic(route.method) && !fallback(route),
  );
  const known = new Map<string, IndexedRoute[]>();
  const note = (each: IndexedRoute): void => {
    const key = placeKey(each.route);
    const before = known.get(key);
    if (before === undefined) known.set(key, [each]);
    else if (before.length < mostVariants) before.push(each);
  };
  const starts = new Map<string, Set<number>>();
  for (const { route } of open)
    starts.set(route.path, (starts.get(route.path) ?? new Set()).add(route.span.start));
  for (const each of index.all)
    if (starts.get(each.route.path)?.has(each.route.span.start) && claimed.has(each.route)) note(each);
  return open.filter((each) => {
    const siblings = known.get(placeKey(each.route)) ?? [];
    // So many paths are no parts that may be left out.
    const isKnown =
      siblings.length < mostVariants &&
      siblings.some(
        (other) => other.route.method === each.route.method && isVariant(each.shape, other.shape),
      );
    // What is left out of one registration is told once.
    if (!isKnown) note(each);
    return !isKnown;
  });
}

const mostVariants = 100;

function placeKey({ path, span }: Route): string {
  return `${path} ${span.start}`;
}

/** One registration with parts that may be left out: the shorter path lacks parameters, or an end. */
function isVariant(one: string, other: string): boolean {
  const [a, b] = [segmentsOf(one), segmentsOf(other)];
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
  claimed: readonly IndexedRoute[],
  others: ReadonlySet<Route>,
): Pick<Matching, 'unpromised' | 'uncovered'> {
  if (routes.length === 0) return { unpromised: [], uncovered: [] };
  const territories = contracts.map(territoryOf);
  const served = [...claimed, ...routes];
  const shifted = new Set(contracts.flatMap(({ bound, shift }) => (shift === undefined ? [] : [bound])));
  const kept = new Map<Territory, Kept>();
  const keptOf = (territory: Territory): Kept => {
    const known = kept.get(territory) ?? keptBy(territory, served);
    kept.set(territory, known);
    return known;
  };
  const unpromised: UnpromisedRoute[] = [];
  const uncovered: Route[] = [];
  for (const each of routes) {
    const found = others.has(each.route) ? undefined : claimOf(each, territories);
    if (found === undefined) {
      uncovered.push(each.route);
      continue;
    }
    const { bound, claim, rivals } = found;
    if (bound.mode === 'generated' && each.route.isExcluded) continue;
    const sure = confidenceOf(found, keptOf(found.territory));
    // Where a prefix is in doubt, so is what stands under it.
    const isDoubted = each.route.confidence !== 'certain' || shifted.has(bound);
    const confidence = sure === 'certain' && isDoubted ? 'likely' : sure;
    unpromised.push({ route: each.route, bound, claim, confidence, ...(rivals && { rivals }) });
  }
  return { unpromised, uncovered };
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
