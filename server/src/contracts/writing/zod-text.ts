import { type CodeText, codeObject, textOf } from './code-text.ts';
import { type CodeStyle, propertyKey, textLiteral } from './names.ts';
import type { NewOperation, SchemaValue } from './new-operation.ts';

/** A schema as code of zod 3 and 4; what is not known of it is `z.unknown()`. */
export function zodOf(schema: SchemaValue | undefined, style: Pick<CodeStyle, 'quote'>, depth = 0): CodeText {
  if (schema === undefined || depth > deepest) return 'z.unknown()';
  const { type, enum: values, anyOf: choices = schema['oneOf'] } = schema;
  const of = (part: unknown) => zodOf(part as SchemaValue | undefined, style, depth + 1);
  if (Array.isArray(type)) {
    const others = type.filter((each) => each !== 'null');
    const inner = of({
      ...schema,
      type: others[0],
      ...(Array.isArray(values) && { enum: values.filter((value) => value !== null) }),
    });
    return others.length === 1
      ? behind(inner, others.length < type.length ? '.nullable()' : '')
      : 'z.unknown()';
  }
  if ('const' in schema) return literal(schema['const'], style);
  if (Array.isArray(values)) return oneOf(values, style);
  if (Array.isArray(choices) && choices.length > 1)
    return `z.union([${choices.map((each) => textOf(of(each))).join(', ')}])`;
  switch (type) {
    case 'string':
      return `z.string()${formats[`${schema['format']}`] ?? ''}${limits(schema, 'minLength', 'maxLength')}`;
    case 'integer':
    case 'number':
      return `z.number()${type === 'integer' ? '.int()' : ''}${limits(schema, 'minimum', 'maximum')}`;
    case 'boolean':
    case 'null':
      return `z.${type}()`;
    case 'array':
      if (Array.isArray(schema['prefixItems'])) return tupleOf(schema, schema['prefixItems'], of);
      return behind(wrapped('z.array(', of(schema['items']), ')'), limits(schema, 'minItems', 'maxItems'));
    case 'object':
      return objectOf(schema, of, style);
    default:
      return 'z.unknown()';
  }
}

const deepest = 12;

const formats: Readonly<Record<string, string>> = {
  email: '.email()',
  uuid: '.uuid()',
  uri: '.url()',
  'date-time': '.datetime()',
};

function limits(schema: SchemaValue, least: string, most: string): string {
  const of = (key: string, name: string) =>
    typeof schema[key] === 'number' ? `.${name}(${schema[key]})` : '';
  return of(least, 'min') + of(most, 'max');
}

function literal(value: unknown, style: Pick<CodeStyle, 'quote'>): string {
  return `z.literal(${typeof value === 'string' ? textLiteral(value, style) : JSON.stringify(value)})`;
}

function oneOf(values: readonly unknown[], style: Pick<CodeStyle, 'quote'>): string {
  const texts = values.filter((value) => typeof value === 'string');
  if (texts.length === values.length)
    return `z.enum([${texts.map((text) => textLiteral(text, style)).join(', ')}])`;
  return `z.union([${values.map((value) => literal(value, style)).join(', ')}])`;
}

function tupleOf(
  { items, minItems, maxItems }: SchemaValue,
  places: readonly unknown[],
  of: (part: unknown) => CodeText,
): CodeText {
  const texts = places.map((place, index) => {
    return textOf(behind(of(place), index < Number(minItems ?? 0) ? '' : '.optional()'));
  });
  const isShut = maxItems === places.length || items === false;
  return `z.tuple([${texts.join(', ')}])${isShut ? '' : `.rest(${textOf(of(items))})`}`;
}

function objectOf(
  schema: SchemaValue,
  of: (part: unknown) => CodeText,
  style: Pick<CodeStyle, 'quote'>,
): CodeText {
  const { properties, required = [], additionalProperties: rest } = schema;
  const isMap = typeof rest === 'object' && properties === undefined;
  if (isMap) return wrapped('z.record(z.string(), ', of(rest), ')');
  const entries = Object.entries((properties ?? {}) as Readonly<Record<string, unknown>>).map(
    ([name, value]) => {
      const isRequired = Array.isArray(required) && required.includes(name);
      return [propertyKey(name, style), behind(of(value), isRequired ? '' : '.optional()')] as const;
    },
  );
  return entries.length === 0 ? 'z.object({}).passthrough()' : codeObject(entries, 'z.object(', ')');
}

/** What parameters of one place are, as an object; undefined where there are none. Queries are texts before they are read. */
export function zodOfParameters(
  { parameters = [], template }: NewOperation,
  place: 'path' | 'query' | 'header',
  style: Pick<CodeStyle, 'quote'>,
): readonly (readonly [string, CodeText])[] {
  const known = parameters.filter((each) => each.in === place);
  const named = new Set(known.map(({ name }) => name));
  const inTemplate =
    place === 'path' ? [...template.matchAll(/\{([^{}*]+)\}/g)].map(([, name = '']) => name) : [];
  const all = [
    ...known,
    ...inTemplate.filter((name) => !named.has(name)).map((name) => ({ name, schema: undefined })),
  ];
  return all.map((each) => {
    const { type, enum: values } = each.schema ?? { type: 'string' };
    const isNumber = type === 'number' || type === 'integer';
    const own = textOf(zodOf(each.schema, style));
    const text = isNumber
      ? own.startsWith('z.number(')
        ? `z.coerce${own.slice(1)}`
        : `z.coerce.number().pipe(${own})`
      : type === 'boolean' && values === undefined
        ? oneOf(['true', 'false'], style)
        : zodOf(each.schema ?? { type: 'string' }, style);
    const isRequired = place === 'path' || ('isRequired' in each && each.isRequired === true);
    return [propertyKey(each.name, style), behind(text, isRequired ? '' : '.optional()')] as const;
  });
}

function wrapped(before: string, inner: CodeText, after: string): CodeText {
  if (typeof inner === 'string') return before + inner + after;
  return { ...inner, before: before + inner.before, after: inner.after + after };
}

function behind(code: CodeText, text: string): CodeText {
  return wrapped('', code, text);
}
