import type { Expression } from '../../../model/route-facts.ts';
import type { SchemaSketch } from '../../../model/route-sketch.ts';
import type { Located } from '../evaluation.ts';
import { anythingKey } from './schema-notes.ts';
import { type Call, plainly, type SchemaReading } from './schema-reading.ts';
import { isUnknown, nothingKnown, nullable, objectOf, type Sketched } from './shapes.ts';
import type { SketchSource } from './source.ts';
import { type Column, columnsOf, enumOf } from './tables.ts';

/** What a row is read for: what is there, what is needed for another one, or what may change. */
type Use = 'Select' | 'Insert' | 'Update';

/** What applies a call behind a schema of the library that the schema is made for. */
type Changed = (reading: SchemaReading, before: Sketched, member: string, call: Call) => Sketched;

/** Reads `createSelectSchema(orders, { total: z.number() })` of drizzle-zod, and its likes. */
export function drizzleMaker(changed: Changed | undefined) {
  return (reading: SchemaReading, name: string, { args }: Call): Sketched => {
    const use = /^create(Select|Insert|Update)Schema$/.exec(name)?.[1] as Use | undefined;
    const [table, changes] = args;
    if (use === undefined || table === undefined) return nothingKnown;
    const { source, context } = reading;
    const located = { context, expression: table };
    const values = enumOf(source, located);
    if (values) return plainly(values);
    const given = changes && source.whole({ context, expression: changes });
    if (given && (given.expression.is !== 'object' || given.expression.isOpen)) return nothingKnown;
    const own = new Map(
      given?.expression.is === 'object' ? given.expression.entries.map(({ key, value }) => [key, value]) : [],
    );
    return plainly(
      rowOf(source, located, use, (key, { schema }) => {
        const change = own.get(key);
        if (!change) return { schema, isWhole: false };
        const arrow = given && source.arrowAt(given.context.file, change.start);
        if (arrow?.parameter === undefined) return { schema: reading.of(change), isWhole: true };
        const refined = changed && refinedBy(reading, changed, arrow, { schema, isOptional: false });
        return { schema: refined ? refined.schema : {}, isWhole: false };
      }),
    );
  };
}

/** Of `typeof orders.$inferSelect` and `InferSelectModel<typeof orders>`; undefined for what is no row of a table. */
export function rowType(source: SketchSource, located: Located, name: string): SchemaSketch | undefined {
  const use = /^\$?[iI]nfer(Select|Insert)(?:Model)?$/.exec(name)?.[1] as Use | undefined;
  return (
    use &&
    rowOf(source, located, use, (_, { schema, isRetyped }) => ({
      schema: isRetyped ? {} : schema,
      isWhole: false,
    }))
  );
}

/** A schema in place of a column's, and all that is said of it where it is whole. */
type Found =
  | { readonly schema: SchemaSketch; readonly isWhole: false }
  | { readonly schema: Sketched; readonly isWhole: true };

function rowOf(
  source: SketchSource,
  table: Located,
  use: Use,
  find: (key: string, column: Column) => Found,
): SchemaSketch {
  const columns = columnsOf(source, table);
  if (columns === undefined) return {};
  const { notes } = source;
  const entries = [...columns].filter(([, { isMade }]) => use === 'Select' || !isMade);
  return objectOf(
    entries.map(([key, column]) => {
      const found = find(key, column);
      const sketched = found.isWhole ? found.schema : asUsed(found.schema, column, use);
      return [key, notes ? notes.property(column.key, notes.at(column.place, sketched)) : sketched];
    }),
  );
}

function asUsed(schema: SchemaSketch, { isNullable, isGiven }: Column, use: Use): Sketched {
  const isOptional = use === 'Update' || (use === 'Insert' && (isNullable || isGiven));
  return { schema: isNullable && !(anythingKey in schema) ? nullable(schema) : schema, isOptional };
}

/** `(schema) => schema.max(20)`, of a column; older versions pass all of them: `({ name }) => name.max(20)`. */
function refinedBy(
  reading: SchemaReading,
  changed: Changed,
  { parameter, value }: { readonly parameter?: string; readonly value: Expression },
  before: Sketched,
): Sketched {
  const isOwn = (each: Expression) => each.is === 'name' && each.name === parameter;
  if (isOwn(value) || (value.is === 'member' && isOwn(value.object))) return before;
  if (value.is !== 'call' || value.callee.is !== 'member') return nothingKnown;
  const { object, member } = value.callee;
  const inner = refinedBy(
    reading,
    changed,
    { ...(parameter !== undefined && { parameter }), value: object },
    before,
  );
  return isUnknown(inner.schema) ? inner : changed(reading, inner, member, value);
}
