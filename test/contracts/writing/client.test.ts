import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOf } from '../../../server/src/contracts/writing/client.ts';
import { complaints as allComplaints, contractFrom, run, style, styles, withDom } from './code.ts';

type Json = { [key: string]: unknown };

const complaints = (files: Readonly<Record<string, string>>) => allComplaints(files, '', withDom);

const nasty = 'a\'b"c`${x}\\ \u2028*/\n';
const text = { type: 'string' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: unknown) => ({ 'application/json': { schema } });

const shop: Json = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1.0.0' },
  servers: [{ url: 'https://shop.test/v1' }],
  paths: {
    '/orders/{order-id}': {
      parameters: [{ name: 'order-id', in: 'path', required: true, schema: text }],
      get: {
        operationId: 'read order',
        summary: 'Reads one */ order',
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer' } },
          { name: 'tags', in: 'query', schema: { type: 'array', items: text } },
          { name: 'X-Kind', in: 'header', required: true, schema: { enum: ['a', 1, null] } },
        ],
        responses: {
          200: { description: '', content: json(ref('Order')) },
          404: { description: '', content: { 'application/problem+json': { schema: ref('Problem.v1') } } },
          default: { description: '', content: { 'text/plain': { schema: text } } },
        },
      },
      delete: { operationId: 'delete', responses: { 204: { description: '' } } },
    },
    '/files/{path*}': {
      put: { requestBody: { required: true, content: { 'text/csv': {} } }, responses: {} },
    },
    [`/${nasty}`]: {
      post: { operationId: nasty, requestBody: { content: json(ref(nasty)) }, responses: {} },
    },
    '/lists': {
      get: {
        operationId: 'readOrder',
        responses: { '2XX': { description: '', content: json({ type: 'array', items: ref('Order') }) } },
      },
    },
  },
  components: {
    schemas: {
      Order: {
        type: 'object',
        required: ['id', 'undeclared', 'constructor'],
        properties: {
          id: text,
          [nasty]: { const: nasty },
          note: { type: ['string', 'null'] },
          lines: { type: 'array', items: { oneOf: [ref('Line'), { type: 'null' }] } },
          self: ref('Order'),
          map: { type: 'object', additionalProperties: { type: 'number' } },
          point: {
            type: 'array',
            prefixItems: [text, { type: ['number', 'null'] }],
            minItems: 1,
            maxItems: 2,
          },
          named: { prefixItems: [text], items: { type: 'number' }, minItems: 1 },
          open: { type: 'object', properties: { a: text }, additionalProperties: true },
          shut: { type: 'object', additionalProperties: false },
          listed: { items: text },
          half: { additionalProperties: text },
          any: true,
          never: false,
          lost: ref('Nowhere'),
        },
      },
      Line: {
        allOf: [ref('Base'), { type: 'object', required: ['sku'], properties: { sku: text } }],
        nullable: true,
      },
      Base: { anyOf: [{ properties: { a: text } }, { properties: { b: text } }] },
      Circle: { allOf: [ref('Circle'), { type: 'object', properties: { c: ref('Circle') } }] },
      Round: { oneOf: [ref('Trip'), text] },
      Trip: { anyOf: [ref('Round'), { type: 'number' }] },
      Promise: { type: 'object', properties: { response: ref('Response') } },
      Response: { enum: ['yes', 'no'] },
      'Problem.v1': {
        type: 'object',
        properties: { circle: ref('Circle'), round: ref('Round'), promise: ref('Promise') },
      },
      [nasty.replaceAll('/', '')]: text,
    },
  },
};

test('a whole contract becomes a module that compiles under strict options, whatever names it has', () => {
  const { contract, version } = contractFrom(shop);
  for (const own of styles) {
    const client = clientOf(contract, version, contract.operations, own);
    assert.deepEqual(complaints({ 'client.ts': client }), [], client);
  }
});

test('types say what schemas say', () => {
  const { contract, version } = contractFrom(shop);
  const client = clientOf(contract, version, contract.operations.slice(0, 1), style);
  assert.match(
    client,
    /export interface ReadOrderRequest \{\n {2}path: \{\n {4}'order-id': string;\n {2}\};\n {2}query\?: \{\n {4}limit\?: number;\n {4}tags\?: Array<string>;\n {2}\};/,
  );
  assert.match(client, /'X-Kind': 'a' \| 1 \| null;/);
  assert.match(client, /200: Order;\n {2}404: ProblemV1;\n {2}default: string;/);
  assert.match(client, /lines\?: Array<Line \| null>;/);
  assert.match(
    client,
    /point\?: \[string, \(number \| null\)\?\];\n {2}named\?: \[string, \.\.\.Array<number>\];/,
  );
  assert.match(client, /map\?: \{\n {4}\[key: string\]: number;\n {2}\};/);
  assert.match(client, /open\?: \{\n {4}a\?: string;\n {4}\[key: string\]: unknown;\n {2}\};/);
  assert.match(client, /shut\?: \{ \[key: string\]: never \};\n {2}listed\?: Array<string>;/);
  assert.match(client, /half\?: \{\n {4}\[key: string\]: string;/);
  assert.match(client, /export type Line = \(Base & \{\n {2}sku: string;\n\}\) \| null;/);
  assert.match(client, /export type Circle = \{\n {2}c\?: Circle;\n\};/);
  const use = `import { readOrder, UnexpectedAnswer } from './client.ts';
export async function f(): Promise<string | null | undefined> {
  try {
    const order = await readOrder({ address: '' }, { path: { 'order-id': '1' }, headers: { 'X-Kind': 'a' } });
    const id: string = order.id;
    return order.note ?? id;
  } catch (thrown) {
    return thrown instanceof UnexpectedAnswer ? null : undefined;
  }
}
`;
  const files = { 'client.ts': client, 'use.ts': use.replace('./client.ts', './client') };
  assert.deepEqual(complaints(files), []);
  const wrong = complaints({ ...files, 'use.ts': files['use.ts'].replace("'X-Kind': 'a'", "'X-Kind': 'b'") });
  assert.equal(wrong.length, 1);
});

test('a request is left out where nothing in it is required, and else is not', () => {
  const asking = (name: string, isRequired: boolean) => ({
    parameters: [{ name, in: 'query', required: isRequired, schema: text }],
    requestBody: { content: json(text) },
    responses: { 200: { description: '', content: json(text) } },
  });
  const { contract, version } = contractFrom({
    openapi: '3.1.0',
    paths: { '/free': { post: asking('a', false) }, '/bound': { post: asking('b', true) } },
  });
  const client = clientOf(contract, version, contract.operations, style);
  const use = (name: string) => ({
    'client.ts': client,
    'use.ts': `import { ${name} } from './client';\nexport const made = ${name}({ address: '' });\n`,
  });
  assert.deepEqual(complaints(use('postFree')), []);
  assert.equal(complaints(use('postBound')).length, 1);
});

test('a function calls what the contract promises, and throws what is no success', async () => {
  const { contract, version } = contractFrom(shop);
  const { readOrder, UnexpectedAnswer, putFilesByPath, deleteOperation } = await run(
    clientOf(contract, version, contract.operations, style),
  );
  const calls: unknown[] = [];
  let status = 200;
  const server = {
    address: 'https://shop.test',
    headers: { authorization: 'x' },
    fetch: async (address: string, init: unknown) => {
      calls.push([address, init]);
      const body = status === 204 ? null : '{"id":"1"}';
      return new Response(body, { status, headers: { 'content-type': 'application/json' } });
    },
  };
  const call = (own: unknown, ...given: readonly unknown[]) =>
    (own as (...all: readonly unknown[]) => Promise<unknown>)(server, ...given);
  const answer = await call(readOrder, {
    path: { 'order-id': 'a/b' },
    query: { tags: ['x', 'y'], limit: undefined },
    headers: { 'X-Kind': 1 },
  });
  assert.deepEqual(answer, { id: '1' });
  assert.deepEqual(calls.pop(), [
    'https://shop.test/v1/orders/a%2Fb?tags=x&tags=y',
    { method: 'GET', headers: { authorization: 'x', 'X-Kind': '1' } },
  ]);
  await call(putFilesByPath, { path: { path: 'p' }, body: 'a,b' });
  assert.deepEqual((calls.pop() as readonly unknown[])[1], {
    method: 'PUT',
    headers: { authorization: 'x', 'content-type': 'text/csv' },
    body: 'a,b',
  });
  status = 204;
  assert.equal(await call(deleteOperation, { path: { 'order-id': '1' } }), undefined);
  status = 404;
  await assert.rejects(
    () => call(readOrder, { path: { 'order-id': '1' }, headers: {} }),
    (thrown: unknown) =>
      thrown instanceof (UnexpectedAnswer as typeof Error) &&
      (thrown as unknown as { status: number }).status === 404,
  );
});

test('random schemas become types that compile, and OpenAPI 3.0 says null in its own way', () => {
  const schemas: Json = {};
  for (let seed = 0; seed < 60; seed++) schemas[`S${seed}`] = schema(chance(seed + 1), 3);
  const paths = Object.fromEntries(
    Object.keys(schemas).map((name) => [
      `/${name}`,
      {
        post: { requestBody: { content: json(ref(name)) }, responses: { 200: { content: json(ref(name)) } } },
      },
    ]),
  );
  const { contract, version } = contractFrom({ openapi: '3.0.3', paths, components: { schemas } });
  const client = clientOf(contract, version, contract.operations, style);
  assert.deepEqual(complaints({ 'client.ts': client }), []);
  const nullable = contractFrom({
    openapi: '3.0.3',
    paths: {
      '/a': {
        get: { responses: { 200: { content: json({ type: 'string', nullable: true, enum: ['a'] }) } } },
      },
    },
  });
  assert.match(
    clientOf(nullable.contract, nullable.version, nullable.contract.operations, style),
    /200: 'a' \| null;/,
  );
});

type Chance = (below: number) => number;

function chance(seed: number): Chance {
  let state = seed * 2654435761;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) >>> 0;
    return (state >>> 8) % below;
  };
}

const names = ['a', 'b-c', 'default', '__proto__', "it's", '1'];

function schema(random: Chance, depth: number): unknown {
  const many = <T>(make: () => T) => Array.from({ length: 1 + random(3) }, make);
  const own: Json = {};
  if (depth === 0 || random(5) === 0)
    return [
      ref(`S${random(60)}`),
      { type: 'string', format: 'date' },
      { type: ['integer', 'null'] },
      {},
      true,
    ][random(5)];
  if (random(2)) own['type'] = ['object', 'array', 'string', ['object', 'null']][random(4)];
  if (random(2))
    own['properties'] = Object.fromEntries(
      many(() => [names[random(names.length)], schema(random, depth - 1)]),
    );
  if (random(3) === 0) own['required'] = many(() => names[random(names.length)]);
  if (random(3) === 0) own['additionalProperties'] = random(2) === 0 ? false : schema(random, depth - 1);
  if (random(3) === 0) own['items'] = schema(random, depth - 1);
  if (random(4) === 0)
    own[['oneOf', 'anyOf', 'allOf'][random(3)] as string] = many(() => schema(random, depth - 1));
  if (random(6) === 0) own['enum'] = many(() => names[random(names.length)]);
  if (random(6) === 0) own['$ref'] = `#/components/schemas/S${random(60)}`;
  if (random(4) === 0) own['nullable'] = true;
  return own;
}
