import { member } from '../model/json.ts';
import { type Flat, flatten, isOpen } from './all-of.ts';
import {
  byContent,
  byName,
  byOwn,
  byType,
  componentOf,
  matched,
  ownOf,
  type Pairing,
  withPairs,
} from './pairing.ts';
import type { References } from './references.ts';
import { readSchema, type Schema, useOf } from './schema.ts';
import { entries, lastName, type Spot, textOf } from './spot.ts';
import { keyword, namedBy } from './tell.ts';
import type { Trial } from './trial.ts';
import type { Walk } from './walk.ts';

type Values = ReadonlySet<string>;
/** The values of a property that stand for each variant. */
type Tags = ReadonlyMap<Spot, string>;

/** A variant, with all that it is combined from. */
interface Look {
  readonly spot: Spot;
  readonly schema: Schema;
  readonly flat: Flat;
  /** False where a part of it cannot be followed. */
  readonly isKnown: boolean;
  /** Of properties whose values are listed. */
  readonly constants: ReadonlyMap<string, Values>;
}

export interface VariantPairing extends Pairing {
  /** Pairs that are two variants to readers, and one to who sends them. */
  readonly apart: Pairing['pairs'];
}

/**
 * Which variants of two unions are the same: by name; where the values of a property tell them apart, by these and by nothing
 * else; by content, by what inline ones have of their own, and then those that are most alike.
 */
export function pairVariants(walk: Walk, old: Schema, now: Schema, trial: Trial): VariantPairing {
  const named = byName({ pairs: [], onlyOld: old.variants, onlyNow: now.variants });
  if (named.onlyOld.length === 0 || named.onlyNow.length === 0) return { ...named, apart: [] };
  const looks = { old: looksOf(walk.old, old), now: looksOf(walk.now, now) };
  const tags = commonTags(tagsOf(old, looks.old), tagsOf(now, looks.now));
  const told = byTags(named, tags);
  const isFree = (spot: Spot) => !tags.some((side) => side.has(spot));
  const free = { ...told, onlyOld: told.onlyOld.filter(isFree), onlyNow: told.onlyNow.filter(isFree) };
  const { pairs } = byType(walk, byLikeness(walk, byOwn(walk, byContent(walk, free)), looks));
  const found = pairs.slice(named.pairs.length);
  const apart = found.filter(([a, b]) => !isClear(walk, a, b) && !trial(a, b));
  const whole = withPairs(named, found);
  return { ...whole, pairs: whole.pairs.filter((pair) => !apart.includes(pair)), apart };
}

/** That one is the other follows from what they say, or from where they stand. */
function isClear({ old, now }: Walk, a: Spot, b: Spot): boolean {
  if (componentOf(a) === undefined && componentOf(b) === undefined) return true;
  const own = ownOf(old, a);
  return (own !== undefined && own === ownOf(now, b)) || old.contentOf(a) === now.contentOf(b);
}

function looksOf(references: References, { variants }: Schema): readonly Look[] {
  return variants.map((spot) => lookAt(references, spot));
}

function lookAt(references: References, start: Spot): Look {
  const { spot } = useOf(start, references);
  const schema = readSchema(spot);
  const flat = flatten(references, schema);
  const constants = new Map<string, Values>();
  for (const [name, property] of flat.properties) {
    const { values } = readSchema(useOf(property.spot, references).spot);
    if (values) constants.set(name, new Set(values.keys()));
  }
  const isKnown = !references.isLost(spot) && !isOpen(references, schema);
  return { spot: start, schema, flat, isKnown, constants };
}

const noTags: Tags = new Map();

/** By the names of properties, that of the discriminator first: what tells all objects of a union apart. */
function tagsOf({ spot }: Schema, looks: readonly Look[]): ReadonlyMap<string, Tags> {
  const found = new Map<string, Tags>();
  const objects = looks.filter(({ flat }) => flat.properties.size > 0);
  const discriminator = keyword(spot, 'discriminator');
  const told = textOf(member(discriminator.node, 'propertyName'));
  if (told !== undefined) found.set(told, namesOf(discriminator, objects));
  for (const name of objects[0]?.constants.keys() ?? []) {
    const all = objects.map(({ constants }) => constants.get(name));
    const lists = all.filter((values) => values !== undefined);
    const count = lists.reduce((sum, { size }) => sum + size, 0);
    const isOwn = lists.length === all.length && new Set(lists.flatMap((each) => [...each])).size === count;
    if (isOwn)
      found.set(name, new Map(objects.map(({ spot: each }, at) => [each, textOfAll(lists[at] ?? [])])));
  }
  return found;
}

/** What the mapping of a discriminator calls variants, or else the names of their components. */
function namesOf(discriminator: Spot, looks: readonly Look[]): Tags {
  const mapping = [...entries(keyword(discriminator, 'mapping'))];
  const tags = new Map<Spot, string>();
  for (const { spot } of looks) {
    const name = namedBy(spot);
    if (name === undefined) return noTags;
    const mapped = mapping.filter(([, entry]) => lastName(textOf(entry.spot.node) ?? '') === name);
    const values = mapped.length > 0 ? mapped.map(([value]) => value) : [name];
    tags.set(spot, textOfAll(values.map((value) => JSON.stringify(value))));
  }
  return tags;
}

/** The same property on both sides: that of the discriminator, or the one whose values say most. */
function commonTags(old: ReadonlyMap<string, Tags>, now: ReadonlyMap<string, Tags>): readonly [Tags, Tags] {
  const count = (tags: readonly [Tags, Tags]) =>
    byTags({ pairs: [], onlyOld: [...tags[0].keys()], onlyNow: [...tags[1].keys()] }, tags).pairs.length;
  const all = [...old].flatMap(([name, tags]) => {
    const others = now.get(name);
    return others ? [[tags, others] as const] : [];
  });
  return all.sort((a, b) => count(b) - count(a))[0] ?? [noTags, noTags];
}

function byTags(before: Pairing, [old, now]: readonly [Tags, Tags]): Pairing {
  return matched(
    before,
    (spot) => old.get(spot),
    (spot) => now.get(spot),
  );
}

/** Alike enough to be the successor. */
const enough = 0.5;
const mostLooks = 2_500;

function byLikeness(
  walk: Walk,
  before: Pairing,
  looks: { readonly old: readonly Look[]; readonly now: readonly Look[] },
): Pairing {
  if (before.onlyOld.length * before.onlyNow.length > mostLooks) return before;
  const left = ({ spot }: Look, spots: readonly Spot[]) => spots.includes(spot);
  const others = looks.now.filter((look) => left(look, before.onlyNow));
  const scored = looks.old
    .filter((look) => left(look, before.onlyOld))
    .flatMap((a) => others.map((b) => ({ pair: [a.spot, b.spot] as const, score: likeness(walk, a, b) })))
    .filter(({ score }) => score >= enough)
    .sort((a, b) => b.score - a.score);
  const taken = new Set<Spot>();
  const found = scored.flatMap(({ pair }) => {
    if (pair.some((spot) => taken.has(spot))) return [];
    for (const spot of pair) taken.add(spot);
    return [pair];
  });
  return withPairs(before, found);
}

/** From 0 for what has nothing in common to 1. */
function likeness(walk: Walk, a: Look, b: Look): number {
  const [old, now] = [a.flat, b.flat];
  if (!a.isKnown || !b.isKnown || isContrary(a, b) || !shareType(old.types, now.types)) return 0;
  if (old.properties.size > 0 || now.properties.size > 0) {
    const all = new Set([...old.properties.keys(), ...now.properties.keys()]);
    return (
      [...old.properties].reduce((sum, [name, { spot }]) => {
        const other = now.properties.get(name)?.spot;
        return sum + (other ? alike(walk, spot, other) : 0);
      }, 0) / all.size
    );
  }
  const [values, others] = [a.schema.values, b.schema.values];
  if (values && others) {
    const shared = [...values.keys()].filter((value) => others.has(value));
    return shared.length / (values.size + others.size - shared.length);
  }
  // What lists and dictionaries hold says more than that they are some.
  return old.types?.has('array') || old.types?.has('object') ? 0 : enough;
}

function alike(walk: Walk, old: Spot, now: Spot): number {
  if (walk.old.contentOf(old) === walk.now.contentOf(now)) return 1;
  const [a, b] = [lookAt(walk.old, old), lookAt(walk.now, now)].map(({ flat }) => flat.types);
  return shareType(a, b) ? 0.9 : 0.5;
}

/** A property that is a constant of one, and not that of the other. */
function isContrary(a: Look, b: Look): boolean {
  return [...a.constants].some(([name, values]) => {
    const others = b.constants.get(name);
    const isConstant = others !== undefined && (values.size === 1 || others.size === 1);
    return isConstant && textOfAll(values) !== textOfAll(others);
  });
}

function textOfAll(values: Iterable<string>): string {
  return [...values].sort().join();
}

function shareType(a: Schema['types'], b: Schema['types']): boolean {
  if (!a || !b) return a === b;
  return [...a].some(
    (type) => b.has(type) || (numbers.has(type) && [...b].some((other) => numbers.has(other))),
  );
}

const numbers: ReadonlySet<string> = new Set(['integer', 'number']);
