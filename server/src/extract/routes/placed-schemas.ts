import type { ParameterPlace } from '../../model/contract.ts';
import type { Expression } from '../../model/route-facts.ts';
import type { Context, Evaluation, Located } from './evaluation.ts';
import { schemaKeys } from './schema-keys.ts';

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
    return (schemaKeys({ context, expression }, evaluation)?.keys ?? []).flatMap(({ name, value }) => {
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
