import { member } from '../model/json.ts';
import type { Place, Span } from '../model/span.ts';
import { type Flat, flatten, isOpen, splitAll } from './all-of.ts';
import { compareConstraints } from './constraints.ts';
import { compareItems } from './items.ts';
import { isReference, type References } from './references.ts';
import { isCoerced, jsonOf, readSchema, type Schema, type Use, useOf } from './schema.ts';
import { type Entry, isSame, isTrue, lastName, type Spot } from './spot.ts';
import { type At, joined, keyword, tell } from './tell.ts';
import { compareVariants } from './variants.ts';
import { both, type Mask, narrow, type Unit, type Walk } from './walk.ts';

/** Compares two schemas as used at one place: what is shared becomes a unit of its own. */
export function compareUses(at: At, oldSpot: Spot, nowSpot: Spot): void {
  if (isSame(oldSpot.node, nowSpot.node)) return;
  const old = useOf(oldSpot, at.walk.old);
  const now = useOf(nowSpot, at.walk.now);
  if (!at.walk.areKnown(old.spot, now.spot)) return;
  if (!old.isShared || !now.isShared) {
    comparePair(at, old, now);
    return;
  }
  if (old.isNullable !== now.isNullable) {
    const oldNull = old.isNullable || readSchema(old.spot).isNullable;
    const nowNull = now.isNullable || readSchema(now.spot).isNullable;
    if (oldNull !== nowNull) tell(at, nowNull ? 'null-allowed' : 'null-refused', oldSpot, nowSpot);
  }
  const noun = { kind: 'schema', name: lastName(now.spot.pointer) } as const;
  at.walk.use(at.unit, at.mask, { noun, old: old.spot, now: now.spot }, compareShared);
}

function compareShared(unit: Unit, walk: Walk): void {
  const bare = { isShared: true, isNullable: false };
  comparePair(
    { unit, walk, property: '', mask: both },
    { ...bare, spot: unit.old },
    { ...bare, spot: unit.now },
  );
}

function comparePair({ saysRequired, ...at }: At, old: Use, now: Use): void {
  const oldSchema = readSchema(old.spot);
  const nowSchema = readSchema(now.spot);
  if (compareVariants(at, oldSchema, nowSchema, compareUses)) return;
  const parts = splitAll(at.walk, oldSchema, nowSchema);
  // What a part adds that cannot be followed may be all that seems to be missing.
  const hasLost = isOpen(at.walk.old, oldSchema) || isOpen(at.walk.now, nowSchema);
  for (const [a, b] of parts.pairs)
    if (!hasLost || [a, b].every(({ node }) => isReference(node))) compareUses(at, a, b);
  if (hasLost) return;
  const before = whole(parts.old, old, at.walk.old, parts.now);
  const after = whole(parts.now, now, at.walk.now, parts.old);
  if (isCoercedFrom(before, after)) return;
  compareNulls(at, before, after);
  if (!compareTypes(at, before, after)) return;
  compareValues(at, before, after);
  compareConstraints(at, before, after);
  compareDefaults(at, before.spot, after.spot, saysRequired);
  compareProperties(at, before, after);
  compareItems(at, before, after, compareUses);
  compareRest(at, before, after);
}

/**
 * With what the wrappers around a schema and, where the other side says it itself, the parts that it is combined from say of
 * its values. Where neither does, the parts are told by themselves.
 */
function whole(schema: Schema, { isNullable }: Use, references: References, other: Schema): Schema {
  return {
    ...schema,
    types: schema.types ?? (other.types && flatten(references, schema).types),
    isNullable: schema.isNullable || isNullable,
  };
}

/** What reads whatever can be made one of its type may take what the other side takes. */
function isCoercedFrom(old: Schema, now: Schema): boolean {
  if (isCoerced(old) === isCoerced(now) || !missing(old.types, now.types)) return false;
  const shares = [...(old.types ?? [])].some((type) => now.types?.has(type));
  return !shares && !(old.types?.has('number') && now.types?.has('integer'));
}

function compareNulls(at: At, old: Schema, now: Schema): void {
  // What may be of any type may be null.
  if (old.isNullable === now.isNullable || !old.types || !now.types) return;
  if (isCoerced(old) || isCoerced(now)) return;
  const kind = now.isNullable ? 'null-allowed' : 'null-refused';
  tell(at, kind, keyword(old.spot, 'type'), keyword(now.spot, 'type'));
}

/** False where the types have nothing in common, so that all the rest would only repeat it. */
function compareTypes(at: At, old: Schema, now: Schema): boolean {
  const lost = missing(old.types, now.types);
  const gained = missing(now.types, old.types);
  if (!lost && !gained) return true;
  const kind =
    !lost || (at.isText && isAnyText(old, now)) ? 'type-widened' : gained ? 'type-changed' : 'type-narrowed';
  tell(at, kind, keyword(old.spot, 'type'), keyword(now.spot, 'type'), {
    before: typesText(old),
    after: typesText(now),
  });
  return kind !== 'type-changed' || [...(old.types ?? [])].some((type) => now.types?.has(type));
}

/** Whether all that was sent as text is one of the texts that are sent now. */
function isAnyText(old: Schema, now: Schema): boolean {
  return (
    old.types !== undefined &&
    now.types?.has('string') === true &&
    ![...old.types].some((type) => !single.has(type))
  );
}

const single: ReadonlySet<string> = new Set(['string', 'number', 'integer', 'boolean']);

/** Whether some type of `from` is not in `to`; an integer is a number. */
function missing(from: Schema['types'], to: Schema['types']): boolean {
  if (!to) return false;
  if (!from) return true;
  return [...from].some((type) => !to.has(type) && !(type === 'integer' && to.has('number')));
}

function typesText({ types }: Schema): string {
  return types ? [...types].join(' or ') || 'null' : 'any';
}

function compareValues(at: At, old: Schema, now: Schema): void {
  if (!old.values && !now.values) return;
  const oldList = keyword(old.spot, 'enum');
  const nowList = keyword(now.spot, 'enum');
  if (!old.values || !now.values) {
    tell(at, now.values ? 'values-listed' : 'values-unlisted', oldList, nowList);
    return;
  }
  for (const [text, node] of old.values) {
    if (now.values.has(text)) continue;
    tell(at, 'value-removed', { ...oldList, node }, nowList, { before: text });
  }
  for (const [text, node] of now.values) {
    if (old.values.has(text)) continue;
    tell(at, 'value-added', oldList, { ...nowList, node }, { after: text });
  }
}

function compareDefaults(at: At, old: Spot, now: Spot, saysRequired = false): void {
  const before = member(old.node, 'default');
  const after = member(now.node, 'default');
  if ((before && isReference(before)) || (after && isReference(after))) return;
  if (saysRequired && !(before && after)) return;
  const texts = { before: before ? jsonOf(before) : 'none', after: after ? jsonOf(after) : 'none' };
  if (texts.before !== texts.after)
    tell(at, 'default-changed', keyword(old, 'default'), keyword(now, 'default'), texts);
}

function compareRest(at: At, old: Schema, now: Schema): void {
  if (typeof old.rest === 'object' && typeof now.rest === 'object') {
    compareUses({ ...at, property: joined(at.property, '*') }, old.rest, now.rest);
    return;
  }
  const [wasOpen, isOpen] = [openness(old), openness(now)];
  if (wasOpen === isOpen) return;
  const places = [
    keyword(old.spot, 'additionalProperties'),
    keyword(now.spot, 'additionalProperties'),
  ] as const;
  tell(at, isOpen > wasOpen ? 'rest-opened' : 'rest-closed', ...places);
}

/** Zero for nothing else, one for what a schema lets in, two for anything. */
function openness({ rest }: Schema): number {
  return rest === 'closed' ? 0 : rest === 'open' ? 2 : 1;
}

function compareProperties(at: At, old: Schema, now: Schema): void {
  const whole = { old: flatten(at.walk.old, old), now: flatten(at.walk.now, now) };
  for (const [name, entry] of old.properties) {
    const here = { ...at, property: joined(at.property, name) };
    const other = now.properties.get(name) ?? whole.now.properties.get(name);
    if (other) compareProperty(here, name, [entry, whole.old], [other, whole.now]);
    else removed(here, name, entry, whole);
  }
  for (const [name, entry] of now.properties) {
    if (old.properties.has(name)) continue;
    const here = { ...at, property: joined(at.property, name) };
    const other = whole.old.properties.get(name);
    if (other) compareProperty(here, name, [other, whole.old], [entry, whole.now]);
    else added(here, entry, whole.now.required.has(name));
  }
  for (const [name, span] of now.required) {
    if (whole.now.properties.has(name) || whole.old.properties.has(name) || whole.old.required.has(name))
      continue;
    const here = { ...at, property: joined(at.property, name) };
    tell(here, 'property-became-required', old.spot, now.spot, { now: { path: now.spot.path, span } });
  }
  for (const [name, span] of old.required) {
    if (whole.old.properties.has(name) || whole.now.properties.has(name) || whole.now.required.has(name))
      continue;
    const here = { ...at, property: joined(at.property, name) };
    tell(here, 'property-became-optional', old.spot, now.spot, { old: { path: old.spot.path, span } });
  }
}

function removed(
  at: At,
  name: string,
  entry: Entry,
  whole: { readonly old: Flat; readonly now: Flat },
): void {
  const mask = seen(at.mask, at.walk.old.follow(entry.spot), entry.spot);
  const old = keyPlace(entry);
  const kind = whole.old.required.has(name) ? 'property-required-removed' : 'property-removed';
  const inRequests = whole.now.isClosed ? 'property-refused' : kind;
  tell({ ...at, mask: narrow(mask, 1) }, inRequests, entry.spot, undefined, { old });
  tell({ ...at, mask: narrow(mask, 2) }, kind, entry.spot, undefined, { old });
}

function added(at: At, entry: Entry, isRequired: boolean): void {
  const mask = seen(at.mask, at.walk.now.follow(entry.spot), entry.spot);
  tell({ ...at, mask }, isRequired ? 'property-required-added' : 'property-added', undefined, entry.spot, {
    now: keyPlace(entry),
  });
}

/** The directions in which a property is there at all. */
function seen(mask: Mask, ...spots: readonly Spot[]): Mask {
  const has = (key: string) => spots.some(({ node }) => isTrue(member(node, key)));
  const inRequests = has('readOnly') ? narrow(mask, 2) : mask;
  return has('writeOnly') ? narrow(inRequests, 1) : inRequests;
}

function compareProperty(at: At, name: string, [old, wholeOld]: Side, [now, wholeNow]: Side): void {
  const isKnown = at.walk.areKnown(old.spot, now.spot);
  const wasSeen = isKnown ? seen(at.mask, at.walk.old.follow(old.spot), old.spot) : at.mask;
  const isSeen = isKnown ? seen(at.mask, at.walk.now.follow(now.spot), now.spot) : at.mask;
  const places = { old: keyPlace(old), now: keyPlace(now) };
  const lost = narrow(wasSeen, (both & ~isSeen) as Mask);
  const gained = narrow(isSeen, (both & ~wasSeen) as Mask);
  if (lost & 1) tell({ ...at, mask: 1 }, 'property-became-read-only', old.spot, now.spot, places);
  if (lost & 2) tell({ ...at, mask: 2 }, 'property-became-write-only', old.spot, now.spot, places);
  const isRequired = wholeNow.required.has(name);
  if (gained) added({ ...at, mask: gained }, now, isRequired);
  const mask = narrow(wasSeen, isSeen);
  const wasRequired = wholeOld.required.has(name);
  if (wasRequired !== isRequired) {
    const span = (isRequired ? wholeNow : wholeOld).required.get(name);
    const path = isRequired ? now.spot.path : old.spot.path;
    const own: { old?: Place; now?: Place } = span ? { [isRequired ? 'now' : 'old']: { path, span } } : {};
    const kind = isRequired ? 'property-became-required' : 'property-became-optional';
    tell({ ...at, mask }, kind, old.spot, now.spot, { ...places, ...own });
  }
  if (!isTrue(member(old.spot.node, 'deprecated')) && isTrue(member(now.spot.node, 'deprecated'))) {
    tell({ ...at, mask }, 'property-deprecated', old.spot, now.spot, places);
  }
  compareUses({ ...at, mask, saysRequired: wasRequired !== isRequired }, old.spot, now.spot);
}

type Side = readonly [Entry, Flat];

function keyPlace({ keySpan, spot }: { readonly keySpan: Span; readonly spot: Spot }): Place {
  return { path: spot.path, span: keySpan };
}
