import { pathShape } from '../model/contract.ts';
import type { BoundContract, Claim } from '../model/matching.ts';
import { compilePathPattern, type PathPattern } from './path-pattern.ts';
import { isLiteral, pathOf, prefixesFor, segmentsOf } from './paths.ts';
import type { IndexedRoute } from './route-index.ts';
import { moved, type Shift } from './shift.ts';

/** What decides whether a route belongs to a contract. */
export interface Territory {
  readonly bound: BoundContract;
  /** Absent where the policy names none. */
  readonly covers?: readonly PathPattern[];
  readonly prefixes: readonly string[];
}

export function territoryOf(bound: BoundContract, shift: Shift | undefined): Territory {
  const covers = bound.covers?.map(({ glob }) => compilePathPattern(glob));
  return { bound, prefixes: inferredPrefixes(bound, shift), ...(covers && { covers }) };
}

interface Claimed {
  readonly bound: BoundContract;
  readonly claim: Claim;
  readonly weight: number;
}

const order: readonly Claim[] = ['covers', 'prefix', 'service', 'nearest'];

/** The contract that a route belongs to: by its paths, then by its service, then by the nearest folder. */
export function claimOf(
  { route, shape }: IndexedRoute,
  territories: readonly Territory[],
): { readonly bound: BoundContract; readonly claim: Claim } | undefined {
  const claims = territories.flatMap((territory): readonly Claimed[] => {
    const { bound, covers, prefixes } = territory;
    if (!bound.implementedBy(route.path)) return [];
    if (covers !== undefined) {
      const weights = covers.filter((each) => each.matches(shape)).map(({ weight }) => weight);
      return weights.length === 0 ? [] : [{ bound, claim: 'covers', weight: Math.max(...weights) }];
    }
    const own = prefixes.filter((prefix) => isUnder(shape, prefix)).map(({ length }) => length);
    if (own.length > 0) return [{ bound, claim: 'prefix', weight: Math.max(...own) }];
    const claim = bound.service === undefined ? 'nearest' : 'service';
    return [{ bound, claim, weight: commonFolders(bound.contract.path, route.path) }];
  });
  return claims.reduce<Claimed | undefined>((best, next) => {
    if (best === undefined) return next;
    const byKind = order.indexOf(next.claim) - order.indexOf(best.claim);
    return byKind < 0 || (byKind === 0 && next.weight > best.weight) ? next : best;
  }, undefined);
}

function isUnder(shape: string, prefix: string): boolean {
  return prefix === '' || shape === prefix || shape.startsWith(`${prefix}/`);
}

/**
 * What the operations of a contract have in common at the beginning, without the name of the one thing that they may all
 * be about: `/api/v2` for `/api/v2/orders` and `/api/v2/orders/{id}`.
 */
function inferredPrefixes({ contract }: BoundContract, shift: Shift | undefined): readonly string[] {
  const all = contract.operations.map((operation) => {
    const [prefix = ''] = prefixesFor(contract, operation);
    const shape = pathShape(prefix + operation.template);
    return segmentsOf(shift === undefined ? shape : moved(shape, shift));
  });
  const [first] = all;
  if (first === undefined) return [];
  let length = first.findIndex((segment) => !isLiteral(segment));
  if (length < 0) length = first.length;
  for (const segments of all) {
    const same = first.findIndex((segment, index) => segment !== segments[index]);
    length = Math.min(length, same < 0 ? first.length : same);
  }
  const isThing =
    all.some(({ length: own }) => own === length) || all.every((own) => !isLiteral(own[length] ?? ''));
  return [pathOf(first.slice(0, isThing ? Math.max(0, length - 1) : length))];
}

function commonFolders(a: string, b: string): number {
  const [first, second] = [a.split('/'), b.split('/')];
  const differs = first.findIndex((name, index) => name !== second[index]);
  return differs < 0 ? first.length : differs;
}
