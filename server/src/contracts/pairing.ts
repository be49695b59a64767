import { isReference, type References } from './references.ts';
import { jsonOf, readSchema, useOf } from './schema.ts';
import type { Spot } from './spot.ts';
import { namedBy } from './tell.ts';
import type { Walk } from './walk.ts';

export interface Pairing {
  readonly pairs: readonly (readonly [old: Spot, now: Spot])[];
  readonly onlyOld: readonly Spot[];
  readonly onlyNow: readonly Spot[];
}

/** Which of two lists of schemas are the same: by name, then by content, then by type, then because no other is left. */
export function pairUp(walk: Walk, old: readonly Spot[], now: readonly Spot[]): Pairing {
  const alike = byContent(walk, byName({ pairs: [], onlyOld: old, onlyNow: now }));
  return byType(walk, byOwn(walk, alike));
}

export function byName(before: Pairing): Pairing {
  return matched(before, componentOf, componentOf);
}

export function byContent(walk: Walk, before: Pairing): Pairing {
  return matched(before, walk.old.contentOf, walk.now.contentOf);
}

/** By a title, or by constants in properties. */
export function byOwn({ old, now }: Walk, before: Pairing): Pairing {
  return matched(
    before,
    (spot) => ownOf(old, spot),
    (spot) => ownOf(now, spot),
  );
}

/** Of inline schemas that nothing else tells apart. */
export function byType({ old, now }: Walk, before: Pairing): Pairing {
  return matched(
    before,
    (spot) => typeOf(old, spot),
    (spot) => typeOf(now, spot),
  );
}

type KeyOf = (spot: Spot) => string | undefined;

export function matched({ pairs, onlyOld, onlyNow }: Pairing, oldKey: KeyOf, nowKey: KeyOf): Pairing {
  if (onlyOld.length === 0 || onlyNow.length === 0) return { pairs, onlyOld, onlyNow };
  const left = new Map<string, Spot[]>();
  for (const spot of onlyNow) {
    const key = nowKey(spot);
    if (key !== undefined) left.set(key, [...(left.get(key) ?? []), spot]);
  }
  const found = onlyOld.flatMap((spot) => {
    const key = oldKey(spot);
    const other = key === undefined ? undefined : left.get(key)?.shift();
    return other ? [[spot, other] as const] : [];
  });
  return withPairs({ pairs, onlyOld, onlyNow }, found);
}

export function withPairs(before: Pairing, found: Pairing['pairs']): Pairing {
  const taken = new Set(found.flat());
  const isLeft = (spot: Spot) => !taken.has(spot);
  return {
    pairs: [...before.pairs, ...found],
    onlyOld: before.onlyOld.filter(isLeft),
    onlyNow: before.onlyNow.filter(isLeft),
  };
}

/** The name of what a reference leads to; none of what is only in another file. */
export function componentOf(spot: Spot): string | undefined {
  return isReference(spot.node) ? namedBy(spot) : undefined;
}

export function ownOf(references: References, spot: Spot): string | undefined {
  const title = isReference(spot.node) ? undefined : namedBy(spot);
  if (title !== undefined) return `title ${title}`;
  const { properties } = readSchema(useOf(spot, references).spot);
  const constants = [...properties].flatMap(([name, { spot: property }]) => {
    const { values } = readSchema(property);
    return values?.size === 1 ? [`${name}=${[...values.keys()].join()}`] : [];
  });
  return constants.length > 0 ? constants.sort().join() : undefined;
}

function typeOf(references: References, spot: Spot): string | undefined {
  if (componentOf(spot) !== undefined || ownOf(references, spot) !== undefined) return undefined;
  const { types } = readSchema(useOf(spot, references).spot);
  return types ? [...types].sort().join() : jsonOf(spot.node);
}
