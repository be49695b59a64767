import { member } from '../model/json.ts';
import type { Place } from '../model/span.ts';
import type { OperationSpot } from './operations.ts';
import type { References } from './references.ts';
import { readSchema, useOf } from './schema.ts';
import { compareUses } from './schema-pair.ts';
import { below, entries, isTrue, items, type Spot, textOf } from './spot.ts';
import { type At, keyword, tell } from './tell.ts';
import { both, type Compare, type Unit, type Walk } from './walk.ts';

/** A parameter, or a header of a response. */
export interface ParameterSpot {
  readonly spot: Spot;
  /** `query parameter "limit"`. */
  readonly name: string;
  readonly place: Place;
  readonly isRequired: boolean;
  /** The path has it, and nothing is declared of it. */
  readonly isUndeclared?: true;
}

/** OpenAPI gives these headers a meaning of its own. */
const ignored: ReadonlySet<string> = new Set([
  'header:accept',
  'header:content-type',
  'header:authorization',
]);

/** By place and name; those in the path by their position, as their names are nobody's business. */
export function parametersOf(
  { entry, item, template }: OperationSpot,
  references: References,
): ReadonlyMap<string, ParameterSpot> {
  const found = new Map<string, ParameterSpot>();
  const positions = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name.replace(/\*$/, ''));
  for (const owner of [item, entry.spot]) {
    for (const written of items(below(owner, 'parameters'))) {
      const spot = references.follow(written);
      if (references.isLost(spot)) found.set(lostKey, lostParameter(spot));
      const [place, name] = [textOf(member(spot.node, 'in')), textOf(member(spot.node, 'name'))];
      if (place === undefined || name === undefined) continue;
      const at = positions.indexOf(name);
      const key = keyOf(place, name, at);
      if (ignored.has(key)) continue;
      const stable =
        written === spot ? { ...spot, pointer: `${owner.pointer}/parameters/${place}:${name}` } : spot;
      found.set(key, {
        spot: stable,
        name: `${place} parameter "${name}"`,
        place: { path: spot.path, span: (member(spot.node, 'name') ?? spot.node).span },
        isRequired: place === 'path' || isTrue(member(spot.node, 'required')),
      });
    }
  }
  for (const [at, name] of positions.entries()) {
    const key = keyOf('path', name, at);
    if (found.has(key)) continue;
    const place = { path: item.path, span: item.node.span };
    found.set(key, {
      spot: item,
      name: `path parameter "${name}"`,
      place,
      isRequired: true,
      isUndeclared: true,
    });
  }
  return found;
}

/** Stands for all that cannot be followed, so that what seems to be missing on this side is not told. */
const lostKey = '$ref';

function lostParameter(spot: Spot): ParameterSpot {
  return { spot, name: lostKey, place: { path: spot.path, span: spot.node.span }, isRequired: false };
}

function keyOf(place: string, name: string, position: number): string {
  if (place === 'path' && position >= 0) return `path:${position}`;
  return `${place}:${place === 'header' ? name.toLowerCase() : name}`;
}

export function compareParameters(
  at: At,
  old: ReadonlyMap<string, ParameterSpot>,
  now: ReadonlyMap<string, ParameterSpot>,
  compare: Compare = compareParameter,
): void {
  const [wasLost, isLost] = [old.has(lostKey), now.has(lostKey)];
  for (const [key, parameter] of old) {
    if (key === lostKey) continue;
    const noun = { kind: 'parameter', name: parameter.name } as const;
    const other = now.get(key);
    if (other && (parameter.isUndeclared || other.isUndeclared)) continue;
    if (other) {
      const shown = { ...noun, name: other.name };
      if (at.walk.areKnown(parameter.spot, other.spot))
        at.walk.use(at.unit, at.mask, { noun: shown, old: parameter.spot, now: other.spot }, compare);
      continue;
    }
    if (isLost || parameter.isUndeclared) continue;
    const kind = parameter.isRequired ? 'parameter-required-removed' : 'parameter-removed';
    tell({ ...at, noun }, kind, parameter.spot, undefined, { old: parameter.place });
  }
  for (const [key, { spot, name, place, isRequired, isUndeclared }] of now) {
    if (old.has(key) || wasLost || key === lostKey || isUndeclared) continue;
    const kind = isRequired ? 'parameter-required-added' : 'parameter-added';
    tell({ ...at, noun: { kind: 'parameter', name } }, kind, undefined, spot, { now: place });
  }
}

export function compareParameter(unit: Unit, walk: Walk): void {
  const at: At = { unit, walk, property: '', mask: both };
  const { old, now } = unit;
  const [wasRequired, isRequired] = [isRequiredAt(old), isRequiredAt(now)];
  if (wasRequired !== isRequired) {
    const kind = isRequired ? 'parameter-became-required' : 'parameter-became-optional';
    tell(at, kind, keyword(old, 'required'), keyword(now, 'required'));
  }
  if (!isTrue(member(old.node, 'deprecated')) && isTrue(member(now.node, 'deprecated'))) {
    tell(at, 'parameter-deprecated', old, keyword(now, 'deprecated'));
  }
  const [a, b] = [schemaOf(old), schemaOf(now)];
  if ((a && walk.old.isLost(useOf(a, walk.old).spot)) || (b && walk.now.isLost(useOf(b, walk.now).spot)))
    return;
  const [before, after] = [serialisation(old, walk.old), serialisation(now, walk.now)];
  if (before !== after)
    tell(at, 'parameter-serialised', keyword(old, 'style'), keyword(now, 'style'), { before, after });
  const isText = member(now.node, 'in') !== undefined;
  if (a && b) compareUses({ ...at, saysRequired: wasRequired !== isRequired, isText }, a, b);
}

function isRequiredAt({ node }: Spot): boolean {
  return textOf(member(node, 'in')) === 'path' || isTrue(member(node, 'required'));
}

function schemaOf(parameter: Spot): Spot | undefined {
  const own = below(parameter, 'schema');
  if (own) return own;
  const [first] = entries(below(parameter, 'content')).values();
  return first && below(first.spot, 'schema');
}

/** How a value becomes text; the defaults depend on the place, and single values cannot be exploded. */
function serialisation(parameter: Spot, references: References): string {
  const [media] = entries(below(parameter, 'content')).keys();
  if (media !== undefined) return media;
  const place = textOf(member(parameter.node, 'in')) ?? 'header';
  const style =
    textOf(member(parameter.node, 'style')) ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple');
  const schema = below(parameter, 'schema');
  const types = schema && readSchema(useOf(schema, references).spot).types;
  const isSingle = types !== undefined && !types.has('array') && !types.has('object');
  const explode = member(parameter.node, 'explode');
  const isExploded = explode ? isTrue(explode) : style === 'form';
  const reserved = isTrue(member(parameter.node, 'allowReserved')) ? ', reserved characters as they are' : '';
  return `${style}${isSingle ? '' : isExploded ? ', exploded' : ', not exploded'}${reserved}`;
}
