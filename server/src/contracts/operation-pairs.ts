import type { OperationSpot, Operations } from './operations.ts';

export interface OperationPairs {
  readonly pairs: readonly (readonly [old: OperationSpot, now: OperationSpot])[];
  /** What has no counterpart, callbacks of such operations left out. */
  readonly onlyOld: readonly OperationSpot[];
  readonly onlyNow: readonly OperationSpot[];
}

/** Which operations are the same: by what callers call where both sides say it, and else by their paths as written. */
export function pairOperations(old: Operations, now: Operations): OperationPairs {
  const found = new Map<OperationSpot, OperationSpot>();
  const taken = new Set<OperationSpot>();
  const pair = (one: OperationSpot, other: OperationSpot | undefined) => {
    if (!other || found.has(one) || taken.has(other)) return;
    found.set(one, other);
    taken.add(other);
  };
  const addresses = new Map(
    [...now.byKey.values()].flatMap((one) => (one.address ? [[one.address, one]] : [])),
  );
  const own = [...old.byKey.values()].filter(({ parent }) => parent === undefined);
  for (const one of own) if (one.address) pair(one, addresses.get(one.address));
  for (const one of own) pair(one, now.byKey.get(one.key));
  for (const one of old.byKey.values()) {
    const parent = one.parent && found.get(one.parent);
    if (parent) pair(one, now.byKey.get(parent.key + one.key.slice(one.parent?.key.length)));
  }
  const counterparts = new Set(found.values());
  const isKnown = (one: OperationSpot, { lost }: Operations) => !one.groups.some((group) => lost.has(group));
  return {
    pairs: [...found],
    onlyOld: [...old.byKey.values()].filter(
      (one) => !found.has(one) && (!one.parent || found.has(one.parent)) && isKnown(one, now),
    ),
    onlyNow: [...now.byKey.values()].filter(
      (one) => !taken.has(one) && (!one.parent || counterparts.has(one.parent)) && isKnown(one, old),
    ),
  };
}
