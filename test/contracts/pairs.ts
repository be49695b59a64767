/** Pairs of documents that differ in one way each; and pairs whose difference means nothing to those who call. */

type Json = { [key: string]: unknown };

export interface ContractPair {
  readonly name: string;
  /** What has to be told, sorted; empty for a twin. */
  readonly ids: readonly string[];
  readonly old: Json;
  readonly now: Json;
}

function whole(paths: Json, rest: Json = {}): Json {
  return { openapi: '3.1.0', info: { title: 'Shop', version: '1.0.0' }, paths, ...rest };
}

const ok = { '200': { description: 'Fine.' } };

/** One operation with these parts. */
function operation(parts: Json, rest?: Json): Json {
  return whole({ '/orders': { post: { responses: ok, ...parts } } }, rest);
}

function json(schema: unknown): Json {
  return { 'application/json': { schema } };
}

export function sends(schema: unknown, rest?: Json): Json {
  return operation({ requestBody: { required: true, content: json(schema) } }, rest);
}

export function gets(schema: unknown, rest?: Json): Json {
  return operation({ responses: { '200': { description: 'Fine.', content: json(schema) } } }, rest);
}

function holds(property: unknown, more: Json = {}): Json {
  return { type: 'object', properties: { id: { type: 'string' }, note: property }, ...more };
}

const text = { type: 'string' };
const path = (template: string) => ({ [template]: { get: { responses: ok } } });
const query = (own: Json) =>
  operation({ parameters: [{ name: 'limit', in: 'query', schema: text, ...own }] });
const header = (own?: Json) =>
  operation({
    responses: {
      '200': { description: 'Fine.', ...(own && { headers: { 'X-Rate': { schema: text, ...own } } }) },
    },
  });
const keys = {
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  token: { type: 'http', scheme: 'bearer' },
};
const secured = (security: unknown, schemes: Json = keys) =>
  operation({ ...(security !== undefined && { security }) } as Json, {
    components: { securitySchemes: schemes },
  });
const cat = {
  type: 'object',
  required: ['kind', 'lives'],
  properties: { kind: { const: 'cat' }, lives: { type: 'integer' } },
};
const dog = {
  type: 'object',
  required: ['kind', 'barks'],
  properties: { kind: { const: 'dog' }, barks: { type: 'boolean' } },
};
const pets = { components: { schemas: { Cat: cat, Dog: dog } } };
const refs = (...names: readonly string[]) => names.map((name) => ({ $ref: `#/components/schemas/${name}` }));

function pair(ids: string | readonly string[], old: Json, now: Json, name?: string): ContractPair {
  const list = typeof ids === 'string' ? [ids] : [...ids].sort();
  return { name: name ?? list.join(', '), ids: list, old, now };
}

/** The same schemas in what is sent and in what is answered. */
function bothWays(
  inRequest: string,
  inResponse: string,
  old: unknown,
  now: unknown,
): readonly ContractPair[] {
  return [
    ...(inRequest === '' ? [] : [pair(inRequest, sends(old), sends(now))]),
    ...(inResponse === '' ? [] : [pair(inResponse, gets(old), gets(now))]),
  ];
}

const ofOperations: readonly ContractPair[] = [
  pair('operation-removed', whole({ ...path('/a'), ...path('/b') }), whole(path('/a'))),
  pair('operation-added', whole(path('/a')), whole({ ...path('/a'), ...path('/b') })),
  pair(
    'deprecated-operation-removed',
    whole({ ...path('/a'), '/b': { get: { deprecated: true, responses: ok } } }),
    whole(path('/a')),
  ),
  pair('operation-deprecated', operation({}), operation({ deprecated: true })),
  pair('operation-id-changed', operation({ operationId: 'a' }), operation({ operationId: 'b' })),
  pair(
    'server-removed',
    whole(path('/a'), { servers: [{ url: 'https://a.test' }, { url: 'https://b.test' }] }),
    whole(path('/a'), { servers: [{ url: 'https://a.test' }] }),
  ),
  pair(
    'server-path-changed',
    whole(path('/a'), { servers: [{ url: 'https://a.test/api' }] }),
    whole(path('/a'), { servers: [{ url: 'https://a.test/rest' }] }),
  ),
  pair(
    'server-added',
    whole(path('/a'), { servers: [{ url: 'https://a.test' }] }),
    whole(path('/a'), { servers: [{ url: 'https://b.test' }, { url: 'https://a.test/' }] }),
  ),
  pair('security-tightened', secured([{ key: [] }, { token: [] }]), secured([{ token: [] }])),
  pair('security-loosened', secured([{ key: [] }]), secured([{ token: [] }, { key: [] }])),
  pair('security-tightened', secured(undefined), secured([{ key: [] }])),
  pair(
    'security-scheme-changed',
    secured([{ key: [] }]),
    secured([{ key: [] }], { key: { type: 'apiKey', in: 'query', name: 'X-Key' } }),
  ),
  pair(
    'success-response-removed',
    operation({ responses: { ...ok, '201': { description: 'Made.' } } }),
    operation({}),
  ),
  pair(
    'error-response-removed',
    operation({ responses: { ...ok, '404': { description: 'Gone.' } } }),
    operation({}),
  ),
  pair('response-added', operation({}), operation({ responses: { ...ok, '404': { description: 'Gone.' } } })),
];

const ofParameters: readonly ContractPair[] = [
  pair('parameter-removed', query({}), operation({})),
  pair('optional-parameter-added', operation({}), query({})),
  pair('required-parameter-added', operation({}), query({ required: true })),
  pair('parameter-became-required', query({}), query({ required: true })),
  pair('parameter-became-optional', query({ required: true }), query({})),
  pair(
    'parameter-serialisation-changed',
    query({ schema: { type: 'array', items: text } }),
    query({ schema: { type: 'array', items: text }, explode: false }),
  ),
  pair('parameter-deprecated', query({}), query({ deprecated: true })),
  pair('request-type-changed', query({}), query({ schema: { type: 'integer' } }), 'the type of a parameter'),
  pair(
    'request-type-widened',
    query({ schema: { type: 'number' } }),
    query({}),
    'a number in a query is a text',
  ),
  pair('optional-response-header-removed', header({}), header()),
  pair('response-header-removed', header({ required: true }), header()),
  pair('response-header-added', header(), header({})),
  pair('response-header-became-required', header({}), header({ required: true })),
  pair('response-header-became-optional', header({ required: true }), header({})),
  pair(
    'response-header-serialisation-changed',
    header({ schema: { type: 'object', properties: { a: text } } }),
    header({ schema: { type: 'object', properties: { a: text } }, explode: true }),
  ),
];

const body = (required: boolean, content: Json = json(text)) =>
  operation({ requestBody: { required, content } });
const answers = (content: Json) => operation({ responses: { '200': { description: 'Fine.', content } } });
const parts = (contentType: string) => ({
  'multipart/form-data': { schema: holds(text), encoding: { note: { contentType } } },
});

const ofBodies: readonly ContractPair[] = [
  pair('optional-request-body-added', operation({}), body(false)),
  pair('required-request-body-added', operation({}), body(true)),
  pair('request-body-removed', body(true), operation({})),
  pair('request-body-became-required', body(false), body(true)),
  pair('request-body-became-optional', body(true), body(false)),
  pair('request-media-type-removed', body(true, { ...json(text), 'text/csv': {} }), body(true)),
  pair('request-media-type-added', body(true), body(true, { ...json(text), 'text/csv': {} })),
  pair('request-encoding-changed', body(true, parts('text/plain')), body(true, parts('text/csv'))),
  pair('response-media-type-removed', answers({ ...json(text), 'text/csv': {} }), answers(json(text))),
  pair('response-media-type-added', answers(json(text)), answers({ ...json(text), 'text/csv': {} })),
];

const required = { required: ['note'] };
const bare = { type: 'object', properties: { id: text } };
const shut = { additionalProperties: false };

const ofProperties: readonly ContractPair[] = [
  ...bothWays('request-property-removed', 'response-optional-property-removed', holds(text), bare),
  ...bothWays('request-property-removed', 'response-property-removed', holds(text, required), bare),
  ...bothWays(
    'request-property-refused',
    'response-property-removed',
    holds(text, { ...required, ...shut }),
    {
      ...bare,
      ...shut,
    },
  ),
  ...bothWays('request-optional-property-added', 'response-property-added', bare, holds(text)),
  ...bothWays('request-required-property-added', 'response-property-added', bare, holds(text, required)),
  ...bothWays(
    'request-property-became-required',
    'response-property-became-required',
    holds(text),
    holds(text, required),
  ),
  ...bothWays(
    'request-property-became-optional',
    'response-property-became-optional',
    holds(text, required),
    holds(text),
  ),
  ...bothWays('request-property-became-read-only', '', holds(text), holds({ ...text, readOnly: true })),
  ...bothWays('', 'response-property-became-write-only', holds(text), holds({ ...text, writeOnly: true })),
  ...bothWays(
    'request-property-deprecated',
    'response-property-deprecated',
    holds(text),
    holds({ ...text, deprecated: true }),
  ),
  ...bothWays(
    'request-additional-properties-closed',
    'response-additional-properties-closed',
    holds(text),
    holds(text, shut),
  ),
  ...bothWays(
    'request-additional-properties-opened',
    'response-additional-properties-opened',
    holds(text, shut),
    holds(text),
  ),
];

const listed = (...values: readonly string[]) => holds({ type: 'string', enum: values });
const typed = (...types: readonly string[]) => holds({ type: types.length === 1 ? types[0] : types });

const ofTypes: readonly ContractPair[] = [
  ...bothWays('request-type-changed', 'response-type-changed', typed('string'), typed('integer')),
  ...bothWays('request-type-narrowed', 'response-type-narrowed', typed('number'), typed('integer')),
  ...bothWays('request-type-widened', 'response-type-widened', typed('string'), typed('string', 'integer')),
  ...bothWays(
    'request-became-nullable',
    'response-became-nullable',
    typed('string'),
    typed('string', 'null'),
  ),
  ...bothWays(
    'request-became-not-nullable',
    'response-became-not-nullable',
    typed('string', 'null'),
    typed('string'),
  ),
  ...bothWays('request-enum-value-removed', 'response-enum-value-removed', listed('a', 'b'), listed('a')),
  ...bothWays('request-enum-value-added', 'response-enum-value-added', listed('a'), listed('a', 'b')),
  ...bothWays('request-enum-introduced', 'response-enum-introduced', holds(text), listed('a')),
  ...bothWays('request-enum-dropped', 'response-enum-dropped', listed('a'), holds(text)),
];

const limited = (own: Json) => holds({ type: 'string', ...own });
const counted = (own: Json) => holds({ type: 'number', ...own });

const ofConstraints: readonly ContractPair[] = (
  [
    [limited({ maxLength: 9 }), limited({ maxLength: 5 })],
    [limited({}), limited({ maxLength: 5 })],
    [limited({}), limited({ minLength: 5 })],
    [limited({}), limited({ pattern: '^a' })],
    [limited({}), limited({ format: 'uuid' })],
    [counted({ maximum: 9 }), counted({ maximum: 5 })],
    [counted({ minimum: 1 }), counted({ minimum: 5 })],
    [counted({ minimum: 1 }), counted({ exclusiveMinimum: 1 })],
    [counted({ multipleOf: 2 }), counted({ multipleOf: 4 })],
    [counted({ format: 'double' }), counted({ format: 'float' })],
    [holds({ type: 'array', items: text }), holds({ type: 'array', items: text, uniqueItems: true })],
    [holds({ type: 'array', items: text }), holds({ type: 'array', items: text, maxItems: 3 })],
    [holds(text), holds(text, { minProperties: 2 })],
    [holds(text), holds(text, { propertyNames: { maxLength: 9 } })],
    [holds(text), holds(text, { not: { required: ['id', 'note'] } })],
  ] as const
).flatMap(([loose, strict]) => [
  ...bothWays('request-constraint-tightened', 'response-constraint-tightened', loose, strict),
  ...bothWays('request-constraint-loosened', 'response-constraint-loosened', strict, loose),
]);

const ofUndecided: readonly ContractPair[] = [
  ...bothWays(
    'request-constraint-changed',
    'response-constraint-changed',
    counted({ multipleOf: 2 }),
    counted({ multipleOf: 3 }),
  ),
  ...bothWays(
    'request-pattern-changed',
    'response-pattern-changed',
    limited({ pattern: '^a' }),
    limited({ pattern: '^b' }),
  ),
  ...bothWays(
    'request-format-changed',
    'response-format-changed',
    limited({ format: 'date' }),
    limited({ format: 'uuid' }),
  ),
  ...bothWays('request-default-changed', '', limited({ default: 'a' }), limited({ default: 'b' })),
];

const told = (property: string, ...names: readonly string[]) => ({
  oneOf: refs(...names),
  discriminator: { propertyName: property },
});

const ofVariants: readonly ContractPair[] = (
  [
    ['variant-added', { oneOf: refs('Cat') }, { oneOf: refs('Cat', 'Dog') }],
    ['variant-added', { anyOf: refs('Dog', 'Cat') }, { anyOf: [...refs('Cat', 'Dog'), { type: 'string' }] }],
    ['variant-removed', { oneOf: refs('Cat', 'Dog') }, { oneOf: refs('Cat') }],
    [
      'variant-removed',
      { oneOf: [text, { type: 'integer' }, { type: 'boolean' }] },
      { oneOf: [{ type: 'boolean' }, text] },
    ],
    ['combinator-changed', { anyOf: refs('Cat', 'Dog') }, { oneOf: refs('Cat', 'Dog') }],
    ['discriminator-changed', told('kind', 'Cat', 'Dog'), told('lives', 'Cat', 'Dog')],
  ] as const
).flatMap(([kind, old, now]) => [
  pair(`request-${kind}`, sends(old, pets), sends(now, pets)),
  pair(`response-${kind}`, gets(old, pets), gets(now, pets)),
]);

const titled = (title: string, name: string, property: Json) => ({
  ...{ title, type: 'object', properties: { [name]: property } },
});
const constant = (value: string, property: Json) => ({
  ...{ type: 'object', properties: { kind: { const: value }, size: property } },
});
const number = { type: 'integer' };
const form = (schema: unknown) =>
  operation({
    requestBody: {
      content: { 'multipart/form-data': { schema, encoding: { id: { contentType: 'text/csv' } } } },
    },
  });

/** What is inline is told apart by its title, or by its constants, and is then compared. */
const ofNameless: readonly ContractPair[] = [
  ...bothWays(
    'request-type-changed',
    'response-type-changed',
    { oneOf: [titled('A', 'a', text), titled('B', 'b', text)] },
    { oneOf: [titled('B', 'b', number), titled('A', 'a', text)] },
  ),
  ...bothWays(
    'request-type-changed',
    'response-type-changed',
    { oneOf: [constant('a', text), constant('b', text)] },
    { oneOf: [constant('b', number), constant('a', text)] },
  ),
  ...bothWays(
    'request-type-changed',
    'response-type-changed',
    { allOf: [{ minLength: 1 }, { type: 'string' }] },
    { allOf: [{ minLength: 1 }, { type: 'integer' }] },
  ),
  pair('request-type-changed', form(holds(text)), form(holds(number)), 'no encoding, where it is the same'),
  ...bothWays(
    'request-type-changed',
    'response-type-changed',
    { allOf: [titled('A', 'a', text), titled('B', 'b', text)] },
    { type: 'object', properties: { a: number, b: text } },
  ),
];

/** What properties may be that have no name, and what is required without one. */
const ofRest: readonly ContractPair[] = [
  ...bothWays(
    'request-type-changed',
    'response-type-changed',
    { additionalProperties: text },
    { additionalProperties: number },
  ),
  ...bothWays('request-additional-properties-opened', 'response-additional-properties-opened', shut, {
    additionalProperties: text,
  }),
  ...bothWays(
    'request-additional-properties-closed',
    'response-additional-properties-closed',
    { type: 'object' },
    { additionalProperties: text },
  ),
  ...bothWays(
    'request-type-changed',
    'response-type-changed',
    { required: ['x'], properties: { a: text } },
    { required: ['x'], properties: { a: number } },
  ),
];

/** What may be anything may be null. */
const ofAnything: readonly ContractPair[] = [
  ...bothWays('request-type-widened', 'response-type-widened', { type: ['string', 'null'] }, {}),
  ...bothWays('request-type-narrowed', 'response-type-narrowed', {}, { type: ['string', 'null'] }),
];

const flow = (name: string) => ({ o: { type: 'oauth2', flows: { [name]: {} } } });
const keyed = (place: string) => ({ key: { type: 'apiKey', in: place, name: 'x' } });
const ofSchemes: readonly ContractPair[] = [
  pair(
    'security-scheme-changed',
    secured([{ o: [] }], flow('implicit')),
    secured([{ o: [] }], flow('password')),
  ),
  pair(
    'security-scheme-changed',
    secured([{ key: [] }], keyed('header')),
    secured([{ key: [] }], keyed('cookie')),
  ),
];

/** At least one for each id of the table. */
export const pairs: readonly ContractPair[] = [
  ...ofOperations,
  ...ofParameters,
  ...ofBodies,
  ...ofProperties,
  ...ofTypes,
  ...ofConstraints,
  ...ofUndecided,
  ...ofVariants,
  ...ofNameless,
  ...ofRest,
  ...ofAnything,
  ...ofSchemes,
];
