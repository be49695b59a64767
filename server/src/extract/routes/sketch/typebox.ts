import type { Expression } from '../../../model/route-facts.ts';
import type { SchemaSketch } from '../../../model/route-sketch.ts';
import { anythingKey, givenKey } from './schema-notes.ts';
import { allIn, type Call, plainly, type SchemaReading, tupleIn, unionIn } from './schema-reading.ts';
import {
  computedValue,
  narrowed,
  nothingKnown,
  nullable,
  ofConstants,
  type Sketched,
  withRequired,
} from './shapes.ts';
import { plain } from './words.ts';

const types: Readonly<Record<string, SchemaSketch | undefined>> = {
  String: plain['string'],
  Number: plain['number'],
  Integer: plain['int'],
  Boolean: plain['boolean'],
  Null: plain['null'],
};

/** Keywords of JSON Schema that options of the last argument add. */
const keywords = new Set(
  'minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength pattern format minItems maxItems uniqueItems minProperties maxProperties multipleOf additionalProperties default'.split(
    ' ',
  ),
);

/** What a function of TypeBox makes: `Type.Object({…}, { additionalProperties: false })`. */
export function madeByTypebox(reading: SchemaReading, name: string, { args }: Call): Sketched {
  const { notes, of } = reading;
  const [first, second] = args;
  const { schema } = of(first);
  const inner = notes ? notes.opened(schema) : schema;
  const known = types[name];
  if (known !== undefined) return optioned(reading, known, first);
  switch (name) {
    case 'Object':
      return optioned(reading, reading.shape(first), second);
    case 'Array':
      return optioned(reading, { type: 'array', items: schema }, second);
    case 'Tuple':
      return optioned(reading, tupleIn(reading, first), second);
    case 'Record':
      return plainly({ type: 'object', additionalProperties: of(second).schema });
    case 'Optional':
      return { schema, isOptional: true };
    case 'Nullable':
      return plainly(nullable(schema));
    case 'Readonly':
      return of(first);
    case 'Literal':
      return plainly(ofConstants([reading.value(first)]));
    case 'Enum':
      return plainly(ofConstants(reading.values(first)));
    case 'Union':
      return optioned(reading, unionIn(reading, first), second);
    case 'Intersect':
    case 'Composite':
      return optioned(reading, allIn(reading, first), second);
    case 'Partial':
    case 'Required':
      return optioned(reading, withRequired(inner, undefined, name === 'Required'), second);
    case 'Pick':
    case 'Omit': {
      const names =
        second === undefined ? [] : reading.values(second).filter((value) => typeof value === 'string');
      const isKnown = names.length > 0 && inner['properties'] !== undefined;
      return isKnown ? plainly(narrowed(inner, names, name === 'Pick')) : nothingKnown;
    }
    case 'Any':
    case 'Unknown':
      return notes ? plainly({ [anythingKey]: true }) : nothingKnown;
    default:
      return nothingKnown;
  }
}

/** With what the options say of the values; a default is filled in by who reads. */
function optioned(
  { notes, source, context }: SchemaReading,
  schema: SchemaSketch,
  options: Expression | undefined,
): Sketched {
  if (options === undefined || Object.keys(schema).length === 0) return plainly(schema);
  const found = source.whole({ context, expression: options });
  const { expression } = found;
  if (expression.is !== 'object' || (notes && expression.isOpen))
    return notes ? nothingKnown : plainly(schema);
  const said = expression.entries
    .filter(({ key }) => keywords.has(key))
    .map(({ key, value }) => [key, source.valueOf({ context: found.context, expression: value })] as const)
    .flatMap(([key, value]) => (value !== undefined ? [[key, value]] : notes ? [[key, computedValue]] : []));
  const more: SchemaSketch = Object.fromEntries(said);
  return {
    schema: { ...schema, ...more, ...('default' in more && notes && { [givenKey]: true }) },
    isOptional: false,
  };
}
