import type { Expression } from '../../model/route-facts.ts';
import type { SchemaSketch } from '../../model/route-sketch.ts';
import type { Context, Located } from './evaluation.ts';
import type { SketchSource } from './sketch-source.ts';

/** A schema, and whether its value may be missing. */
export interface Sketched {
  readonly schema: SchemaSketch;
  readonly isOptional: boolean;
}

type Call = Extract<Expression, { readonly is: 'call' }>;

const deepest = 24;

export const nothingKnown: Sketched = { schema: {}, isOptional: false };

/** What is made without arguments: `z.string()`, `z.email()`. */
const plain: Readonly<Record<string, SchemaSketch>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  int: { type: 'integer' },
  bigint: { type: 'integer' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date-time' },
  null: { type: 'null' },
  email: { type: 'string', format: 'email' },
  uuid: { type: 'string', format: 'uuid' },
  guid: { type: 'string', format: 'uuid' },
  url: { type: 'string', format: 'uri' },
  datetime: { type: 'string', format: 'date-time' },
};

/** What is added behind: keywords that depend on nothing. */
const marks: Readonly<Record<string, SchemaSketch>> = {
  int: { type: 'integer' },
  email: { format: 'email' },
  uuid: { format: 'uuid' },
  guid: { format: 'uuid' },
  url: { format: 'uri' },
  datetime: { format: 'date-time' },
  date: { format: 'date' },
  positive: { exclusiveMinimum: 0 },
  nonnegative: { minimum: 0 },
  nonempty: { minLength: 1 },
};

/** Keywords of bounds by type: of texts, lists and numbers. */
const bounds: Readonly<Record<string, readonly [string, string, string]>> = {
  min: ['minLength', 'minItems', 'minimum'],
  max: ['maxLength', 'maxItems', 'maximum'],
  gte: ['minLength', 'minItems', 'minimum'],
  lte: ['maxLength', 'maxItems', 'maximum'],
  gt: ['minLength', 'minItems', 'exclusiveMinimum'],
  lt: ['maxLength', 'maxItems', 'exclusiveMaximum'],
};

/** Reads a schema of zod, or one that is JSON Schema already; empty for what it does not know. */
export function sketchSchema(source: SketchSource, located: Located, depth = 0): Sketched {
  if (depth > deepest) return nothingKnown;
  const { context, expression } = source.whole(located);
  if (expression.is === 'object')
    return { schema: literalSchema(source, context, expression), isOptional: false };
  if (expression.is !== 'call' || expression.callee.is !== 'member') return nothingKnown;
  const { callee, args } = expression;
  const inner = callee.object;
  if (inner.is !== 'call' && !isSchemaName(source, { context, expression: inner }))
    return made(source, context, callee.member, args, depth + 1);
  const before = sketchSchema(source, { context, expression: inner }, depth + 1);
  return changed(source, context, before, callee.member, args, depth + 1);
}

/** A name that leads to a schema and not to the library. */
function isSchemaName(source: SketchSource, located: Located): boolean {
  return source.evaluation.look(located).expression.is === 'call';
}

function made(
  source: SketchSource,
  context: Context,
  member: string,
  args: Call['args'],
  depth: number,
): Sketched {
  const [first, second] = args;
  const of = (expression: Expression | undefined) =>
    expression === undefined ? nothingKnown : sketchSchema(source, { context, expression }, depth);
  const known = plain[member];
  if (known !== undefined) return { schema: known, isOptional: false };
  const schema = (value: SchemaSketch): Sketched => ({ schema: value, isOptional: false });
  switch (member) {
    case 'object':
    case 'strictObject':
    case 'looseObject':
      return first === undefined
        ? nothingKnown
        : schema(ofShape(source, { context, expression: first }, depth));
    case 'array':
      return schema({ type: 'array', items: of(first).schema });
    case 'optional':
      return { ...of(first), isOptional: true };
    case 'nullable':
      return schema(nullable(of(first).schema));
    case 'literal':
      return schema(ofConstants([source.valueOf({ context, expression: first })]));
    case 'enum':
    case 'nativeEnum':
      return schema(ofConstants(first === undefined ? [] : source.valuesOf({ context, expression: first })));
    case 'record':
      return schema({ type: 'object', additionalProperties: of(second ?? first).schema });
    case 'union':
    case 'discriminatedUnion': {
      const list = args.find((each) => each.is === 'list');
      const items = list?.is === 'list' ? list.items : [];
      return schema(anyOf(items.map((item) => of(item).schema)));
    }
    case 'preprocess':
      return of(second);
    default:
      return nothingKnown;
  }
}

function ofShape(source: SketchSource, located: Located, depth: number): SchemaSketch {
  const { context, expression } = source.evaluation.look(located);
  if (expression.is !== 'object') return { type: 'object' };
  const entries = expression.entries.map(
    ({ key, value }) => [key, sketchSchema(source, { context, expression: value }, depth)] as const,
  );
  return objectOf(entries);
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

function changed(
  source: SketchSource,
  context: Context,
  before: Sketched,
  member: string,
  args: Call['args'],
  depth: number,
): Sketched {
  const { schema, isOptional } = before;
  const [first] = args;
  const value = source.valueOf({ context, expression: first });
  const added = (more: SchemaSketch): Sketched => ({ schema: { ...schema, ...more }, isOptional });
  const mark = marks[member];
  if (mark !== undefined) return added(mark);
  const bound = bounds[member];
  if (bound !== undefined) {
    const keyword = bound[schema.type === 'string' ? 0 : schema.type === 'array' ? 1 : 2];
    return typeof value === 'number' ? added({ [keyword]: value }) : before;
  }
  const other = (): SchemaSketch =>
    first === undefined ? {} : sketchSchema(source, { context, expression: first }, depth).schema;
  switch (member) {
    case 'optional':
      return { schema, isOptional: true };
    case 'default':
      return { schema: value === undefined ? schema : { ...schema, default: value }, isOptional: true };
    case 'nullish':
      return { schema: nullable(schema), isOptional: true };
    case 'nullable':
      return { schema: nullable(schema), isOptional };
    case 'array':
      return { schema: { type: 'array', items: schema }, isOptional: false };
    case 'or':
      return { schema: anyOf([schema, other()]), isOptional };
    case 'length':
      return typeof value === 'number' ? added({ minLength: value, maxLength: value }) : before;
    case 'strict':
      return added({ additionalProperties: false });
    case 'extend':
    case 'safeExtend':
    case 'merge':
      return { schema: extended(source, context, schema, first, depth), isOptional };
    case 'partial':
      return { schema: omitKey(schema, 'required'), isOptional };
    case 'pick':
    case 'omit':
      return { schema: narrowed(schema, namesOf(first), member === 'pick'), isOptional };
    default:
      return before;
  }
}

function extended(
  source: SketchSource,
  context: Context,
  schema: SchemaSketch,
  first: Expression | undefined,
  depth: number,
): SchemaSketch {
  if (first === undefined) return schema;
  const located = { context, expression: first };
  const isShape = source.evaluation.look(located).expression.is === 'object';
  return merged(
    schema,
    isShape ? ofShape(source, located, depth) : sketchSchema(source, located, depth).schema,
  );
}

/** Both objects in one; the second one's properties count. */
export function merged(first: SchemaSketch, second: SchemaSketch): SchemaSketch {
  const properties = { ...propertiesOf(first), ...propertiesOf(second) };
  const replaced = new Set(Object.keys(propertiesOf(second)));
  const required = [...requiredOf(first).filter((key) => !replaced.has(key)), ...requiredOf(second)];
  return { type: 'object', properties, ...(required.length === 0 ? {} : { required }) };
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

export function propertiesOf({ properties }: SchemaSketch): Readonly<Record<string, SchemaSketch>> {
  return (properties ?? {}) as Readonly<Record<string, SchemaSketch>>;
}

export function requiredOf({ required }: SchemaSketch): readonly string[] {
  return (required ?? []) as readonly string[];
}

export function omitKey(schema: SchemaSketch, key: string): SchemaSketch {
  return Object.fromEntries(Object.entries(schema).filter(([each]) => each !== key));
}

function namesOf(expression: Expression | undefined): readonly string[] {
  return expression?.is === 'object' ? expression.entries.map(({ key }) => key) : [];
}

export function nullable(schema: SchemaSketch): SchemaSketch {
  if (Object.keys(schema).length === 0) return schema;
  const { anyOf: choices } = schema;
  if (typeof schema.type !== 'string')
    return { anyOf: [...(Array.isArray(choices) ? choices : [schema]), { type: 'null' }] };
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

/** An object that is written as JSON Schema. */
function literalSchema(source: SketchSource, context: Context, expression: Expression): SchemaSketch {
  const value = source.valueOf({ context, expression });
  const isSchema =
    typeof value === 'object' &&
    value !== null &&
    ('type' in value || 'properties' in value || '$ref' in value);
  return isSchema ? (value as SchemaSketch) : {};
}
