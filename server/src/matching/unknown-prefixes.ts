import {
  type Operation,
  pathShape,
  type Route,
  type ServedRoutes,
  type UnresolvedRoute,
} from '../model/contract.ts';
import type { BoundContract } from '../model/matching.ts';
import { byCodeUnit } from '../model/path.ts';
import type { Place } from '../model/span.ts';
import { implementsIt } from './implementing.ts';
import { pathOf, segmentsOf, serves } from './paths.ts';
import { groupedBy, indexRoutes } from './route-index.ts';
import { literalsIn, pathsOf } from './shapes.ts';
import { weaker } from './weaker.ts';

/** An operation whose path ends with an ending. */
interface Promised {
  readonly bound: BoundContract;
  readonly operation: Operation;
  /** The shape of its whole path. */
  readonly shape: string;
  /** `GET /orders/{}`, of the whole path. */
  readonly key: string;
  /** What stands before the ending, as written and as a shape. */
  readonly prefix: string;
  readonly before: string;
}

/** What a contract would have for what is not known. */
interface Suggestion {
  readonly prefix: string;
  /** By methods and paths: two documents may promise the same. */
  readonly promises: ReadonlyMap<string, Promised>;
  readonly fits: ReadonlySet<Route>;
  /** How many of the operations nothing else serves. */
  readonly open: number;
}

/**
 * Gives routes whose paths begin with what is not known the prefix that contracts have in its place, the same for all that
 * begin with the same: the one that explains most, where no other explains as much. The rest is left with what is not known,
 * and is no route. The same object where all is known.
 */
export function suggestPrefixes(given: readonly BoundContract[], found: ServedRoutes): ServedRoutes {
  const open = found.routes.filter(({ beneath }) => beneath !== undefined);
  if (open.length === 0) return found;
  const known = found.routes.filter(({ beneath }) => beneath === undefined);
  const promisedBy = endingsOf(given);
  const taken = new Taken(known);
  const groups = [...groupedBy(open, sourceOf).values()]
    .map((routes) => ({ routes, first: best(routes, promisedBy, taken) }))
    .sort((a, b) => (b.first?.open ?? 0) - (a.first?.open ?? 0));
  const suggested = new Map<string, string>();
  for (const { routes, first } of groups) {
    // What others serve by now is open no more.
    const suggestion = taken.added.length === 0 ? first : best(routes, promisedBy, taken);
    if (suggestion === undefined) continue;
    for (const route of routes) {
      suggested.set(keyOf(route.beneath ?? route), suggestion.prefix);
      taken.add(placed(route, suggestion.prefix));
    }
  }
  const mounts = groupedBy(open, (route) => keyOf(route.beneath ?? route));
  return {
    routes: inOrder([...known, ...taken.added]),
    unresolved: found.unresolved.map((one) => told(one, mounts, suggested)),
  };
}

function told(
  one: UnresolvedRoute,
  mounts: ReadonlyMap<string, readonly Route[]>,
  prefixes: ReadonlyMap<string, string>,
): UnresolvedRoute {
  const [endings, suggested] = [mounts.get(keyOf(one)), prefixes.get(keyOf(one))];
  if (endings === undefined) return one;
  return suggested === undefined ? { ...one, endings } : { ...one, suggested };
}

function keyOf({ path, span }: Place): string {
  return `${path} ${span.start}`;
}

function sourceOf({ beneath }: Route): string {
  const source = beneath?.source ?? '';
  return `${typeof source === 'string' ? source : keyOf(source)}`;
}

/** The routes that stand where they are known to, and where they were placed. */
class Taken {
  readonly added: Route[] = [];
  readonly #index: ReturnType<typeof indexRoutes>;
  readonly #added = new Map<string, Route[]>();

  constructor(known: readonly Route[]) {
    this.#index = indexRoutes(known);
  }

  /** What one text registers at one path is there once. */
  add(route: Route): void {
    const shape = pathShape(route.template);
    const own = this.#added.get(shape) ?? [];
    this.#added.set(shape, own);
    const isAlike = (other: Route) => keyOf(other) === keyOf(route) && other.method === route.method;
    if (own.some(isAlike) || this.#index.at(shape).some((each) => isAlike(each.route))) return;
    own.push(route);
    this.added.push(route);
  }

  isServed({ bound, operation, shape }: Promised): boolean {
    const isServing = (route: Route) => serves(route.method, operation.method) && implementsIt(route, bound);
    const added = this.#added.get(shape)?.some(isServing);
    return added === true || this.#index.at(shape).some(({ route }) => isServing(route));
  }
}

type Endings = ReadonlyMap<string, readonly Promised[]>;

const known = new WeakMap<readonly BoundContract[], Endings>();

/** Operations by everything that their paths end with, the whole path and nothing at all included. */
export function endingsOf(given: readonly BoundContract[]): Endings {
  const before = known.get(given);
  if (before !== undefined) return before;
  const found = new Map<string, Promised[]>();
  for (const bound of given)
    for (const operation of bound.contract.operations)
      for (const path of pathsOf(bound.contract, operation)) {
        const shape = pathShape(path);
        const [written, shapes] = [segmentsOf(path.replace(/\/+$/, '')), segmentsOf(shape)];
        const about = { bound, operation, shape, key: `${operation.method} ${shape}` };
        for (let at = 0; at <= shapes.length; at += 1) {
          const ending = pathOf(shapes.slice(at));
          const own = found.get(ending) ?? [];
          found.set(ending, own);
          const [prefix, before] = [written, shapes].map((all) => pathOf(all.slice(0, at)));
          own.push({ ...about, prefix: prefix ?? '', before: before ?? '' });
        }
      }
  known.set(given, found);
  return found;
}

/** The operations that an ending may be about; none where these would be more than so many. */
export function promisedAt(route: Route, all: Endings, most = Infinity): readonly Promised[] {
  const shape = pathShape(route.template);
  const head = route.beneath?.head ?? '';
  const ending = all.get(shape === '/' ? '' : shape) ?? [];
  if (ending.length > most) return [];
  return ending.filter(
    ({ bound, operation, before }) =>
      serves(route.method, operation.method) &&
      `${before}/`.startsWith(`${head}/`) &&
      implementsIt(route, bound),
  );
}

/** What catches the rest, and what has nothing in it but parameters, ends like too much. */
export function isTelling({ template }: Route): boolean {
  return !template.endsWith('*}') && literalsIn(template).some(({ start, end }) => start < end);
}

function best(routes: readonly Route[], promisedBy: Endings, taken: Taken): Suggestion | undefined {
  const [first, second] = suggestionsFor(routes, promisedBy, taken).sort(
    (a, b) => b.open - a.open || b.promises.size - a.promises.size,
  );
  if (first === undefined || !isEnough(first, routes)) return undefined;
  const isTied = second?.open === first.open && second.promises.size === first.promises.size;
  // Several servers of one contract have the same operations.
  return isTied && !isAbout(second, first) ? undefined : first;
}

function isAbout(one: Suggestion, other: Suggestion): boolean {
  const own = new Set([...other.promises.values()].map(({ operation }) => operation));
  return [...one.promises.values()].every(({ operation }) => own.has(operation));
}

/** An ending that more operations have says nothing about a prefix. */
const mostPromises = 200;

function suggestionsFor(routes: readonly Route[], promisedBy: Endings, taken: Taken): Suggestion[] {
  const found = new Map<string, { prefix: string; promises: Map<string, Promised>; fits: Set<Route> }>();
  for (const route of routes) {
    if (route.template.endsWith('*}')) continue;
    for (const promised of promisedAt(route, promisedBy, mostPromises)) {
      const { prefix, before, key } = promised;
      const own = found.get(before) ?? { prefix, promises: new Map(), fits: new Set() };
      found.set(before, own);
      own.promises.set(key, promised);
      own.fits.add(route);
    }
  }
  return [...found.values()].map((each) => {
    const open = [...each.promises.values()].filter(
      (one) => !one.operation.isPlanned && !taken.isServed(one),
    ).length;
    return { ...each, open };
  });
}

/** One of many is chance, and what has only parameters has to be more than that. */
function isEnough({ fits }: Suggestion, routes: readonly Route[]): boolean {
  const all = routes.filter(({ template }) => !template.endsWith('*}')).length;
  if (![...fits].some(isTelling)) return fits.size > 2 && fits.size * 2 >= all;
  return fits.size > 1 || fits.size * 2 >= all;
}

const alike = new WeakMap<Route, Map<string, Route>>();

/** The same object for the same prefix. */
function placed(route: Route, prefix: string): Route {
  const before = alike.get(route) ?? new Map<string, Route>();
  alike.set(route, before);
  const known = before.get(prefix);
  if (known !== undefined) return known;
  const { template: ending } = route;
  const template = prefix === '' ? ending : ending === '/' ? prefix : prefix + ending;
  const found: Route = { ...route, template, ending, confidence: weaker(route.confidence, 'likely') };
  before.set(prefix, found);
  return found;
}

/** By files and offsets. */
function inOrder(routes: readonly Route[]): readonly Route[] {
  return routes.toSorted((a, b) => byCodeUnit(a.path, b.path) || a.span.start - b.span.start);
}
