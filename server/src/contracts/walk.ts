import type { JsonNode } from '../model/json.ts';
import type { Place } from '../model/span.ts';
import type { ChangeKind, Direction } from './change-row.ts';
import type { References } from './references.ts';
import type { Spot } from './spot.ts';

/** Directions as bits, so that a way through the document may lose some. */
export type Mask = 0 | 1 | 2 | 3;
export const masks: Readonly<Record<Direction, Mask>> = { request: 1, response: 2 };
export const both: Mask = 3;

export function narrow(a: Mask, b: Mask): Mask {
  return (a & b) as Mask;
}

/** What a message calls the thing that changed. */
export type Noun =
  | { readonly kind: 'operation' | 'body' | 'response' }
  | { readonly kind: 'parameter' | 'schema'; readonly name: string };

/** One difference as found, before it is known who is reached by it. */
export interface Difference {
  readonly kind: ChangeKind;
  /** What changed, where it is not what its unit is about. */
  readonly noun?: Noun;
  /** Which property, from where its unit begins; empty for the whole. */
  readonly property: string;
  readonly mask: Mask;
  readonly old?: Place;
  readonly now?: Place;
  readonly pointer: string;
  /** What the sentence names. */
  readonly before?: string;
  readonly after?: string;
}

/** A pair that is compared once, whoever uses it. */
export interface Unit {
  readonly noun: Noun;
  readonly old: Spot;
  readonly now: Spot;
  readonly differences: Difference[];
  /** Who uses it: another unit, or an operation. */
  readonly users: { readonly user: Unit | string; readonly mask: Mask }[];
}

export type Compare = (unit: Unit, walk: Walk) => void;

/** Everything that a comparison shares. */
export interface Walk {
  readonly old: References;
  readonly now: References;
  /** Which schemas of two names go for one another: a variant is tried once. */
  readonly trials: Trials;
  /** False where a reference leads nowhere on one side: there is nothing to hold against the other. */
  areKnown(old: Spot, now: Spot): boolean;
  /** Has a pair compared on behalf of a user; the first one to ask decides what it is called. */
  use(user: Unit | string, mask: Mask, pair: Pair, compare: Compare): void;
}

export type Trials = Map<JsonNode, Map<JsonNode, boolean>>;

export interface Pair {
  readonly noun: Noun;
  readonly old: Spot;
  readonly now: Spot;
}

/** More pairs are no contract that people wrote. */
const mostUnits = 200_000;

/** Of a trial, which does not look into what is equal but for notes. */
const mostOfTrial = 60;

/** Compares what is asked for until nothing is left; `isWhole` is false where it was too much. Given trials, it is one. */
export function createWalk(old: References, now: References, trials?: Trials) {
  const units: Unit[] = [];
  const waiting: (() => void)[] = [];
  const known = new Map<JsonNode, Map<JsonNode, Unit>>();
  let isWhole = true;
  const walk: Walk = {
    old,
    now,
    trials: trials ?? new Map(),
    areKnown: (a, b) => ![old.isLost(a), now.isLost(b)].includes(true),
    use(user, mask, pair, compare) {
      if (mask === 0 || (trials && old.contentOf(pair.old) === now.contentOf(pair.now))) return;
      const others = known.get(pair.old.node) ?? new Map<JsonNode, Unit>();
      known.set(pair.old.node, others);
      let unit = others.get(pair.now.node);
      if (!unit) {
        if (units.length >= (trials ? mostOfTrial : mostUnits)) {
          isWhole = false;
          return;
        }
        const made: Unit = { ...pair, differences: [], users: [] };
        unit = made;
        others.set(pair.now.node, unit);
        units.push(unit);
        waiting.push(() => compare(made, walk));
      }
      unit.users.push({ user, mask });
    },
  };
  const run = (): { readonly units: readonly Unit[]; readonly isWhole: boolean } => {
    for (let next = waiting.pop(); next; next = waiting.pop()) next();
    return { units, isWhole };
  };
  return { walk, run };
}

/** The operations that reach a unit in one direction. */
export function reachOf(unit: Unit, direction: Direction): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<Unit>([unit]);
  const waiting = [unit];
  const bit = masks[direction];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const { user, mask } of next.users) {
      if (narrow(mask, bit) === 0) continue;
      if (typeof user === 'string') found.add(user);
      else if (!seen.has(user)) {
        seen.add(user);
        waiting.push(user);
      }
    }
  }
  return found;
}
