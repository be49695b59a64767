import type { Expression } from '../../../model/route-facts.ts';
import type { SchemaSketch } from '../../../model/route-sketch.ts';
import { partsIn } from '../../contracts/expressions.ts';
import type { Context, Located } from '../evaluation.ts';
import { drizzleMaker } from './drizzle.ts';
import { headOf } from './schema-places.ts';
import type { SchemaReading } from './schema-reading.ts';
import { merged, nothingKnown, objectOf, propertiesOf, requiredOf, type Sketched } from './shapes.ts';
import type { SketchSource } from './source.ts';
import { madeByTypebox } from './typebox.ts';
import { madeByValibot } from './valibot.ts';
import { changedByZod, madeByZod } from './zod.ts';

type ObjectExpression = Extract<Expression, { readonly is: 'object' }>;

const deepest = 24;

/**
 * Reads a schema of zod, or one that is JSON Schema already; empty for what it does not know. Where notes are taken, what has
 * a name is only named, and what is not understood to its end is unknown.
 */
export function sketchSchema(source: SketchSource, located: Located, depth = 0): Sketched {
  if (depth > deepest || source.isSpent()) return nothingKnown;
  const { notes } = source;
  if (notes === undefined) return readSchema(source, source.whole(located), depth);
  const found = source.evaluation.look(located);
  const place = headOf(found);
  const read = () => notes.at(place, readSchema(source, source.whole(found), depth));
  const name = nameOf(located.expression);
  if (name === undefined || found.expression === located.expression) return read();
  const { start, end } = found.expression;
  const use = headOf(located);
  return notes.share(`${found.context.file} ${start} ${end}`, { name, place, use }, read);
}

function nameOf(expression: Expression): string | undefined {
  return expression.is === 'name'
    ? expression.name
    : expression.is === 'member'
      ? expression.member
      : undefined;
}

function readSchema(source: SketchSource, located: Located, depth: number): Sketched {
  const { context, expression } = located;
  if (expression.is === 'object')
    return { schema: literalSchema(source, context, expression), isOptional: false };
  if (expression.is === 'member') return partOf(source, located, depth + 1);
  if (expression.is !== 'call') return nothingKnown;
  const { callee } = expression;
  const reading = readingAt(source, context, depth + 1);
  const root = callee.is === 'member' ? callee.object : callee;
  const library = libraryOf(source, { context, expression: root });
  if (library !== undefined) {
    const name = callee.is === 'member' ? callee.member : library.name;
    return library.made(reading, name, expression);
  }
  if (callee.is !== 'member') return nothingKnown;
  const isLibrary = root.is !== 'call' && !isSchema(source, { context, expression: root });
  if (isLibrary) return madeByZod(reading, callee.member, expression);
  return changedByZod(reading, reading.of(root), callee.member, expression);
}

/** Libraries whose schemas are made by functions alone; all others are held for zod. */
function libraryOf({ evaluation }: SketchSource, located: Located) {
  if (located.expression.is !== 'name') return undefined;
  const value = evaluation.valueOf(located);
  if (value.is !== 'package') return undefined;
  if (value.module === 'valibot') return { name: value.name, made: madeByValibot };
  if (/^drizzle-(?:orm\/)?\w+$/.test(value.module)) {
    const isZod = value.module.endsWith('zod');
    return { name: value.name, made: drizzleMaker(isZod ? changedByZod : undefined) };
  }
  return typebox.test(value.module) ? { name: value.name, made: madeByTypebox } : undefined;
}

const typebox = /^(?:@sinclair\/)?typebox$|^@fastify\/type-provider-typebox$|^elysia$/;

function readingAt(source: SketchSource, context: Context, depth: number): SchemaReading {
  const at = <T>(read: (located: Located) => T, none: T) => {
    return (expression: Expression | undefined) =>
      expression === undefined ? none : read({ context, expression });
  };
  const { notes } = source;
  return {
    ...{ source, notes, context },
    of: at((located) => sketchSchema(source, located, depth), nothingKnown),
    shape: at((located) => spreadShape(source, located, depth), {}),
    extended: (schema, by) => extended(source, context, schema, by, depth),
    lazy: at((located) => (notes ? lazy(source, located, depth) : nothingKnown), nothingKnown),
    value: (expression) => source.valueOf({ context, expression }),
    values: at((located) => source.valuesOf(located), []),
  };
}

/** A name that leads to a schema and not to the library, or a part of a schema. */
function isSchema(source: SketchSource, located: Located): boolean {
  return (
    source.evaluation.look(located).expression.is === 'call' || shapeBefore(located.expression) !== undefined
  );
}

/** `Order.shape` of `Order.shape.total`. */
function shapeBefore(expression: Expression): Expression | undefined {
  const object = expression.is === 'member' ? expression.object : undefined;
  return object?.is === 'member' && shapes.has(object.member) ? object.object : undefined;
}

const shapes = new Set(['shape', 'entries']);

/** One property of a schema: `Order.shape.total`, or what its items are: `Orders.element`. */
function partOf(source: SketchSource, { context, expression }: Located, depth: number): Sketched {
  const { notes } = source;
  if (!notes || expression.is !== 'member') return nothingKnown;
  const whole = shapeBefore(expression);
  const of = (object: Expression) =>
    notes.opened(sketchSchema(source, { context, expression: object }, depth).schema);
  if (whole === undefined) {
    const items = expression.member === 'element' ? of(expression.object)['items'] : undefined;
    return typeof items === 'object' ? { schema: items as SchemaSketch, isOptional: false } : nothingKnown;
  }
  const schema = of(whole);
  const part = propertiesOf(schema)[expression.member];
  return part ? { schema: part, isOptional: !requiredOf(schema).includes(expression.member) } : nothingKnown;
}

/** `() => schema`. */
function lazy(source: SketchSource, { context, expression }: Located, depth: number): Sketched {
  const arrow = source.arrowAt(context.file, expression.start);
  return arrow === undefined
    ? nothingKnown
    : sketchSchema(source, { context, expression: arrow.value }, depth);
}

/** The object that a shape makes: `{ id: z.string() }`. */
export function sketchShape(source: SketchSource, located: Located, depth = 0): SchemaSketch {
  const { notes } = source;
  const found = source.evaluation.look(located);
  if (found.expression.is !== 'object' || depth > deepest || source.isSpent())
    return notes ? {} : { type: 'object' };
  if (notes === undefined) return readShape(source, found, found.expression, depth);
  return notes.shape(found.expression, () => {
    const { context, expression } = source.whole(found);
    return expression.is === 'object' ? readShape(source, { context }, expression, depth) : {};
  });
}

function readShape(
  source: SketchSource,
  { context }: Pick<Located, 'context'>,
  object: ObjectExpression,
  depth: number,
): SchemaSketch {
  const { notes } = source;
  if (notes && object.isOpen && !object.spreads && !object.computed) return {};
  let found: SchemaSketch = objectOf([]);
  for (const part of partsIn(object)) {
    const more =
      'is' in part
        ? spreadShape(source, { context, expression: part }, depth + 1)
        : property(source, context, part, depth);
    if (more['properties'] !== undefined) found = merged(found, more);
    else if (notes) return {};
  }
  return found;
}

/** An object of one property; nothing is known where its key is not. */
function property(
  source: SketchSource,
  context: Context,
  entry: Exclude<ReturnType<typeof partsIn>[number], Expression>,
  depth: number,
): SchemaSketch {
  const { start, end } = 'key' in entry ? entry.keySpan : entry.keyExpression;
  const key = 'key' in entry ? entry.key : source.valueOf({ context, expression: entry.keyExpression });
  if (typeof key !== 'string') return {};
  const found = sketchSchema(source, { context, expression: entry.value }, depth);
  return objectOf([
    [key, source.notes?.property({ path: context.file, span: { start, end } }, found) ?? found],
  ]);
}

/** `...other.shape`, and `...other` of a plain one. */
function spreadShape(source: SketchSource, { context, expression }: Located, depth: number): SchemaSketch {
  if (depth > deepest) return {};
  const isShape = expression.is === 'member' && shapes.has(expression.member);
  if (!isShape) return sketchShape(source, { context, expression }, depth);
  const { schema } = sketchSchema(source, { context, expression: expression.object }, depth);
  return source.notes?.opened(schema) ?? schema;
}

/** By a shape, by that of another schema, or by another schema. */
function extended(
  source: SketchSource,
  context: Context,
  schema: SchemaSketch,
  first: Expression | undefined,
  depth: number,
): SchemaSketch {
  if (first === undefined) return schema;
  const { notes } = source;
  const located = { context, expression: first };
  const isOther = first.is !== 'object' && (first.is !== 'member' || !shapes.has(first.member));
  const isSchema = isOther && source.evaluation.look(located).expression.is !== 'object';
  const other = isSchema ? sketchSchema(source, located, depth).schema : spreadShape(source, located, depth);
  const more = notes ? notes.opened(other) : other;
  const areKnown = [schema, more].every(({ properties }) => properties !== undefined);
  return notes && !areKnown ? {} : merged(schema, more);
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
