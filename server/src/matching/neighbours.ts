import type { BoundContract, Difference, Mismatch, OperationMatch } from '../model/matching.ts';
import { implementsIt } from './implementing.ts';
import { areNear } from './near-names.ts';
import { coverTest } from './path-pattern.ts';
import { segmentsOf, serves } from './paths.ts';
import { grouped, groupedBy, type IndexedRoute, indexOf, type RouteIndex } from './route-index.ts';
import { countSegments, literalsIn, type Segment, shapeOf } from './shapes.ts';
import { shiftsOf } from './shift.ts';

/** What is left of both sides, and what of it belongs together. */
export interface Paired {
  readonly mismatches: readonly Mismatch[];
  readonly operations: ReadonlySet<OperationMatch>;
  readonly routes: ReadonlySet<IndexedRoute>;
}

interface Pair {
  readonly differs: Difference;
  readonly match: OperationMatch;
  readonly found: IndexedRoute;
  readonly promised: string;
  readonly served: string;
}

/** Pairs operations that nothing serves with routes that nothing promises, the surest likeness first. */
export function pairNeighbours(
  unserved: readonly OperationMatch[],
  unclaimed: readonly IndexedRoute[],
): Paired {
  if (unserved.length === 0 || unclaimed.length === 0)
    return { mismatches: [], operations: new Set(), routes: new Set() };
  const pairs = new Pairs();
  const index = indexOf(unclaimed);
  pairMethods(unserved, index, pairs);
  pairCases(unserved, unclaimed, pairs);
  pairSegments(unserved, unclaimed, pairs);
  pairPrefixes(unserved, index, pairs);
  return { mismatches: mismatchesOf(pairs.all), operations: pairs.operations, routes: pairs.routes };
}

/** Each side of a pair is taken once. */
class Pairs {
  readonly all: Pair[] = [];
  readonly operations = new Set<OperationMatch>();
  readonly routes = new Set<IndexedRoute>();

  add(pair: Pair): void {
    this.all.push(pair);
    this.operations.add(pair.match);
    this.routes.add(pair.found);
  }

  /** Routes that are free and may implement the operation. */
  free(match: OperationMatch, found: readonly IndexedRoute[]): readonly IndexedRoute[] {
    if (this.operations.has(match)) return [];
    return found.filter((each) => this.isFree(match, each));
  }

  isFree(match: OperationMatch, found: IndexedRoute): boolean {
    return !this.routes.has(found) && implementsIt(found.route, match.bound);
  }
}

/** Methods that are often taken for each other. */
const alike: readonly ReadonlySet<string>[] = [new Set(['PUT', 'PATCH', 'POST']), new Set(['GET', 'QUERY'])];

function pairMethods(unserved: readonly OperationMatch[], index: RouteIndex, pairs: Pairs): void {
  const add = (match: OperationMatch, found: IndexedRoute | undefined) => {
    if (found === undefined) return;
    const { method } = match.operation;
    pairs.add({ differs: 'method', match, found, promised: method, served: found.route.method });
  };
  const at = (match: OperationMatch) => pairs.free(match, index.at(shapeOf(match)));
  for (const match of unserved)
    add(
      match,
      at(match).find(({ route }) =>
        alike.some((group) => group.has(route.method) && group.has(match.operation.method)),
      ),
    );
  const left = unserved.filter((match) => !pairs.operations.has(match));
  const rest = groupedBy(left, shapeOf);
  for (const [only, ...others] of rest.values()) {
    if (only === undefined || others.length > 0) continue;
    const found = at(only);
    if (found.length === 1) add(only, found[0]);
  }
}

function pairCases(
  unserved: readonly OperationMatch[],
  unclaimed: readonly IndexedRoute[],
  pairs: Pairs,
): void {
  const byCase = groupedBy(unclaimed, ({ shape }) => shape.toLowerCase());
  for (const match of unserved) {
    const found = pairs
      .free(match, byCase.get(shapeOf(match).toLowerCase()) ?? [])
      .find(({ route }) => serves(route.method, match.operation.method));
    if (found === undefined) continue;
    const segments = segmentsOf(shapeOf(match));
    const own = segmentsOf(found.shape);
    const at = segments.findIndex((segment, index) => segment !== own[index]);
    const promised = segments[at] ?? '';
    pairs.add({ differs: 'case', match, found, promised, served: own[at] ?? '' });
  }
}

/** Keys with one literal segment left out find what differs in it. */
function pairSegments(
  unserved: readonly OperationMatch[],
  unclaimed: readonly IndexedRoute[],
  pairs: Pairs,
): void {
  const byRest = grouped(unclaimed, restsOf);
  for (const match of unserved) {
    if (pairs.operations.has(match)) continue;
    const shape = shapeOf(match);
    for (const segment of literalsIn(shape)) {
      const rest = without(segment, shape);
      const promised = shape.slice(segment.start, segment.end);
      const served = (route: IndexedRoute) =>
        route.shape.slice(segment.start, route.shape.length - (shape.length - segment.end));
      const found = [match.operation.method, 'ANY']
        .flatMap((method) => byRest.get(`${method} ${rest}`) ?? [])
        .find((route) => pairs.isFree(match, route) && areNear(promised, served(route)));
      if (found === undefined) continue;
      pairs.add({ differs: 'segment', match, found, promised, served: served(found) });
      break;
    }
  }
}

const known = new WeakMap<IndexedRoute, readonly string[]>();

/** The keys of a route with one literal segment left out. */
function restsOf(indexed: IndexedRoute): readonly string[] {
  const before = known.get(indexed);
  if (before !== undefined) return before;
  const { route, shape } = indexed;
  const found = literalsIn(shape).map((segment) => `${route.method} ${without(segment, shape)}`);
  known.set(indexed, found);
  return found;
}

function without({ start, end }: Segment, shape: string): string {
  return `${shape.slice(0, start)}*${shape.slice(end)}`;
}

/** A prefix that one side lacks; a lone last segment that is the same says too little, and what is not covered is right as it is. */
function pairPrefixes(unserved: readonly OperationMatch[], index: RouteIndex, pairs: Pairs): void {
  const tests = new Map(unserved.map(({ bound }) => [bound, coverTest(bound)]));
  for (const match of unserved) {
    if (pairs.operations.has(match)) continue;
    const found = [...shiftsOf(match, index, tests.get(match.bound)).values()].filter(
      ({ promised, served, route }) =>
        (promised === '' || served === '') &&
        pairs.free(match, [route]).length > 0 &&
        Math.min(countSegments(route.shape), countSegments(shapeOf(match))) > 1,
    );
    const [only] = found;
    if (only === undefined || found.length > 1) continue;
    const { promised, served, route } = only;
    pairs.add({ differs: 'prefix', match, found: route, promised, served });
  }
}

/** Pairs that one prefix keeps apart are told once. */
function mismatchesOf(pairs: readonly Pair[]): readonly Mismatch[] {
  const groups = new Map<BoundContract, Map<string, Pair[]>>();
  const found: Pair[][] = [];
  for (const pair of pairs) {
    const { bound } = pair.match;
    const own = groups.get(bound) ?? new Map<string, Pair[]>();
    groups.set(bound, own);
    const key = `${pair.promised} ${pair.served}`;
    const before = pair.differs === 'prefix' ? own.get(key) : undefined;
    if (before !== undefined) {
      before.push(pair);
      continue;
    }
    const group = [pair];
    found.push(group);
    if (pair.differs === 'prefix') own.set(key, group);
  }
  return found.flatMap(mismatchOf);
}

function mismatchOf(group: readonly Pair[]): readonly Mismatch[] {
  const [first] = group;
  if (first === undefined) return [];
  const { differs, match, promised, served } = first;
  const { route } = first.found;
  const isReached = differs === 'prefix' || (differs === 'case' && route.ignoresCase === true);
  const isSure = !isReached && route.confidence === 'certain';
  const pairs = group.map((pair) => ({ match: pair.match, route: pair.found.route }));
  return [
    { differs, promised, served, bound: match.bound, pairs, confidence: isSure ? 'certain' : 'likely' },
  ];
}
