import type { JsonSchema } from './json-schema.ts';

/** The schema that is shipped for editors says what keys look like, too. */
type EditorSchema = JsonSchema & { readonly patternProperties?: Readonly<Record<string, JsonSchema>> };

/** The schemas that may apply to the value at a path, alternatives taken apart; empty where the schema says nothing. */
export function schemasAt(schema: JsonSchema, path: readonly (string | number)[]): readonly JsonSchema[] {
  let schemas = alternatives(schema);
  for (const step of path) {
    schemas = schemas.flatMap((one) => (typeof step === 'number' ? itemOf(one, step) : memberOf(one, step)));
  }
  return schemas;
}

/** What a value is for: the description of the schema at its path. */
export function descriptionAt(schema: JsonSchema, path: readonly (string | number)[]): string | undefined {
  const parent = schemasAt(schema, path.slice(0, -1));
  const key = path.at(-1);
  for (const one of parent) {
    const of = typeof key === 'string' ? ownValue(one, key) : undefined;
    if (of?.description !== undefined) return of.description;
  }
  return schemasAt(schema, path).find(({ description }) => description !== undefined)?.description;
}

function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf ? schema.anyOf.flatMap(alternatives) : [schema];
}

function itemOf({ items }: JsonSchema, index: number): readonly JsonSchema[] {
  const of = Array.isArray(items) ? items[index] : items;
  return of ? alternatives(of as JsonSchema) : [];
}

function memberOf(schema: JsonSchema, key: string): readonly JsonSchema[] {
  const of = ownValue(schema, key);
  return of ? alternatives(of) : [];
}

function ownValue(schema: EditorSchema, key: string): JsonSchema | undefined {
  const { properties = {}, patternProperties = {}, additionalProperties } = schema;
  if (Object.hasOwn(properties, key)) return properties[key];
  const pattern = Object.keys(patternProperties).find((one) => new RegExp(one).test(key));
  if (pattern !== undefined) return patternProperties[pattern];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}
