import type { Expression } from '../../../model/route-facts.ts';
import type { SchemaSketch } from '../../../model/route-sketch.ts';
import type { Place, Span } from '../../../model/span.ts';
import { partsIn } from '../../contracts/expressions.ts';
import type { Context, Located } from '../evaluation.ts';
import { anythingKey } from './schema-notes.ts';
import { headOf } from './schema-places.ts';
import { ofConstants } from './shapes.ts';
import type { SketchSource } from './source.ts';
import { plain } from './words.ts';

/** A column of a table of drizzle-orm. */
export interface Column {
  readonly key: Place;
  readonly place: Place;
  /** Of its values without null; empty where nothing is known of them. */
  readonly schema: SchemaSketch;
  readonly isNullable: boolean;
  /** Filled in where it is left out. */
  readonly isGiven: boolean;
  /** Written by the database alone. */
  readonly isMade: boolean;
  /** Its type in TypeScript is another one than that of its values. */
  readonly isRetyped: boolean;
}

export type Columns = ReadonlyMap<string, Column>;

type Call = Extract<Expression, { readonly is: 'call' }>;
type Callable = Call & { readonly callee: Expression };
const deepest = 8;

/** The columns of `pgTable('orders', {…})`, wherever it is written; undefined for what is none, or is not written to its end. */
export function columnsOf(source: SketchSource, located: Located): Columns | undefined {
  const found = source.whole(located);
  if (found.expression.is !== 'call') return undefined;
  const dialect = dialectOf(source, { ...found, expression: found.expression.callee });
  const [, columns] = found.expression.args;
  if (dialect === undefined || columns === undefined) return undefined;
  const { file } = found.context;
  const arrow = columns.is === 'object' ? undefined : source.arrowAt(file, columns.start);
  const all = new Map<string, Column>();
  const table = { source, dialect, types: arrow?.parameter };
  return added(table, { context: found.context, expression: arrow?.value ?? columns }, all, 0)
    ? all
    : undefined;
}

/** The values of `pgEnum('state', […])`; undefined for what is none. */
export function enumOf(source: SketchSource, located: Located): SchemaSketch | undefined {
  const { context, expression } = source.whole(located);
  const [, values] = expression.is === 'call' ? expression.args : [];
  if (expression.is !== 'call' || values === undefined) return undefined;
  const { callee } = expression;
  const isOwn =
    packaged(source, { context, expression: callee }) === 'pgEnum' ||
    (callee.is === 'member' &&
      callee.member === 'enum' &&
      isMade(source, { context, expression: callee.object }, /Schema$/));
  return isOwn ? ofConstants(source.valuesOf({ context, expression: values })) : undefined;
}

interface Table {
  readonly source: SketchSource;
  /** `pg`, `mysql`, `sqlite`. */
  readonly dialect: string;
  /** The parameter that gives the types of columns: `(t) => ({ id: t.serial() })`. */
  readonly types: string | undefined;
}

/** The name under which drizzle-orm exports what is called. */
function packaged({ evaluation }: SketchSource, located: Located): string | undefined {
  const value = evaluation.valueOf(located);
  return value.is === 'package' && /^drizzle-orm\/\w+-core/.test(value.module) ? value.name : undefined;
}

/** Whether a call of drizzle-orm makes it: `pgSchema('shop')`. */
function isMade(source: SketchSource, located: Located, name: RegExp): string | undefined {
  const { context, expression } = source.evaluation.look(located);
  const maker =
    expression.is === 'call' ? packaged(source, { context, expression: expression.callee }) : undefined;
  return maker !== undefined && name.test(maker) ? maker : undefined;
}

/** `pgTable`, `shop.table` of `pgSchema('shop')`, and what `pgTableCreator` makes. */
function dialectOf(source: SketchSource, { context, expression }: Located): string | undefined {
  const own = packaged(source, { context, expression });
  const maker =
    own !== undefined && /Table$/.test(own)
      ? own
      : expression.is === 'member' && expression.member === 'table'
        ? isMade(source, { context, expression: expression.object }, /Schema$/)
        : isMade(source, { context, expression }, /TableCreator$/);
  return maker && /^(?:pg|mysql|sqlite|singlestore|cockroach)/.exec(maker)?.[0];
}

/** False where something is spread, or a key is computed, of which nothing is known. */
function added(table: Table, located: Located, all: Map<string, Column>, depth: number): boolean {
  const { context, expression } = table.source.whole(located);
  if (expression.is !== 'object' || depth > deepest) return false;
  if (expression.isOpen && !expression.spreads && !expression.computed) return false;
  return partsIn(expression).every((part) => {
    if ('is' in part) return added(table, { context, expression: part }, all, depth + 1);
    if (!('key' in part)) return false;
    all.set(part.key, columnAt(table, context, part.keySpan, part.value));
    return true;
  });
}

function columnAt(table: Table, context: Context, span: Span, value: Expression): Column {
  const { source } = table;
  const found = source.whole({ context, expression: value });
  const links: string[] = [];
  let at = found.expression;
  while (at.is === 'call' && at.callee.is === 'member' && at.callee.object.is === 'call') {
    links.unshift(at.callee.member);
    at = at.callee.object;
  }
  const type = at.is === 'call' ? typeNamed(table, found.context, at) : undefined;
  const isSerial = type !== undefined && /serial$/i.test(type);
  const isKey = links.includes('primaryKey');
  const has = (names: ReadonlySet<string>) => links.some((link) => names.has(link));
  const schema =
    at.is !== 'call' || !links.every(isUnderstood) ? {} : schemaOf(table, { ...found, expression: at }, type);
  return {
    key: { path: context.file, span },
    place: headOf(found),
    schema:
      links.includes('array') && Object.keys(schema).length > 0 ? { type: 'array', items: schema } : schema,
    isNullable: !isSerial && !isKey && !has(filling),
    isGiven: isSerial || has(giving) || (isKey && table.dialect === 'sqlite' && type === 'integer'),
    isMade: has(making),
    isRetyped: links.includes('$type'),
  };
}

const identity = 'generatedByDefaultAsIdentity';
const making: ReadonlySet<string> = new Set(['generatedAlwaysAs', 'generatedAlwaysAsIdentity']);
const filling: ReadonlySet<string> = new Set(['notNull', 'generatedAlwaysAsIdentity', identity]);
const giving: ReadonlySet<string> = new Set(
  `default defaultNow defaultRandom $default $defaultFn $onUpdate $onUpdateFn onUpdateNow autoincrement ${identity}`.split(
    ' ',
  ),
);
const neutral: ReadonlySet<string> = new Set(['primaryKey', 'references', 'unique', 'array', '$type']);

function isUnderstood(link: string): boolean {
  return [making, filling, giving, neutral].some((words) => words.has(link));
}

function typeNamed({ source, types }: Table, context: Context, { callee }: Callable): string | undefined {
  const isOfTable = callee.is === 'member' && callee.object.is === 'name' && callee.object.name === types;
  return isOfTable ? callee.member : packaged(source, { context, expression: callee });
}

const texts = new Set('text citext varchar char tinytext mediumtext longtext'.split(' '));
const times = new Set(['date', 'timestamp', 'datetime']);
const types: Readonly<Record<string, SchemaSketch | undefined>> = {
  ...Object.fromEntries(
    [
      ['integer', 'int integer smallint tinyint mediumint bigint year serial smallserial bigserial'],
      ['number', 'real double doublePrecision float'],
      ['string', 'numeric decimal time interval inet cidr macaddr macaddr8'],
    ].flatMap(([type, names = '']) => names.split(' ').map((name) => [name, { type }])),
  ),
  boolean: plain['boolean'],
  uuid: plain['uuid'],
};

/** What a column holds by the function that makes it and its options. */
function schemaOf(
  { source, dialect }: Table,
  { context, expression }: Located,
  type: string | undefined,
): SchemaSketch {
  if (expression.is !== 'call') return {};
  if (type === undefined) return enumOf(source, { context, expression: expression.callee }) ?? {};
  const { args } = expression;
  const last = args.at(-1);
  if (type === 'mysqlEnum' || type === 'singlestoreEnum')
    return last ? ofConstants(source.valuesOf({ context, expression: last })) : {};
  const options = last && source.whole({ context, expression: last });
  const entries = options?.expression.is === 'object' ? options.expression.entries : [];
  // Options that are computed may say anything.
  const isKnown =
    last === undefined ||
    last.is === 'text' ||
    (options?.expression.is === 'object' && !options.expression.isOpen);
  if (!isKnown) return {};
  const option = (key: string) => {
    const found = entries.find((each) => each.key === key)?.value;
    return found && options && { context: options.context, expression: found };
  };
  const mode = option('mode');
  const word = mode && source.valueOf(mode);
  if (mode && typeof word !== 'string') return {};
  const values = option('enum');
  if (values) return ofConstants(source.valuesOf(values));
  if (type === 'json' || type === 'jsonb' || word === 'json')
    return source.notes ? { [anythingKey]: true } : {};
  if (times.has(type) || (type === 'integer' && /^timestamp/.test(`${word}`)))
    return word === 'string' || (word === undefined && type === 'date' && dialect === 'pg')
      ? { type: 'string' }
      : (plain['date'] ?? {});
  if (type === 'integer' && word === 'boolean') return { type: 'boolean' };
  if ((type === 'numeric' || type === 'decimal') && word !== undefined && word !== 'string')
    return { type: word === 'bigint' ? 'integer' : 'number' };
  if (texts.has(type))
    return texted(
      type,
      option('length') && source.valueOf(option('length') ?? { context, expression: undefined }),
    );
  return types[type] ?? {};
}

function texted(type: string, length: unknown): SchemaSketch {
  if (typeof length !== 'number') return length === undefined ? { type: 'string' } : {};
  return { type: 'string', ...(type === 'char' && { minLength: length }), maxLength: length };
}
