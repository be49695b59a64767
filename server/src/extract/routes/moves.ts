import type { Route, UnresolvedRoute } from '../../model/contract.ts';
import { type EqualAt, isSameData } from '../../model/equality.ts';
import type { Expression, RouteFacts } from '../../model/route-facts.ts';
import type { Place, Span } from '../../model/span.ts';
import { placeOfItem } from './reading/loops.ts';
import type { Found } from './search.ts';
import { movedUnknown } from './unknown-prefix.ts';

/** Where what one text says stands in another that says the same, by offsets of beginnings and of ends. */
export interface Moves {
  readonly starts: ReadonlyMap<number, number>;
  readonly ends: ReadonlyMap<number, number>;
  /** What some texts say now. */
  readonly texts: ReadonlyMap<Expression, string>;
}

/** Whether a text may say something else while all around it stays as it is. */
export type MayReword = (expression: Expression, now: string) => boolean;

/** The moves between two states of one file; undefined where they differ in anything else, or are very large. */
export function movesBetween(old: RouteFacts, now: RouteFacts, mayReword: MayReword): Moves | undefined {
  const found = {
    starts: new Map<number, number>(),
    ends: new Map<number, number>(),
    texts: new Map<Expression, string>(),
  };
  const isMoved: EqualAt = (key, before, after, of) => {
    if (key === 'start') return isNoted(found.starts, before, after);
    if (key === 'end') return isNoted(found.ends, before, after);
    if (key === 'name' && typeof before === 'string' && typeof after === 'string')
      return before === after || isNoted(found.starts, placeOfItem(before), placeOfItem(after));
    if (key !== 'value' || before === after || typeof after !== 'string') return undefined;
    const isReworded = mayReword(of as Expression, after);
    if (isReworded) found.texts.set(of as Expression, after);
    return isReworded;
  };
  if (!isSameData(old, now, isMoved)) return undefined;
  // What stood at two places stands at two places.
  return new Set(found.starts.values()).size === found.starts.size ? found : undefined;
}

function isNoted(moves: Map<number, number>, before: unknown, after: unknown): boolean {
  if (typeof before !== 'number' || typeof after !== 'number') return false;
  const known = moves.get(before);
  if (known === undefined) moves.set(before, after);
  return known === undefined || known === after;
}

/** The same routes after some files have moved; undefined where a place is not known to the moves of its file. */
export function movedFound(found: Found, movesOf: ReadonlyMap<string, Moves>): Found | undefined {
  const lost = { is: false };
  const move = <T extends Place>(place: T): T => {
    const moves = movesOf.get(place.path);
    const span = moves && movedSpan(place.span, moves);
    if (moves && !span) lost.is = true;
    return span ? { ...place, span } : place;
  };
  const routes = found.routes.map((route) => movedRoute(route, movesOf, move));
  const unresolved = found.unresolved.map(move);
  return lost.is ? undefined : { routes: inOrder(routes), unresolved: inOrder(unresolved) };
}

function movedRoute(
  route: Route,
  movesOf: ReadonlyMap<string, Moves>,
  move: <T extends Place>(place: T) => T,
): Route {
  const { reads, operation, beneath } = route;
  const areReadsMoved = reads?.some(({ path }) => movesOf.has(path)) === true;
  const isMadeElsewhere = operation !== undefined && movesOf.has(operation.path);
  const isMountMoved =
    beneath !== undefined &&
    [beneath, beneath.source].some((at) => typeof at !== 'string' && movesOf.has(at.path));
  if (!movesOf.has(route.path) && !areReadsMoved && !isMadeElsewhere && !isMountMoved) return route;
  return {
    ...move(route),
    ...(isMadeElsewhere && { operation: move(operation) }),
    ...(areReadsMoved && { reads: inOrder(reads.map(move)) }),
    ...(isMountMoved && { beneath: movedUnknown(beneath, move) }),
  };
}

function movedSpan({ start, end }: Span, { starts, ends }: Moves): Span | undefined {
  const [from, to] = [starts.get(start), ends.get(end)];
  return from === undefined || to === undefined ? undefined : { start: from, end: to };
}

/** By files and offsets. */
export function inOrder<T extends UnresolvedRoute | Route | Place>(found: readonly T[]): readonly T[] {
  return found.toSorted(
    (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || a.span.start - b.span.start,
  );
}
