import type { BoundContract, OperationMatch } from '../model/matching.ts';
import type { Place } from '../model/span.ts';
import { shapeOf } from './shapes.ts';

interface WithMatches {
  readonly bound: BoundContract;
  readonly matches: readonly OperationMatch[];
}

/**
 * Marks what two documents for the same files promise both, such as a bundled copy or fragments and the whole: only one
 * is told. A document that people write stands before one that is made, a fragment before the whole.
 */
export function withCopies<T extends WithMatches>(
  contracts: readonly T[],
  places: readonly Pick<Place, 'path'>[],
): readonly T[] {
  const files = [...new Set(places.map(({ path }) => path))];
  const known = new Map<BoundContract, Map<BoundContract, boolean>>();
  const shares = (a: BoundContract, b: BoundContract): boolean => {
    const of = known.get(a) ?? new Map<BoundContract, boolean>();
    known.set(a, of);
    const before = of.get(b);
    if (before !== undefined) return before;
    const is = areForTheSame(a, b, files);
    of.set(b, is);
    return is;
  };
  const seen = new Map<string, BoundContract[]>();
  const copies = new Set<OperationMatch>();
  const ordered = contracts
    .map((contract, at) => ({ contract, at }))
    .sort((a, b) => rankOf(a.contract.bound) - rankOf(b.contract.bound) || a.at - b.at);
  for (const { contract } of ordered)
    for (const match of contract.matches) {
      const key = `${match.operation.method} ${shapeOf(match)}`;
      const before = seen.get(key);
      if (before === undefined) seen.set(key, [contract.bound]);
      else if (before.some((other) => other === contract.bound || shares(other, contract.bound)))
        copies.add(match);
      else before.push(contract.bound);
    }
  if (copies.size === 0) return contracts;
  return contracts.map((contract) => ({
    ...contract,
    matches: contract.matches.map((match) => (copies.has(match) ? { ...match, isCopy: true } : match)),
  }));
}

/** What is put together of several documents stands before what a tool has bundled of them. */
function rankOf({ contract, mode }: BoundContract): number {
  const isWritten = contract.isFragment || contract.inputs.length > 0;
  return (mode === 'generated' ? 4 : 0) + (isWritten ? 0 : 2) + (contract.isFragment ? 0 : 1);
}

function areForTheSame(a: BoundContract, b: BoundContract, files: readonly string[]): boolean {
  if (a.service !== undefined && b.service !== undefined) return a.service === b.service;
  if (files.some((path) => a.implementedBy(path) && b.implementedBy(path))) return true;
  return a.implementedBy(b.contract.path) && b.implementedBy(a.contract.path);
}
