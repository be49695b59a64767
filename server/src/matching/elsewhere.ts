import type { Operation, Route } from '../model/contract.ts';
import type { BoundContract, OperationMatch } from '../model/matching.ts';
import { byRank } from './copies.ts';
import { implementsIt } from './implementing.ts';
import { indexOf, type RouteIndex } from './route-index.ts';
import { servedOperations } from './served.ts';

interface WithMatches {
  readonly bound: BoundContract;
  readonly matches: readonly OperationMatch[];
}

/** So many have to be served elsewhere, and most: one path such as `/health` is served everywhere. */
const fewest = 3;

/**
 * A contract of no service that promises nothing of what the code around it serves may stand for another package, as in a
 * folder of documentation: where routes that no contract claims serve most of it, they are what it promises. Nothing
 * that rests on such a guess is certain.
 */
export function withServedElsewhere<T extends WithMatches>(
  contracts: readonly T[],
  index: RouteIndex,
  others: ReadonlySet<Route>,
): readonly T[] {
  const idle = contracts.filter(isIdle);
  if (idle.length === 0) return contracts;
  const claimed = new Set([...others, ...contracts.flatMap(({ matches }) => matches.flatMap(routesOf))]);
  const found = new Map<T, readonly OperationMatch[]>();
  const unclaimed = () => indexOf(index.all.filter(({ route }) => !claimed.has(route)));
  let free = unclaimed();
  for (const contract of [...idle].sort((a, b) => byRank(a.bound, b.bound))) {
    if (free.all.length < fewest) break;
    const matches = servedAnywhere(contract, free);
    const served = matches.filter(({ routes }) => routes.length > 0);
    if (served.length < fewest || served.length * 2 <= matches.length) continue;
    found.set(contract, matches);
    for (const route of served.flatMap(routesOf)) claimed.add(route);
    free = unclaimed();
  }
  if (found.size === 0) return contracts;
  return contracts.map((contract) => ({ ...contract, matches: found.get(contract) ?? contract.matches }));
}

/** Whether a route that serves an operation stands in code that the contract is not for by itself. */
export function isElsewhere(route: Route, bound: BoundContract): boolean {
  return bound.service === undefined && !implementsIt(route, bound);
}

function isIdle({ bound, matches }: WithMatches): boolean {
  return bound.service === undefined && !matches.some(({ routes }) => routes.length > 0);
}

function routesOf({ routes }: OperationMatch): readonly Route[] {
  return routes;
}

/** The same contract for the code of anybody: a match of it stays the same object as long as its routes do. */
const ofAnybody = new WeakMap<BoundContract, BoundContract>();
const lasting = new WeakMap<OperationMatch, OperationMatch>();

function servedAnywhere({ bound, matches }: WithMatches, index: RouteIndex): readonly OperationMatch[] {
  const anybodys = ofAnybody.get(bound) ?? { ...bound, implementedBy: () => true };
  ofAnybody.set(bound, anybodys);
  const operations = matches.map(({ operation }): Operation => operation);
  return servedOperations(anybodys, operations, index).map((match) => {
    const known = lasting.get(match) ?? { ...match, bound };
    lasting.set(match, known);
    return known;
  });
}
