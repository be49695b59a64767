import type { Place } from '../../model/span.ts';
import type { Evaluation, Located } from '../routes/evaluation.ts';
import { chainOf, type Entry, entriesIn, type Link } from './expressions.ts';

export interface SchemaKey {
  readonly name: string;
  readonly place: Place;
  readonly isRequired: boolean;
}

/** The keys of a schema, as far as they are written. */
export interface SchemaKeys {
  readonly keys: readonly SchemaKey[];
  /** There may be more. */
  readonly isOpen: boolean;
}

const none: SchemaKeys = { keys: [], isOpen: false };
const open: SchemaKeys = { keys: [], isOpen: true };
const objects = new Set(['object', 'strictObject', 'looseObject', 'strictobject']);
/** Links after which keys may be missing. */
const optional = new Set(['optional', 'nullish', 'default', 'catch', 'prefault', 'exactOptional']);
const deepest = 16;

/** The keys of `z.object({…})` and of what is made from it: `extend`, `merge`, `partial`, `pick`, `omit`. */
export function schemaKeys(located: Located | undefined, evaluation: Evaluation, depth = 0): SchemaKeys {
  if (located === undefined || isNothing(located, evaluation)) return none;
  if (depth > deepest) return open;
  const { links } = chainOf(located, evaluation);
  const at = links.findIndex(({ member, args }) => objects.has(member) && args !== undefined);
  const shape = links[at]?.args?.[0];
  if (shape === undefined) return open;
  let found = keysOfShape(shape, evaluation);
  for (const link of links.slice(at + 1)) found = changed(found, link, evaluation, depth);
  return found;
}

/** `null` and `undefined` say that there are none. */
function isNothing(located: Located, evaluation: Evaluation): boolean {
  const { expression } = evaluation.look(located);
  return expression.is === 'name' && (expression.name === 'null' || expression.name === 'undefined');
}

function keysOfShape(shape: Located, evaluation: Evaluation): SchemaKeys {
  const value = evaluation.valueOf(shape);
  if (value.is !== 'written' || value.expression.is !== 'object') return open;
  const follow = (each: Located) => shapeOf(each, evaluation);
  const found = entriesIn(value, follow);
  const isOpen = found.open.length > 0 || (value.expression.isOpen && value.expression.spreads === undefined);
  return { keys: found.entries.map((entry) => keyOf(entry, evaluation)), isOpen };
}

/** `...Other.shape` spreads what `z.object` was given. */
function shapeOf(located: Located, evaluation: Evaluation): ReturnType<Evaluation['valueOf']> {
  const { expression, context } = located;
  if (expression.is !== 'member' || expression.member !== 'shape') return evaluation.valueOf(located);
  const { links } = chainOf({ context, expression: expression.object }, evaluation);
  const last = links.at(-1);
  const shape = last !== undefined && objects.has(last.member) ? last.args?.[0] : undefined;
  return shape === undefined ? evaluation.valueOf(located) : evaluation.valueOf(shape);
}

function keyOf({ key, place, value }: Entry, evaluation: Evaluation): SchemaKey {
  const { links } = chainOf(value, evaluation);
  const isOptional = links.some(({ member }) => optional.has(member));
  return { name: key, place, isRequired: !isOptional };
}

function changed(
  before: SchemaKeys,
  { member, args }: Link,
  evaluation: Evaluation,
  depth: number,
): SchemaKeys {
  const [first] = args ?? [];
  switch (member) {
    case 'extend':
    case 'safeExtend':
    case 'augment':
      return first === undefined ? before : joined(before, keysOfShape(first, evaluation));
    case 'merge':
    case 'and':
      return first === undefined ? before : joined(before, schemaKeys(first, evaluation, depth + 1));
    case 'partial':
    case 'required':
      if (first !== undefined) return before;
      return { ...before, keys: before.keys.map((key) => ({ ...key, isRequired: member === 'required' })) };
    case 'pick':
    case 'omit':
      return masked(before, first, member === 'pick', evaluation);
    case 'or':
    case 'catchall':
      return { ...before, isOpen: true };
    default:
      return before;
  }
}

function joined(a: SchemaKeys, b: SchemaKeys): SchemaKeys {
  const keys = new Map([...a.keys, ...b.keys].map((key) => [key.name, key]));
  return { keys: [...keys.values()], isOpen: a.isOpen || b.isOpen };
}

function masked(
  before: SchemaKeys,
  mask: Located | undefined,
  isKept: boolean,
  evaluation: Evaluation,
): SchemaKeys {
  const value = mask === undefined ? undefined : evaluation.look(mask).expression;
  if (value?.is !== 'object' || value.isOpen) return { ...before, isOpen: true };
  const names = new Set(value.entries.map(({ key }) => key));
  return { ...before, keys: before.keys.filter(({ name }) => names.has(name) === isKept) };
}

/** The keys where a schema is no object, but a plain one: `headers: { 'x-key': z.string() }`. */
export function keysOfEither(located: Located | undefined, evaluation: Evaluation): SchemaKeys {
  if (located === undefined) return none;
  const value = evaluation.valueOf(located);
  return value.is === 'written' && value.expression.is === 'object'
    ? keysOfShape(value, evaluation)
    : schemaKeys(located, evaluation);
}
