import type { DecoratorFact } from '../../../model/route-facts.ts';
import type { SchemaSketch } from '../../../model/route-sketch.ts';
import type { Sketched } from './shapes.ts';
import { ofConstants } from './shapes.ts';
import type { SketchSource } from './source.ts';

const marks: Readonly<Record<string, SchemaSketch>> = {
  IsString: { type: 'string' },
  IsInt: { type: 'integer' },
  IsNumber: { type: 'number' },
  IsBoolean: { type: 'boolean' },
  IsEmail: { type: 'string', format: 'email' },
  IsUUID: { type: 'string', format: 'uuid' },
  IsUrl: { type: 'string', format: 'uri' },
  IsDate: { type: 'string', format: 'date-time' },
  IsDateString: { type: 'string', format: 'date-time' },
  IsISO8601: { type: 'string', format: 'date-time' },
  IsPositive: { exclusiveMinimum: 0 },
  IsNotEmpty: { minLength: 1 },
};

/** The keyword that takes the argument of the same position. */
const bounds: Readonly<Record<string, readonly string[]>> = {
  Min: ['minimum'],
  Max: ['maximum'],
  MinLength: ['minLength'],
  MaxLength: ['maxLength'],
  Length: ['minLength', 'maxLength'],
  ArrayMinSize: ['minItems'],
  ArrayMaxSize: ['maxItems'],
};

/** What decorators of `class-validator` say beyond the type of a property. */
export function decorated(
  source: SketchSource,
  path: string,
  { schema, isOptional }: Sketched,
  decorators: readonly DecoratorFact[],
): Sketched {
  let found: Sketched = { schema, isOptional };
  const context = { file: path, scope: 0 };
  for (const { name, args } of decorators) {
    const mark = marks[name];
    // Marks of items are about a list's items, and those for texts about nothing else.
    const fits = mark !== undefined && found.schema.type !== 'array';
    const isForText = mark !== undefined && 'minLength' in mark;
    if (fits && (!isForText || found.schema.type === 'string'))
      found = { ...found, schema: { ...found.schema, ...mark } };
    const values = args.map((expression) => source.valueOf({ context, expression }));
    for (const [index, keyword] of (bounds[name] ?? []).entries())
      if (typeof values[index] === 'number')
        found = { ...found, schema: { ...found.schema, [keyword]: values[index] } };
    const [first] = args;
    if ((name === 'IsEnum' || name === 'IsIn') && first !== undefined) {
      const constants = ofConstants(source.valuesOf({ context, expression: first }));
      if (Object.keys(constants).length > 0) found = { ...found, schema: constants };
    }
    if (name === 'IsOptional') found = { ...found, isOptional: true };
  }
  return found;
}
