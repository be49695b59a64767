import type { OperationUse } from '../../model/calls.ts';
import type { Contract, Route } from '../../model/contract.ts';
import type { ContractFacts, GovernedContract, GovernedInterface } from '../../model/contract-facts.ts';
import type {
  InternalPaths,
  Mismatch,
  MismatchedPair,
  MissingOperation,
  OperationMatch,
  UnpromisedRoute,
} from '../../model/matching.ts';
import type { Span } from '../../model/span.ts';
import type { ContractPlaceKind } from '../../protocol/contracts.ts';
import { isTested } from './words.ts';

/** A text over an operation, a route or an interface, and what it leads to. */
export interface ContractLens {
  readonly span: Span;
  readonly title: string;
  readonly about?: ContractPlaceKind;
  readonly operation?: string;
}

/** How an operation and a route that are meant to be one differ. */
export interface Differing extends MismatchedPair {
  readonly mismatch: Mismatch;
}

/** One operation of one contract with everything that matching says of it. */
export interface KnownOperation {
  readonly match: OperationMatch;
  /** Present where nothing serves it. */
  readonly missing?: MissingOperation;
  /** The route that is meant to serve it and differs in one thing. */
  readonly differing?: Differing;
  readonly use?: OperationUse<OperationMatch>;
  /** Nothing tests it, where that says something. */
  readonly isUntested?: boolean;
}

/** One route with everything that matching says of it. */
export interface KnownRoute {
  readonly route: Route;
  readonly operations: readonly KnownOperation[];
  readonly differing?: Differing;
  readonly unpromised?: UnpromisedRoute;
  /** The statement of the policy that calls it internal. */
  readonly internal?: InternalPaths;
}

/** What shares one place: several contracts may refer to one document, and one text may be mounted several times. */
export interface Placed<Known> {
  readonly span: Span;
  readonly all: readonly Known[];
}

/** A place of an interface that is a contract: its mark, its name, or the name of what implements it. */
export interface PlacedInterface {
  readonly span: Span;
  readonly is: 'mark' | 'name' | 'implementation';
  readonly one: GovernedInterface;
}

/** What one document promises and serves, by place and in its order. */
export interface DocumentContracts {
  readonly interfaces: readonly PlacedInterface[];
  readonly operations: readonly Placed<KnownOperation>[];
  readonly routes: readonly Placed<KnownRoute>[];
}

/** Looks at one document; costs one pass over what is matched. */
export function contractsIn(facts: ContractFacts, path: string): DocumentContracts {
  const routes = facts.routes.filter((route) => route.path === path);
  const own = facts.matching.operations.filter(({ operation }) => operation.path === path);
  const interfaces = interfacesIn(facts, path);
  if (routes.length === 0 && own.length === 0) return { ...none, interfaces };
  const know = operationsKnown(facts);
  return {
    interfaces,
    operations: byPlace(own.map(know), ({ match }) => match.operation.span),
    routes: byPlace(routes.length === 0 ? [] : routesKnown(facts, routes, know), ({ route }) => route.span),
  };
}

const none: DocumentContracts = { interfaces: [], operations: [], routes: [] };

/** What is known of the operations of a contract that its document has elsewhere, under one path. */
export function operationsAt(
  facts: ContractFacts,
  path: string,
  template: string,
): readonly KnownOperation[] {
  const own = facts.matching.operations.filter(
    ({ bound, operation }) => bound.contract.path === path && operation.template === template,
  );
  return own.length === 0 ? [] : own.map(operationsKnown(facts));
}

/** Where interfaces of a document are marked and declared, and where it implements some; in its order. */
function interfacesIn({ interfaces }: ContractFacts, path: string): readonly PlacedInterface[] {
  return interfaces
    .flatMap((one): readonly PlacedInterface[] => [
      ...(one.path === path
        ? [{ one, is: 'mark', span: one.mark.span } as const, { one, is: 'name', span: one.span } as const]
        : []),
      ...one.implementations
        .filter((place) => place.path === path)
        .map(({ span }) => ({ one, is: 'implementation', span }) as const),
    ])
    .sort((a, b) => a.span.start - b.span.start);
}

/** Operations without those that another document for the same files promises as well, unless there are no others. */
export function told(operations: readonly KnownOperation[]): readonly KnownOperation[] {
  const first = operations.filter(({ match }) => !match.isCopy);
  return first.length === 0 ? operations : first;
}

function operationsKnown(facts: ContractFacts): (match: OperationMatch) => KnownOperation {
  const missing = new Map(facts.matching.missing.map((each) => [each.match, each]));
  const differing = new Map(differences(facts).map((each) => [each.match, each]));
  const isExpected = testsExpected(facts);
  return (match) => {
    const [gone, other, use] = [missing.get(match), differing.get(match), facts.uses(match)];
    // What is not there yet is tested by nothing anyway.
    const isThere = gone?.confidence !== 'certain' && !match.operation.isPlanned;
    return {
      match,
      ...(gone && { missing: gone }),
      ...(other && { differing: other }),
      ...(use && { use, isUntested: isThere && !isTested([use]) && isExpected(match.bound.contract) }),
    };
  };
}

/**
 * Where no test of any operation of a contract is known, its tests are most likely where nobody looks: that nothing tests one
 * says something only beside those that are tested, or where the policy asks for it.
 */
function testsExpected(facts: ContractFacts): (contract: Contract) => boolean {
  const known = new Map<Contract, boolean>();
  const isExpected = (contract: Contract) =>
    facts.contracts.some((one) => one.contract === contract && asksForTests(one)) ||
    facts.matching.operations.some((match) => {
      const use = match.bound.contract === contract ? facts.uses(match) : undefined;
      return use !== undefined && isTested([use]);
    });
  return (contract) => {
    const found = known.get(contract) ?? isExpected(contract);
    known.set(contract, found);
    return found;
  };
}

function asksForTests({ policy }: GovernedContract): boolean {
  const setting = policy.rules.findLast(({ rule }) => rule === 'contracts/untested-operation');
  return setting !== undefined && setting.severity !== 'off';
}

function routesKnown(
  facts: ContractFacts,
  routes: readonly Route[],
  know: (match: OperationMatch) => KnownOperation,
): readonly KnownRoute[] {
  const { matching } = facts;
  const serving = new Map<Route, OperationMatch[]>(routes.map((route) => [route, []]));
  for (const match of matching.operations) for (const route of match.routes) serving.get(route)?.push(match);
  const differing = new Map(differences(facts).map((each) => [each.route, each]));
  const unpromised = new Map(matching.unpromised.map((each) => [each.route, each]));
  const internal = new Map(matching.internal.map(({ route, by }) => [route, by]));
  return routes.map((route) => {
    const [other, alone, by] = [differing.get(route), unpromised.get(route), internal.get(route)];
    return {
      route,
      operations: told((serving.get(route) ?? []).map(know)),
      ...(other && { differing: other }),
      ...(alone && { unpromised: alone }),
      ...(by && { internal: by }),
    };
  });
}

function differences({ matching }: ContractFacts): readonly Differing[] {
  return matching.mismatches.flatMap((mismatch) => mismatch.pairs.map((pair) => ({ ...pair, mismatch })));
}

function byPlace<Known>(all: readonly Known[], spanOf: (known: Known) => Span): readonly Placed<Known>[] {
  const places = new Map<number, { readonly span: Span; readonly all: Known[] }>();
  for (const known of all) {
    const span = spanOf(known);
    const place = places.get(span.start);
    if (place) place.all.push(known);
    else places.set(span.start, { span, all: [known] });
  }
  return [...places.values()].sort((a, b) => a.span.start - b.span.start);
}
