import type { Contract, Operation, Route } from '../model/contract.ts';
import type { Confidence } from '../model/finding.ts';
import type { BoundContract, Claim, OperationMatch } from '../model/matching.ts';
import { implementsIt, mountRank } from './implementing.ts';
import { commonFolders, type Nearness, nearnessOf } from './nearness.ts';
import { compilePathPattern, type PathPattern } from './path-pattern.ts';
import { prefixesFor } from './paths.ts';
import type { IndexedRoute } from './route-index.ts';
import { moved, type Shift } from './shift.ts';

/** What decides whether a route belongs to a contract. */
export interface Territory {
  readonly bound: BoundContract;
  /** Absent where the policy names none. */
  readonly covers?: readonly PathPattern[];
  readonly prefixes: readonly string[];
  /** The routes that it promises. */
  readonly promised: ReadonlySet<Route>;
  near(each: IndexedRoute): Nearness;
}

/** What one binding of a contract answers for. */
interface Answering {
  readonly bound: BoundContract;
  readonly matches: readonly OperationMatch[];
  readonly shift?: Shift;
}

export function territoryOf(answering: Answering): Territory {
  const { bound } = answering;
  const covers = bound.covers?.map(({ glob }) => compilePathPattern(glob));
  const near = nearnessOf(answering.matches);
  const promised = new Set(answering.matches.flatMap(({ routes }) => routes));
  return { bound, prefixes: inferredPrefixes(answering), promised, near, ...(covers && { covers }) };
}

export interface Claimed {
  readonly bound: BoundContract;
  readonly territory: Territory;
  readonly claim: Claim;
  /** How much of the path it names, or how many folders lead to both. */
  readonly weight: number;
  /** It may as well belong to another contract. */
  readonly isContested?: true;
  /** The contracts that it belongs to as well as to that one, itself included, where nothing tells them apart. */
  readonly rivals?: readonly BoundContract[];
}

/** The contract that a route belongs to: by its paths, then by its service, then by the nearest folder. */
export function claimOf(each: IndexedRoute, territories: readonly Territory[]): Claimed | undefined {
  const { route, shape } = each;
  const claims = territories.flatMap((territory): readonly Claimed[] => {
    const { bound, covers, prefixes } = territory;
    if (!implementsIt(route, bound)) return [];
    if (covers !== undefined) {
      const weights = covers.filter((each) => each.matches(shape)).map(({ weight }) => weight);
      return weights.length === 0
        ? []
        : [{ bound, territory, claim: 'covers', weight: Math.max(...weights) }];
    }
    const own = prefixes.filter((prefix) => isUnder(shape, prefix)).map(({ length }) => length);
    if (own.length > 0) return [{ bound, territory, claim: 'prefix', weight: Math.max(...own) }];
    const claim = bound.service === undefined ? 'nearest' : 'service';
    return [{ bound, territory, claim, weight: commonFolders(bound.contract.path, route.path) }];
  });
  const best = claims.reduce<Claimed | undefined>((one, next) => {
    if (one === undefined) return next;
    const isShared = route.mountedIn !== undefined && one.bound.service !== next.bound.service;
    const byMount = isShared ? mountRank(route, next.bound) - mountRank(route, one.bound) : 0;
    const byRank = rankOf(next) - rankOf(one) || byMount;
    return byRank < 0 || (byRank === 0 && next.weight > one.weight) ? next : one;
  }, undefined);
  if (!best) return undefined;
  return best.bound.service === undefined && best.claim !== 'covers'
    ? nearestOf(best, claims, each)
    : nearestOfService(best, claims, each);
}

/**
 * Of the contracts of one service the one whose operations begin most like a route; of these the one that claims it most,
 * and then the one beside whose routes it is served. How sure it is that none promises it does not depend on that.
 */
function nearestOfService(best: Claimed, claims: readonly Claimed[], each: IndexedRoute): Claimed {
  const isAlike = (one: Claimed) =>
    one.bound.service === best.bound.service &&
    (best.claim === 'covers' ? one.claim === 'covers' && one.weight === best.weight : one.claim !== 'covers');
  const rivals = claims.filter(isAlike);
  if (rivals.length < 2) return best;
  const ranked = rivals.map((claimed) => ({ claimed, near: claimed.territory.near(each) }));
  const most = Math.max(...ranked.map(({ near }) => near.begins));
  const order = (a: Claimed, b: Claimed) => rankOf(a) - rankOf(b) || b.weight - a.weight;
  const [first, ...others] = ranked
    .filter(({ near }) => near.begins === most)
    .sort((a, b) => order(a.claimed, b.claimed));
  if (!first) return best;
  const alike = [first, ...others.filter(({ claimed }) => order(first.claimed, claimed) === 0)];
  return { ...best, ...amongAlike(alike) };
}

/** The one beside whose routes it is served, or the first of several. */
function amongAlike(
  alike: readonly { readonly claimed: Claimed; readonly near: Nearness }[],
): Pick<Claimed, 'bound' | 'rivals'> {
  const most = alike.length > 1 ? Math.max(...alike.map(({ near }) => near.beside)) : 0;
  const left = alike.length > 1 ? alike.filter(({ near }) => near.beside === most) : alike;
  const documents = new Map(left.map(({ claimed }) => [claimed.bound.contract.path, claimed.bound]));
  const rivals = [...documents.values()];
  const [bound] = rivals as [BoundContract];
  return { bound, ...(rivals.length > 1 && { rivals }) };
}

/** Of contracts of no service that might all mean a route the one whose operations are nearest to it. */
function nearestOf(best: Claimed, claims: readonly Claimed[], each: IndexedRoute): Claimed {
  const isOpen = ({ bound, claim }: Claimed) => bound.service === undefined && claim !== 'covers';
  const isRival = (one: Claimed) =>
    isOpen(one) && (one.weight === best.weight || (best.claim === 'prefix' && best.weight === 0));
  const rivals = isOpen(best) ? claims.filter((one) => one === best || isRival(one)) : [];
  if (rivals.length < 2) return best;
  const ranked = rivals
    .map((claimed) => ({ claimed, near: claimed.territory.near(each) }))
    .sort(
      (a, b) =>
        b.near.begins - a.near.begins ||
        b.near.beside - a.near.beside ||
        rankOf(a.claimed) - rankOf(b.claimed),
    );
  const [first, second] = ranked;
  if (!first || !second) return best;
  const alike = ranked.filter(
    ({ claimed, near }) => near.begins === first.near.begins && rankOf(claimed) === rankOf(first.claimed),
  );
  // Whichever of those that begin alike is meant: none of them promises it.
  const beginAlike = best.claim === 'prefix' && best.weight > 0;
  const found = { ...first.claimed, ...amongAlike(alike) };
  return beginAlike || first.near.begins > second.near.begins ? found : { ...found, isContested: true };
}

const order: readonly Claim[] = ['covers', 'prefix', 'service', 'nearest'];

/** A prefix that is empty says nothing: there a service comes first. What promises nothing comes after its likes. */
function rankOf({ bound, claim, weight }: Claimed): number {
  if (claim === 'service' && isEmpty(bound)) return 2.25;
  if (claim === 'prefix' && weight === 0) return bound.service === undefined ? 2.5 : 1.5;
  return order.indexOf(claim);
}

/** How many of the routes that a contract could promise it does promise. */
export interface Kept {
  readonly promised: number;
  readonly all: number;
}

/**
 * How sure a claim is. Without a policy a contract stands for the code around it where it promises a third of what is served
 * there; else it may be somebody else's, or for a part only.
 */
export function confidenceOf({ bound, claim, weight, isContested }: Claimed, kept: Kept): Confidence {
  if (claim === 'covers' || (claim === 'prefix' && bound.service !== undefined)) return 'certain';
  const isMuch = kept.promised * 3 >= kept.all;
  if (claim === 'prefix' && isMuch) return isContested ? 'likely' : 'certain';
  if (claim === 'prefix') return weight > 0 ? 'likely' : 'possible';
  if (claim === 'service') return isEmpty(bound) ? 'certain' : 'likely';
  return 'possible';
}

const promisesNothing = 'CTR-007';

/** No beginning tells what a contract without paths is about: then it is about all that its service serves. */
function isEmpty({ contract }: BoundContract): boolean {
  return contract.operations.length === 0 && contract.problems.some(({ code }) => code === promisesNothing);
}

/** How much of what is served in its territory a contract promises; what nobody accuses does not count. */
export function keptBy(
  { bound, covers, prefixes, promised }: Territory,
  served: readonly IndexedRoute[],
): Kept {
  const own = served.filter(
    ({ route, shape }) =>
      implementsIt(route, bound) &&
      (covers === undefined || covers.some((each) => each.matches(shape))) &&
      (prefixes.length === 0 || prefixes.some((prefix) => isUnder(shape, prefix))),
  );
  return { promised: own.filter(({ route }) => promised.has(route)).length, all: own.length };
}

export function isUnder(shape: string, prefix: string): boolean {
  return prefix === '' || shape === prefix || shape.startsWith(`${prefix}/`);
}

function inferredPrefixes({ bound: { contract }, matches, shift }: Answering): readonly string[] {
  const found = beginningOf(
    contract,
    matches.map(({ operation }) => operation),
  );
  if (found === undefined) return [];
  return [shift === undefined ? found : moved(found, shift).replace(/^\/$/, '')];
}

/**
 * What some operations of a contract have in common at the beginning, without the name of the one thing that they may all
 * be about: `/api/v2` for `/api/v2/orders` and `/api/v2/orders/{id}`. What servers have stays. Undefined without any.
 */
export function beginningOf(contract: Contract, operations: readonly Operation[]): string | undefined {
  const prefixes = operations.map((operation) => prefixesFor(contract, operation)[0] ?? '');
  const paths = operations.map((operation, index) => (prefixes[index] ?? '') + operation.template);
  if (paths.length === 0) return undefined;
  const common = commonBeginning(paths);
  const isThing =
    paths.some((path) => path === common || path === `${common}/`) ||
    paths.every((path) => path.startsWith('{', common.length + 1));
  const least = commonBeginning(prefixes);
  const shorter = common.slice(0, Math.max(0, common.lastIndexOf('/')));
  return isThing && common.length > least.length ? shorter : common;
}

/** The literal segments that all of some paths begin with, without a slash at the end. */
function commonBeginning(paths: readonly string[]): string {
  const [first = ''] = paths;
  let length = first.includes('{') ? first.indexOf('{') : first.length;
  for (const path of paths) {
    if (path.startsWith(first.slice(0, length))) continue;
    let same = 0;
    while (same < length && path[same] === first[same]) same += 1;
    length = same;
  }
  const isWhole = paths.every((path) => path.length === length || path[length] === '/');
  const end = isWhole ? length : first.lastIndexOf('/', length - 1);
  return first.slice(0, Math.max(0, end)).replace(/\/$/, '');
}
