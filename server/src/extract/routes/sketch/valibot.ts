import type { Expression } from '../../../model/route-facts.ts';
import type { SchemaSketch } from '../../../model/route-sketch.ts';
import { anythingKey } from './schema-notes.ts';
import {
  allIn,
  bounded,
  type Call,
  given,
  patterned,
  piped,
  plainly,
  type SchemaReading,
  transformed,
  tupleIn,
  unionIn,
  withDefault,
} from './schema-reading.ts';
import {
  isUnknown,
  narrowed,
  nothingKnown,
  nullable,
  ofConstants,
  type Sketched,
  sided,
  sideOf,
  sidesKey,
  withRequired,
} from './shapes.ts';
import { formats, marks, neutral, plain } from './words.ts';

const types = new Set(['string', 'number', 'bigint', 'boolean', 'date', 'null', 'null_']);
const objects = new Set(['object', 'looseObject', 'strictObject']);

/** What a function of valibot makes: `v.object({…})`, `v.pipe(v.string(), v.email())`. */
export function madeByValibot(reading: SchemaReading, name: string, { args }: Call): Sketched {
  const { notes, of } = reading;
  const [first, second] = args;
  const { schema, isOptional } = of(first);
  const inner = () => (notes ? notes.opened(schema) : schema);
  const known = types.has(name) ? plain[name.replace('_', '')] : undefined;
  if (known !== undefined) return plainly(known);
  if (objects.has(name)) {
    const shape = reading.shape(first);
    const isStrict = name === 'strictObject' && !isUnknown(shape);
    return plainly(isStrict ? { ...shape, additionalProperties: false } : shape);
  }
  switch (name) {
    case 'array':
      return plainly({ type: 'array', items: schema });
    case 'tuple':
    case 'looseTuple':
    case 'strictTuple':
      return plainly(tupleIn(reading, first, name === 'strictTuple' ? undefined : 'anything'));
    case 'tupleWithRest':
      return plainly(tupleIn(reading, first, of(second).schema));
    case 'record':
      return plainly({ type: 'object', additionalProperties: of(second).schema });
    case 'optional':
    case 'exactOptional':
    case 'undefinedable':
      return otherwise(reading, schema, second);
    case 'nullable':
      return second === undefined ? { schema: nullable(schema), isOptional } : nothingKnown;
    case 'nullish':
      return otherwise(reading, nullable(schema), second);
    case 'literal':
      return plainly(ofConstants([reading.value(first)]));
    case 'picklist':
    case 'enum':
    case 'enum_':
      return plainly(ofConstants(reading.values(first)));
    case 'union':
    case 'variant':
      return plainly(
        unionIn(
          reading,
          args.find((each) => each.is === 'list'),
        ),
      );
    case 'intersect':
      return plainly(allIn(reading, first));
    case 'pipe':
      return args.slice(1).reduce((before: Sketched, step) => stepped(reading, before, step), of(first));
    case 'partial':
    case 'required':
    case 'pick':
    case 'omit':
      return plainly(masked(inner(), name, second && reading.values(second)));
    case 'fallback':
      return given(notes, piped(reading, nothingKnown, of(first)).schema);
    case 'any':
    case 'unknown':
      return notes ? plainly({ [anythingKey]: true }) : nothingKnown;
    case 'lazy':
      return reading.lazy(first);
    default:
      return nothingKnown;
  }
}

/** What a step of a pipe makes of what stands before it. */
function stepped(reading: SchemaReading, before: Sketched, step: Expression): Sketched {
  const { notes } = reading;
  const name = step.is === 'call' ? wordOf(step) : '';
  const [first] = step.is === 'call' ? step.args : [];
  if (neutral.has(name) || unchanging.has(name)) return before;
  if (/^(?:raw)?transform$|^to[A-Z]/i.test(name)) return transformed(reading, before);
  const next = reading.of(step);
  if (!isUnknown(next.schema)) return piped(reading, before, next);
  const schema = notes ? notes.opened(before.schema) : before.schema;
  const made = (other: SchemaSketch): Sketched => ({ schema: other, isOptional: before.isOptional });
  if (isUnknown(schema)) return before;
  if (sidesKey in schema) {
    const after = stepped(reading, plainly(sideOf(schema, 'answered')), step);
    return made(sided(sideOf(schema, 'sent'), after.schema));
  }
  const mark = name === 'nonEmpty' && schema['type'] === 'array' ? { minItems: 1 } : actions[name];
  if (mark !== undefined) return made({ ...schema, ...mark });
  const bound = limits[name];
  if (bound !== undefined) return made(bounded(reading, schema, bound, reading.value(first)));
  if (name === 'regex') return made(patterned(reading, schema, first));
  return made(notes ? {} : schema);
}

function wordOf({ callee }: Call): string {
  return callee.is === 'member' ? callee.member : callee.is === 'name' ? callee.name : '';
}

const unchanging = new Set(
  'title description metadata examples trimStart trimEnd forward rawCheck partialCheck'.split(' '),
);

const actions: Readonly<Record<string, SchemaSketch>> = {
  ...Object.fromEntries(Object.entries(formats).map(([name, format]) => [name, { format }])),
  ...marks,
  integer: { type: 'integer' },
  safeInteger: { type: 'integer' },
  isoDate: { format: 'date' },
  isoTimestamp: { format: 'date-time' },
  isoTime: { format: 'time' },
  nonEmpty: { minLength: 1 },
};

const limits: Readonly<Record<string, readonly string[]>> = {
  length: ['min', 'max'],
  minLength: ['min'],
  maxLength: ['max'],
  minValue: ['min'],
  maxValue: ['max'],
  gtValue: ['gt'],
  ltValue: ['lt'],
};

function masked(schema: SchemaSketch, name: string, names: readonly unknown[] | undefined): SchemaSketch {
  const isWhole = name === 'partial' || name === 'required';
  const isNamed = names !== undefined && names.length > 0 && areTexts(names);
  if (schema['properties'] === undefined || (!isNamed && (!isWhole || names !== undefined))) return {};
  if (isWhole) return withRequired(schema, isNamed ? names : undefined, name === 'required');
  return narrowed(schema, isNamed ? names : [], name === 'pick');
}

function areTexts(values: readonly unknown[]): values is readonly string[] {
  return values.every((value) => typeof value === 'string');
}

function otherwise(reading: SchemaReading, schema: SchemaSketch, value: Expression | undefined): Sketched {
  if (value === undefined) return { schema, isOptional: true };
  const { notes } = reading;
  return withDefault(reading, notes ? notes.opened(schema) : schema, reading.value(value));
}
