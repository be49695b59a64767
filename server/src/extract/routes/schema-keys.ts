import type { ParameterPlace } from '../../model/contract.ts';
import type { Expression } from '../../model/route-facts.ts';
import type { Span } from '../../model/span.ts';
import type { Context, Evaluation, Located } from './evaluation.ts';

/** One key of a schema, where it is written. */
export interface SchemaKey {
  readonly name: string;
  readonly path: string;
  readonly span: Span;
  readonly value: Located;
}

/** The keys of a schema of an object; open where others pass as well. */
export interface SchemaKeys {
  readonly keys: readonly SchemaKey[];
  readonly isOpen: boolean;
}

const deepest = 12;
const makers = new Set(['object', 'Object', 'strictObject', 'looseObject', 'keys']);
const opening = new Set(['passthrough', 'loose', 'looseObject', 'catchall', 'unknown']);
const adding = new Set(['extend', 'safeExtend', 'augment', 'merge', 'and', 'concat', 'append']);

/** The literal keys of `z.object({…})`, of what is made of it, and of a JSON schema with properties. */
export function schemaKeys(evaluation: Evaluation, located: Located, depth = 0): SchemaKeys | undefined {
  if (depth > deepest) return undefined;
  const value = evaluation.valueOf(located);
  if (value.is !== 'written') return undefined;
  const { context, expression } = value;
  if (expression.is === 'object') {
    const properties = expression.entries.find(({ key }) => key === 'properties')?.value;
    if (properties?.is !== 'object') return undefined;
    return keysOf(context, properties);
  }
  return expression.is === 'call' ? ofCall(evaluation, context, expression, depth + 1) : undefined;
}

function keysOf(
  context: Context,
  { entries, isOpen }: Extract<Expression, { readonly is: 'object' }>,
): SchemaKeys {
  return {
    keys: entries.map(({ key, keySpan, value }) => ({
      name: key,
      path: context.file,
      span: { start: keySpan.start, end: keySpan.end },
      value: { context, expression: value },
    })),
    isOpen,
  };
}

function ofCall(
  evaluation: Evaluation,
  context: Context,
  { callee, args }: Extract<Expression, { readonly is: 'call' }>,
  depth: number,
): SchemaKeys | undefined {
  if (callee.is !== 'member') return undefined;
  const { member, object } = callee;
  const [first] = args;
  const given = first === undefined ? undefined : { context, expression: first };
  if (makers.has(member)) {
    const shape = given === undefined ? undefined : evaluation.look(given);
    if (shape?.expression.is !== 'object') return undefined;
    const made = keysOf(shape.context, shape.expression);
    return opening.has(member) ? { ...made, isOpen: true } : made;
  }
  const inner = schemaKeys(evaluation, { context, expression: object }, depth);
  if (inner === undefined) return undefined;
  if (opening.has(member)) return { ...inner, isOpen: true };
  if (adding.has(member) && given !== undefined) return added(evaluation, inner, given, depth);
  if (member !== 'pick' && member !== 'omit') return inner;
  if (first?.is !== 'object') return { ...inner, isOpen: true };
  const named = new Set(first.entries.map(({ key }) => key));
  return { ...inner, keys: inner.keys.filter(({ name }) => named.has(name) === (member === 'pick')) };
}

function added(evaluation: Evaluation, inner: SchemaKeys, given: Located, depth: number): SchemaKeys {
  const { context, expression } = evaluation.look(given);
  const more =
    expression.is === 'object' ? keysOf(context, expression) : schemaKeys(evaluation, given, depth);
  if (more === undefined) return { ...inner, isOpen: true };
  const replaced = new Set(more.keys.map(({ name }) => name));
  const kept = inner.keys.filter(({ name }) => !replaced.has(name));
  return { keys: [...kept, ...more.keys], isOpen: inner.isOpen || more.isOpen };
}

const places: ReadonlyMap<string, ParameterPlace> = new Map([
  ['params', 'path'],
  ['param', 'path'],
  ['path', 'path'],
  ['query', 'query'],
  ['querystring', 'query'],
  ['searchParams', 'query'],
  ['headers', 'header'],
  ['header', 'header'],
  ['cookies', 'cookie'],
  ['cookie', 'cookie'],
]);

/** The place that a key of a table of schemas stands for: `querystring`. */
export function placeOfKey(key: string): ParameterPlace | undefined {
  return places.get(key);
}

/** A schema and where what it describes stands. */
export interface PlacedSchema {
  readonly in: ParameterPlace;
  readonly schema: Located;
}

/** The schemas among arguments: `('query', schema)`, `{ params: schema, query: schema }`, also within a schema. */
export function placedSchemas(
  evaluation: Evaluation,
  context: Context,
  args: readonly Expression[],
): readonly PlacedSchema[] {
  const [first, second] = args;
  const place = first?.is === 'text' ? places.get(first.value) : undefined;
  if (place !== undefined && second !== undefined)
    return [{ in: place, schema: { context, expression: second } }];
  return args.flatMap((expression) => within(evaluation, { context, expression }, 0));
}

/** `{ schemas: { query } }` as well as `{ query }`. */
function within(evaluation: Evaluation, located: Located, depth: number): readonly PlacedSchema[] {
  const { context, expression } = evaluation.look(located);
  if (expression.is === 'call')
    return (schemaKeys(evaluation, { context, expression })?.keys ?? []).flatMap(({ name, value }) => {
      const place = places.get(name);
      return place === undefined ? [] : [{ in: place, schema: value }];
    });
  if (expression.is !== 'object') return [];
  return expression.entries.flatMap(({ key, value }) => {
    const place = places.get(key);
    if (place !== undefined) return [{ in: place, schema: { context, expression: value } }];
    const isNested = depth === 0 && /^schemas?$/.test(key);
    return isNested ? within(evaluation, { context, expression: value }, depth + 1) : [];
  });
}
