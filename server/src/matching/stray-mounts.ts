import type { Route, UnresolvedRoute } from '../model/contract.ts';
import type { BoundContract, InternalPaths, StrayMount } from '../model/matching.ts';
import type { AbsentContract } from './absent.ts';
import { implementsIt } from './implementing.ts';
import { compilePathPattern } from './path-pattern.ts';
import { isAutomatic } from './paths.ts';
import type { RouteIndex } from './route-index.ts';
import { endingsOf, isTelling, promisedAt } from './unknown-prefixes.ts';

interface Strays {
  readonly strays: readonly StrayMount[];
  /** What is of no contract, wherever it is mounted. */
  readonly uncovered: readonly Route[];
}

/**
 * Of what is mounted at paths that nobody knows, and for which no contract suggests one, what ends like nothing that is
 * promised: each mount once. What is served at a known path as well is judged there.
 */
export function strayMounts(
  given: readonly BoundContract[],
  { all }: RouteIndex,
  unresolved: readonly UnresolvedRoute[],
  absent: readonly AbsentContract[],
): Strays {
  const mounts = unresolved.filter(({ endings = [] }) => endings.length > 0);
  if (mounts.length === 0) return { strays: [], uncovered: [] };
  const elsewhere = new Set(all.map(({ route }) => keyOf(route)));
  const isAbsent = (route: Route) => absent.some((one) => implementsIt(route, one));
  const strays: StrayMount[] = [];
  const uncovered: Route[] = [];
  for (const { path, span, reason, endings = [] } of mounts) {
    const own = endings.filter((route) => !elsewhere.has(keyOf(route)));
    const bounds = given.filter((bound) => own.some((route) => implementsIt(route, bound)));
    const isOf = (route: Route) => !isAbsent(route) && bounds.some((bound) => implementsIt(route, bound));
    uncovered.push(...own.filter((route) => !isOf(route)));
    const routes = own.filter((route) => isOf(route) && isStray(route, given, bounds));
    const bound = bounds.find(({ covers }) => covers === undefined) ?? bounds[0];
    if (bound === undefined || routes.length === 0) continue;
    const isSure = bounds.every(({ covers, service }) => covers === undefined && service !== undefined);
    strays.push({ path, span, reason, bound, routes, confidence: isSure ? 'likely' : 'possible' });
  }
  return { strays, uncovered };
}

function keyOf({ path, span, method }: Route): string {
  return `${path} ${span.start} ${method}`;
}

function isStray(route: Route, given: readonly BoundContract[], bounds: readonly BoundContract[]): boolean {
  if (!isTelling(route) || isAutomatic(route.method) || promisedAt(route, endingsOf(given)).length > 0)
    return false;
  return !bounds.some(
    ({ mode, internal }) =>
      (mode === 'generated' && route.isExcluded) || internal.some((paths) => mayBeAmong(route, paths)),
  );
}

function mayBeAmong({ template }: Route, { glob }: InternalPaths): boolean {
  return glob.endsWith(template) || compilePathPattern(glob).matches(template);
}

/** Statements of which it is not known whether they match something. */
export function openStatements(
  idle: readonly InternalPaths[],
  unresolved: readonly UnresolvedRoute[],
): ReadonlySet<InternalPaths> {
  const endings = idle.length === 0 ? [] : unresolved.flatMap((one) => one.endings ?? []);
  return new Set(idle.filter((paths) => endings.some((route) => mayBeAmong(route, paths))));
}
