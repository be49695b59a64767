import { type HttpMethod, type Operation, pathShape, type Route } from '../model/contract.ts';
import { isSameList } from '../model/equality.ts';
import type { BoundContract, OperationMatch } from '../model/matching.ts';
import { implementsIt } from './implementing.ts';
import { pathOf, prefixesFor, segmentsOf, serves } from './paths.ts';
import type { IndexedRoute, RouteIndex } from './route-index.ts';
import { pathsOf, shapeOf } from './shapes.ts';
import { moved, type Shift } from './shift.ts';

/** What was matched last, by operations: what rests on one match alone is not found again while it is the same object. */
const lasting = new WeakMap<BoundContract, Map<Operation, OperationMatch>>();

/** Operations of a contract, each with the routes at its paths; a shift stands for the prefix that code has instead. */
export function servedOperations(
  bound: BoundContract,
  operations: readonly Operation[],
  index: RouteIndex,
  shift?: Shift,
): readonly OperationMatch[] {
  const before = lasting.get(bound) ?? new Map<Operation, OperationMatch>();
  lasting.set(bound, before);
  return operations.map((operation) => {
    const paths = pathsOf(bound.contract, operation);
    const found: Route[] = [];
    for (const [at, prefix] of prefixesFor(bound.contract, operation).entries())
      for (const { route } of routesAt({ operation, paths }, at, prefix, index, shift))
        if (serves(route.method, operation.method) && implementsIt(route, bound)) found.push(route);
    const routes = distinct(found, operation.method);
    const known = before.get(operation);
    if (known?.paths === paths && isSameList(known.routes, routes)) return known;
    const match = { bound, operation, paths, routes, isCopy: false };
    before.set(operation, match);
    return match;
  });
}

function routesAt(
  match: Pick<OperationMatch, 'operation' | 'paths'>,
  at: number,
  prefix: string,
  index: RouteIndex,
  shift: Shift | undefined,
): readonly IndexedRoute[] {
  const open = prefix.includes('{') && shift === undefined;
  if (open) return routesBelow(prefix, match.operation.template, index);
  const shape = at === 0 ? shapeOf(match) : pathShape(match.paths[at] ?? '');
  const looked = shift === undefined ? shape : moved(shape, shift);
  const found = index.at(looked);
  if (found.length > 0 || !looked.endsWith('{}')) return found;
  // A contract has no word for a parameter that catches the rest.
  return index.hasRests ? index.at(`${looked.slice(0, -2)}{*}`) : found;
}

/** A variable of a server without a value stands for any segments, also for none. */
function routesBelow(prefix: string, template: string, index: RouteIndex): readonly IndexedRoute[] {
  const segments = segmentsOf(prefix);
  const first = segments.findIndex((segment) => segment.includes('{'));
  const last = segments.findLastIndex((segment) => segment.includes('{'));
  const head = pathOf(segments.slice(0, first));
  const tail = pathShape(pathOf(segments.slice(last + 1)) + template);
  if (tail === '/') return index.at(head === '' ? '/' : head);
  return index.endingWith(tail).filter(({ shape }) => {
    const rest = segmentsOf(shape).length - segmentsOf(tail).length;
    return rest >= first && (head === '' || shape.startsWith(`${head}/`));
  });
}

function distinct(routes: readonly Route[], method: HttpMethod): readonly Route[] {
  if (routes.length < 2) return routes;
  const all = [...new Set(routes)];
  // A handler for HEAD of its own stands before the one for GET that would answer.
  const own = all.filter((route) => route.method !== 'GET' || method !== 'HEAD');
  return own.length > 0 ? own : all;
}
