import type { SchemaSketch } from '../../../model/route-sketch.ts';
import {
  anyOf,
  isUnknown,
  narrowed,
  nothingKnown,
  nullable,
  objectOf,
  ofConstants,
  omitKey,
  propertiesOf,
  type Sketched,
  withRequired,
} from './shapes.ts';

/** An argument, what its name stands for, and the same of its parts. */
export interface Given {
  readonly sketched: Sketched;
  readonly opened: SchemaSketch;
}

/** Their names. */
export const utilities: ReadonlySet<string> = new Set(
  'Promise PromiseLike Readonly Awaited DeepReadonly Array ReadonlyArray Set Record NonNullable Extract Exclude Partial Required Pick Omit'.split(
    ' ',
  ),
);

type Open = (schema: SchemaSketch) => SchemaSketch;

/** Types that say nothing more than what is within. */
const transparent = new Set(['Promise', 'PromiseLike', 'Readonly', 'Awaited', 'DeepReadonly']);
const lists = new Set(['Array', 'ReadonlyArray', 'Set']);

/**
 * What a type of TypeScript's own makes of others: `Omit<Order, 'id'>`; undefined for other names. What has to be known to its
 * end is unknown where a part of it is not understood.
 */
export function utilityType(
  name: string,
  [first, second]: readonly Given[],
  open: Open,
  isWhole: boolean,
): Sketched | undefined {
  if (first === undefined) return undefined;
  const { sketched, opened } = first;
  const plain = (schema: SchemaSketch): Sketched => ({ schema, isOptional: false });
  if (transparent.has(name)) return sketched;
  if (lists.has(name)) return plain({ type: 'array', items: sketched.schema });
  switch (name) {
    case 'Record':
      return plain(recordOf(opened, second?.sketched ?? nothingKnown, isWhole));
    case 'NonNullable':
      return plain(withoutNull(opened));
    case 'Extract':
    case 'Exclude':
      return plain(second ? chosen(opened, second.opened, open, name === 'Extract') : {});
    case 'Partial':
    case 'Required':
    case 'Pick':
    case 'Omit':
      break;
    default:
      return undefined;
  }
  if (opened['properties'] === undefined) return plain(isWhole ? {} : opened);
  if (name === 'Partial') return plain(omitKey(opened, 'required'));
  if (name === 'Required') return plain(withRequired(opened));
  const names = textsIn(second?.opened ?? {});
  return plain(isWhole && names.length === 0 ? {} : narrowed(opened, names, name === 'Pick'));
}

/** With keys that are listed, or any. */
export function recordOf(keys: SchemaSketch, value: Sketched, isWhole: boolean): SchemaSketch {
  const names = textsIn(keys);
  if (names.length > 0) return objectOf(names.map((key) => [key, value]));
  const isAny = keys['type'] === 'string' || keys['type'] === 'number';
  return isWhole && !isAny ? {} : { type: 'object', additionalProperties: value.schema };
}

function withoutNull(schema: SchemaSketch): SchemaSketch {
  const { type, enum: values, anyOf: choices } = schema;
  if (type === 'null') return {};
  const types = Array.isArray(type) ? type.filter((each) => each !== 'null') : [];
  return {
    ...(Array.isArray(choices) ? anyOf(choices.filter((choice) => choice.type !== 'null')) : schema),
    ...(types.length > 0 && { type: types.length === 1 ? types[0] : types }),
    ...(Array.isArray(values) && { enum: values.filter((value) => value !== null) }),
  };
}

/** Those of several that the second type holds, or all others; unknown where that is not plain. */
function chosen(from: SchemaSketch, by: SchemaSketch, open: Open, keeps: boolean): SchemaSketch {
  const [values, others] = [constantsOf(from), constantsOf(by)];
  if (!keeps && others?.every((value) => value === null)) return withoutNull(from);
  if (values) {
    const isText = by['type'] === 'string' && !others;
    if (!others && !isText) return {};
    const left = values.filter(
      (value) => (others ? others.includes(value) : typeof value === 'string') === keeps,
    );
    const known = ofConstants(left.filter((value) => value !== null));
    return left.includes(null) ? nullable(known) : known;
  }
  const { anyOf: choices } = from;
  if (!Array.isArray(choices) || by['properties'] === undefined) return {};
  const fits = choices.map((choice) => isPart(open(choice), by));
  return fits.includes(undefined) ? {} : anyOf(choices.filter((_, index) => fits[index] === keeps));
}

/** Whether an object has the constants of another one; undefined where that cannot be told. */
function isPart(schema: SchemaSketch, by: SchemaSketch): boolean | undefined {
  const properties = propertiesOf(schema);
  const fits = Object.entries(propertiesOf(by)).map(([name, wanted]) => {
    const [own, others] = [constantsOf(properties[name] ?? {}), constantsOf(wanted)];
    if (!own || !others || properties[name] === undefined) return undefined;
    if (own.every((value) => others.includes(value))) return true;
    return own.some((value) => others.includes(value)) ? undefined : false;
  });
  return fits.includes(false) ? false : fits.includes(undefined) ? undefined : fits.length > 0;
}

function constantsOf(schema: SchemaSketch): readonly unknown[] | undefined {
  if ('const' in schema) return [schema['const']];
  if (schema['type'] === 'null') return [null];
  return Array.isArray(schema['enum']) ? schema['enum'] : undefined;
}

export function textsIn(schema: SchemaSketch): readonly string[] {
  const values = constantsOf(schema) ?? [];
  return values.every((value) => typeof value === 'string') ? values : [];
}

/** `Order['state']` and `Orders[number]`: what stands at a key, or at any of several. */
export function indexed(schema: SchemaSketch, key: SchemaSketch): Sketched {
  const { prefixItems: places, items } = schema;
  if (key['type'] === 'number' && !('const' in key) && schema['type'] === 'array') {
    const all = [
      ...(Array.isArray(places) ? places : []),
      ...(typeof items === 'object' ? [items as SchemaSketch] : []),
    ];
    return { schema: all.some(isUnknown) ? {} : anyOf(all), isOptional: false };
  }
  const [properties, names] = [propertiesOf(schema), textsIn(key)];
  if (names.length === 0 || !names.every((name) => name in properties)) return nothingKnown;
  const found = names.map((name) => properties[name] ?? {});
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return { schema: anyOf(found), isOptional: names.some((name) => !required.includes(name)) };
}

export function keysOf(schema: SchemaSketch): SchemaSketch {
  if (schema['properties'] === undefined || schema['additionalProperties'] !== undefined) return {};
  return ofConstants(Object.keys(propertiesOf(schema)));
}
