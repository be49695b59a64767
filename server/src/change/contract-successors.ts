import type { Contract } from '../model/contract.ts';
import { operationKey } from '../model/contract.ts';
import { operationKeys, promisedOperations, type RemovedContract } from '../model/contract-changes.ts';
import type { GovernedContract } from '../model/contract-facts.ts';
import { byCodeUnit } from '../model/path.ts';

/** A contract of the base, and who judged it. */
export type BaseContract = Pick<RemovedContract, 'contract' | 'policy' | 'service' | 'file'>;

/** What became of one contract: it stayed or moved, it was split, or it is gone and `now` is empty. */
export interface Successors {
  readonly before: BaseContract;
  /** The first one is what it is compared with as a whole; the others have operations of it. */
  readonly now: readonly GovernedContract[];
}

/** One name for each of several contracts in one document. */
function named<T>(all: readonly T[], pathOf: (one: T) => string): ReadonlyMap<string, T> {
  const counts = new Map<string, number>();
  return new Map(
    all.map((one) => {
      const path = pathOf(one);
      const count = counts.get(path) ?? 0;
      counts.set(path, count + 1);
      return [`${path}\n${count}`, one];
    }),
  );
}

/**
 * Follows the contracts of the base to where their operations are promised now: by path, of which `pathNow` tells where
 * it is by now, and where that does not do, by operations.
 */
export function successorsOf(
  base: readonly BaseContract[],
  now: readonly GovernedContract[],
  pathNow: (path: string) => string | undefined,
): readonly Successors[] {
  const before = named(base, ({ contract }) => pathNow(contract.path) ?? contract.path);
  const after = named(now, ({ contract }) => contract.path);
  const own = new Map([...before].map(([name, { contract }]) => [after.get(name), contract]));
  const gained = now.map((governed) => {
    const known = new Set(keysOf(own.get(governed)));
    return { governed, keys: new Set(keysOf(governed.contract).filter((key) => !known.has(key))) };
  });
  return [...before].map(([name, one]): Successors => {
    const same = after.get(name);
    const kept = new Set(keysOf(same?.contract));
    const lost = keysOf(one.contract).filter((key) => !kept.has(key));
    const others = gained
      .map(({ governed, keys }) => ({ governed, shared: lost.filter((key) => keys.has(key)).length }))
      .filter(({ governed, shared }) => governed !== same && shared > 0)
      .sort((a, b) => b.shared - a.shared || byCodeUnit(a.governed.contract.path, b.governed.contract.path))
      .map(({ governed }) => governed);
    const heirs = [...(same ? [same] : []), ...others];
    const isGone = heirs.length === 0 && lost.length > 0;
    const moved = isGone ? now.find((governed) => !own.has(governed) && isLike(one, governed)) : undefined;
    return { before: one, now: moved ? [moved] : heirs };
  });
}

function keysOf(contract: Contract | undefined): readonly string[] {
  return contract ? promisedOperations(contract).flatMap((one) => operationKeys(contract, one)) : [];
}

/** A new document of the same service with most of the operations, below other servers. */
function isLike({ contract, service, policy }: BaseContract, now: GovernedContract): boolean {
  if (now.policy.path !== policy || now.service !== service) return false;
  const bare = (one: Contract) =>
    promisedOperations(one).map(({ method, template }) => operationKey(method, template));
  const there = new Set(bare(now.contract));
  const own = bare(contract);
  return own.filter((key) => there.has(key)).length * 2 > own.length;
}
