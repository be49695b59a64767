import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { writeInto } from '../support/server.ts';
import { Editor } from './contract-editor.ts';

const contract = `openapi: 3.1.0
info: { title: Orders, version: 1.2.0 }
paths:
  /orders:
    get: { operationId: listOrders, responses: {} }
    post: { operationId: createOrder, responses: {} }
  /orders/{id}:
    get:
      operationId: getOrder
      deprecated: true
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: {}
  /carts:
    put: { responses: {} }
  /later:
    get: { x-status: planned, responses: {} }
`;
const routes = `import express from 'express';
const app = express();
/* 🚚 */ app.route('/orders').get(list).post(create);
app.get('/orders/:id', function getOrder() {});
app.patch('/carts', () => {});
app.get('/health', () => {});
export const words = ['/orders', list];
`;
const policy = (contracts: object = { contracts: [{ file: 'contracts/orders.openapi.yaml' }] }) =>
  JSON.stringify({
    services: [{ name: 'orders', files: 'src/**', owner: '@acme/orders', ...contracts }],
  });
const yaml = 'contracts/orders.openapi.yaml';
const code = 'src/routes.ts';
const files = { 'parapet.jsonc': policy(), [yaml]: contract, [code]: routes };

describe('a workspace that declares contracts', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.start(files);
    await editor.server.open(yaml, contract, 'yaml');
    await editor.server.open(code, routes);
  });
  after(() => editor.server.stop());

  test('shows over each operation what serves it', async () => {
    assert.deepEqual(await editor.titles(yaml), [
      '5 served at src/routes.ts:3',
      '6 served at src/routes.ts:3',
      '8 served at src/routes.ts:4',
      '14 served as PATCH /carts at src/routes.ts:5',
      '16 planned, not served yet',
    ]);
    const lenses = await editor.lenses(yaml);
    assert.deepEqual(await editor.opened(lenses[0]), ['src/routes.ts:3:20']);
    assert.deepEqual(await editor.opened(lenses[3]), ['src/routes.ts:5:11']);
    assert.equal(lenses[4]?.command?.command, '', 'nothing to open');
  });

  test('shows over each route what promises it, and nothing over one that nothing does', async () => {
    assert.deepEqual(await editor.titles(code), [
      '3 GET /orders · orders.openapi.yaml 1.2.0 · listOrders',
      '3 POST /orders · createOrder',
      '4 GET /orders/{id} · orders.openapi.yaml 1.2.0 · getOrder · deprecated',
      '5 differs from PUT /carts · orders.openapi.yaml 1.2.0',
    ]);
    const lenses = await editor.lenses(code);
    assert.deepEqual(await editor.opened(lenses[1]), [`${yaml}:6:5`], 'that of two that is meant');
  });

  test('leads from the text of a route to its operations, and from nowhere else', async () => {
    assert.deepEqual(await editor.defined(code, routes, "'/ord|ers')"), [`${yaml}:5:5`, `${yaml}:6:5`]);
    assert.deepEqual(await editor.defined(code, routes, "'/carts|'"), [`${yaml}:14:5`]);
    assert.deepEqual(await editor.defined(code, routes, "'/health|'"), []);
    assert.deepEqual(await editor.defined(code, routes, 'ex|press()'), []);
    assert.deepEqual(await editor.defined(code, routes, "['/ord|ers'"), []);
  });

  test('leads from the method, the path and the id of an operation to its routes, and from nowhere else', async () => {
    assert.deepEqual(await editor.defined(yaml, contract, 'po|st'), ['src/routes.ts:3:20']);
    assert.deepEqual(await editor.defined(yaml, contract, '/orders/{i|d}'), ['src/routes.ts:4:9']);
    assert.deepEqual(await editor.defined(yaml, contract, 'get|Order'), ['src/routes.ts:4:9']);
    assert.deepEqual(await editor.defined(yaml, contract, '/lat|er'), []);
    assert.deepEqual(await editor.defined(yaml, contract, 'depre|cated'), []);
    assert.deepEqual(await editor.defined(yaml, contract, 'ti|tle'), []);
  });

  test('knows the references of an operation on both sides', async () => {
    const both = [`${yaml}:8:5`, 'src/routes.ts:4:9'];
    assert.deepEqual(await editor.referenced(code, routes, "'/orders/|:id'"), both);
    assert.deepEqual(await editor.referenced(yaml, contract, 'get|Order'), both);
    assert.deepEqual(await editor.referenced(yaml, contract, 'get|Order', false), both.slice(1));
    assert.deepEqual(await editor.referenced(yaml, contract, 'respon|ses'), []);
  });

  test('describes an operation and a route where they stand', async () => {
    const lines = (markdown: string | undefined) =>
      markdown
        ?.replace(/\]\([^)]*\/([^/)]*)\)/g, '](…/$1)')
        .trimEnd()
        .replace(/\n+(?:Called|Tested) by .*$/gm, '')
        .split('\n\n');
    assert.deepEqual(lines(await editor.hovered(yaml, contract, 'get|Order')), [
      '**`GET /orders/{id}`** · `getOrder` · deprecated',
      'Served at [`src/routes.ts:4`](…/routes.ts#L4,9) (express, `getOrder`).',
      'Promised in [`orders.openapi.yaml 1.2.0`](…/orders.openapi.yaml#L2,1), service `orders`.',
      'Owner: `@acme/orders`',
    ]);
    assert.deepEqual(lines(await editor.hovered(code, routes, "'/carts|'")), [
      '**`PATCH /carts`** · express',
      'Meant as [`PUT /carts`](…/orders.openapi.yaml#L14,5) · orders.openapi.yaml 1.2.0.',
    ]);
    assert.match(
      (await editor.hovered(code, routes, "'/health|'")) ?? '',
      /promises paths with the same beginning\.\n$/,
    );
    assert.equal(await editor.hovered(yaml, contract, 'ti|tle'), undefined);
    assert.equal(await editor.hovered(code, routes, 'export con|st'), undefined);
  });

  test('shows over a call what the argument on the next line serves', async () => {
    await editor.server.change(code, routes.replace("app.get('/orders/:id'", "app.get(\n  '/orders/:id'"));
    const [, , lens] = await editor.lenses(code);
    assert.deepEqual(lens?.range.start, { line: 3, character: 0 });
    assert.deepEqual(await editor.opened(lens), ['contracts/orders.openapi.yaml:8:5']);
    await editor.server.change(code, routes);
    assert.equal((await editor.lenses(code))[2]?.range.start.character, 8);
  });

  test('follows what is typed, and asks for the lenses again', async () => {
    await editor.lenses(yaml);
    const asked = editor.refreshes;
    const moved = `// one line more\n${routes.replace('/orders/:id', '/order/:id')}`;
    await editor.server.change(code, moved);
    await editor.server.until(() => editor.refreshes > asked, 'a refresh');
    assert.deepEqual((await editor.titles(yaml)).slice(0, 3), [
      '5 served at src/routes.ts:4',
      '6 served at src/routes.ts:4',
      '8 served as GET /order/{id} at src/routes.ts:5',
    ]);
    await editor.server.change(code, routes);
    await editor.server.change(yaml, contract.replace('  /carts:\n    put:', '  /baskets:\n    delete:'));
    assert.match((await editor.titles(yaml))[3] ?? '', /^14 served by nothing$/);
    await editor.server.change(yaml, contract);
    assert.equal((await editor.titles(yaml)).length, 5);
  });
});

test('who calls and tests an operation is told once nobody types, and followed', async () => {
  const calling = (...paths: readonly string[]) =>
    paths.map((path, index) => `export const a${index} = () => fetch('${path}');\n`).join('');
  const editor = await Editor.start({
    ...files,
    'parapet.jsonc': JSON.stringify({ ...JSON.parse(policy()), tests: ['test/**'] }),
    'web/orders.ts': calling('/orders'),
    'test/orders.ts': "import request from 'supertest';\nit('a', () => request(app).get('/orders/5'));\n",
  });
  await editor.server.open(yaml, contract, 'yaml');
  // What is only planned, at line 16, is not waited for.
  const untested = ['6 tested by nothing', '8 tested by 1 test', '14 tested by nothing'];
  const lenses = await editor.uses(yaml, ['5 called by 1 place', '5 tested by nothing', ...untested]);
  assert.deepEqual(await editor.opened(lenses[0]), ['web/orders.ts:1:31']);
  assert.deepEqual(await editor.referenced(yaml, contract, 'list|Orders', false), [
    'src/routes.ts:3:20',
    'web/orders.ts:1:31',
  ]);
  await editor.server.open('web/orders.ts', calling('/orders', '/orders'));
  await editor.uses(yaml, ['5 called by 2 places', '5 tested by nothing', ...untested]);
  assert.match(
    (await editor.hovered(yaml, contract, 'list|Orders')) ?? '',
    /Called by 2 places, tested by nothing\./,
  );
  await editor.server.change('web/orders.ts', 'export {};\n');
  assert.equal(
    (await editor.referenced(yaml, contract, 'list|Orders', false)).length,
    1,
    'no wait, no old place',
  );
  await editor.uses(yaml, ['5 tested by nothing', ...untested]);
  await editor.server.stop();
});

test('a contract that is deleted while it is open, half-typed, or gone for good never fails', async () => {
  const editor = await Editor.start(files);
  await editor.server.open(yaml, contract, 'yaml');
  await editor.server.open(code, routes);
  assert.equal((await editor.titles(code)).length, 4);
  rmSync(join(editor.server.root, yaml));
  await editor.server.watched({ [yaml]: 3 });
  assert.equal((await editor.titles(yaml)).length, 5, 'the text on screen counts');
  await editor.server.change(yaml, 'openapi: 3.1.0\npaths:\n  /orders:\n    get: {');
  await editor.titles(yaml);
  await editor.server.change(yaml, '');
  assert.deepEqual(await editor.titles(yaml), []);
  await editor.server.close(yaml);
  assert.deepEqual(await editor.titles(code), []);
  assert.deepEqual(await editor.defined(code, routes, "'/ord|ers')"), []);
  writeInto(editor.server.root, yaml, contract);
  await editor.server.watched({ [yaml]: 1 });
  assert.equal((await editor.titles(code)).length, 4);
  assert.deepEqual(
    editor.server.log.filter((line) => /failed/.test(line)),
    [],
  );
  await editor.server.stop();
});

test('a client is asked only while a policy declares contracts', async () => {
  const editor = await Editor.start({ ...files, 'parapet.jsonc': policy({}) });
  await editor.server.open(code, routes);
  assert.deepEqual(await editor.titles(code), []);
  const asked = () => [...editor.registered].filter((id) => id.startsWith('contracts ')).sort();
  assert.deepEqual(asked(), []);
  await editor.server.open('parapet.jsonc', policy(), 'jsonc');
  assert.equal((await editor.titles(code)).length, 4);
  await editor.server.until(() => asked().length === 4, 'the registrations');
  assert.deepEqual(asked(), [
    'contracts textDocument/codeLens',
    'contracts textDocument/definition',
    'contracts textDocument/references',
    'contracts workspace/didChangeWatchedFiles',
  ]);
  await editor.server.change('parapet.jsonc', policy({}));
  assert.deepEqual(await editor.titles(code), []);
  await editor.server.until(() => asked().length === 0, 'the end of the registrations');
  await editor.server.stop();
});

test('a client that registers nothing later is answered from the start, and each of several roots for itself', async () => {
  const inFolder = (folder: string) =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
  const editor = await Editor.start(
    { ...inFolder('a'), ...inFolder('b'), 'b/src/routes.ts': routes.replace('/carts', '/cart') },
    { isDynamic: false, folders: ['a', 'b'] },
  );
  assert.ok(editor.server.initialized.capabilities.codeLensProvider);
  await editor.server.open(`a/${yaml}`, contract, 'yaml');
  await editor.server.open(`b/${code}`, routes);
  assert.equal((await editor.titles(`a/${yaml}`))[3], '14 served as PATCH /carts at src/routes.ts:5');
  assert.deepEqual(await editor.defined(`b/${code}`, routes, "'/orders/|:id'"), [`b/${yaml}:8:5`]);
  await editor.server.stop();
});

test('a path that another document holds leads on from both, and a prefix is no obstacle', async () => {
  const main = `{ "openapi": "3.0.3", "info": { "title": "Shop", "version": "2" }, "servers": [{ "url": "/api" }],
  "paths": { "/orders": { "$ref": "./paths/orders.json" } } }`;
  const part = `{ "get": { "operationId": "list", "responses": {} } }`;
  const own = `import express from 'express';\nexpress().get('/api/orders', () => {});\n`;
  const editor = await Editor.start({
    'parapet.jsonc': policy({ contracts: [{ file: 'openapi.json' }] }),
    'openapi.json': main,
    'paths/orders.json': part,
    'src/app.ts': own,
  });
  await editor.server.open('paths/orders.json', part, 'json');
  assert.deepEqual(await editor.titles('paths/orders.json'), ['1 served at src/app.ts:2']);
  assert.deepEqual(await editor.titles('openapi.json'), []);
  assert.deepEqual(await editor.titles('src/app.ts'), ['2 GET /api/orders · openapi.json 2 · list']);
  assert.deepEqual(await editor.defined('openapi.json', main, '"/ord|ers"'), ['src/app.ts:2:15']);
  assert.deepEqual(await editor.defined('openapi.json', main, '"$re|f"'), []);
  await editor.server.stop();
});
