import { member } from '../model/json.ts';
import { pairUp } from './pairing.ts';
import type { References } from './references.ts';
import { isCoerced, type Schema, useOf } from './schema.ts';
import { entries, type Spot, textOf } from './spot.ts';
import { type At, type CompareUses, keyword, nameOf, tell } from './tell.ts';
import { createTrial } from './trial.ts';
import { pairVariants } from './variant-pairs.ts';
import { masks, narrow } from './walk.ts';

/** Compares what `oneOf` and `anyOf` list; true where that is all that there is to compare. */
export function compareVariants(at: At, old: Schema, now: Schema, compareUses: CompareUses): boolean {
  if (!old.variantsKey && !now.variantsKey) return false;
  if (old.variantsKey && now.variantsKey) {
    if (old.variantsKey !== now.variantsKey && old.variants.length > 1 && now.variants.length > 1) {
      tell(at, 'combinator-changed', keyword(old.spot, old.variantsKey), keyword(now.spot, now.variantsKey), {
        before: old.variantsKey,
        after: now.variantsKey,
      });
    }
    compareDiscriminators(at, old, now);
    compareLists(at, old, now, compareUses);
    return false;
  }
  return compareWithPlain(at, old, now, compareUses);
}

function compareLists(at: At, old: Schema, now: Schema, compareUses: CompareUses): void {
  const { pairs, apart, onlyOld, onlyNow } = pairVariants(at.walk, old, now, createTrial(at, compareUses));
  const [sent, answered] = [masks.request, masks.response].map((mask) => ({
    ...at,
    mask: narrow(at.mask, mask),
  })) as [At, At];
  for (const [a, b] of pairs) compareUses(at, a, b);
  for (const [a, b] of apart) compareUses(sent, a, b);
  // Either may be what cannot be followed on the other side.
  const isLost = (spots: readonly Spot[], references: References) =>
    spots.some((spot) => references.isLost(useOf(spot, references).spot));
  if (isLost(onlyOld, at.walk.old) || isLost(onlyNow, at.walk.now)) return;
  const gone = (here: At, spot: Spot) =>
    tell(here, 'variant-removed', spot, now.spot, {
      before: `"${nameOf(spot, old.variants.indexOf(spot))}"`,
    });
  const come = (here: At, spot: Spot) =>
    tell(here, 'variant-added', old.spot, spot, { after: `"${nameOf(spot, now.variants.indexOf(spot))}"` });
  for (const [a, b] of apart) {
    gone(answered, a);
    come(answered, b);
  }
  for (const spot of onlyOld) gone(at, spot);
  for (const spot of onlyNow) come(at, spot);
}

/** One side has variants and the other one none: it is one of them, it is anything, or variants were put on top. */
function compareWithPlain(at: At, old: Schema, now: Schema, compareUses: CompareUses): boolean {
  const isNew = now.variantsKey !== undefined;
  const [plain, union] = isNew ? [old, now] : [now, old];
  const references = isNew ? at.walk.now : at.walk.old;
  if (isCoerced(plain)) return true;
  if (union.variants.some((spot) => references.isLost(useOf(spot, references).spot))) return true;
  if (union.types || union.properties.size > 0 || union.all.length > 0) {
    const words = { before: isNew ? 'no variants' : 'variants', after: isNew ? 'variants' : 'no variants' };
    tell(at, isNew ? 'constraint-tightened' : 'constraint-loosened', old.spot, now.spot, words);
    return false;
  }
  if (!plain.types && plain.all.length === 0) {
    const words = { before: isNew ? 'any' : 'variants', after: isNew ? 'variants' : 'any' };
    tell(at, isNew ? 'type-narrowed' : 'type-widened', old.spot, now.spot, words);
    return true;
  }
  const [oldList, nowList] = isNew ? [[plain.spot], union.variants] : [union.variants, [plain.spot]];
  const { pairs, onlyOld, onlyNow } = pairUp(at.walk, oldList, nowList);
  if (pairs.length === 0) {
    const words = { before: isNew ? typeOf(plain) : 'variants', after: isNew ? 'variants' : typeOf(plain) };
    tell(at, 'type-changed', old.spot, now.spot, words);
    return true;
  }
  for (const [a, b] of pairs) compareUses(at, a, b);
  compareLists(at, { ...old, variants: onlyOld }, { ...now, variants: onlyNow }, compareUses);
  return true;
}

function typeOf({ types }: Schema): string {
  return types ? [...types].join(' or ') : 'any';
}

function compareDiscriminators(at: At, old: Schema, now: Schema): void {
  const [before, after] = [keyword(old.spot, 'discriminator'), keyword(now.spot, 'discriminator')];
  if (before === old.spot) return;
  const name = (spot: Spot) => textOf(member(spot.node, 'propertyName')) ?? 'nothing';
  const isGone = after === now.spot;
  if (isGone || name(before) !== name(after)) {
    const words = { before: name(before), after: isGone ? 'nothing' : name(after) };
    tell(at, 'discriminator-changed', before, after, words);
    return;
  }
  const mapped = entries(keyword(after, 'mapping'));
  if (mapped.size === 0) return;
  for (const [value, entry] of entries(keyword(before, 'mapping'))) {
    if (value === 'propertyName' || mapped.has(value)) continue;
    tell(at, 'discriminator-changed', entry.spot, after, { before: `value "${value}"`, after: 'nothing' });
  }
}
