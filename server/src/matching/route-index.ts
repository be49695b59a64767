import { pathShape, type Route } from '../model/contract.ts';
import { literalsIn } from './shapes.ts';

export interface IndexedRoute {
  readonly route: Route;
  readonly shape: string;
}

export interface RouteIndex {
  readonly all: readonly IndexedRoute[];
  /** Whether some route catches the rest of a path. */
  readonly hasRests: boolean;
  /** With exactly this shape. */
  at(shape: string): readonly IndexedRoute[];
  /** Whose shape ends with this one, which begins with a slash; the same shape counts. */
  endingWith(shape: string): readonly IndexedRoute[];
}

const none: readonly IndexedRoute[] = [];

const indexed = new WeakMap<Route, IndexedRoute>();

export function indexRoutes(routes: readonly Route[]): RouteIndex {
  return indexOf(routes.map(withShape));
}

function withShape(route: Route): IndexedRoute {
  const known = indexed.get(route);
  if (known !== undefined) return known;
  const found = { route, shape: pathShape(route.template) };
  indexed.set(route, found);
  return found;
}

/** Endings are collected when first asked for: most workspaces never do. */
export function indexOf(all: readonly IndexedRoute[]): RouteIndex {
  const byShape = groupedBy(all, ({ shape }) => shape);
  const lazy: { endings?: ReadonlyMap<string, readonly IndexedRoute[]> } = {};
  return {
    all,
    hasRests: all.some(({ shape }) => shape.endsWith('{*}')),
    at: (shape) => byShape.get(shape) ?? none,
    endingWith(shape) {
      lazy.endings ??= grouped(all, endingsOf);
      return lazy.endings.get(shape) ?? none;
    },
  };
}

const known = new WeakMap<IndexedRoute, readonly string[]>();

/** Each ending with something literal in it. */
function endingsOf(indexed: IndexedRoute): readonly string[] {
  const before = known.get(indexed);
  if (before !== undefined) return before;
  const found = endingsIn(indexed.shape);
  known.set(indexed, found);
  return found;
}

function endingsIn(shape: string): readonly string[] {
  const last = literalsIn(shape).at(-1);
  const endings: string[] = [];
  for (
    let start = 0;
    last !== undefined && start >= 0 && start < last.end;
    start = shape.indexOf('/', start + 1)
  )
    endings.push(shape.slice(start));
  return endings;
}

export function groupedBy<T, K = string>(
  items: readonly T[],
  keyOf: (item: T) => K,
): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** As `groupedBy`, where one item may belong to several groups. */
export function grouped<T>(
  items: readonly T[],
  keysOf: (item: T) => readonly string[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items)
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  return groups;
}
