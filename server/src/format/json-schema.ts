import type { JsonMember, JsonNode } from '../model/json.ts';
import { didYouMean } from '../model/nearest.ts';
import type { Span } from '../model/span.ts';

/** The part of JSON Schema (draft 7) that our documents use. */
export interface JsonSchema {
  readonly type?: JsonNode['kind'];
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  /** The keys that `additionalProperties` are for. */
  readonly propertyNames?: { readonly enum: readonly string[] };
  readonly items?: JsonSchema | readonly JsonSchema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly anyOf?: readonly JsonSchema[];
  readonly description?: string;
  /** Names the thing in messages: "A layer". */
  readonly title?: string;
}

export interface SchemaProblem {
  readonly kind: 'type' | 'unknown-key' | 'missing-key' | 'duplicate-key';
  readonly span: Span;
  readonly message: string;
}

/** The node without its bad parts, or nothing when the node itself is bad; and every problem at its place. */
export interface Checked {
  readonly node?: JsonNode;
  readonly problems: readonly SchemaProblem[];
}

/** Checks a node against a schema; a bad item or member is left out and the rest stands. */
export function checkJson(node: JsonNode, schema: JsonSchema, name: string): Checked {
  if (schema.anyOf) return checkAny(node, schema.anyOf, name);
  if (schema.enum) return checkEnum(node, schema.enum, name);
  if (schema.type && node.kind !== schema.type) return wrongType(node, schema, name);
  if (node.kind === 'object') return checkObject(node, schema, name);
  if (node.kind === 'array') return checkArray(node, schema, name);
  return { node, problems: [] };
}

/** Takes the alternative of the node's own kind, so that a problem is told where it is and not as "matches none". */
function checkAny(node: JsonNode, alternatives: readonly JsonSchema[], name: string): Checked {
  const fitting = alternatives.filter((schema) => kindsOf(schema).includes(node.kind));
  // Of several that fit, the one was meant that finds least to say.
  const checked = fitting.map((schema) => checkJson(node, schema, name));
  const least = checked.reduce<Checked | undefined>(
    (best, one) => (best === undefined || one.problems.length < best.problems.length ? one : best),
    undefined,
  );
  if (least) return least;
  return reject(node.span, `${name} must be ${alternatives.map(describe).join(' or ')}.`);
}

function kindsOf(schema: JsonSchema): readonly JsonNode['kind'][] {
  if (schema.enum) return ['string'];
  if (schema.anyOf) return schema.anyOf.flatMap(kindsOf);
  return schema.type ? [schema.type] : ['object', 'array', 'string', 'number', 'boolean', 'null'];
}

function checkEnum(node: JsonNode, values: readonly string[], name: string): Checked {
  if (node.kind === 'string' && values.includes(node.value)) return { node, problems: [] };
  const hint = node.kind === 'string' && values.length > 1 ? didYouMean(node.value, values) : '';
  return reject(node.span, `${name} must be ${describe({ enum: values })}.${hint}`);
}

function wrongType(node: JsonNode, schema: JsonSchema, name: string): Checked {
  return reject(node.span, `${name} must be ${describe(schema)}.`);
}

function checkObject(node: Extract<JsonNode, { kind: 'object' }>, schema: JsonSchema, name: string): Checked {
  const subject = schema.title ?? name;
  const problems: SchemaProblem[] = [];
  const kept: JsonMember[] = [];
  const seen = new Set<string>();
  for (const member of node.members) {
    if (seen.has(member.key)) {
      const message = `"${member.key}" stands here a second time; the last one counts.`;
      problems.push({ kind: 'duplicate-key', span: member.keySpan, message });
    }
    seen.add(member.key);
    const { properties = {} } = schema;
    const known = Object.hasOwn(properties, member.key) ? properties[member.key] : undefined;
    const names = schema.propertyNames?.enum;
    const isOther = names !== undefined && !names.includes(member.key);
    const expected = known ?? (isOther ? false : schema.additionalProperties);
    if (expected === false) {
      const hint = didYouMean(member.key, [...Object.keys(properties), ...(names ?? [])]);
      const message = `${subject} ${isPlural(subject) ? 'have' : 'has'} no "${member.key}".${hint}`;
      problems.push({ kind: 'unknown-key', span: member.keySpan, message });
      continue;
    }
    const checked =
      typeof expected === 'object'
        ? checkJson(member.value, expected, `"${member.key}"`)
        : { node: member.value, problems: [] };
    problems.push(...checked.problems);
    if (checked.node) kept.push({ ...member, value: checked.node });
  }
  for (const key of schema.required ?? []) {
    if (!seen.has(key)) problems.push(missing(node.span, key, subject));
  }
  const complete = (schema.required ?? []).every((key) => kept.some((member) => member.key === key));
  return complete ? { node: { ...node, members: kept }, problems } : { problems };
}

function missing(span: Span, key: string, name: string): SchemaProblem {
  return {
    kind: 'missing-key',
    span: { start: span.start, end: span.start + 1 },
    message: `${name} ${isPlural(name) ? 'need' : 'needs'} ${/^(?:[aeio]|un)/.test(key) ? 'an' : 'a'} "${key}".`,
  };
}

/** Whether a title is about several: "Internal paths", "The gates"; what stands in quotes is one key. */
function isPlural(title: string): boolean {
  return /[^s]s$/.test(title) && !/^An? /.test(title);
}

function checkArray(node: Extract<JsonNode, { kind: 'array' }>, schema: JsonSchema, name: string): Checked {
  const { minItems = 0, maxItems = Infinity } = schema;
  if (node.items.length < minItems || node.items.length > maxItems) {
    const most = maxItems === Infinity ? `at least ${minItems}` : `${minItems} to ${maxItems}`;
    return reject(node.span, `${name} must have ${most} ${most === 'at least 1' ? 'item' : 'items'}.`);
  }
  const checked = node.items.map((item, index) => {
    const of = Array.isArray(schema.items) ? schema.items[index] : schema.items;
    const itemName = name.startsWith('Each item of ') ? name : `Each item of ${name}`;
    return of ? checkJson(item, of as JsonSchema, itemName) : { node: item, problems: [] };
  });
  const items = checked.flatMap((item) => (item.node ? [item.node] : []));
  return { node: { ...node, items }, problems: checked.flatMap((item) => item.problems) };
}

function reject(span: Span, message: string): Checked {
  return { problems: [{ kind: 'type', span, message }] };
}

const articles = {
  object: 'an object',
  array: 'a list',
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
} as const;

function describe(schema: JsonSchema): string {
  if (schema.enum)
    return schema.enum
      .map((value) => `"${value}"`)
      .join(', ')
      .replace(/, ([^,]*)$/, ' or $1');
  if (schema.anyOf) return schema.anyOf.map(describe).join(' or ');
  return schema.type ? articles[schema.type] : 'a value';
}
