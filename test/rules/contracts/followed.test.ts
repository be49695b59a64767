import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carts, head, judged, orders, policyWith, told } from './contract-change.ts';

const breaking = 'contracts/breaking-change';
const policy = policyWith({ file: 'api/*' });
const items = orders.replace('/orders', '/items');
const stricter = (operation: string) =>
  operation.replace('get: { ', 'get: { parameters: [{ name: a, in: query, required: true }], ');
const deprecated = (operation: string) => operation.replace('get: { ', 'get: { deprecated: true, ');
const whole = { 'api/openapi.yaml': head('1.0.0') + orders + carts };

type Files = Readonly<Record<string, string>>;

async function placed(base: Files, now: Files) {
  const { of } = await judged(base, now, policy);
  return of(breaking).map(({ path, detail }) => `${path} ${detail}`);
}

test('what changed is told in whichever of the documents that a contract was split into', async () => {
  const split = { 'api/a.yaml': head('1.0.0') + orders, 'api/b.yaml': head('1.0.0') + carts };
  for (const [path, operation] of [
    ['api/a.yaml', orders],
    ['api/b.yaml', carts],
  ] as const) {
    const changed = { ...split, [path]: head('1.0.0') + stricter(operation) };
    assert.deepEqual(await placed(whole, changed), [`${path} required-parameter-added`]);
  }
});

test('what is about a whole document is told of the first one that it was split into', async () => {
  const on = (host: string) => head('1.0.0', `servers: [{ url: "https://${host}" }]\n`);
  const base = { 'api/openapi.yaml': on('a.example') + orders + carts };
  const split = (host: string) => ({ 'api/a.yaml': on(host) + orders, 'api/b.yaml': on(host) + carts });
  assert.deepEqual(await placed(base, split('b.example')), ['api/a.yaml server-removed']);
  assert.deepEqual(await placed(base, split('a.example')), []);
});

test('an operation that none of the documents has is gone, whatever else has moved to another one', async () => {
  const base = { 'api/openapi.yaml': head('1.0.0') + orders + carts + items };
  const beside = { 'api/carts.yaml': head('1.0.0') + carts };
  assert.deepEqual(await placed(base, { 'api/openapi.yaml': head('1.0.0') + orders, ...beside }), [
    'api/openapi.yaml operation-removed',
  ]);
  const both = { 'api/openapi.yaml': head('1.0.0') + orders + items, ...beside };
  assert.deepEqual(await placed(base, both), []);
});

test('a deprecated operation that another document promises now is not gone', async () => {
  const base = { 'api/openapi.yaml': head('1.0.0') + orders + deprecated(carts) };
  const alone = { 'api/openapi.yaml': head('1.0.0') + orders };
  assert.deepEqual(await placed(base, alone), ['api/openapi.yaml deprecated-operation-removed']);
  const moved = { ...alone, 'api/carts.yaml': head('1.0.0') + deprecated(carts) };
  assert.deepEqual(await placed(base, moved), []);
});

test('an operation that only came from another document asks for no version', async () => {
  const unversioned = async (now: Files) => {
    const base = { 'api/a.yaml': head('1.0.0') + orders + carts, 'api/b.yaml': head('1.0.0') + items };
    return told((await judged(base, now, policy)).of('contracts/unversioned-contract'));
  };
  const from = { 'api/a.yaml': head('1.0.0') + orders };
  const gained = { 'api/b.yaml': head('1.0.0') + items + carts };
  assert.deepEqual(await unversioned({ ...from, ...gained }), []);
  const more = { ...from, 'api/b.yaml': `${gained['api/b.yaml']}${orders.replace('/orders', '/new')}` };
  assert.equal((await unversioned(more)).length, 1);
});

test('a contract whose place another one with other servers takes is compared with that', async () => {
  const under = (version: string, path: string) =>
    head(version, `servers: [{ url: "https://shop.example${path}" }]\n`);
  const base = { 'api/one.yaml': under('1.0.0', '/v1') + orders + carts + items };
  const most = orders + carts;
  assert.deepEqual(await placed(base, { 'api/two.yaml': under('1.1.0', '/v2') + most }), [
    'api/two.yaml server-path-changed',
    'api/two.yaml operation-removed',
  ]);
  assert.deepEqual(await placed(base, { 'api/two.yaml': under('2.0.0', '/v2') + most }), []);
  assert.deepEqual(await placed(base, { 'api/two.yaml': under('2.0.0', '/v2') + orders }), [
    'parapet.jsonc contract-removed',
  ]);
});

test('who calls by the address of the server is named, who calls another one is not', async () => {
  const under = head('1.0.0', 'servers: [{ url: "https://shop.example/v1" }]\n');
  const web = (path: string) => `export const load = () => fetch('${path}');\n`;
  const code = { 'web/a.ts': web('/v1/carts'), 'web/b.ts': web('/v2/carts') };
  const base = { ...code, 'api/a.yaml': under + orders + carts };
  for (const now of [{ ...code, 'api/a.yaml': under + orders }, code]) {
    const [finding] = (await judged(base, now, policy)).of(breaking);
    assert.deepEqual(
      finding?.related.map(({ path }) => path).filter((path) => path.startsWith('web/')),
      ['web/a.ts'],
    );
  }
});

test('a service of another policy with the same name takes nothing over', async () => {
  const policies = { 'one/parapet.jsonc': policyWith({}), 'two/parapet.jsonc': policyWith({}) };
  const one = { ...policies, 'one/openapi.yaml': head('1.0.0') + carts };
  const two = { ...policies, 'two/openapi.yaml': head('1.0.0') + carts };
  const moved = `${two['two/openapi.yaml']}servers: [{ url: "https://shop.example/v2" }]\n`;
  for (const [base, now] of [
    [{ ...one, ...two }, two],
    [one, { ...policies, 'two/openapi.yaml': moved }],
  ] as const)
    assert.deepEqual(
      (await judged(base, now, '{}')).of(breaking).map(({ path, detail }) => `${path} ${detail}`),
      ['one/parapet.jsonc contract-removed'],
    );
});
