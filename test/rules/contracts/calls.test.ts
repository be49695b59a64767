import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openWorkspace } from '../../support/workspace.ts';
import { contractOf, policyOf, serving, told } from './shop.ts';

const untested = 'contracts/untested-operation';
const undocumented = 'contracts/undocumented-call';
const tests = { tests: ['test/**'] };
const on = (rule: string, contract: object = {}, more: object = tests) =>
  policyOf(contract, { ...more, rules: { [rule]: 'error' } });
const testing = (...lines: readonly string[]) =>
  ["import request from 'supertest';", "import { app } from '../src/app.ts';", ...lines, ''].join('\n');

describe('operations that no test calls', () => {
  const files = {
    'parapet.jsonc': on(untested),
    'openapi.yaml': contractOf(['GET /orders operationId:_listOrders', 'GET /carts']),
    'src/app.ts': serving('GET /orders', 'GET /carts'),
    'test/carts.ts': testing("it('a', () => request(app).get('/carts'));"),
  };
  const line = (state: string, known = '') =>
    `openapi.yaml:5 ${state} untested-operation: GET /orders is promised here, and no test${known} calls it.`;

  test('are told by their keys, and only where the rule is named', async () => {
    assert.deepEqual(await told(files), [line('error')]);
    assert.deepEqual(await told({ ...files, 'parapet.jsonc': policyOf({}, tests) }), []);
    const family = policyOf({}, { ...tests, rules: { 'contracts/*': 'error' } });
    assert.deepEqual(await told({ ...files, 'parapet.jsonc': family }), []);
  });

  test('are only likely while a test calls something that nobody knows, which is named', async () => {
    const own = {
      ...files,
      'test/any.ts': testing("it('b', () => request(app).get(process.env.PATH_OF_IT));"),
    };
    assert.deepEqual(await told(own), [line('warning', ' that could be understood')]);
    const workspace = await openWorkspace(new Map(Object.entries(own)));
    assert.equal(workspace.findings()[0]?.related.at(-1)?.path, 'test/any.ts');
    const tool = { ...files, 'schemathesis.toml': 'workers = 2\n' };
    assert.deepEqual(await told(tool), [line('warning', ' that could be understood')]);
  });

  test('are certain where a tool tests another contract', async () => {
    const other = { 'other.openapi.yaml': contractOf(['GET /other planned']) };
    const lines = await told({ ...files, ...other, 'dredd.yml': 'blueprint: other.openapi.yaml\n' });
    assert.deepEqual(
      lines.filter((each) => each.includes('untested')),
      [line('error')],
    );
  });

  test('come and go as tests are written', async () => {
    const texts = new Map(Object.entries(files));
    const workspace = await openWorkspace(texts);
    assert.equal(workspace.findings().length, 1);
    workspace.setText(
      'test/carts.ts',
      `${files['test/carts.ts']}it('b', () => request(app).get('/orders'));\n`,
    );
    assert.deepEqual([...(await workspace.refresh())], ['openapi.yaml']);
    assert.deepEqual(workspace.findings(), []);
    workspace.setText('test/carts.ts', undefined);
    await workspace.refresh();
    assert.equal(workspace.findings().length, 1);
  });

  const pact = JSON.stringify({
    provider: { name: 'shop' },
    interactions: [{ request: { method: 'GET', path: '/orders' } }],
  });
  const silent: readonly (readonly [name: string, files: Readonly<Record<string, string>>])[] = [
    ['called by supertest', { 'test/a.ts': testing("it('b', () => request(app).get('/orders'));") }],
    ['called by its name', { 'test/a.ts': 'export const all = () => client.listOrders();\n' }],
    ['expected by a Pact', { 'pacts/web.json': pact }],
    ['tested as a whole', { 'dredd.yml': 'blueprint: openapi.yaml\n' }],
    ['planned', { 'openapi.yaml': contractOf(['GET /orders planned', 'GET /carts']) }],
    [
      'suppressed',
      {
        'openapi.yaml': files['openapi.yaml'].replace(
          '    get',
          `    # parapet-allow ${untested}: soon\n    get`,
        ),
      },
    ],
  ];
  for (const [name, more] of silent)
    test(`are not told where they are ${name}`, async () => {
      const lines = await told({ ...files, ...more });
      assert.deepEqual(
        lines.filter((each) => !each.includes('suppressed')),
        [],
      );
    });

  test('are no finding where nothing serves them, which is told by another rule', async () => {
    const lines = await told({ ...files, 'src/app.ts': serving('GET /carts') });
    assert.deepEqual(
      lines.map((each) => each.split(' ')[2]),
      ['operation-without-route:'],
    );
  });

  test('may be tested by a document that cannot be read, which is told', async () => {
    assert.deepEqual(await told({ ...files, 'pacts/web.json': '{ "interactions": [{}], "provider": {} }' }), [
      line('error'),
      'pacts/web.json:1 error untested-operation: The interaction has no request, so that nobody knows what "pacts/web.json" tests.',
    ]);
  });
});

describe('calls of what nobody promised', () => {
  const consumed = { consumers: ['web/**'] };
  const files = {
    'parapet.jsonc': on(undocumented, consumed, {}),
    'openapi.yaml': contractOf(['GET /orders', 'GET /orders/{id}']),
    'src/app.ts': serving('GET /orders', 'GET /orders/:id'),
    'web/a.ts': "export const all = () => fetch('/order');\n",
  };
  const line =
    'web/a.ts:1 error undocumented-call: GET /order is called here, and "openapi.yaml" does not promise it.';

  test('are told at the path, with the operation that comes nearest', async () => {
    assert.deepEqual(await told(files), [line]);
    const workspace = await openWorkspace(new Map(Object.entries(files)));
    const [finding] = workspace.findings();
    assert.equal(files['web/a.ts'].slice(finding?.span.start, finding?.span.end), "'/order'");
    assert.deepEqual(
      finding?.related.map(({ path, message }) => [path, message]),
      [
        ['openapi.yaml', 'GET /orders comes nearest.'],
        ['parapet.jsonc', 'The policy names the contract here.'],
      ],
    );
  });

  test('of a route that its contract does not promise are told on both sides', async () => {
    const lines = await told({
      ...files,
      'src/app.ts': serving('GET /orders', 'GET /orders/:id', 'GET /order'),
    });
    assert.deepEqual(
      lines.map((each) => each.split(' ')[2]),
      ['route-without-operation:', 'undocumented-call:'],
    );
  });

  test('are told below the path that servers put in front, and not beside it', async () => {
    const served = contractOf(['GET /orders']).replace('paths:', 'servers: [{ url: /api }]\npaths:');
    const below = { ...files, 'openapi.yaml': served, 'src/app.ts': serving('GET /api/orders') };
    const call = (path: string) => ({ 'web/a.ts': `export const all = () => fetch('${path}');\n` });
    assert.equal((await told({ ...below, ...call('/api/order') })).length, 1);
    assert.deepEqual(await told({ ...below, ...call('/order') }), []);
    const root = { 'openapi.yaml': served.replace('/api', '/'), 'src/app.ts': serving('GET /orders') };
    assert.equal(
      (await told({ ...below, ...root, ...call('/order') })).length,
      1,
      'a slash alone is no path',
    );
  });

  test('below what all operations of the contract begin with', async () => {
    const lines = await told({
      ...files,
      'openapi.yaml': contractOf(['GET /api/v3/orders', 'GET /api/v3/carts']),
      'src/app.ts': serving('GET /api/v3/orders', 'GET /api/v3/carts'),
      'web/a.ts': "export const all = () => fetch('/api/v3/order');\n",
    });
    assert.deepEqual(lines, [
      'web/a.ts:1 error undocumented-call: GET /api/v3/order is called here, and "openapi.yaml" does not promise it.',
    ]);
  });

  test('of another method name the one that is promised', async () => {
    const post = "export const add = () => fetch('/orders', { method: 'POST' });\n";
    assert.deepEqual(await told({ ...files, 'web/a.ts': post }), [
      'web/a.ts:1 error undocumented-call: POST /orders is called here, and "openapi.yaml" does not promise it.',
    ]);
  });

  const other = (text: string) => ({ 'web/a.ts': text });
  const silent: readonly (readonly [name: string, files: Readonly<Record<string, string>>])[] = [
    ['where the rule is not named', { 'parapet.jsonc': policyOf(consumed, tests) }],
    [
      'outside of the consumers',
      {
        'parapet.jsonc': on(undocumented, { consumers: ['app/**', 'web/b.ts'] }),
        'web/b.ts': '',
        'app/a.ts': '',
      },
    ],
    ['without consumers', { 'parapet.jsonc': on(undocumented, {}, {}) }],
    ['in tests', { 'parapet.jsonc': on(undocumented, consumed, { tests: ['web/**'] }) }],
    [
      'outside of what the contract covers',
      { 'parapet.jsonc': on(undocumented, { ...consumed, covers: ['/orders/**'] }, {}) },
    ],
    [
      'outside of what all of its operations begin with',
      {
        'openapi.yaml': contractOf(['GET /api/v3/orders', 'GET /api/v3/carts']),
        'src/app.ts': serving('GET /api/v3/orders', 'GET /api/v3/carts'),
        'web/a.ts': "export const all = () => fetch('/api/internal/order');\n",
      },
    ],
    ['of another host', other("export const all = () => fetch('https://api.example.com/order');\n")],
    ['of a file', other("export const all = () => fetch('/logo.svg');\n")],
    ['of what is promised', other('export const all = () => fetch(`/orders/${id}`);\n')],
    ['behind a base that nobody knows', other('export const all = () => fetch(`${base}/order`);\n')],
    [
      'of what the policy calls internal',
      {
        'src/app.ts': serving('GET /orders', 'GET /orders/:id', 'GET /order'),
        'parapet.jsonc': on(undocumented, { ...consumed, internal: [{ path: '/order', why: 'Ours.' }] }),
      },
    ],
    ['of another contract', { 'shop.openapi.yaml': contractOf(['GET /order planned']) }],
    ['while the contract cannot be read', { 'openapi.yaml': `${contractOf(['GET /orders'])}  /carts: {` }],
  ];
  for (const [name, more] of silent)
    test(`are not told ${name}`, async () => {
      const lines = await told({ ...files, ...more });
      assert.deepEqual(
        lines.filter((each) => each.includes('undocumented-call')),
        [],
      );
    });
});
