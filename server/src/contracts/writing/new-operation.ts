import { listOf, nodeOf, objectOf } from '../../format/node-build.ts';
import type { HttpMethod, ParameterPlace } from '../../model/contract.ts';
import { type JsonNode, toValue } from '../../model/json.ts';

/** A schema as a plain value, in the words of OpenAPI 3.1. */
export type SchemaValue = Readonly<Record<string, unknown>>;

export interface NewParameter {
  readonly name: string;
  readonly in: ParameterPlace;
  /** Parameters of paths always are. */
  readonly isRequired?: boolean;
  /** A text without one. */
  readonly schema?: SchemaValue;
}

export interface NewResponse {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  readonly description: string;
  readonly schema?: SchemaValue;
}

/** An operation that no contract holds yet. */
export interface NewOperation {
  readonly method: HttpMethod;
  /** As it is served: with the servers' prefix, if there is one. */
  readonly template: string;
  readonly operationId?: string;
  readonly summary?: string;
  /** Those of the template may be left out. */
  readonly parameters?: readonly NewParameter[];
  /** Of JSON. */
  readonly body?: SchemaValue;
  /** Without any, a plain success. */
  readonly responses?: readonly NewResponse[];
  /** Of types that schemas were read of, by the schema. */
  readonly typeNames?: ReadonlyMap<unknown, string>;
}

/** Parts of a document that are used instead of new ones that would say the same. */
export interface KnownParts {
  parameter(wanted: NewParameter): JsonNode | undefined;
  schema(wanted: SchemaValue): JsonNode | undefined;
  response(wanted: NewResponse): JsonNode | undefined;
}

const nothingKnown: KnownParts = {
  parameter: () => undefined,
  schema: () => undefined,
  response: () => undefined,
};

/** What of an operation stands under its method. */
export function operationNode(
  { method, operationId, summary, parameters = [], body, responses = [] }: NewOperation,
  version: string | undefined,
  known: KnownParts = nothingKnown,
): JsonNode {
  const answers = responses.length > 0 ? responses : [plainSuccess(method)];
  const byStatus = new Map(answers.map((answer) => [answer.status, answer]));
  return objectOf([
    ['operationId', operationId === undefined ? undefined : nodeOf(operationId)],
    ['summary', summary === undefined ? undefined : nodeOf(summary)],
    [
      'parameters',
      parameters.length > 0
        ? listOf(parameters.map((one) => known.parameter(one) ?? parameterNode(one, version)))
        : undefined,
    ],
    [
      'requestBody',
      body &&
        objectOf([
          ['required', nodeOf(true)],
          ['content', contentOf(body, version, known)],
        ]),
    ],
    [
      'responses',
      objectOf(
        [...byStatus].map(([status, answer]) => [
          status,
          known.response(answer) ?? responseNode(answer, version, known),
        ]),
      ),
    ],
  ]);
}

function plainSuccess(method: HttpMethod): NewResponse {
  return method === 'POST' ? { status: '201', description: 'Created' } : { status: '200', description: 'OK' };
}

function responseNode(
  { description, schema }: NewResponse,
  version: string | undefined,
  known: KnownParts,
): JsonNode {
  return objectOf([
    ['description', nodeOf(description)],
    ['content', schema && contentOf(schema, version, known)],
  ]);
}

function contentOf(schema: SchemaValue, version: string | undefined, known: KnownParts): JsonNode {
  return objectOf([['application/json', objectOf([['schema', schemaNode(schema, version, known)]])]]);
}

export function parameterNode(parameter: NewParameter, version: string | undefined): JsonNode {
  const { name, in: place, isRequired = false, schema = { type: 'string' } } = parameter;
  return objectOf([
    ['name', nodeOf(name)],
    ['in', nodeOf(place)],
    ['required', place === 'path' || isRequired ? nodeOf(true) : undefined],
    ['schema', schemaNode(schema, version)],
  ]);
}

/** OpenAPI 3.0 has one type, and words of its own for null and constants. */
function schemaNode(
  schema: SchemaValue,
  version: string | undefined,
  known: KnownParts = nothingKnown,
): JsonNode {
  const shared = withShared(schema, known);
  return nodeOf(version !== undefined && /^3(?:\.0|$)/.test(version) ? inOldWords(shared) : shared);
}

function withShared(value: unknown, known: KnownParts): unknown {
  if (Array.isArray(value)) return value.map((one) => withShared(one, known));
  if (typeof value !== 'object' || value === null) return value;
  const shared = known.schema(value as SchemaValue);
  if (shared) return toValue(shared);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withShared(inner, known)]));
}

function inOldWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOldWords);
  if (typeof value !== 'object' || value === null) return value;
  const own: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) own[key] = literal.has(key) ? inner : inOldWords(inner);
  const { type, const: constant, prefixItems: places, ...rest } = own;
  // It has one schema for all items of a list.
  if (Array.isArray(places)) rest['items'] = oneOfAll(rest['items'] ? [...places, rest['items']] : places);
  if (constant !== undefined) rest['enum'] = [constant];
  const types = Array.isArray(type) ? type.filter((one) => one !== 'null') : type === undefined ? [] : [type];
  const isNullable = Array.isArray(type) && types.length < type.length;
  if (types.length > 1)
    return { ...rest, anyOf: types.map((one) => ({ type: one })), ...(isNullable && { nullable: true }) };
  return { ...(types.length === 1 && { type: types[0] }), ...rest, ...(isNullable && { nullable: true }) };
}

function oneOfAll(schemas: readonly unknown[]): unknown {
  const unique = [...new Map(schemas.map((one) => [JSON.stringify(one), one])).values()];
  return unique.length === 1 ? unique[0] : { anyOf: unique };
}

/** What holds values and no schemas. */
const literal: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'example', 'examples', 'required']);

/** The names of a template's parameters, in order; what catches the rest is a parameter like any other. */
export function namesIn(template: string): readonly string[] {
  return [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name.replace(/\*$/, ''));
}
