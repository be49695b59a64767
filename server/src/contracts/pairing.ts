import { isReference } from './references.ts';
import { jsonOf, readSchema, useOf } from './schema.ts';
import type { Spot } from './spot.ts';
import { namedBy } from './tell.ts';
import type { Walk } from './walk.ts';

export interface Pairing {
  readonly pairs: readonly (readonly [old: Spot, now: Spot])[];
  readonly onlyOld: readonly Spot[];
  readonly onlyNow: readonly Spot[];
}

/** Which of two lists of schemas are the same: by content, then by name, then by type, then because no other is left. */
export function pairUp(walk: Walk, old: readonly Spot[], now: readonly Spot[]): Pairing {
  const pairs: (readonly [Spot, Spot])[] = [];
  let onlyOld = old;
  let onlyNow = now;
  const match = (oldKey: (spot: Spot) => string | undefined, nowKey: (spot: Spot) => string | undefined) => {
    if (onlyOld.length === 0 || onlyNow.length === 0) return;
    const left = new Map<string, Spot[]>();
    for (const spot of onlyNow) {
      const key = nowKey(spot);
      if (key !== undefined) left.set(key, [...(left.get(key) ?? []), spot]);
    }
    const taken = new Set<Spot>();
    onlyOld = onlyOld.filter((spot) => {
      const key = oldKey(spot);
      const other = key === undefined ? undefined : left.get(key)?.shift();
      if (!other) return true;
      pairs.push([spot, other]);
      taken.add(other);
      return false;
    });
    onlyNow = onlyNow.filter((spot) => !taken.has(spot));
  };
  match(componentOf, componentOf);
  match(walk.old.contentOf, walk.now.contentOf);
  match(
    (spot) => shapeOf(walk.old, spot),
    (spot) => shapeOf(walk.now, spot),
  );
  return { pairs, onlyOld, onlyNow };
}

function componentOf(spot: Spot): string | undefined {
  return isReference(spot.node) ? namedBy(spot) : undefined;
}

/** What inline schemas are told apart by: a title, constants in properties, a type that no object is. */
function shapeOf(references: Walk['old'], spot: Spot): string | undefined {
  const title = isReference(spot.node) ? undefined : namedBy(spot);
  if (title !== undefined) return `title ${title}`;
  const { properties, types } = readSchema(useOf(spot, references).spot);
  const constants = [...properties].flatMap(([name, { spot: property }]) => {
    const { values } = readSchema(property);
    return values?.size === 1 ? [`${name}=${[...values.keys()].join()}`] : [];
  });
  if (constants.length > 0) return constants.sort().join();
  if (componentOf(spot) !== undefined) return undefined;
  return types ? [...types].sort().join() : jsonOf(spot.node);
}
