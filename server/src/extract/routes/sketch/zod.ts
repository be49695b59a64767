import type { Expression } from '../../../model/route-facts.ts';
import type { SchemaSketch } from '../../../model/route-sketch.ts';
import { anythingKey, coercedKey } from './schema-notes.ts';
import {
  both,
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
  unionOf,
  withDefault,
} from './schema-reading.ts';
import {
  isUnknown,
  narrowed,
  nothingKnown,
  nullable,
  ofConstants,
  omitKey,
  propertiesOf,
  type Sketched,
  sided,
  withRequired,
} from './shapes.ts';
import { bounds, formats, marks, neutral, plain } from './words.ts';

/** What zod makes: `z.object({…})`. */
export function madeByZod(reading: SchemaReading, member: string, call: Call): Sketched {
  const { notes, of } = reading;
  const { args, callee } = call;
  const [first, second] = args;
  const from = callee.is === 'member' && callee.object.is === 'member' ? callee.object.member : '';
  if (from === 'iso' && member === 'date') return plainly({ type: 'string', format: 'date' });
  const format = notes && formats[member];
  const known = plain[member] ?? (format === undefined ? undefined : { type: 'string', format });
  if (known !== undefined) return plainly(from === 'coerce' && notes ? coerced(known) : known);
  switch (member) {
    case 'object':
    case 'strictObject':
    case 'looseObject': {
      const shape = first === undefined ? {} : reading.shape(first);
      const isStrict = member === 'strictObject' && notes !== undefined && !isUnknown(shape);
      return plainly(isStrict ? { ...shape, additionalProperties: false } : shape);
    }
    case 'array':
      return plainly({ type: 'array', items: of(first).schema });
    case 'tuple':
      return plainly(tupleIn(reading, first, second && !isOption(second) ? of(second).schema : undefined));
    case 'optional':
      return { ...of(first), isOptional: true };
    case 'nullable':
      return plainly(nullable(of(first).schema));
    case 'nullish':
      return { schema: nullable(of(first).schema), isOptional: true };
    case 'literal': {
      const value = reading.value(first);
      return plainly(ofConstants(Array.isArray(value) ? value : [value]));
    }
    case 'enum':
    case 'nativeEnum':
      return plainly(ofConstants(reading.values(first)));
    case 'record':
      return plainly({ type: 'object', additionalProperties: of(second ?? first).schema });
    case 'union':
    case 'discriminatedUnion':
      return plainly(
        unionIn(
          reading,
          args.find((each) => each.is === 'list'),
        ),
      );
    case 'intersection':
      return notes ? plainly(both(reading, of(first).schema, of(second).schema)) : nothingKnown;
    case 'preprocess':
      return notes ? piped(reading, { ...of(second), schema: {} }, of(second)) : of(second);
    case 'pipe':
    case 'codec':
      return piped(reading, of(first), of(second));
    case 'stringbool':
      return piped(reading, plainly({ type: 'string' }), plainly({ type: 'boolean' }));
    case 'any':
    case 'unknown':
      return notes ? plainly({ [anythingKey]: true }) : nothingKnown;
    case 'lazy':
      return reading.lazy(first);
    default:
      return nothingKnown;
  }
}

/** A message or options, where a schema may be left out. */
function isOption({ is }: Expression): boolean {
  return is === 'object' || is === 'text';
}

/** Sent as whatever can be made one of it, as texts of any form are for dates. */
function coerced(schema: SchemaSketch): SchemaSketch {
  const { format, ...rest } = schema;
  const sent = { ...rest, [coercedKey]: true };
  return format === undefined ? sent : sided(sent, schema);
}

/** What a call behind a schema makes of it: `.optional()`. */
export function changedByZod(reading: SchemaReading, before: Sketched, member: string, call: Call): Sketched {
  const { notes, of } = reading;
  const { schema, isOptional } = before;
  const [first] = call.args;
  if (neutral.has(member)) return before;
  switch (member) {
    case 'optional':
    case 'exactOptional':
      return { schema, isOptional: true };
    case 'nullish':
      return { schema: nullable(schema), isOptional: true };
    case 'nullable':
      return { schema: nullable(schema), isOptional };
    case 'array':
      return plainly({ type: 'array', items: schema });
    case 'or':
      return {
        schema: unionOf(notes, [schema, of(first).schema]),
        isOptional,
      };
    case 'and':
      return { schema: notes ? both(reading, schema, of(first).schema) : schema, isOptional };
    case 'transform':
      return transformed(reading, before);
    case 'pipe':
      return piped(reading, before, of(first));
    case 'default':
    case 'prefault':
    case 'catch':
      return replaced(reading, before, member, first);
    default:
      break;
  }
  const opened = notes ? notes.opened(schema) : schema;
  if (notes && isUnknown(opened)) return before;
  return refined(reading, { schema: opened, isOptional }, member, first);
}

/** With what stands for what is missing, or for what does not fit. */
function replaced(
  reading: SchemaReading,
  before: Sketched,
  member: string,
  first: Expression | undefined,
): Sketched {
  const { notes } = reading;
  const opened = notes ? notes.opened(before.schema) : before.schema;
  if (member === 'default') return withDefault(reading, opened, reading.value(first));
  if (!notes) return before;
  // Whatever is sent is caught.
  if (member === 'catch') return given(notes, piped(reading, nothingKnown, before).schema);
  return given(notes, opened);
}

/** What says something of the values themselves. */
function refined(
  reading: SchemaReading,
  before: Sketched,
  member: string,
  first: Expression | undefined,
): Sketched {
  const { notes } = reading;
  const { schema, isOptional } = before;
  const added = (more: SchemaSketch): Sketched => ({ schema: { ...schema, ...more }, isOptional });
  const made = (other: SchemaSketch): Sketched => ({ schema: other, isOptional });
  if (member === 'nonempty' && schema['type'] === 'array') return added({ minItems: 1 });
  const format = notes && formats[member];
  const mark = marks[member] ?? (format === undefined ? undefined : { format });
  if (mark !== undefined) return added(mark);
  if (bounds[member] !== undefined) return made(bounded(reading, schema, [member], reading.value(first)));
  switch (member) {
    case 'length':
      return made(bounded(reading, schema, ['min', 'max'], reading.value(first)));
    case 'rest': {
      const isTuple = schema['type'] === 'array' && first !== undefined;
      return made(isTuple ? { ...omitKey(schema, 'maxItems'), items: reading.of(first).schema } : {});
    }
    case 'regex':
      return made(patterned(reading, schema, first));
    case 'strict':
      return added({ additionalProperties: false });
    case 'passthrough':
    case 'loose':
    case 'strip':
    case 'catchall':
      return made(omitKey(schema, 'additionalProperties'));
    case 'extend':
    case 'safeExtend':
    case 'augment':
    case 'merge':
      return made(reading.extended(schema, first));
    case 'partial':
    case 'required':
      if (first !== undefined && (first.is !== 'object' || (notes && first.isOpen))) return made({});
      return made(withRequired(schema, first && namesOf(first), member === 'required'));
    case 'pick':
    case 'omit': {
      const isKnown = first?.is === 'object' && !first.isOpen && schema['properties'] !== undefined;
      if (notes && !isKnown) return nothingKnown;
      return made(narrowed(schema, namesOf(first), member === 'pick'));
    }
    case 'extract':
    case 'exclude':
      return made(notes ? chosen(schema, reading.values(first), member === 'extract') : schema);
    case 'keyof':
      return made(notes ? ofConstants(Object.keys(propertiesOf(schema))) : schema);
    default:
      return made(notes ? {} : schema);
  }
}

/** Those of the values that are named, or all others. */
function chosen({ enum: values }: SchemaSketch, names: readonly unknown[], keeps: boolean): SchemaSketch {
  const isKnown = Array.isArray(values) && names.length > 0 && names.every((name) => values.includes(name));
  if (!isKnown) return {};
  return ofConstants(values.filter((value) => names.includes(value) === keeps));
}

function namesOf(expression: Expression | undefined): readonly string[] {
  return expression?.is === 'object' ? expression.entries.map(({ key }) => key) : [];
}
