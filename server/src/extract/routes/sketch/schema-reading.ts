import type { Expression } from '../../../model/route-facts.ts';
import type { SchemaSketch } from '../../../model/route-sketch.ts';
import type { Context } from '../evaluation.ts';
import { givenKey, type SchemaNotes } from './schema-notes.ts';
import {
  anyOf,
  computedValue,
  isUnknown,
  merged,
  nothingKnown,
  type Sketched,
  sided,
  sideOf,
  sidesKey,
  tupleOf,
  type Way,
} from './shapes.ts';
import type { SketchSource } from './source.ts';
import { bounds } from './words.ts';

export type Call = Extract<Expression, { readonly is: 'call' }>;
type Maybe = Expression | undefined;

/** What libraries read the parts of a schema with, at one place. */
export interface SchemaReading {
  readonly source: SketchSource;
  readonly notes: SchemaNotes | undefined;
  readonly context: Context;
  /** Nothing is known of no expression. */
  readonly of: (expression: Maybe) => Sketched;
  /** The object that `{ id: … }` makes. */
  readonly shape: (expression: Maybe) => SchemaSketch;
  /** By a shape, by that of another schema, or by another schema. */
  readonly extended: (schema: SchemaSketch, by: Maybe) => SchemaSketch;
  /** What a function without parameters gives: `() => schema`. */
  readonly lazy: (expression: Maybe) => Sketched;
  readonly value: (expression: Maybe) => unknown;
  readonly values: (expression: Maybe) => readonly unknown[];
}

export function plainly(schema: SchemaSketch): Sketched {
  return { schema, isOptional: false };
}

/** One of several; constants alone are put together by their values, whether they have a name or not. */
export function unionOf(notes: SchemaNotes | undefined, schemas: readonly SchemaSketch[]): SchemaSketch {
  const opened = schemas.map((schema) => notes?.opened(schema) ?? schema);
  return anyOf(
    opened.every((one) => 'const' in one || 'enum' in one || one['type'] === 'null') ? opened : schemas,
  );
}

/** One of those in a list. */
export function unionIn({ notes, of }: SchemaReading, list: Maybe): SchemaSketch {
  const items = list?.is === 'list' ? list.items : [];
  return unionOf(
    notes,
    items.map((item) => of(item).schema),
  );
}

/** A list with places of their own; nothing is known of one that is not written. */
export function tupleIn({ of }: SchemaReading, list: Maybe, rest?: SchemaSketch | 'anything'): SchemaSketch {
  if (list?.is !== 'list' || list.items.some(({ is }) => is === 'spread')) return {};
  return tupleOf(list.items.map(of), rest);
}

/** What all in a list ask for together; nothing is known of an empty one. */
export function allIn(reading: SchemaReading, list: Maybe): SchemaSketch {
  const items = list?.is === 'list' ? list.items.map((item) => reading.of(item).schema) : [];
  return items.length === 0 ? {} : items.reduce((before, item) => both(reading, before, item));
}

/** What two schemas ask for together. */
export function both(
  { notes }: Pick<SchemaReading, 'notes'>,
  first: SchemaSketch,
  second: SchemaSketch,
): SchemaSketch {
  const [a, b] = [first, second].map((each) => notes?.opened(each) ?? each);
  const areObjects = a?.['properties'] !== undefined && b?.['properties'] !== undefined;
  return a && b && areObjects ? merged(a, b) : {};
}

/** With what stands for what is left out; a computed one is compared with nothing. */
export function withDefault({ notes }: SchemaReading, schema: SchemaSketch, value: unknown): Sketched {
  if (!notes)
    return { schema: value === undefined ? schema : { ...schema, default: value }, isOptional: true };
  return given(
    notes,
    isUnknown(schema) ? schema : { ...schema, default: value === undefined ? computedValue : value },
  );
}

/** Left out by who sends it, and there for who gets it. */
export function given(notes: SchemaNotes | undefined, schema: SchemaSketch): Sketched {
  if (!notes) return { schema, isOptional: true };
  const known = isUnknown(schema) ? nothingOnBothSides : schema;
  return { schema: { ...known, [givenKey]: true }, isOptional: true };
}

/** Not empty, as something is known of its property. */
const nothingOnBothSides: SchemaSketch = { [sidesKey]: { sent: {}, answered: {} } };

/** With a bound, named as for texts, lists or numbers; a computed one is compared with nothing. */
export function bounded(
  { notes }: SchemaReading,
  schema: SchemaSketch,
  names: readonly string[],
  value: unknown,
): SchemaSketch {
  const isNumber = typeof value === 'number';
  if (!isNumber && !notes) return schema;
  const kind = schema['type'] === 'string' ? 0 : schema['type'] === 'array' ? 1 : 2;
  const keys = names.map((name) => bounds[name]?.[kind] ?? '');
  return { ...schema, ...Object.fromEntries(keys.map((key) => [key, isNumber ? value : computedValue])) };
}

/** With a regular expression as it is written. */
export function patterned(
  { source, context, notes }: SchemaReading,
  schema: SchemaSketch,
  expression: Maybe,
) {
  return notes ? { ...schema, pattern: source.patternOf({ context, expression }) ?? computedValue } : schema;
}

/** Answered as something that only code knows. */
export function transformed(reading: SchemaReading, before: Sketched): Sketched {
  return piped(reading, before, nothingKnown);
}

/** Sent as the first one, and answered as the second one; what is filled in for either is there for who gets it. */
export function piped({ notes }: SchemaReading, first: Sketched, second: Sketched): Sketched {
  if (!notes) return first;
  const forms = [formOf(notes, first.schema, 'sent'), formOf(notes, second.schema, 'answered')] as const;
  const schema = sided(...forms);
  const { isOptional } = first;
  const isGiven = [first, second].some((each) => givenKey in notes.opened(each.schema));
  return { schema: isGiven ? given(notes, schema).schema : schema, isOptional };
}

/** One form of a schema, by its name where both are the same. */
function formOf(notes: SchemaNotes, schema: SchemaSketch, way: Way): SchemaSketch {
  const opened = notes.opened(schema);
  return sidesKey in opened ? sideOf(opened, way) : schema;
}
