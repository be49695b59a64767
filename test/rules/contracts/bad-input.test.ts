import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorkspace } from '../../support/workspace.ts';
import { contractOf, lines, policyOf, rulesTold, serving, told } from './shop.ts';

const orders = contractOf(['GET /orders', 'GET /orders/{id}', 'POST /orders']);
const code = { 'src/app.ts': serving('GET /orders', 'GET /orders/:id', 'POST /orders') };
const judge = (contract: string) => rulesTold({ ...code, 'openapi.yaml': contract });
const within = (change: (text: string) => string) => judge(change(orders));

test('the contract as it should be is silent', async () => assert.deepEqual(await judge(orders), []));

/** Each is told as broken, and nobody is accused by what is left of it. */
const torn: readonly (readonly [name: string, contract: string])[] = [
  ['truncated', orders.slice(0, -28)],
  [
    'truncated JSON',
    '{ "openapi": "3.1.0", "info": { "title": "Shop", "version": "1.0.0" }, "paths": { "/ord',
  ],
  ['a list', '- openapi: 3.1.0\n'],
  ['empty', ''],
  ['with tabs', orders.replace('  /orders:\n', '\t/orders:\n')],
  ['with a path that stands twice', orders.replace('  /orders/{id}:', '  /orders:')],
  ['with a method that stands twice', orders.replace('post:', 'get:')],
  ['with a path without a slash', orders.replace('  /orders/{id}', '  orders/{id}')],
  ['with a path that is text', orders.replace(/( {2}\/orders\/\{id\}:)\n.*\n/, '$1 hello\n')],
  ['with a path that has a query', orders.replace('  /orders/{id}', '  /orders?id=1')],
  ['with a brace that is not closed', orders.replace('  /orders/{id}', '  /orders/{id')],
  ['with an operation that is a number', orders.replace(/get: .*/, 'get: 7')],
  ['with a method in capitals', orders.replace('post:', 'POST:')],
  ['with servers that are a number', `servers: 3\n${orders}`],
  [
    'with a path that is elsewhere, and not there',
    orders.replace(/( {2}\/orders\/\{id\}:)\n.*\n/, '$1 { $ref: ./gone.yaml }\n'),
  ],
  [
    'with a path that leads in a circle',
    orders.replace(/( {2}\/orders\/\{id\}:)\n.*\n/, "$1 { $ref: '#/paths/~1orders~1{id}' }\n"),
  ],
  ['of Swagger 2', orders.replace('openapi: 3.1.0', "swagger: '2.0'")],
  ['an alias bomb', bomb()],
];
for (const [name, contract] of torn)
  test(`a contract that is ${name} makes one kind of finding`, async () => {
    assert.deepEqual(await judge(contract), ['error invalid-contract']);
  });

function bomb(): string {
  const rows = Array.from({ length: 30 }, (_, row) => {
    const value = row === 0 ? 'x' : `[${Array.from({ length: 9 }, () => `*a${row - 1}`).join(', ')}]`;
    return `a${row}: &a${row} ${value}`;
  });
  return `${rows.join('\n')}\n${orders}`;
}

const beside: readonly (readonly [name: string, contract: string, ...expected: string[]])[] = [
  [
    'a reference that leads nowhere',
    orders.replace('responses: {}', "responses: { 200: { $ref: '#/components/responses/No' } }"),
    'error invalid-contract',
  ],
  [
    'a reference to another machine',
    orders.replace('responses: {}', 'responses: { 200: { $ref: https://a.example/x.yaml } }'),
    'warning invalid-contract',
  ],
  [
    'a circle of schemas',
    `${orders}components:\n  schemas:\n    A: { properties: { b: { $ref: '#/components/schemas/B' } } }\n    B: { properties: { a: { $ref: '#/components/schemas/A' } } }\n`,
  ],
  [
    'references that lead to each other',
    `${orders}components:\n  schemas:\n    A: { $ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/A' }\n`,
    'error invalid-contract',
  ],
  [
    'one operation twice',
    `${orders}  /orders/{key}:\n    get: { parameters: [{ name: key, in: path }], responses: {} }\n`,
    'error invalid-contract',
  ],
  ['a byte order mark', `\uFEFF${orders}`],
  [
    'an anchor and its alias',
    orders.replace('responses: {}', 'responses: &none {}').replace('responses: {}', 'responses: *none'),
  ],
  ['a merge key', orders.replace('post: { responses: {} }', 'post:\n      <<: { responses: {} }')],
  ['a version that is a number', orders.replace('1.0.0', '1.0'), 'warning unversioned-contract'],
  ['an unknown version of OpenAPI', orders.replace('3.1.0', '4.0.0'), 'warning invalid-contract'],
];
for (const [name, contract, ...expected] of beside)
  test(`a contract with ${name} is held against the code all the same`, async () => {
    assert.deepEqual(await judge(contract), expected);
    const lacking = contract.replace(/ {2}\/orders\/\{\w+\}:\n.*\n/g, '');
    assert.equal(
      (await judge(lacking)).some((line) => line.endsWith('route-without-operation')),
      true,
    );
  });

test('empty paths promise nothing: a warning there, and each route is an error', async () => {
  assert.deepEqual(await within((text) => `${text.slice(0, text.indexOf('paths:'))}paths: {}\n`), [
    'error route-without-operation',
    'warning invalid-contract',
  ]);
});

test('10 MB are refused, and nobody is accused', async () => {
  const filler = `# ${'x'.repeat(1022)}\n`.repeat(10 * 1024 + 1);
  const started = performance.now();
  assert.deepEqual(await judge(orders + filler), ['error invalid-contract']);
  assert.ok(performance.now() - started < 5000);
});

test('thousands of references that lead nowhere are told up to a number', async () => {
  const lost = (count: number) =>
    Array.from({ length: count }, (_, n) => `    S${n}: { $ref: '#/components/schemas/N${n}' }`).join('\n');
  const files = (count: number) => ({
    ...code,
    'openapi.yaml': `${orders}components:\n  schemas:\n${lost(count)}\n`,
  });
  const many = await told(files(3000));
  assert.equal(many.length, 21);
  assert.match(many.at(-1) ?? '', /"openapi.yaml" has 2980 more problems of this kind from here on\.$/);
  assert.equal((await told(files(20))).length, 20);
});

test('a path from an environment variable accuses nobody of a lack, surely', async () => {
  const app = `${serving('GET /orders', 'GET /orders/:id')}app.post(process.env.ORDERS ?? '', handle);\n`;
  assert.deepEqual(await rulesTold({ 'openapi.yaml': orders, 'src/app.ts': app }), [
    'warning operation-without-route',
  ]);
});

test('a contract that is deleted while it is open is missing once it is closed, and again there when it comes back', async () => {
  const files = new Map(Object.entries({ 'parapet.jsonc': policyOf(), 'openapi.yaml': orders, ...code }));
  const workspace = createWorkspace(files);
  const now = () => lines(workspace.findings(), files).map((line) => line.split(' ')[2]);
  await workspace.refresh();
  workspace.setText('openapi.yaml', orders.replace('post', 'put'));
  files.delete('openapi.yaml');
  workspace.touch('openapi.yaml');
  await workspace.refresh();
  assert.deepEqual(now(), ['route-mismatch:']);
  workspace.setText('openapi.yaml', undefined);
  await workspace.refresh();
  assert.deepEqual(now(), ['missing-contract:']);
  files.set('openapi.yaml', orders);
  workspace.touch('openapi.yaml');
  await workspace.refresh();
  assert.deepEqual(now(), []);
});

test('what one slip while typing breaks comes back with it, and nothing else', async () => {
  const files = new Map(
    Object.entries({
      'parapet.jsonc': policyOf(),
      'openapi.yaml': orders,
      'src/app.ts': serving('GET /orders'),
    }),
  );
  const workspace = createWorkspace(files);
  await workspace.refresh();
  const before = lines(workspace.findings(), files);
  assert.equal(before.length, 2);
  workspace.setText('openapi.yaml', orders.replace('paths:', 'paths: ['));
  await workspace.refresh();
  assert.deepEqual(
    new Set(workspace.findings().map(({ rule }) => rule)),
    new Set(['contracts/invalid-contract']),
  );
  workspace.setText('openapi.yaml', orders);
  await workspace.refresh();
  assert.deepEqual(lines(workspace.findings(), files), before);
});
