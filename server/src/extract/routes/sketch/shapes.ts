import type { SchemaSketch } from '../../../model/route-sketch.ts';

/** A schema, and whether its value may be missing. */
export interface Sketched {
  readonly schema: SchemaSketch;
  readonly isOptional: boolean;
}

export const nothingKnown: Sketched = { schema: {}, isOptional: false };

/** Stands in a sketch for a value that is sent in one form and answered in another one. */
export const sidesKey = 'x-sides';
/** Stands for the value of a keyword that is computed. */
export const computedValue = { 'x-computed': true } as const;

export type Way = 'sent' | 'answered';

export function sided(sent: SchemaSketch, answered: SchemaSketch): SchemaSketch {
  return isUnknown(sent) && isUnknown(answered) ? {} : { [sidesKey]: { sent, answered } };
}

/** The form of one side; the schema itself where both are the same. */
export function sideOf(schema: SchemaSketch, way: Way): SchemaSketch {
  const sides = schema[sidesKey] as { readonly [way in Way]: SchemaSketch } | undefined;
  return sides === undefined ? schema : sides[way];
}

/** Nothing is known of it. */
export function isUnknown(schema: SchemaSketch): boolean {
  return Object.keys(schema).length === 0;
}

/** An object with the properties, of which those that may be missing are not required. */
export function objectOf(entries: readonly (readonly [string, Sketched])[]): SchemaSketch {
  const required = entries.filter(([, { isOptional }]) => !isOptional).map(([key]) => key);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([key, { schema }]) => [key, schema])),
    ...(required.length === 0 ? {} : { required }),
  };
}

/** A list with places of their own, of which the last ones may be missing, and what may come behind them. */
export function tupleOf(places: readonly Sketched[], rest?: SchemaSketch | 'anything'): SchemaSketch {
  const least = places.findLastIndex(({ isOptional }) => !isOptional) + 1;
  return {
    type: 'array',
    ...(places.length > 0 && { prefixItems: places.map(({ schema }) => schema) }),
    ...(typeof rest === 'object' && { items: rest }),
    ...(least > 0 && { minItems: least }),
    ...(rest === undefined && { maxItems: places.length }),
  };
}

/** What stands at the places of a list. */
export function placesOf({ prefixItems: places, minItems: least }: SchemaSketch): readonly Sketched[] {
  if (!Array.isArray(places)) return [];
  return places.map((schema: SchemaSketch, index) => ({ schema, isOptional: index >= Number(least ?? 0) }));
}

/** Both objects in one; the second one's properties count. */
export function merged(first: SchemaSketch, second: SchemaSketch): SchemaSketch {
  const properties = { ...propertiesOf(first), ...propertiesOf(second) };
  const replaced = new Set(Object.keys(propertiesOf(second)));
  const required = [...requiredOf(first).filter((key) => !replaced.has(key)), ...requiredOf(second)];
  const { additionalProperties } = first;
  return {
    type: 'object',
    properties,
    ...(required.length === 0 ? {} : { required }),
    ...(additionalProperties === undefined ? {} : { additionalProperties }),
  };
}

/** The properties with the names, or all others. */
export function narrowed(schema: SchemaSketch, names: readonly string[], keeps: boolean): SchemaSketch {
  const stays = (key: string) => names.includes(key) === keeps;
  const properties = Object.entries(propertiesOf(schema)).filter(([key]) => stays(key));
  const required = requiredOf(schema).filter(stays);
  return {
    ...omitKey(schema, 'required'),
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
  };
}

/** With all properties, or those with the names, required or not; nothing is known of what has none. */
export function withRequired(
  schema: SchemaSketch,
  names: readonly string[] = Object.keys(propertiesOf(schema)),
  isRequired = true,
): SchemaSketch {
  if (schema['properties'] === undefined) return {};
  const others = requiredOf(schema).filter((key) => !names.includes(key));
  const all = isRequired ? [...others, ...names] : others;
  const rest = omitKey(schema, 'required');
  return all.length === 0 ? rest : { ...rest, required: all };
}

export function propertiesOf({ properties }: SchemaSketch): Readonly<Record<string, SchemaSketch>> {
  const isKnown = typeof properties === 'object' && properties !== null;
  return isKnown ? (properties as Readonly<Record<string, SchemaSketch>>) : {};
}

export function requiredOf({ required }: SchemaSketch): readonly string[] {
  return Array.isArray(required) ? required : [];
}

export function omitKey(schema: SchemaSketch, key: string): SchemaSketch {
  return Object.fromEntries(Object.entries(schema).filter(([each]) => each !== key));
}

export function nullable(schema: SchemaSketch): SchemaSketch {
  if (isUnknown(schema)) return schema;
  if (sidesKey in schema)
    return sided(nullable(sideOf(schema, 'sent')), nullable(sideOf(schema, 'answered')));
  const { anyOf: choices } = schema;
  if (typeof schema.type !== 'string')
    return { anyOf: [...(Array.isArray(choices) ? choices : [schema]), { type: 'null' }] };
  if ('const' in schema)
    return { ...omitKey(schema, 'const'), type: [schema.type, 'null'], enum: [schema['const'], null] };
  const { enum: values } = schema;
  return {
    ...schema,
    type: [schema.type, 'null'],
    ...(Array.isArray(values) ? { enum: [...values, null] } : {}),
  };
}

/** One of several; constants are put together, and what is not known makes all unknown. */
export function anyOf(schemas: readonly SchemaSketch[]): SchemaSketch {
  const [only] = schemas;
  if (only === undefined || schemas.some((schema) => Object.keys(schema).length === 0)) return {};
  if (schemas.length === 1) return only;
  const constants = schemas.flatMap((schema) =>
    'const' in schema ? [schema.const] : Array.isArray(schema.enum) ? schema.enum : [undefined],
  );
  if (!constants.includes(undefined)) return ofConstants(constants);
  const isNull = (schema: SchemaSketch) => schema.type === 'null';
  const others = schemas.filter((schema) => !isNull(schema));
  if (others.length < schemas.length) return nullable(anyOf(others));
  return { anyOf: schemas };
}

export function ofConstants(values: readonly unknown[]): SchemaSketch {
  if (values.length === 0 || values.includes(undefined)) return {};
  const types = new Set(values.map((value) => (value === null ? 'null' : typeof value)));
  const [type] = types;
  const isOne = types.size === 1 && type !== 'object';
  const typed = isOne ? { type } : {};
  return values.length === 1 ? { ...typed, const: values[0] } : { ...typed, enum: values };
}
