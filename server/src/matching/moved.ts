import type { Route, UnresolvedRoute } from '../model/contract.ts';
import type { BoundContract, Matching, OperationMatch } from '../model/matching.ts';
import type { Place, Span } from '../model/span.ts';
import type { AbsentContract } from './absent.ts';
import { matchContracts } from './match-contracts.ts';

type Matcher = (...sides: Parameters<typeof matchContracts>) => Matching;

interface Matched {
  readonly contracts: readonly BoundContract[];
  readonly routes: readonly Route[];
  readonly unresolved: readonly UnresolvedRoute[];
  readonly absent: readonly AbsentContract[];
  readonly matching: Matching;
}

/** Matches as `matchContracts` does; where routes only stand elsewhere than the last time, that matching moves along with them. */
export function createMatcher(): Matcher {
  const last: { matched?: Matched } = {};
  return (contracts, routes, unresolved, absent = none) => {
    const { matched } = last;
    const isBound = matched?.contracts === contracts && matched.absent === absent;
    const moves = isBound ? movesFrom(matched, routes, unresolved) : undefined;
    const matching =
      matched && moves
        ? movedMatching(matched.matching, moves)
        : matchContracts(contracts, routes, unresolved, absent);
    last.matched = { contracts, routes, unresolved, absent, matching };
    return matching;
  };
}

const none: readonly AbsentContract[] = [];

/** What stands elsewhere by now. */
class Moves {
  readonly routes = new Map<Route, Route>();
  readonly #spans = new Map<string, Span>();
  readonly #origins = new Map<string, number>();

  /** Notes where something stands now; false where it does not fit what was noted before. */
  note({ path, span }: Place, now: Place): boolean {
    const [key, keyNow] = [`${path} ${span.start}`, `${now.path} ${now.span.start}`];
    const [known, origin] = [this.#spans.get(key), this.#origins.get(keyNow)];
    if (known === undefined) this.#spans.set(key, now.span);
    if (origin === undefined) this.#origins.set(keyNow, span.start);
    return (known?.start ?? now.span.start) === now.span.start && (origin ?? span.start) === span.start;
  }

  place<T extends Place>(place: T): T {
    const span = this.#spans.get(`${place.path} ${place.span.start}`);
    return span === undefined || (span.start === place.span.start && span.end === place.span.end)
      ? place
      : { ...place, span };
  }

  route(route: Route): Route {
    return this.routes.get(route) ?? route;
  }
}

/** The moves that lead to these routes; undefined where they differ in more. */
function movesFrom(
  before: Pick<Matched, 'routes' | 'unresolved'>,
  routes: readonly Route[],
  unresolved: readonly UnresolvedRoute[],
): Moves | undefined {
  if (before.routes.length !== routes.length || before.unresolved.length !== unresolved.length)
    return undefined;
  const moves = new Moves();
  for (const [at, old] of before.routes.entries()) {
    const now = routes[at];
    if (now === undefined) return undefined;
    if (now === old) continue;
    if (!isMoved(old, now, moves)) return undefined;
    moves.routes.set(old, now);
  }
  const isSame = before.unresolved.every((old, at) => {
    const now = unresolved[at];
    if (now === old) return true;
    return now !== undefined && isAlike(old, now) && moves.note(old, now) && areEndingsMoved(old, now, moves);
  });
  return isSame ? moves : undefined;
}

function areEndingsMoved(old: UnresolvedRoute, now: UnresolvedRoute, moves: Moves): boolean {
  return (old.endings ?? []).every((ending, at) => {
    const other = now.endings?.[at];
    if (other === undefined || !isMoved(ending, other, moves)) return false;
    moves.routes.set(ending, other);
    return true;
  });
}

function isMoved(old: Route, now: Route, moves: Moves): boolean {
  if (!isAlike(old, now) || !moves.note(old, now)) return false;
  const [before, after] = [old.reads ?? [], now.reads ?? []];
  return (
    before.length === after.length &&
    before.every((read, at) => {
      const other = after[at];
      return other !== undefined && isAlike(read, other) && moves.note(read, other);
    })
  );
}

/** Whether two things of one kind say the same, whatever their places and what stands in lists of objects. */
function isAlike<T extends object>(old: T, now: T): boolean {
  const keys = Object.keys(old) as (keyof T)[];
  if (keys.length !== Object.keys(now).length) return false;
  return keys.every((key) => {
    const [one, other] = [old[key], now[key]];
    if (one === other) return true;
    if (Array.isArray(one) && Array.isArray(other))
      return one.length === other.length && one.every((each, at) => isPlaced(each) || each === other[at]);
    return isPlaced(one) && isPlaced(other);
  });
}

/** A place or a span: told by `note`, or of no matter here. */
function isPlaced(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function movedMatching(matching: Matching, moves: Moves): Matching {
  const matches = new Map<OperationMatch, OperationMatch>();
  const ofMatch = (match: OperationMatch): OperationMatch => matches.get(match) ?? match;
  const operations = matching.operations.map((match) => {
    if (!match.routes.some((route) => moves.routes.has(route))) return match;
    const moved = { ...match, routes: match.routes.map((route) => moves.route(route)) };
    matches.set(match, moved);
    return moved;
  });
  const withRoute = <T extends { readonly route: Route }>(one: T): T =>
    moves.routes.has(one.route) ? { ...one, route: moves.route(one.route) } : one;
  return {
    ...matching,
    operations,
    missing: matching.missing.map((one) => ({
      ...one,
      match: ofMatch(one.match),
      doubts: one.doubts.map((doubt) => moves.place(doubt)),
    })),
    unpromised: matching.unpromised.map(withRoute),
    strays: matching.strays.map((one) => ({
      ...moves.place(one),
      routes: one.routes.map((route) => moves.route(route)),
    })),
    uncovered: matching.uncovered.map((route) => moves.route(route)),
    internal: matching.internal.map(withRoute),
    mismatches: matching.mismatches.map((one) => ({
      ...one,
      pairs: one.pairs.map(({ match, route }) => ({ match: ofMatch(match), route: moves.route(route) })),
    })),
    parameters: matching.parameters.map((one) => ({
      ...one,
      match: ofMatch(one.match),
      place: moves.place(one.place),
      ...(one.route && { route: moves.route(one.route) }),
    })),
    unread: matching.unread.map((one) => ({ ...one, match: ofMatch(one.match) })),
  };
}
