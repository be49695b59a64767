import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addOperations } from '../../../server/src/contracts/writing/add-operation.ts';
import type { NewOperation } from '../../../server/src/contracts/writing/new-operation.ts';
import { after, contractOf, textOf, yamlPath } from './both.ts';

/** What a document says after an operation came to it, as lines that it did not have; `>` is the line before each run of them. */
function added(text: string, operation: NewOperation): readonly string[] {
  const edited = after(
    text,
    addOperations(contractOf(yamlPath, text), textOf(yamlPath, text), [operation]),
  ).split('\n');
  const before = text.split('\n');
  const start = edited.findIndex((line, index) => line !== before[index]);
  const count = edited.length - before.length;
  assert.deepEqual([...edited.slice(0, start), ...edited.slice(start + count)], before);
  return [`>${edited[start - 1]}`, ...edited.slice(start, start + count)];
}

const get = (template: string): NewOperation => ({ method: 'GET', template });

const paths = (...keys: readonly string[]) =>
  `openapi: 3.1.0\npaths:\n${keys.map((key) => `  ${key}:\n    get: { responses: {} }\n`).join('')}info: {}\n`;

test('a path stands beside those that begin like it, in their order where they have one', () => {
  const place = (keys: readonly string[], template: string) => {
    const text = paths(...keys);
    const contract = contractOf(
      yamlPath,
      after(text, addOperations(contractOf(yamlPath, text), textOf(yamlPath, text), [get(template)])),
    );
    return contract.operations.map((one) => one.template).indexOf(template);
  };
  const grouped = ['/users', '/users/{id}', '/orders', '/orders/{id}', '/orders/search', '/carts'];
  assert.equal(place(grouped, '/orders/{id}/lines'), 4);
  assert.equal(place(grouped, '/users/me'), 2);
  assert.equal(place(grouped, '/zones'), 6);
  // What others are below of comes before them, whatever their parameters are called.
  assert.equal(place(['/users/{id}', '/b', '/orders/{id}', '/orders/x', '/carts'], '/orders'), 2);
  assert.equal(place(['/z/{a}/b', '/y', '/z/{b}/c', '/x'], '/z/{id}/d'), 3);
  // One word behind another is a group as well.
  const calls = ['/docs.list', '/docs.create', '/docs.delete', '/users.list', '/users.info'];
  assert.equal(place(calls, '/docs.archive'), 3);
  assert.equal(place(['/a', '/B', '/c', '/d'], '/bb'), 2);
  assert.equal(place(['/a', '/b/x', '/b/y', '/b/z', '/d'], '/c'), 4);
});

test('a method stands where other paths have it', () => {
  const text = `openapi: 3.1.0
paths:
  /a:
    delete: { responses: {} }
    get: { responses: {} }
  /b:
    get: { responses: {} }
`;
  const remove: NewOperation = { method: 'DELETE', template: '/b' };
  assert.equal(added(text, remove)[0], '>  /b:');
  // Nobody has both: as people mostly write them.
  assert.equal(added(text.replace('delete', 'put'), remove)[0], '>    get: { responses: {} }');
});

test('one whose handler has no name is called by its method and path where all others have names', () => {
  const named = (...ids: readonly string[]) =>
    `openapi: 3.1.0\npaths:\n${ids.map((id, at) => `  /a${at}: { get: { ${id}responses: {} } }\n`).join('')}`;
  const close: NewOperation = { method: 'POST', template: '/orders/{id}/close' };
  const isNamed = (...ids: readonly string[]) =>
    added(named(...ids), close)
      .join('\n')
      .includes('operationId: postOrdersByIdClose');
  assert.ok(isNamed('operationId: readA, ', 'operationId: readB, '));
  assert.ok(!isNamed('operationId: readA, ', ''), 'not all have one');
  assert.ok(!isNamed('operationId: orders_read, '), 'in a style of their own');
  assert.ok(!isNamed());
});

const styled = `"openapi": "3.0.3"
"paths":
  "/orders":
    # All of them.
    "get":
      "tags": ["orders"]
      "summary": "List orders"
      "operationId": "listOrders"
      "security": [{"key": []}]
      "parameters":
      - "$ref": "#/components/parameters/Limit"
      "responses":
        "200": {"description": "Fine."}
        "401": {"$ref": "#/components/responses/Unknown"}
        "500": {"$ref": "#/components/responses/Broken"}

    "post":
      "tags": ["orders"]
      "operationId": "makeOrder"
      "security": [{"key": []}]
      "responses":
        "201": {"description": "Made."}
        "401": {"$ref": "#/components/responses/Unknown"}
        "404": {"$ref": "#/components/responses/None"}

  "/users/{id}":
    "get":
      "tags": ["users"]
      "responses":
        "200": {"description": "Fine."}

"components":
  "parameters":
    "Limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}}
    "Page": {"name": "page", "in": "query", "schema": {"type": "integer"}}
    "OtherPage": {"name": "page", "in": "query", "required": true, "schema": {"type": "integer"}}
    "Sort": {"name": "sort", "in": "query", "schema": {"type": "boolean"}}
  "schemas":
    "Order": {"type": "object", "properties": {"id": {"type": "string"}}}
`;

test('an operation is written like those beside it, and says what all of them say', () => {
  const order = { type: 'object', properties: { id: { type: 'string' } } };
  const other = { type: 'object', properties: { name: { type: 'string' } } };
  const operation: NewOperation = {
    method: 'PUT',
    template: '/orders/{id}',
    operationId: 'putOrder',
    parameters: [
      { name: 'id', in: 'path' },
      { name: 'limit', in: 'query' },
      { name: 'page', in: 'query' },
      { name: 'sort', in: 'query', schema: { type: 'string' } },
    ],
    body: other,
    responses: [{ status: '200', description: 'OK', schema: { type: 'array', items: order } }],
    typeNames: new Map<object, string>([
      [order, 'Order'],
      [other, 'Order'],
    ]),
  };
  assert.deepEqual(added(styled, operation), [
    '>',
    '  "/orders/{id}":',
    '    "put":',
    '      "tags": ["orders"]',
    '      "operationId": "putOrder"',
    '      "security": [{"key": []}]',
    '      "parameters":',
    '      - "name": "id"',
    '        "in": "path"',
    '        "required": true',
    '        "schema":',
    '          "type": "string"',
    '      - "$ref": "#/components/parameters/Limit"',
    '      - "$ref": "#/components/parameters/Page"',
    '      - "name": "sort"',
    '        "in": "query"',
    '        "schema":',
    '          "type": "string"',
    '      "requestBody":',
    '        "required": true',
    '        "content":',
    '          "application/json":',
    '            "schema":',
    '              "type": "object"',
    '              "properties":',
    '                "name":',
    '                  "type": "string"',
    '      "responses":',
    '        "200":',
    '          "description": "OK"',
    '          "content":',
    '            "application/json":',
    '              "schema":',
    '                "type": "array"',
    '                "items": {"$ref": "#/components/schemas/Order"}',
    '        "401": {"$ref": "#/components/responses/Unknown"}',
    '',
  ]);
});

test('nothing is taken from operations that are only in the same document', () => {
  assert.deepEqual(added(styled, get('/zones')), [
    '>',
    '  "/zones":',
    '    "get":',
    '      "responses":',
    '        "200": {"description": "OK"}',
    '',
  ]);
});

test('a part of the path is declared as those beside it declare it', () => {
  const text = `openapi: 3.1.0
paths:
  /teams/{team}:
    parameters:
      - in: path
        name: team
        required: true
        description: Its short name.
        schema: { type: string }
    get:
      responses: { 200: { description: Fine. } }
  /zones/{team}/x: { get: { parameters: [{ $ref: '#/components/parameters/Team' }], responses: {} } }
components:
  parameters:
    Team: { name: team, in: path, required: true, schema: { type: string } }
`;
  assert.deepEqual(added(text, get('/teams/{team}/users')).slice(0, 8), [
    '>      responses: { 200: { description: Fine. } }',
    '  /teams/{team}/users:',
    '    get:',
    '      parameters:',
    '        - in: path',
    '          name: team',
    '          required: true',
    '          description: Its short name.',
  ]);
  // What the path declares for all methods, by reference too, is not declared again.
  assert.equal(
    added(text, { method: 'PUT', template: '/teams/{team}' }).join().includes('parameters'),
    false,
  );
  const byReference = text.replace(
    /- in: path[\s\S]*?string \}\n/,
    "- $ref: '#/components/parameters/Team'\n",
  );
  assert.equal(
    added(byReference, { method: 'PUT', template: '/teams/{team}' }).join().includes('parameters'),
    false,
  );
  assert.match(
    added(byReference, get('/teams/{team}/users')).join(),
    /- \$ref: '#\/components\/parameters\/Team'/,
  );
});

test('a failure is answered as all others of the document that have it answer it', () => {
  const text = (other: string) => `openapi: 3.1.0
paths:
  /orders:
    get: { responses: { '200': { description: Fine }, '404': { $ref: '#/components/responses/Gone' } } }
  /carts:
    get: { responses: { '404': ${other} } }
`;
  const operation = (schema?: object): NewOperation => ({
    ...get('/zones'),
    responses: [{ status: '404', description: 'Failure', ...(schema && { schema: { ...schema } }) }],
  });
  const gone = "{ $ref: '#/components/responses/Gone' }";
  const last = (other: string, schema?: object) => added(text(other), operation(schema)).at(-1)?.trim() ?? '';
  assert.ok(last(gone).includes(`'404': ${gone}`));
  assert.ok(last("{ $ref: '#/components/responses/Other' }").includes("'404': { description: Failure }"));
  assert.ok(!last(gone, { type: 'string' }).includes('Gone'));
});
