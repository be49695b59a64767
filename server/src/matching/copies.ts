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
  const copies = new Set(servedElsewhere(contracts));
  const ordered = contracts
    .map((contract, at) => ({ contract, at }))
    .sort((a, b) => byRank(a.contract.bound, b.contract.bound) || a.at - b.at);
  for (const { contract } of ordered)
    for (const match of contract.matches) {
      const key = keyOf(match);
      if (copies.has(match)) continue;
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

/**
 * The operations that another contract promises and its code serves, of a contract of no service whose own code serves nothing
 * of it, where these are most of it: whoever calls has a copy to make a client of.
 */
function servedElsewhere(contracts: readonly WithMatches[]): readonly OperationMatch[] {
  const isServed = ({ routes }: OperationMatch) => routes.length > 0;
  const idle = contracts.filter(
    ({ bound, matches }) => bound.service === undefined && matches.length > 0 && !matches.some(isServed),
  );
  if (idle.length === 0 || idle.length === contracts.length) return [];
  const served = new Set(contracts.flatMap(({ matches }) => matches.filter(isServed).map(keyOf)));
  return idle.flatMap(({ matches }) => {
    const copied = matches.filter((match) => served.has(keyOf(match)));
    return copied.length * 2 > matches.length ? copied : [];
  });
}

function keyOf(match: OperationMatch): string {
  return `${match.operation.method} ${shapeOf(match)}`;
}

/** In the order in which they are told where they promise the same. */
export function byRank(a: BoundContract, b: BoundContract): number {
  return rankOf(a) - rankOf(b);
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
