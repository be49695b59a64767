import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contractOf, serving, told } from './shop.ts';

const service = (name: string, ...contracts: readonly object[]) => ({
  name,
  files: `${name}/**`,
  contracts: contracts.map((more) => ({ file: 'openapi.yaml', ...more })),
});
const policy = (...services: readonly object[]) => ({ 'parapet.jsonc': JSON.stringify({ services }) });
const orders = service('a', { covers: ['/orders/**'] });
const carts = service('b', { covers: ['/carts/**'] });

describe('a document that several services promise by', () => {
  const files = {
    'openapi.yaml': contractOf(['GET /orders', 'POST /orders', 'GET /carts', 'POST /carts']),
    'a/app.ts': serving('GET /orders', 'POST /orders'),
    'b/app.ts': serving('GET /carts', 'POST /carts'),
  };

  test('is kept where each serves what it covers, and where one service names it twice', async () => {
    assert.deepEqual(await told({ ...files, ...policy(orders, carts) }), []);
    const twice = { ...service('', {}), files: ['a/**', 'b/**'], name: 'shop' };
    const both = [
      { file: 'openapi.yaml', covers: ['/orders/**'] },
      { file: 'openapi.yaml', covers: ['/carts/**'] },
    ];
    assert.deepEqual(await told({ ...files, ...policy({ ...twice, contracts: both }) }), []);
  });

  test('is judged for each by what that covers', async () => {
    const less = {
      'a/app.ts': serving('GET /orders'),
      'b/app.ts': serving('GET /carts', 'POST /carts', 'PUT /carts'),
    };
    assert.deepEqual(await told({ ...files, ...policy(orders, carts), ...less }), [
      'b/app.ts:5 error route-without-operation: PUT /carts is served here, and "openapi.yaml" does not promise it.',
      'openapi.yaml:6 warning operation-without-route: POST /orders is promised here, and no route of service "a" serves it.',
    ]);
  });

  test('leaves the rest to who names no paths, once', async () => {
    const open = service('b', {});
    assert.deepEqual(await told({ ...files, ...policy(orders, open) }), []);
    const less = { 'b/app.ts': serving('GET /carts') };
    const line = (name: string) =>
      `openapi.yaml:9 warning operation-without-route: POST /carts is promised here, and no route of service "${name}" serves it.`;
    assert.deepEqual(await told({ ...files, ...policy(orders, open), ...less }), [line('b')]);
    assert.deepEqual(await told({ ...files, ...policy(service('a', {}), open), ...less }), [line('a')]);
    assert.deepEqual(await told({ ...files, ...policy(service('a', {}), open) }), []);
  });

  test('tells once of what nobody covers', async () => {
    const more = { 'openapi.yaml': `${files['openapi.yaml']}  /bills:\n    get: { responses: {} }\n` };
    assert.deepEqual(await told({ ...files, ...policy(orders, carts), ...more }), [
      'openapi.yaml:11 warning operation-without-route: GET /bills is promised here, no "covers" of "openapi.yaml" names it, and no route serves it.',
    ]);
  });

  test('tells once what is wrong with the document alone', async () => {
    const bare = {
      'openapi.yaml': contractOf(['GET /orders', 'POST /orders', 'GET /carts', 'POST /carts'], 'title: Shop'),
    };
    const lines = await told({ ...files, ...policy(orders, carts), ...bare });
    assert.equal(lines.filter((line) => line.includes('unversioned-contract')).length, 1, lines.join('\n'));
  });

  test('is not what a glob means besides', async () => {
    const glob = { ...orders, contracts: [...orders.contracts, { file: '*.yaml' }] };
    assert.deepEqual(await told({ ...files, ...policy(glob, carts) }), []);
  });
});
