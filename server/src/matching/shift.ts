import type { OperationMatch } from '../model/matching.ts';
import { implementsIt } from './implementing.ts';
import { coverTest } from './path-pattern.ts';
import { serves } from './paths.ts';
import type { IndexedRoute, RouteIndex } from './route-index.ts';
import { countSegments, literalsIn, shapeOf } from './shapes.ts';

/** What the paths of a contract begin with, and what those of the code begin with instead; either may be empty. */
export interface Shift {
  readonly promised: string;
  readonly served: string;
}

/** A shape with its beginning exchanged; the same shape where it begins otherwise. */
export function moved(shape: string, { promised, served }: Shift): string {
  if (promised === '') return served + (shape === '/' ? '' : shape);
  if (shape === promised) return served === '' ? '/' : served;
  return shape.startsWith(`${promised}/`) ? served + shape.slice(promised.length) : shape;
}

/** The most routes with one ending that are looked at: more say nothing about a prefix. */
const mostCandidates = 16;

/** The one prefix by which a contract and its code miss each other: where it brings at least half of its operations together. */
export function shiftOf(matches: readonly OperationMatch[], index: RouteIndex): Shift | undefined {
  if (!isMostlyUnserved(matches)) return undefined;
  const counted = matches.filter(({ operation }) => !operation.isPlanned);
  const unserved = counted.filter(({ routes }) => routes.length === 0);
  // What is somebody else's by the policy is meant only where nothing is served as it is promised.
  const covers = unserved.length < counted.length && matches[0] ? coverTest(matches[0].bound) : undefined;
  const votes = new Map<string, { readonly shift: Shift; count: number }>();
  for (const match of unserved)
    for (const [key, { promised, served }] of shiftsOf(match, index, covers)) {
      const vote = votes.get(key);
      if (vote) vote.count += 1;
      else votes.set(key, { shift: { promised, served }, count: 1 });
    }
  const nothing = { shift: { promised: '', served: '' }, count: 0 };
  const best = [...votes.values()].reduce((a, b) => (b.count > a.count ? b : a), nothing);
  return best.count * 2 >= counted.length ? best.shift : undefined;
}

/** Every shift that would lead an operation to a route, each once; only to routes that are covered, where that is asked. */
export function shiftsOf(
  match: OperationMatch,
  index: RouteIndex,
  covers: ((template: string) => boolean) | undefined,
): ReadonlyMap<string, Shift & { readonly route: IndexedRoute }> {
  const { bound, operation } = match;
  const shape = shapeOf(match);
  const found = new Map<string, Shift & { readonly route: IndexedRoute }>();
  const last = literalsIn(shape).at(-1);
  for (let at = 0, cut = 0; last && at >= 0 && at < last.end; at = shape.indexOf('/', at + 1), cut += 1) {
    const tail = shape.slice(at);
    const promised = shape.slice(0, at);
    for (const candidate of index.endingWith(tail).slice(0, mostCandidates)) {
      const { route } = candidate;
      const served = candidate.shape.slice(0, candidate.shape.length - tail.length);
      if (cut === 0 && served === '') continue;
      // A prefix that is only suggested is none that differs.
      if (route.beneath !== undefined || !serves(route.method, operation.method)) continue;
      // One version or name in place of another; more is another path.
      if (cut > 0 && served !== '' && cut !== countSegments(served)) continue;
      if (!implementsIt(route, bound) || (covers && !covers(candidate.shape))) continue;
      const key = `${promised} ${served}`;
      if (!found.has(key)) found.set(key, { promised, served, route: candidate });
    }
  }
  return found;
}

/** Whether less than half of what a contract promises is served: then it is worth asking why. */
export function isMostlyUnserved(matches: readonly OperationMatch[]): boolean {
  let counted = 0;
  let unserved = 0;
  for (const { operation, routes } of matches) {
    if (operation.isPlanned) continue;
    counted += 1;
    if (routes.length === 0) unserved += 1;
  }
  return unserved * 2 > counted;
}
