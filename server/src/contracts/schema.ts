import { type JsonNode, member, strings, toValue } from '../model/json.ts';
import type { Span } from '../model/span.ts';
import { isReference, type References } from './references.ts';
import { isAnnotation } from './schema-words.ts';
import { type Entry, entries, isTrue, items, type Spot, token } from './spot.ts';

/** What one schema says by itself, in the same form for OpenAPI 3.0 and for 3.1. */
export interface Schema {
  readonly spot: Spot;
  readonly keywords: ReadonlyMap<string, JsonNode>;
  /** The value of one of them, where it stands. */
  keyword(key: string): Spot | undefined;
  /** Without `null`; undefined where any value goes. */
  readonly types: ReadonlySet<string> | undefined;
  readonly isNullable: boolean;
  /** The values of `enum` or `const` but `null`, as JSON texts; undefined where they are not listed. */
  readonly values: ReadonlyMap<string, JsonNode> | undefined;
  readonly properties: ReadonlyMap<string, Entry>;
  readonly required: ReadonlyMap<string, Span>;
  /** What a list holds, or what it holds behind the places that are described by themselves. */
  readonly items: Spot | undefined;
  readonly prefix: readonly Spot[];
  /** What properties that are not named may hold. */
  readonly rest: Spot | 'open' | 'closed';
  readonly all: readonly Spot[];
  readonly variants: readonly Spot[];
  readonly variantsKey: 'oneOf' | 'anyOf' | undefined;
}

/** It takes whatever can be made one of its type, as zod does where it is told to. */
export function isCoerced({ keywords }: Schema): boolean {
  return keywords.has('x-coerced');
}

/** A schema as it stands at one place of use: references and wrappers that add nothing are looked through. */
export interface Use {
  readonly spot: Spot;
  /** Reached through a reference, so that others may use it. */
  readonly isShared: boolean;
  /** `null` is allowed by what is looked through. */
  readonly isNullable: boolean;
}

const mostWrappers = 50;

export function useOf(start: Spot, references: References): Use {
  let spot = start;
  let isShared = false;
  let isNullable = false;
  for (let count = 0; count < mostWrappers; count++) {
    const only = wrapped(spot.node);
    if (only) {
      isNullable ||= only.isNullable;
      spot = { ...only.spotOf(spot), path: spot.path };
      continue;
    }
    // What stands beside a reference counts since 3.1.
    if (isReference(spot.node) && hasSiblings(spot.node)) break;
    const target = references.follow(spot);
    if (target === spot) break;
    spot = target;
    isShared = true;
  }
  return { spot, isShared, isNullable };
}

/** The one schema that a wrapper holds: `allOf: [X]`, or `anyOf: [X, { type: 'null' }]`. */
function wrapped(node: JsonNode) {
  if (node.kind !== 'object') return undefined;
  const says = node.members.filter(({ key }) => !isAnnotation(key));
  const [first] = says;
  if (says.length !== 1 || !first || !/^(?:allOf|anyOf|oneOf)$/.test(first.key)) return undefined;
  if (first.value.kind !== 'array') return undefined;
  const rest = first.value.items.filter((item) => first.key === 'allOf' || !isNull(item));
  const [only] = rest;
  if (rest.length !== 1 || !only) return undefined;
  const isNullable = isTrue(member(node, 'nullable')) || first.value.items.length > 1;
  const index = first.value.items.indexOf(only);
  return {
    isNullable,
    spotOf: ({ pointer, path }: Spot): Spot => ({
      node: only,
      path,
      pointer: `${pointer}/${first.key}/${index}`,
    }),
  };
}

function hasSiblings(node: JsonNode): boolean {
  return node.kind === 'object' && node.members.some(({ key }) => key !== '$ref' && !isAnnotation(key));
}

function isNull(node: JsonNode): boolean {
  const type = member(node, 'type');
  return type?.kind === 'string' && type.value === 'null' && node.kind === 'object';
}

export function readSchema(spot: Spot): Schema {
  const { node, path, pointer } = spot;
  const own = new Map<string, JsonNode>();
  if (node.kind === 'object') for (const { key, value } of node.members) own.set(key, value);
  const get = (key: string): Spot | undefined => {
    const value = own.get(key);
    return value && { node: value, path, pointer: pointer + token(key) };
  };
  const prefix = items(get('prefixItems'));
  const isShut = prefix.length > 0 && isFalse(own.get('items'));
  if (isShut && !own.has('maxItems'))
    own.set('maxItems', { kind: 'number', span: node.span, value: prefix.length });
  const variantsKey = own.has('oneOf') ? 'oneOf' : own.has('anyOf') ? 'anyOf' : undefined;
  const alternatives = variantsKey ? items(get(variantsKey)) : [];
  const values = valuesOf(own.get('enum'), own.get('const'));
  const named = strings(own.get('type')).map(({ value }) => value);
  const isNever = isFalse(node);
  const types = isNever
    ? []
    : named.length > 0
      ? named.filter((name) => name !== 'null')
      : implied(own, values);
  return {
    spot,
    keywords: own,
    keyword: get,
    types: types && new Set(types),
    isNullable:
      isTrue(own.get('nullable')) || named.includes('null') || alternatives.some((one) => isNull(one.node)),
    values,
    properties: entries(get('properties')),
    required: requiredOf(own.get('required')),
    items: isShut ? undefined : get('items'),
    prefix,
    rest: restOf(get('additionalProperties')),
    all: [...besides(spot), ...items(get('allOf'))],
    variants: alternatives.filter((one) => !isNull(one.node)),
    variantsKey,
  };
}

const noneRequired: ReadonlyMap<string, Span> = new Map();

function isFalse(node: JsonNode | undefined): boolean {
  return node?.kind === 'boolean' && !node.value;
}

function requiredOf(node: JsonNode | undefined): Schema['required'] {
  return node ? new Map(strings(node).map(({ value, span }) => [value, span])) : noneRequired;
}

/** The reference alone of a schema that says more. */
function besides({ node, path, pointer }: Spot): readonly Spot[] {
  if (node.kind !== 'object' || !isReference(node) || !hasSiblings(node)) return [];
  const members = node.members.filter(({ key }) => key === '$ref');
  return [{ node: { ...node, members }, path, pointer: `${pointer}/$ref` }];
}

/** What leaves its type out mostly means the one that its keywords are about. */
function implied(
  own: ReadonlyMap<string, JsonNode>,
  values: Schema['values'],
): readonly string[] | undefined {
  if (own.has('properties') || own.has('additionalProperties')) return ['object'];
  if (own.has('items') || own.has('prefixItems')) return ['array'];
  const kinds = new Set([...(values?.values() ?? [])].map(({ kind }) => kind));
  return kinds.size === 1 && kinds.has('string') ? ['string'] : undefined;
}

function valuesOf(list: JsonNode | undefined, constant: JsonNode | undefined): Schema['values'] {
  const all = list?.kind === 'array' ? list.items : constant ? [constant] : undefined;
  return all && new Map(all.filter(({ kind }) => kind !== 'null').map((node) => [jsonOf(node), node]));
}

function restOf(spot: Spot | undefined): Schema['rest'] {
  if (!spot) return 'open';
  if (spot.node.kind === 'boolean') return spot.node.value ? 'open' : 'closed';
  return spot.node.kind === 'object' && spot.node.members.length > 0 ? spot : 'open';
}

/** The same for two nodes with the same content, whatever the order of their keys. */
export function jsonOf(node: JsonNode): string {
  if (node.kind === 'object') {
    const members = new Map(node.members.map(({ key, value }) => [key, value]));
    const sorted = [...members].sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${sorted.map(([key, value]) => `${JSON.stringify(key)}:${jsonOf(value)}`).join(',')}}`;
  }
  if (node.kind === 'array') return `[${node.items.map(jsonOf).join(',')}]`;
  return JSON.stringify(toValue(node)) ?? 'null';
}
