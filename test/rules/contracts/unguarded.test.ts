import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openWorkspace } from '../../support/workspace.ts';
import { contractOf, policyOf, serving, told } from './shop.ts';

const listed = contractOf(['GET /orders']);
const code = { 'src/app.ts': serving('GET /orders', 'GET /v3/new', 'POST /v3/new') };

describe('what a service serves outside of all that its contracts cover', () => {
  const files = { 'openapi.yaml': listed, ...code };
  const covering = (more: object = {}) => ({
    'parapet.jsonc': policyOf({ covers: ['/orders/**'], ...more }),
  });

  test('is told once, as a warning where the paths stand', async () => {
    const all = new Map(Object.entries({ ...files, ...covering() }));
    assert.deepEqual(await told({ ...files, ...covering() }), [
      'parapet.jsonc:1 warning missing-contract: Service "shop" serves 2 routes such as GET /v3/new that no contract covers.',
    ]);
    const workspace = await openWorkspace(all);
    const [{ span, fingerprint } = { span: { start: 0, end: 0 }, fingerprint: '' }] = workspace.findings();
    assert.equal(all.get('parapet.jsonc')?.slice(span.start, span.end), '"/orders/**"');
    assert.match(fingerprint, /^[0-9a-f]{16}$/);
  });

  test('is nothing where it is internal, covered by another contract, or not sure', async () => {
    const internal = [{ path: '/v3/**', why: 'Ours.' }];
    assert.deepEqual(await told({ ...files, ...covering({ internal }) }), []);
    const unsure = { 'src/app.ts': serving('GET /orders', 'GET `/v3/${which}`') };
    assert.deepEqual(await told({ ...files, ...covering(), ...unsure }), []);
    const contracts = [
      { file: 'openapi.yaml', covers: ['/orders/**'] },
      { file: 'new.yaml', covers: ['/v3/**'] },
    ];
    const both = JSON.stringify({ services: [{ name: 'shop', files: 'src/**', contracts }] });
    const fresh = { 'new.yaml': contractOf(['GET /v3/new', 'POST /v3/new']) };
    assert.deepEqual(await told({ ...files, ...fresh, 'parapet.jsonc': both }), []);
  });
});

describe('what is served by no service', () => {
  const files = { 'openapi.yaml': listed, 'src/app.ts': serving('GET /orders') };
  const other = { 'b/app.ts': serving('GET /b') };

  test('is a warning where another service has a contract, at the services', async () => {
    assert.deepEqual(await told(files), []);
    assert.deepEqual(await told({ ...files, ...other }), [
      'parapet.jsonc:1 warning missing-contract: Services have contracts here, and no contract promises the 1 route of no service, such as GET /b.',
    ]);
    const plain = '{ "services": [{ "name": "shop", "files": "src/**" }] }';
    assert.deepEqual(await told({ ...files, ...other, 'parapet.jsonc': plain }), []);
  });

  test('is an error where contracts come first, once for each package', async () => {
    const packages = {
      'parapet.jsonc': '{\n  "contractFirst": "change"\n}',
      'packages/p1/package.json': '{ "name": "p1" }',
      'packages/p1/openapi.yaml': listed,
      'packages/p1/app.ts': serving('GET /orders'),
      'packages/p2/package.json': '{ "name": "p2" }',
      'packages/p2/app.ts': serving('GET /b'),
      'packages/p2/more.ts': serving('GET /c'),
      'packages/p3/package.json': '{ "name": "p3" }',
      'packages/p3/app.ts': serving('GET /d'),
    };
    const line = (what: string) =>
      `parapet.jsonc:2 error missing-contract: Contracts come first here, and no contract promises the ${what}.`;
    assert.deepEqual(await told(packages), [
      line('1 route of no service in "packages/p3", such as GET /d'),
      line('2 routes of no service in "packages/p2", such as GET /b'),
    ]);
    const second = { 'packages/p2/openapi.yaml': contractOf(['GET /b', 'GET /c']) };
    const third = { 'packages/p3/openapi.yaml': contractOf(['GET /d']) };
    assert.deepEqual(await told({ ...packages, ...second, ...third }), []);
  });
});

describe('a contract that promises nothing', () => {
  const head = 'openapi: 3.1.0\ninfo: { title: Shop, version: 1.0.0 }\n';
  const served = { 'src/app.ts': serving('GET /orders') };
  const route =
    'src/app.ts:3 error route-without-operation: GET /orders is served here, and "openapi.yaml" does not promise it.';

  for (const paths of ['paths: {}', 'paths: []', 'paths:'])
    test(`leaves no route unpromised in silence: ${paths}`, async () => {
      const lines = await told({ 'openapi.yaml': `${head}${paths}\n`, ...served });
      assert.deepEqual(lines.slice(-1), [route]);
      assert.deepEqual(await told({ 'openapi.yaml': listed, ...served }), []);
    });

  test('takes nothing from its like that promises something', async () => {
    const contracts = [{ file: 'openapi.yaml' }, { file: 'api.yaml' }];
    const policy = JSON.stringify({ services: [{ name: 'shop', files: 'src/**', contracts }] });
    const api = contractOf(['GET /api/orders', 'GET /api/carts']);
    const lines = await told({
      ...{ 'openapi.yaml': `${head}paths: {}\n`, 'api.yaml': api, 'parapet.jsonc': policy },
      'src/app.ts': serving('GET /api/orders', 'GET /api/carts', 'GET /orders'),
    });
    assert.match(lines.at(-1) ?? '', /warning route-without-operation: .* "api.yaml"/);
  });

  test('is as none where the list of contracts is empty', async () => {
    const policy = '{ "services": [{ "name": "shop", "files": "src/**", "contracts": [] }] }';
    assert.deepEqual(await told({ 'parapet.jsonc': policy, ...served }), [
      'parapet.jsonc:1 error missing-contract: Service "shop" serves 1 route and has no contract.',
    ]);
    assert.deepEqual(await told({ 'parapet.jsonc': policy, 'src/app.ts': 'export {};\n' }), []);
  });
});
