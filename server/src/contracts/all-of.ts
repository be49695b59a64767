import type { JsonNode } from '../model/json.ts';
import type { Span } from '../model/span.ts';
import { pairUp } from './pairing.ts';
import type { References } from './references.ts';
import { readSchema, type Schema, useOf } from './schema.ts';
import type { Entry, Spot } from './spot.ts';
import type { Walk } from './walk.ts';

/** What a schema asks of an object together with all that it is combined from. */
export interface Flat {
  readonly properties: ReadonlyMap<string, Entry>;
  readonly required: ReadonlyMap<string, Span>;
  /** Those of the first part that says any. */
  readonly types: Schema['types'];
  readonly isClosed: boolean;
}

/** Whether a part that it is combined from cannot be followed. */
export function isOpen(references: References, { all }: Schema): boolean {
  const seen = new Set<JsonNode>();
  const waiting = [...all];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { spot } = useOf(next, references);
    if (seen.has(spot.node)) continue;
    seen.add(spot.node);
    const { all: inner } = readSchema(spot);
    if (inner.length === 0 && references.isLost(spot)) return true;
    waiting.push(...inner);
  }
  return false;
}

export function flatten(references: References, schema: Schema): Flat {
  const { properties, required, types, rest } = schema;
  const own: Flat = { properties, required, types, isClosed: rest === 'closed' };
  if (schema.all.length === 0) return own;
  const parts: Flat[] = [own];
  const seen = new Set<JsonNode>([schema.spot.node]);
  const waiting = [...schema.all];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { spot } = useOf(next, references);
    if (seen.has(spot.node)) continue;
    seen.add(spot.node);
    const part = readSchema(spot);
    parts.push({ ...part, isClosed: part.rest === 'closed' });
    waiting.push(...part.all);
  }
  return {
    properties: united(parts.map(({ properties }) => properties)),
    required: united(parts.map(({ required }) => required)),
    types: parts.find(({ types }) => types)?.types,
    isClosed: parts.some(({ isClosed }) => isClosed),
  };
}

interface Parts {
  /** Members of both that are the same, or one the successor of the other. */
  readonly pairs: readonly (readonly [old: Spot, now: Spot])[];
  /** The schemas with what has no counterpart written into them. */
  readonly old: Schema;
  readonly now: Schema;
}

/** What is combined by `allOf`, held against each other. */
export function splitAll(walk: Walk, old: Schema, now: Schema): Parts {
  if (old.all.length === 0 && now.all.length === 0) return { pairs: [], old, now };
  const { pairs, onlyOld, onlyNow } = pairUp(walk, old.all, now.all);
  return { pairs, old: absorbed(walk.old, old, onlyOld), now: absorbed(walk.now, now, onlyNow) };
}

function absorbed(references: References, schema: Schema, members: readonly Spot[]): Schema {
  let whole = schema;
  const seen = new Set<JsonNode>();
  const waiting = [...members];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { spot, isNullable } = useOf(next, references);
    if (seen.has(spot.node)) continue;
    seen.add(spot.node);
    const part = readSchema(spot);
    waiting.push(...part.all);
    whole = {
      ...whole,
      keywords: united([whole.keywords, part.keywords]),
      keyword: firstOf(whole.keyword, part.keyword),
      types: whole.types ?? part.types,
      isNullable: whole.isNullable || part.isNullable || isNullable,
      values: whole.values ?? part.values,
      properties: united([whole.properties, part.properties]),
      required: united([whole.required, part.required]),
      items: whole.items ?? part.items,
      prefix: whole.prefix.length > 0 ? whole.prefix : part.prefix,
      rest: whole.rest === 'open' ? part.rest : whole.rest,
      variants: whole.variantsKey ? whole.variants : part.variants,
      variantsKey: whole.variantsKey ?? part.variantsKey,
    };
  }
  return whole;
}

/** What stands first wins. */
function united<Value>(maps: readonly ReadonlyMap<string, Value>[]): ReadonlyMap<string, Value> {
  return new Map([...maps].reverse().flatMap((map) => [...map]));
}

function firstOf(one: Schema['keyword'], other: Schema['keyword']): Schema['keyword'] {
  return (key) => one(key) ?? other(key);
}
