import { type ContractPair, gets, sends } from './pairs.ts';

/** Pairs whose difference means nothing to those who call. */

type Json = { [key: string]: unknown };

const text = { type: 'string' };
const ok = { '200': { description: 'Fine.' } };
const order = {
  type: 'object',
  required: ['id'],
  properties: { id: text, lines: { type: 'array', items: { $ref: '#/components/schemas/Line' } } },
};
const line = { type: 'object', properties: { sku: text, parent: { $ref: '#/components/schemas/Line' } } };
const inline = {
  ...order,
  properties: { ...order.properties, id: { type: 'string', description: 'Its name.' } },
};

function whole(paths: Json, rest: Json = {}): Json {
  return { openapi: '3.1.0', info: { title: 'Shop', version: '1.0.0' }, paths, ...rest };
}

const byId = (name: string, parameters: readonly Json[] = []) =>
  whole({
    [`/orders/{${name}}`]: {
      get: { parameters: [{ name, in: 'path', required: true, schema: text }, ...parameters], responses: ok },
    },
  });
const asked = (...names: readonly string[]) => names.map((name) => ({ name, in: 'query', schema: text }));
const schemas = (own: Json) => ({ components: { schemas: own } });
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const old30 = (document: Json): Json => ({ ...document, openapi: '3.0.3' });
const twin = (name: string, old: Json, now: Json): ContractPair => ({ name, ids: [], old, now });
const both = (name: string, old: unknown, now: unknown, components: Json = {}): readonly ContractPair[] => [
  twin(`${name}, sent`, sends(old, schemas(components)), sends(now, schemas(components))),
  twin(`${name}, answered`, gets(old, schemas(components)), gets(now, schemas(components))),
];

const guarded = (name: string) =>
  whole(
    { '/a': { get: { responses: ok, security: [{ [name]: [] }] } } },
    { components: { securitySchemes: { [name]: { type: 'http', scheme: 'bearer', description: name } } } },
  );

export const twins: readonly ContractPair[] = [
  twin('a path parameter has another name', byId('id'), byId('orderId')),
  twin('parameters in another order', byId('id', asked('a', 'b')), byId('id', asked('b', 'a'))),
  twin('descriptions, titles, examples, tags', gets(order, schemas({ Line: line })), {
    ...gets(
      { ...order, title: 'Order', description: 'One.', example: {}, 'x-kind': 1 },
      schemas({ Line: line }),
    ),
    tags: [{ name: 'orders' }],
  }),
  twin(
    'a component has another name',
    gets(reference('Order'), schemas({ Order: order, Line: line })),
    gets(reference('OrderDto'), schemas({ OrderDto: order, Line: line })),
  ),
  ...both('what was inline is a component', inline, reference('Order'), { Order: order, Line: line }),
  ...both('a component is inline', reference('Order'), inline, { Order: order, Line: line }),
  ...both(
    'keys in another order',
    { type: 'object', properties: { a: text, b: text } },
    {
      properties: { b: text, a: text },
      type: 'object',
    },
  ),
  ...both(
    'values in another order',
    { type: 'string', enum: ['a', 'b'] },
    { enum: ['b', 'a'], type: 'string' },
  ),
  ...both('one value as const', { type: 'string', enum: ['a'] }, { const: 'a' }),
  ...both(
    'null by a type or by a variant',
    { type: ['string', 'null'] },
    { anyOf: [text, { type: 'null' }] },
  ),
  ...both(
    'null beside a component',
    { oneOf: [reference('Line'), { type: 'null' }] },
    {
      anyOf: [{ type: 'null' }, reference('Line')],
    },
    { Line: line },
  ),
  ...both(
    'a wrapper around one component',
    reference('Line'),
    { allOf: [reference('Line')], description: 'A line.' },
    {
      Line: line,
    },
  ),
  ...both(
    'combined or written out',
    { allOf: [reference('Base'), { type: 'object', properties: { b: text } }] },
    {
      type: 'object',
      required: ['a'],
      properties: { a: text, b: text },
    },
    { Base: { type: 'object', required: ['a'], properties: { a: text } } },
  ),
  ...both(
    'variants in another order',
    { oneOf: [text, { type: 'integer' }] },
    { oneOf: [{ type: 'integer' }, text] },
  ),
  ...both(
    'a default that says what holds',
    { type: 'array', items: text, minItems: 0 },
    { type: 'array', items: text },
  ),
  twin(
    'nullable in 3.0 and a list of types in 3.1',
    old30(gets({ type: 'object', properties: { a: { type: 'string', nullable: true } } })),
    gets({ type: 'object', properties: { a: { type: ['string', 'null'] } } }),
  ),
  twin(
    'an exclusive limit in 3.0 and in 3.1',
    old30(sends({ type: 'number', minimum: 1, exclusiveMinimum: true })),
    sends({ type: 'number', exclusiveMinimum: 1 }),
  ),
  ...both('anything else, written out', { type: 'object' }, { type: 'object', additionalProperties: true }),
  ...both('anything else as a schema', { type: 'object' }, { type: 'object', additionalProperties: {} }),
  ...both(
    'an object by what it holds',
    { type: 'object', additionalProperties: text },
    { additionalProperties: text },
  ),
  ...both(
    'a tuple that is shut by its items or by their number',
    { type: 'array', prefixItems: [text], items: false },
    { type: 'array', prefixItems: [{ ...text, title: 'A' }], maxItems: 1 },
  ),
  ...both(
    'a place of a tuple that is as what comes behind the others',
    { type: 'array', items: text },
    { type: 'array', prefixItems: [text], items: text },
  ),
  ...both(
    'words within what is compared as a whole',
    { not: { ...text, title: 'A' } },
    { not: { ...text, title: 'B' } },
  ),
  twin('a security scheme that leads nowhere', guarded('token'), {
    ...guarded('bearer'),
    components: { securitySchemes: { bearer: { $ref: '#/nowhere' } } },
  }),
  twin('a security scheme has another name', guarded('token'), guarded('bearer')),
  twin(
    'components that are variants have other names',
    gets({ oneOf: [reference('A'), reference('B')] }, schemas({ A: order, B: line, Line: line })),
    gets({ oneOf: [reference('Y'), reference('X')] }, schemas({ X: order, Y: line, Line: line })),
  ),
  twin('what nobody uses', gets(text, schemas({ Line: line })), gets(text, schemas({}))),
  twin(
    'what is declared of a part of the path that was there',
    whole({ '/orders/{id}': { get: { responses: ok } } }),
    byId('id'),
  ),
  twin('or no longer declared', byId('id'), whole({ '/orders/{id}': { get: { responses: ok } } })),
  twin(
    'a header that HTTP defines',
    byId('id', [{ name: 'Accept', in: 'header', schema: text }]),
    byId('id'),
  ),
  twin(
    'read-only properties are not sent',
    sends({ type: 'object', properties: { id: { type: 'string', readOnly: true } } }),
    sends({ type: 'object', required: ['id'], properties: { id: { type: 'integer', readOnly: true } } }),
  ),
  twin(
    'write-only properties are not answered',
    gets({ type: 'object', properties: { id: { type: 'string', writeOnly: true } } }),
    gets({ type: 'object', properties: {} }),
  ),
  twin(
    'a parameter of all operations of a path, written out',
    whole({ '/a': { parameters: asked('x'), get: { responses: ok } } }),
    whole({ '/a': { get: { parameters: asked('x'), responses: ok } } }),
  ),
];
