import type { Expression } from '../../../model/route-facts.ts';
import type { SchemaSketch } from '../../../model/route-sketch.ts';
import type { Place } from '../../../model/span.ts';
import type { Context, Located } from '../evaluation.ts';
import { anythingKey, givenKey } from './schema-notes.ts';
import {
  anyOf,
  isUnknown,
  merged,
  narrowed,
  nothingKnown,
  nullable,
  objectOf,
  ofConstants,
  omitKey,
  propertiesOf,
  requiredOf,
  type Sketched,
} from './shapes.ts';
import type { SketchSource } from './source.ts';
import { bounds, formats, marks, neutral, plain } from './words.ts';

type Call = Extract<Expression, { readonly is: 'call' }>;
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

/** Where an expression is told: what begins a chain, never all of it. */
export function headOf({ context: { file }, expression }: Located): Place {
  let at = expression;
  while (at.is === 'call' && at.callee.is === 'member' && at.callee.object.is === 'call')
    at = at.callee.object;
  const { start, end } = at.is === 'call' ? at.callee : at;
  return { path: file, span: { start, end: at.is === 'object' ? start + 1 : end } };
}

function nameOf(expression: Expression): string | undefined {
  return expression.is === 'name'
    ? expression.name
    : expression.is === 'member'
      ? expression.member
      : undefined;
}

function readSchema(source: SketchSource, { context, expression }: Located, depth: number): Sketched {
  if (expression.is === 'object')
    return { schema: literalSchema(source, context, expression), isOptional: false };
  if (expression.is !== 'call' || expression.callee.is !== 'member') return nothingKnown;
  const { callee } = expression;
  const inner = callee.object;
  const isLibrary = inner.is !== 'call' && !isSchemaName(source, { context, expression: inner });
  if (isLibrary) return made(source, context, expression, depth + 1);
  const before = sketchSchema(source, { context, expression: inner }, depth + 1);
  return changed(source, context, before, expression, depth + 1);
}

/** A name that leads to a schema and not to the library. */
function isSchemaName(source: SketchSource, located: Located): boolean {
  return source.evaluation.look(located).expression.is === 'call';
}

function memberOf({ callee }: Call): string {
  return callee.is === 'member' ? callee.member : '';
}

function made(source: SketchSource, context: Context, call: Call, depth: number): Sketched {
  const member = memberOf(call);
  const { args, callee } = call;
  const [first, second] = args;
  const of = (expression: Expression | undefined) =>
    expression === undefined ? nothingKnown : sketchSchema(source, { context, expression }, depth);
  const isIso = callee.is === 'member' && callee.object.is === 'member' && callee.object.member === 'iso';
  if (isIso && member === 'date') return { schema: { type: 'string', format: 'date' }, isOptional: false };
  const known = plain[member];
  if (known !== undefined) return { schema: known, isOptional: false };
  const schema = (value: SchemaSketch): Sketched => ({ schema: value, isOptional: false });
  switch (member) {
    case 'object':
    case 'strictObject':
    case 'looseObject': {
      const shape = first === undefined ? {} : sketchShape(source, { context, expression: first }, depth);
      const isStrict = member === 'strictObject' && source.notes !== undefined && !isUnknown(shape);
      return schema(isStrict ? { ...shape, additionalProperties: false } : shape);
    }
    case 'array':
      return schema({ type: 'array', items: of(first).schema });
    case 'optional':
      return { ...of(first), isOptional: true };
    case 'nullable':
      return schema(nullable(of(first).schema));
    case 'nullish':
      return { schema: nullable(of(first).schema), isOptional: true };
    case 'literal': {
      const value = source.valueOf({ context, expression: first });
      return schema(ofConstants(Array.isArray(value) ? value : [value]));
    }
    case 'enum':
    case 'nativeEnum':
      return schema(ofConstants(first === undefined ? [] : source.valuesOf({ context, expression: first })));
    case 'record':
      return schema({ type: 'object', additionalProperties: of(second ?? first).schema });
    case 'union':
    case 'discriminatedUnion': {
      const list = args.find((each) => each.is === 'list');
      const items = list?.is === 'list' ? list.items : [];
      return schema(anyOf(items.map((item) => constantsOf(source, of(item).schema))));
    }
    case 'intersection':
      return source.notes ? schema(both(source, of(first).schema, of(second).schema)) : nothingKnown;
    case 'preprocess':
      return of(second);
    case 'any':
    case 'unknown':
      return source.notes ? schema({ [anythingKey]: true }) : nothingKnown;
    case 'lazy':
      return source.notes ? lazy(source, context, first, depth) : nothingKnown;
    default:
      return nothingKnown;
  }
}

/** `() => schema`. */
function lazy(
  source: SketchSource,
  context: Context,
  first: Expression | undefined,
  depth: number,
): Sketched {
  const expression = first && source.arrowValue(context.file, first.start);
  return expression === undefined ? nothingKnown : sketchSchema(source, { context, expression }, depth);
}

/** Constants are put together by their values, whether they have a name or not. */
function constantsOf({ notes }: SketchSource, schema: SchemaSketch): SchemaSketch {
  const opened = notes === undefined ? schema : notes.opened(schema);
  return 'const' in opened || 'enum' in opened ? opened : schema;
}

/** What two schemas ask for together. */
function both({ notes }: SketchSource, first: SchemaSketch, second: SchemaSketch): SchemaSketch {
  const [a, b] = [first, second].map((each) => notes?.opened(each) ?? each);
  const areObjects = a?.['properties'] !== undefined && b?.['properties'] !== undefined;
  return a && b && areObjects ? merged(a, b) : {};
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
  { entries, spreads = [], isOpen }: ObjectExpression,
  depth: number,
): SchemaSketch {
  const { notes } = source;
  if (notes && isOpen && spreads.length === 0) return {};
  let found: SchemaSketch = objectOf([]);
  for (const part of [...entries, ...spreads].sort((a, b) => startOf(a) - startOf(b))) {
    const more =
      'keySpan' in part
        ? objectOf([[part.key, property(source, context, part, depth)]])
        : spreadShape(source, { context, expression: part }, depth + 1);
    if (more['properties'] !== undefined) found = merged(found, more);
    else if (notes) return {};
  }
  return found;
}

function startOf(part: ObjectExpression['entries'][number] | Expression): number {
  return 'keySpan' in part ? part.keySpan.start : part.start;
}

function property(
  source: SketchSource,
  context: Context,
  { keySpan: { start, end }, value }: ObjectExpression['entries'][number],
  depth: number,
): Sketched {
  const found = sketchSchema(source, { context, expression: value }, depth);
  return source.notes?.property({ path: context.file, span: { start, end } }, found) ?? found;
}

/** `...other.shape`, and `...other` of a plain one. */
function spreadShape(source: SketchSource, { context, expression }: Located, depth: number): SchemaSketch {
  if (depth > deepest) return {};
  const isShape = expression.is === 'member' && expression.member === 'shape';
  if (!isShape) return sketchShape(source, { context, expression }, depth);
  const { schema } = sketchSchema(source, { context, expression: expression.object }, depth);
  return source.notes?.opened(schema) ?? schema;
}

function changed(
  source: SketchSource,
  context: Context,
  before: Sketched,
  call: Call,
  depth: number,
): Sketched {
  const { notes } = source;
  const { schema, isOptional } = before;
  const member = memberOf(call);
  const [first] = call.args;
  if (neutral.has(member)) return before;
  const other = (): SchemaSketch =>
    first === undefined ? {} : sketchSchema(source, { context, expression: first }, depth).schema;
  switch (member) {
    case 'optional':
    case 'exactOptional':
      return { schema, isOptional: true };
    case 'nullish':
      return { schema: nullable(schema), isOptional: true };
    case 'nullable':
      return { schema: nullable(schema), isOptional };
    case 'array':
      return { schema: { type: 'array', items: schema }, isOptional: false };
    case 'or':
      return {
        schema: anyOf([constantsOf(source, schema), constantsOf(source, other())]),
        isOptional,
      };
    case 'and':
      return { schema: notes ? both(source, schema, other()) : schema, isOptional };
    default:
      break;
  }
  const opened = notes ? notes.opened(schema) : schema;
  if (notes && isUnknown(opened)) return withoutDefault(member, isOptional);
  return refined(source, context, { schema: opened, isOptional }, call, depth);
}

/** What is unknown stays so, whatever is said of it. */
function withoutDefault(member: string, isOptional: boolean): Sketched {
  return { schema: {}, isOptional: isOptional || optional.has(member) };
}

const optional = new Set(['default', 'prefault', 'catch']);

/** What says something of the values themselves. */
function refined(
  source: SketchSource,
  context: Context,
  before: Sketched,
  call: Call,
  depth: number,
): Sketched {
  const { notes } = source;
  const { schema, isOptional } = before;
  const member = memberOf(call);
  const [first] = call.args;
  const added = (more: SchemaSketch): Sketched => ({ schema: { ...schema, ...more }, isOptional });
  if (member === 'nonempty' && schema['type'] === 'array') return added({ minItems: 1 });
  const mark = marks[member];
  if (mark !== undefined) return added(mark);
  const format = formats[member];
  if (format !== undefined && notes) return added({ format });
  if (optional.has(member) || bounds[member] !== undefined || member === 'length')
    return valued(source, { context, expression: first }, before, member);
  switch (member) {
    case 'regex': {
      const pattern = notes && source.patternOf({ context, expression: first });
      return pattern === undefined ? (notes ? { schema: {}, isOptional } : before) : added({ pattern });
    }
    case 'strict':
      return added({ additionalProperties: false });
    case 'passthrough':
    case 'loose':
    case 'strip':
    case 'catchall':
      return { schema: omitKey(schema, 'additionalProperties'), isOptional };
    case 'extend':
    case 'safeExtend':
    case 'augment':
    case 'merge':
      return { schema: extended(source, context, schema, first, depth), isOptional };
    case 'partial':
    case 'required':
      return { schema: required(schema, first, member === 'required'), isOptional };
    case 'pick':
    case 'omit': {
      const isKnown = first?.is === 'object' && !first.isOpen && schema['properties'] !== undefined;
      if (notes && !isKnown) return nothingKnown;
      return { schema: narrowed(schema, namesOf(first), member === 'pick'), isOptional };
    }
    default:
      return notes ? { schema: {}, isOptional } : before;
  }
}

/** What is said with a value: bounds, and what stands for what is left out. */
function valued(
  source: SketchSource,
  argument: { readonly context: Context; readonly expression: Expression | undefined },
  before: Sketched,
  member: string,
): Sketched {
  const { notes } = source;
  const { schema, isOptional } = before;
  const value = source.valueOf(argument);
  if (optional.has(member)) {
    const isDefault = member === 'default';
    if (!isDefault && !notes) return before;
    if (isDefault && value === undefined) return { schema: notes ? {} : schema, isOptional: true };
    const own = { ...schema, ...(isDefault && { default: value }), ...(notes && { [givenKey]: true }) };
    return { schema: own, isOptional: true };
  }
  if (typeof value !== 'number') return notes ? { schema: {}, isOptional } : before;
  const kind = schema['type'] === 'string' ? 0 : schema['type'] === 'array' ? 1 : 2;
  const [least, most] = [bounds['min']?.[kind] ?? '', bounds['max']?.[kind] ?? ''];
  const more =
    member === 'length' ? { [least]: value, [most]: value } : { [bounds[member]?.[kind] ?? '']: value };
  return { schema: { ...schema, ...more }, isOptional };
}

/** With all properties, or those with the names, required or not. */
function required(schema: SchemaSketch, names: Expression | undefined, isRequired: boolean): SchemaSketch {
  if (schema['properties'] === undefined || (names !== undefined && names.is !== 'object')) return {};
  const meant = names === undefined ? Object.keys(propertiesOf(schema)) : namesOf(names);
  const others = requiredOf(schema).filter((key) => !meant.includes(key));
  const all = isRequired ? [...others, ...meant] : others;
  const rest = omitKey(schema, 'required');
  return all.length === 0 ? rest : { ...rest, required: all };
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
  const isOther = first.is !== 'object' && (first.is !== 'member' || first.member !== 'shape');
  const isSchema = isOther && source.evaluation.look(located).expression.is !== 'object';
  const other = isSchema ? sketchSchema(source, located, depth).schema : spreadShape(source, located, depth);
  const more = notes ? notes.opened(other) : other;
  const areKnown = [schema, more].every(({ properties }) => properties !== undefined);
  return notes && !areKnown ? {} : merged(schema, more);
}

function namesOf(expression: Expression | undefined): readonly string[] {
  return expression?.is === 'object' ? expression.entries.map(({ key }) => key) : [];
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
