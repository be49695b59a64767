import type { Place } from '../../model/span.ts';
import { type Chain, chainOf, entriesIn, type Link, placeOf } from '../contracts/expressions.ts';
import type { Evaluation, Located } from './evaluation.ts';

/** One key of a schema, where it is written. */
export interface SchemaKey {
  readonly name: string;
  readonly place: Place;
  readonly value: Located;
  /** Where the schema says so for all keys at once; else the key's own schema does. */
  readonly isRequired?: boolean;
}

/** The keys of a schema of an object; open where others pass as well. */
export interface SchemaKeys {
  readonly keys: readonly SchemaKey[];
  readonly isOpen: boolean;
}

const deepest = 12;
const makers = new Set(['object', 'Object', 'strictObject', 'strictobject', 'looseObject']);
const opening = new Set(['passthrough', 'loose', 'looseObject', 'catchall', 'unknown', 'or']);
const adding = new Set(['keys', 'extend', 'safeExtend', 'augment', 'merge', 'and', 'concat', 'append']);

/**
 * The literal keys of `z.object({…})` and of what is made of it, and of a JSON schema with properties; undefined where nothing
 * says that it is a schema of an object.
 */
export function schemaKeys(located: Located, evaluation: Evaluation, depth = 0): SchemaKeys | undefined {
  if (depth > deepest) return undefined;
  const { head, links } = schemaChain(located, evaluation);
  const [first] = links;
  const inner = first?.args?.[0];
  if (first !== undefined && inner !== undefined && links.length === 1 && ofOthers.has(first.member))
    return madeOf(first, inner, evaluation, depth + 1);
  const at = links.findIndex(({ member, args }) => makers.has(member) && args !== undefined);
  const made = links[at];
  if (made === undefined) {
    if (links.length > 0 || head.is !== 'written' || head.expression.is !== 'object') return undefined;
    const properties = head.expression.entries.find(({ key }) => key === 'properties')?.value;
    return properties && keysOfShape({ context: head.context, expression: properties }, evaluation);
  }
  const shape = made.args?.[0];
  let found = shape && keysOfShape(shape, evaluation);
  if (found !== undefined && opening.has(made.member)) found = { ...found, isOpen: true };
  const rest = links.slice(at + 1);
  for (const [index, link] of rest.entries()) {
    // What is taken out of a schema is another one: `Order.shape.address.partial()`.
    if (link.member === 'shape' && link.args === undefined)
      return found && partOf(found, rest.slice(index + 1), evaluation, depth);
    found = changed(found, link, evaluation, depth);
  }
  return found;
}

/** Functions of valibot and TypeBox that make a schema of another one. */
const ofOthers = new Set([
  'pipe',
  'partial',
  'required',
  'pick',
  'omit',
  'Partial',
  'Required',
  'Pick',
  'Omit',
]);

function madeOf(
  { member, place, args = [] }: Link,
  inner: Located,
  evaluation: Evaluation,
  depth: number,
): SchemaKeys | undefined {
  const before = schemaKeys(inner, evaluation, depth);
  const [, names] = args;
  const list = names && evaluation.look(names).expression;
  if (member === 'pipe' || before === undefined) return before;
  if (names === undefined) return changed(before, { member: member.toLowerCase(), place }, evaluation, depth);
  const texts =
    list?.is === 'list' ? list.items.flatMap((item) => (item.is === 'text' ? [item.value] : [])) : [];
  const isKnown = list?.is === 'list' && texts.length === list.items.length;
  const isPicked = /^pick$/i.test(member);
  if (!isKnown || !/^(?:pick|omit)$/i.test(member)) return { ...before, isOpen: true };
  return { ...before, keys: before.keys.filter(({ name }) => texts.includes(name) === isPicked) };
}

/** The links of a schema; a function that is imported by itself is one as well: `object({…})` of valibot. */
export function schemaChain(located: Located, evaluation: Evaluation): Chain {
  const chain = chainOf(located, evaluation);
  const { head, headArgs, links } = chain;
  if (headArgs === undefined || head.is !== 'package') return chain;
  return { head, links: [{ member: head.name, place: placeOf(located), args: headArgs }, ...links] };
}

/** The schema of one key, and what is made of it. */
function partOf(
  { keys }: SchemaKeys,
  [name, ...links]: readonly Link[],
  evaluation: Evaluation,
  depth: number,
): SchemaKeys | undefined {
  const key = name?.args === undefined && keys.findLast((each) => each.name === name?.member);
  if (!key || links.some(({ member }) => member === 'shape')) return undefined;
  let found = schemaKeys(key.value, evaluation, depth + 1);
  for (const link of links) found = changed(found, link, evaluation, depth);
  return found;
}

/** The keys of an object whose values are schemas; undefined for what is none that is written. */
export function keysOfShape(shape: Located, evaluation: Evaluation): SchemaKeys | undefined {
  const value = evaluation.valueOf(shape);
  if (value.is !== 'written' || value.expression.is !== 'object') return undefined;
  const { entries, open } = entriesIn(value, (each) => shapeOf(each, evaluation));
  const { isOpen: isCut, spreads, computed } = value.expression;
  const isOpen = open.length > 0 || (isCut && !spreads && !computed);
  return { keys: entries.map(({ key, ...rest }) => ({ name: key, ...rest })), isOpen };
}

/** `...Other.shape` spreads what `z.object` was given. */
function shapeOf(located: Located, evaluation: Evaluation): ReturnType<Evaluation['valueOf']> {
  const { expression, context } = located;
  const isShape = expression.is === 'member' && /^(?:shape|entries)$/.test(expression.member);
  if (!isShape) return evaluation.valueOf(located);
  const { links } = schemaChain({ context, expression: expression.object }, evaluation);
  const last = links.at(-1);
  const shape = last !== undefined && makers.has(last.member) ? last.args?.[0] : undefined;
  return evaluation.valueOf(shape ?? located);
}

function changed(
  before: SchemaKeys | undefined,
  { member, args }: Link,
  evaluation: Evaluation,
  depth: number,
): SchemaKeys | undefined {
  const [first] = args ?? [];
  if (first !== undefined && member === 'keys' && before === undefined) return keysOfShape(first, evaluation);
  if (before === undefined) return undefined;
  if (opening.has(member)) return { ...before, isOpen: true };
  if (adding.has(member)) return first === undefined ? before : added(before, first, evaluation, depth);
  if (member === 'pick' || member === 'omit') return masked(before, first, member === 'pick', evaluation);
  if (first !== undefined || (member !== 'partial' && member !== 'required')) return before;
  return { ...before, keys: before.keys.map((key) => ({ ...key, isRequired: member === 'required' })) };
}

/** What is added may be a shape or a schema; of equal keys the last counts. */
function added(before: SchemaKeys, given: Located, evaluation: Evaluation, depth: number): SchemaKeys {
  const more = keysOfShape(given, evaluation) ?? schemaKeys(given, evaluation, depth + 1);
  if (more === undefined) return { ...before, isOpen: true };
  const keys = new Map([...before.keys, ...more.keys].map((key) => [key.name, key]));
  return { keys: [...keys.values()], isOpen: before.isOpen || more.isOpen };
}

function masked(
  before: SchemaKeys,
  mask: Located | undefined,
  isKept: boolean,
  evaluation: Evaluation,
): SchemaKeys {
  const value = mask && evaluation.look(mask).expression;
  if (value?.is !== 'object' || value.isOpen) return { ...before, isOpen: true };
  const names = new Set(value.entries.map(({ key }) => key));
  return { ...before, keys: before.keys.filter(({ name }) => names.has(name) === isKept) };
}
