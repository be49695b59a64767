import type { Contract, Operation } from '../model/contract.ts';
import type { BoundContract, OperationMatch } from '../model/matching.ts';
import { coverTest } from './path-pattern.ts';
import { prefixesFor } from './paths.ts';
import { groupedBy } from './route-index.ts';

/**
 * The operations that each binding of a document answers for. A document that is bound once is wholly of that binding; of
 * one that is bound several times each has what it covers, and the rest falls to those that name no paths, else to all.
 */
export function sharesOf(given: readonly BoundContract[]): (bound: BoundContract) => readonly Operation[] {
  const shares = new Map<BoundContract, readonly Operation[]>();
  for (const [contract, bindings] of groupedBy(given, (bound) => bound.contract))
    if (bindings.length > 1)
      for (const bound of bindings) shares.set(bound, shareOf(bound, bindings, contract));
  return (bound) => shares.get(bound) ?? bound.contract.operations;
}

function shareOf(
  bound: BoundContract,
  bindings: readonly BoundContract[],
  contract: Contract,
): readonly Operation[] {
  const all = bindings.map((each) => ({ each, covers: holdingTest(each) }));
  const isOpen = bindings.some(({ covers }) => covers === undefined);
  return contract.operations.filter((operation) => {
    const covering = all.filter(({ covers }) => covers(operation));
    if (covering.length > 0) return covering.some(({ each }) => each === bound);
    return !isOpen || bound.covers === undefined;
  });
}

function holdingTest(bound: BoundContract): (operation: Operation) => boolean {
  const covers = coverTest(bound);
  if (!covers) return () => false;
  return (operation) =>
    prefixesFor(bound.contract, operation).some((prefix) => covers(prefix + operation.template));
}

/** Operations that no binding of a shared document covers are kept where one keeps them, and told of one only. */
export function withSharedPromises<
  T extends { readonly bound: BoundContract; readonly matches: readonly OperationMatch[] },
>(contracts: readonly T[]): readonly T[] {
  const shared = [...groupedBy(contracts, ({ bound }) => bound.contract).values()].filter(
    ({ length }) => length > 1,
  );
  if (shared.length === 0) return contracts;
  const copies = new Set<OperationMatch>();
  for (const bindings of shared) {
    const open = bindings.flatMap(({ bound, matches }) => {
      const covers = holdingTest(bound);
      return matches.filter(({ operation }) => !covers(operation));
    });
    for (const alike of groupedBy(open, ({ operation }) => operation).values()) {
      const kept = alike.find(({ routes }) => routes.length > 0) ?? alike[0];
      for (const match of alike) if (match !== kept && match.routes.length === 0) copies.add(match);
    }
  }
  return contracts.map((contract) => ({
    ...contract,
    matches: contract.matches.map((match) => (copies.has(match) ? { ...match, isCopy: true } : match)),
  }));
}
