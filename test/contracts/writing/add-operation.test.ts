import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addOperations } from '../../../server/src/contracts/writing/add-operation.ts';
import type { NewOperation } from '../../../server/src/contracts/writing/new-operation.ts';
import { scaffoldContract } from '../../../server/src/contracts/writing/scaffold.ts';
import { after, contractOf, refusedBy, same, textOf, yamlPath } from './both.ts';

const shop = `openapi: 3.1.0 # the version of OpenAPI
info:
  title: Shop
  version: 1.0.0
paths:
  # Orders first.
  /orders:
    get:
      responses:
        '200': { description: Fine. }
    # more methods to come
  /users/{userId}:
    parameters:
      - { name: userId, in: path, required: true, schema: { type: string } }
    get:
      responses:
        '200':
          description: Fine.

components: {}
`;
const readOrder: NewOperation = {
  method: 'GET',
  template: '/orders/{id}',
  operationId: 'readOrder',
  responses: [{ status: '200', description: 'The order', schema: { type: 'object' } }],
};

function add(text: string, ...operations: readonly NewOperation[]) {
  return addOperations(contractOf(yamlPath, text), textOf(yamlPath, text), operations);
}

test('a new path stands where sorted paths have it, and all else stays as it is written', () => {
  const added = `  /orders/{id}:
    get:
      operationId: readOrder
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        '200':
          description: The order
          content:
            application/json:
              schema:
                type: object
`;
  const [before, behind] = shop.split('  /users');
  assert.equal(after(shop, add(shop, readOrder)), `${before}${added}  /users${behind}`);
});

test('a method joins the path that differs in the names of its parameters only', () => {
  const edited = after(
    shop,
    add(shop, { method: 'DELETE', template: '/users/{id}', parameters: [{ name: 'id', in: 'path' }] }),
  );
  const contract = contractOf(yamlPath, edited);
  assert.deepEqual(contract.problems, []);
  assert.ok(
    contract.operations.some(({ method, template }) => method === 'DELETE' && template === '/users/{userId}'),
  );
  // The path declares its parameter for all methods.
  assert.equal(edited.match(/userId, in: path/g)?.length, 1);
  assert.ok(
    edited.endsWith("    delete:\n      responses:\n        '200': { description: OK }\n\ncomponents: {}\n"),
  );
});

test('what the path declares for all methods in another place is no parameter of the path', () => {
  const inQuery = shop.replace('{ name: userId, in: path, required: true,', '{ name: userId, in: query,');
  const edited = after(inQuery, add(inQuery, { method: 'DELETE', template: '/users/{id}' }));
  assert.equal(edited.match(/name: userId, in: path, required: true/g)?.length, 1, edited);
});

test('a schema that holds null is written in the words of each version', () => {
  const schema = { type: ['string', 'null'], enum: ['a', null], default: null };
  const asking = { ...readOrder, responses: [{ status: '200', description: 'Fine', schema }] };
  const old = shop.replace('3.1.0', '3.0.3');
  assert.match(
    after(shop, add(shop, asking)),
    /type:\s+- string\s+- 'null'\s+enum:\s+- a\s+- null\s+default: null/,
  );
  assert.match(
    after(old, add(old, asking)),
    /type: string\s+enum:\s+- a\s+- null\s+default: null\s+nullable: true/,
  );
});

test('the prefix of the servers is taken off, and what is not below it is refused', () => {
  const served = shop.replace('paths:', 'servers:\n  - url: https://shop.test/api/v1/\npaths:');
  const edited = after(served, add(served, { ...readOrder, template: '/api/v1/orders/{id}' }));
  assert.match(edited, /^ {2}\/orders\/\{id\}:$/m);
  assert.equal(
    refusedBy(add(served, readOrder)),
    '"/orders/{id}" is not below "/api/v1", where the contract\'s servers are.',
  );
});

test('an operationId that is taken gets a number, and an operation that is there is refused', () => {
  const once = after(shop, add(shop, readOrder));
  assert.match(after(once, add(once, { ...readOrder, method: 'PUT' })), /operationId: readOrder2\n/);
  assert.equal(refusedBy(add(once, readOrder)), 'The contract already has GET /orders/{id}.');
});

test('empty paths, missing paths, fragments and brackets take an operation', () => {
  const empty = "openapi: '3.0.3'\ninfo: { title: A, version: '1' }\npaths: {} # none yet\ntags: []\n";
  assert.match(after(empty, add(empty, readOrder)), /^paths: # none yet\n {2}\/orders\/\{id\}:\n {4}get:\n/m);
  for (const text of [
    "openapi: '3.1.0'\ncomponents: {}",
    'openapi: 3.1.0\npaths:\n',
    '/a:\n  get: { responses: {} }\n',
    'paths:\n\n  /a: {get: {responses: {}}}\n',
    'paths: {/a: {get: {responses: {}}}}\n',
    '{"openapi":"3.1.0","paths":{}}',
  ]) {
    const contract = contractOf(yamlPath, after(text, add(text, readOrder)));
    assert.ok(
      contract.operations.some(({ operationId }) => operationId === 'readOrder'),
      text,
    );
  }
});

test('what stands elsewhere is refused with its place, and so is a broken document', () => {
  const elsewhere = 'openapi: 3.1.0\npaths:\n  /orders/{id}: { $ref: ./orders.yaml }\n';
  assert.equal(
    refusedBy(add(elsewhere, readOrder)),
    'The path "/orders/{id}" stands elsewhere: "./orders.yaml".',
  );
  assert.equal(
    refusedBy(add('openapi: 3.1.0\npaths:\n\t/a: {}\n', readOrder)),
    '"api/openapi.yaml" cannot be read as it is written; mend it first.',
  );
  const repeated = 'openapi: 3.1.0\npaths:\n  /a: &a { get: { responses: {} } }\n  /b: *a\n';
  assert.match(
    refusedBy(add(repeated, { ...readOrder, template: '/b', method: 'PUT' })),
    /repeats this part/,
  );
  assert.match(
    refusedBy(add(shop, { ...readOrder, method: 'QUERY' })),
    /^OpenAPI 3\.1\.0 has no method QUERY/,
  );
});

test('YAML and JSON of every style mean the same afterwards', () => {
  const value = {
    openapi: '3.0.3',
    info: { title: 'Shop', version: '1.0.0' },
    paths: { '/orders': { get: { responses: { 200: { description: 'Fine.' } } } } },
    components: { schemas: { A: { type: 'string', enum: ['yes', 'no'] } } },
  };
  const operation: NewOperation = {
    method: 'POST',
    template: '/orders/{id*}',
    summary: 'Say: "yes" # or no',
    parameters: [
      { name: 'limit: x', in: 'query', schema: { type: ['integer', 'null'], const: 3 } },
      { name: 'X-Kind', in: 'header', isRequired: true },
    ],
    body: {
      type: 'array',
      prefixItems: [{ type: 'boolean' }, { type: 'integer' }],
      minItems: 2,
      maxItems: 2,
    },
    responses: [
      { status: '404', description: 'Gone\nfor good' },
      { status: '2XX', description: '' },
    ],
  };
  const meant = same(value, (path, text) =>
    addOperations(contractOf(path, text), textOf(path, text), [operation]),
  );
  interface Post {
    readonly responses: unknown;
    readonly parameters: readonly unknown[];
    readonly requestBody: unknown;
  }
  const { paths } = meant as { paths: Record<string, { post: Post }> };
  const post = paths['/orders/{id}']?.post;
  assert.deepEqual(post?.responses, {
    '404': { description: 'Gone\nfor good' },
    '2XX': { description: '' },
  });
  // OpenAPI 3.0 knows neither lists of types, constants nor places of lists.
  assert.deepEqual(post?.requestBody, {
    required: true,
    content: {
      'application/json': {
        schema: {
          ...{ type: 'array', minItems: 2, maxItems: 2 },
          items: { anyOf: [{ type: 'boolean' }, { type: 'integer' }] },
        },
      },
    },
  });
  assert.deepEqual(post?.parameters[1], {
    name: 'limit: x',
    in: 'query',
    schema: { type: 'integer', nullable: true, enum: [3] },
  });
});

test('a contract of a service is made in YAML or JSON and read without a problem', () => {
  const operations: readonly NewOperation[] = [
    { ...readOrder, template: '/v1/orders/{id}' },
    { method: 'POST', template: '/v1/orders', body: { type: 'object' } },
    { method: 'GET', template: '/v1', operationId: 'readOrder' },
  ];
  for (const path of ['orders/openapi.yaml', 'orders/openapi.json']) {
    const made = scaffoldContract({ path, title: 'Orders: the service', prefix: '/v1', operations });
    assert.ok('text' in made);
    const contract = contractOf(path, made.text);
    assert.deepEqual(contract.problems, []);
    assert.deepEqual(contract.prefixes, ['/v1']);
    assert.deepEqual(
      contract.operations.map(
        ({ method, template, operationId = '' }) => `${method} ${template} ${operationId}`,
      ),
      ['GET / readOrder', 'POST /orders ', 'GET /orders/{id} readOrder2'],
    );
    assert.equal(contract.version?.text, '0.1.0');
    assert.deepEqual(
      scaffoldContract({
        path,
        title: 'Orders: the service',
        prefix: '/v1',
        operations: operations.toReversed(),
      }),
      made,
    );
  }
  const wrong = scaffoldContract({ path: 'a.yaml', title: 'A', prefix: '/v2', operations });
  assert.ok('refused' in wrong);
});

test('a byte order mark, duplicate keys and what is no object do no harm', () => {
  const marked = `\uFEFF${shop}`;
  const edited = after(marked, add(marked, readOrder));
  assert.ok(edited.startsWith('\uFEFFopenapi: 3.1.0 # the'));
  const twice =
    'openapi: 3.1.0\npaths:\n  /a: { get: { responses: {} } }\n  /a: { put: { responses: {} } }\n';
  assert.match(
    after(twice, add(twice, { ...readOrder, template: '/a' })),
    /\/a: \{ get: \{ operationId: readOrder, .*, put: /,
  );
  for (const text of [
    'openapi: 3.1.0\npaths: []\n',
    'openapi: 3.1.0\npaths: { /a: [] }\n',
    'openapi: 3.1.0\npaths: { $ref: x.yaml }\n',
  ]) {
    assert.match(refusedBy(add(text, { ...readOrder, template: '/a' })), /^The .*\.$/, text);
  }
  for (const text of ['- 1\n', '', '{"openapi": "3.1.0", "paths": {']) {
    const refused = refusedBy(
      addOperations({ prefixes: [''], operations: [] }, textOf(yamlPath, text), [readOrder]),
    );
    assert.equal(refused, '"api/openapi.yaml" cannot be read as it is written; mend it first.');
  }
});
