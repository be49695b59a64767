import { member } from '../model/json.ts';
import type { Place } from '../model/span.ts';
import type { ChangeKind } from './change-row.ts';
import { lastName, placeOf, type Spot, textOf } from './spot.ts';
import type { Mask, Noun, Unit, Walk } from './walk.ts';

/** Where in a unit a schema stands, and which directions it is seen in. */
export interface At {
  readonly unit: Unit;
  readonly walk: Walk;
  readonly property: string;
  readonly mask: Mask;
  /** What changed, where it is not what the unit is about. */
  readonly noun?: Noun;
  /** That it became required or optional is told: a default that comes or goes with that says it again. */
  readonly saysRequired?: boolean;
  /** It is sent as text, as of a parameter: what was a number is one text of many. */
  readonly isText?: boolean;
}

/** Compares two schemas as used at one place. */
export type CompareUses = (at: At, old: Spot, now: Spot) => void;

/** Records one difference of a unit. */
export function tell(
  { unit, property, mask, noun }: At,
  kind: ChangeKind,
  old: Spot | undefined,
  now: Spot | undefined,
  words: {
    readonly before?: string;
    readonly after?: string;
    readonly old?: Place;
    readonly now?: Place;
  } = {},
): void {
  if (mask === 0) return;
  const { before, after } = words;
  const oldPlace = words.old ?? (old && placeOf(old));
  const nowPlace = words.now ?? (now && placeOf(now));
  unit.differences.push({
    kind,
    property,
    mask,
    ...(noun && { noun }),
    pointer: (now ?? old)?.pointer ?? '',
    ...(oldPlace && { old: oldPlace }),
    ...(nowPlace && { now: nowPlace }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  });
}

/** The value of a keyword, or the schema where it is not there. */
export function keyword(spot: Spot, key: string): Spot {
  const node = member(spot.node, key);
  return node ? { ...spot, node, pointer: `${spot.pointer}/${key}` } : spot;
}

export function joined(property: string, name: string): string {
  return property === '' ? name : `${property}.${name}`;
}

/** How a variant or a member of `allOf` is called: by its component, its title, its type or its place. */
export function nameOf(spot: Spot, index: number): string {
  return namedBy(spot) ?? textOf(member(spot.node, 'type')) ?? `number ${index + 1}`;
}

/** The name that somebody gave it. */
export function namedBy(spot: Spot): string | undefined {
  const reference = textOf(member(spot.node, '$ref'));
  return reference === undefined ? textOf(member(spot.node, 'title')) : lastName(reference) || undefined;
}
