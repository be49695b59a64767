import { pathShape, type Route, type UnresolvedRoute } from '../model/contract.ts';
import type { Confidence } from '../model/finding.ts';
import type { BoundContract, Doubt, MissingOperation, OperationMatch } from '../model/matching.ts';
import { implementsIt } from './implementing.ts';
import { isAutomatic, pathOf, segmentsOf, serves } from './paths.ts';
import { groupedBy, type RouteIndex } from './route-index.ts';
import { isTelling } from './unknown-prefixes.ts';

interface Surroundings {
  /** Whether anything that the contract promises is served, and whether anything at all is. */
  readonly isKept: boolean;
  readonly hasRoutes: boolean;
  /** What may serve anything. */
  readonly wide: readonly Doubt[];
  /** What may serve only some paths. */
  readonly narrow: readonly UnresolvedRoute[];
  /** What is served at paths of which only the ends are known, by these. */
  readonly endings: ReadonlyMap<string, readonly Route[]>;
}

/** Says of operations without a route how sure that is, and what might serve them. */
export function missingOperations(
  contracts: readonly { readonly bound: BoundContract; readonly matches: readonly OperationMatch[] }[],
  index: RouteIndex,
  unresolved: readonly UnresolvedRoute[],
): (match: OperationMatch) => MissingOperation {
  const matchesOf = new Map(contracts.map(({ bound, matches }) => [bound, matches]));
  const known = new Map<BoundContract, Surroundings>();
  const around = (bound: BoundContract): Surroundings => {
    const before = known.get(bound);
    if (before !== undefined) return before;
    const isKept =
      matchesOf.get(bound)?.some(({ routes }) => routes.some((route) => implementsIt(route, bound))) === true;
    // Where some operations are served at their paths the prefix is what it seems to be.
    const own = unresolved.filter(
      ({ path, isPrefix }) => bound.implementedBy(path) && !(isPrefix === true && isKept),
    );
    const found = {
      isKept,
      hasRoutes: index.all.some(({ route }) => implementsIt(route, bound)),
      wide: own.filter(({ below }) => below === undefined).map(doubtOf),
      narrow: own.filter(({ below }) => below !== undefined),
      endings: groupedBy(
        own.flatMap(({ endings = [] }) => endings.filter(isTelling)),
        ({ template }) => pathShape(template),
      ),
    };
    known.set(bound, found);
    return found;
  };
  return (match) => {
    const surroundings = around(match.bound);
    const { narrow, wide } = surroundings;
    const catching = index.hasRests ? catchAlls(match, index) : [];
    const under = narrow.length > 0 ? narrow.filter((each) => mayServe(each, match)).map(doubtOf) : [];
    const doubts = catching.length + under.length === 0 ? wide : [...catching, ...under, ...wide];
    const isThere = surroundings.endings.size > 0 && mayEnd(match, surroundings);
    const confidence = isThere ? 'possible' : confidenceOf(match, surroundings, doubts);
    return { match, doubts, confidence };
  };
}

/** Whether something is served that ends like it, and nobody knows where. */
function mayEnd({ bound, operation, paths }: OperationMatch, { endings }: Surroundings): boolean {
  return paths.some((path) => {
    const segments = segmentsOf(pathShape(path));
    return segments.some((_, at) =>
      endings
        .get(pathOf(segments.slice(at)))
        ?.some((route) => serves(route.method, operation.method) && implementsIt(route, bound)),
    );
  });
}

function confidenceOf(
  { bound, operation }: OperationMatch,
  { isKept, hasRoutes }: Surroundings,
  doubts: readonly Doubt[],
): Confidence {
  // Without a policy a document that nothing here keeps may be somebody else's.
  if (!isKept && bound.service === undefined) return hasRoutes ? 'likely' : 'possible';
  return doubts.length > 0 || isAutomatic(operation.method) ? 'likely' : 'certain';
}

function doubtOf({ path, span, reason }: UnresolvedRoute): Doubt {
  return { path, span, reason };
}

function mayServe({ below = [] }: UnresolvedRoute, { paths }: OperationMatch): boolean {
  return paths.some((path) =>
    below.some((beginning) => `${pathShape(path)}/`.startsWith(`${pathShape(beginning)}/`)),
  );
}

function catchAlls({ bound, operation, paths }: OperationMatch, index: RouteIndex): readonly Doubt[] {
  const shapes = new Set(
    paths.flatMap((path) => {
      const segments = segmentsOf(pathShape(path));
      return segments.map((_, at) => `${pathOf(segments.slice(0, at))}/{*}`);
    }),
  );
  return [...shapes]
    .flatMap((shape) => index.at(shape))
    .map(({ route }) => route)
    .filter((route) => serves(route.method, operation.method) && implementsIt(route, bound))
    .map(({ path, span, template }) => ({ path, span, reason: `"${template}" may answer for it.` }));
}
