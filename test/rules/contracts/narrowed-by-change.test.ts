import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carts, head, judged, orders, policyWith, told } from './contract-change.ts';

const app = (...paths: readonly string[]) =>
  `import express from 'express';\nconst app = express();\n${paths.map((path) => `app.get('${path}', () => {});\n`).join('')}`;
const one = { 'openapi.yaml': head('1.0.0') + orders, 'src/app.ts': app('/orders') };
const first = 'contracts/implementation-first';
const served = 'contracts/operation-without-route';
const breaking = 'contracts/breaking-change';

const named = (more: object = {}, files: readonly string[] = ['src/**']) =>
  JSON.stringify({
    services: [{ name: 'shop', files, owner: '@acme/shop', contracts: [{ file: 'openapi.yaml' }] }],
    ...more,
  });
const byName = (more: object = {}) => JSON.stringify({ contractFirst: 'change', ...more });

/** A change from one policy to another one, with something else. */
const from = (policy: string, base: Readonly<Record<string, string>>) => ({
  'parapet.jsonc': policy,
  ...base,
});

const fresh = { ...one, 'src/carts.ts': app('/carts') };

const narrowings = [
  ['excluded', named(), named({ exclude: ['src/carts.ts'] }), 'It is excluded since this change'],
  ['a test', named(), named({ tests: ['src/c*.ts'] }), 'It is a test since this change'],
  [
    'no part of the service',
    named({}, ['src/app.ts', 'src/carts.ts']),
    named({}, ['src/app.ts']),
    'It is no part of service "shop" since this change',
  ],
] as const;

test('a new route that the same change takes out of what is judged is told, with what takes it out', async () => {
  for (const [what, then, now, why] of narrowings) {
    const { of, item } = await judged(from(then, one), fresh, now);
    assert.deepEqual(
      told(of(first)),
      ['error: GET /carts is served since this change, and "openapi.yaml" does not promise it.'],
      what,
    );
    assert.equal(of(first)[0]?.related.at(-1)?.message, `${why}, which counts once that is merged.`);
    assert.equal(of(first)[0]?.related.at(-1)?.path, 'parapet.jsonc');
    assert.equal(item?.verdict, 'fail', what);
    const merged = await judged(from(now, one), fresh, now);
    assert.deepEqual(merged.of(first), [], `${what}: once it is merged it is so`);
    assert.notEqual(merged.item?.verdict, 'fail');
    const old = await judged(from(then, fresh), { ...fresh, 'src/b.ts': '' }, now);
    assert.deepEqual(old.of(first), [], `${what}: what was served before is not new`);
    assert.notEqual(old.item?.verdict, 'fail', what);
  }
});

test('what a change no longer serves is told though the files that served it are left out by now', async () => {
  const base = { ...fresh, 'openapi.yaml': head('1.0.0') + orders + carts };
  const now = { ...base, 'src/carts.ts': app() };
  for (const [what, then, since] of narrowings) {
    const { of, item } = await judged(from(then, base), now, since);
    assert.deepEqual(
      of(served).map(({ severity }) => severity),
      ['error'],
      what,
    );
    assert.equal(item?.verdict, 'fail', what);
    const kept = await judged(from(then, base), { ...base, 'src/b.ts': '' }, since);
    assert.notEqual(kept.item?.verdict, 'fail', `${what}: it is served still`);
  }
});

test('a contract that is found by its name breaks callers though the same change leaves it out', async () => {
  const base = { 'api/openapi.yaml': head('1.0.0') + orders + carts, 'src/app.ts': app('/orders') };
  const now = { 'api/openapi.yaml': head('1.0.0') + orders, 'src/app.ts': app('/orders') };
  for (const less of [{ exclude: ['api/**'] }, { tests: ['api/**'] }]) {
    const { of, item } = await judged(from(byName(), base), now, byName(less));
    assert.deepEqual(told(of(breaking)), [
      'error: GET /carts was removed, which breaks callers and asks for version 2.0.0; "api/openapi.yaml" is still 1.0.0.',
    ]);
    assert.equal(item?.verdict, 'fail');
    const merged = await judged(from(byName(less), base), now, byName(less));
    assert.deepEqual(merged.of(breaking), []);
  }
});

test('what looks like test code is so at once', async () => {
  const fake = { ...one, 'e2e/fake.ts': app('/fake') };
  const tested = await judged(from(byName(), one), fake, byName({ tests: ['e2e/**'] }));
  assert.deepEqual(tested.of(first), []);
  const stub = await judged(
    from(byName(), one),
    { ...one, 'stubs/fake.ts': app('/fake') },
    byName({ tests: ['stubs/**'] }),
  );
  assert.equal(stub.of(first).length, 1);
});

test('a policy that is about more files is judged as it is', async () => {
  const wide = await judged(from(named({ exclude: ['src/carts.ts'] }), one), fresh, named());
  assert.equal(wide.of(first).length, 1);
  const split = JSON.stringify({
    services: [
      { name: 'shop', files: ['src/app.ts'], contracts: [{ file: 'openapi.yaml' }] },
      { name: 'carts', files: ['src/carts.ts'], contracts: [{ file: 'carts.openapi.yaml' }] },
    ],
  });
  const two = await judged(
    from(named(), one),
    { ...fresh, 'carts.openapi.yaml': head('1.0.0') + carts },
    split,
  );
  assert.deepEqual(two.of(first), [], 'another service that takes over has its own contract');
});

test('a policy that no longer holds code and contracts against each other does so for this change', async () => {
  const { item } = await judged(from(byName(), one), fresh, '{}');
  assert.equal(`${item?.verdict} ${item?.level}`, 'fail must');
  const merged = await judged(from('{}', one), fresh, '{}');
  assert.notEqual(`${merged.item?.verdict} ${merged.item?.level}`, 'fail must');
  const without = await judged(from(byName(), { 'src/app.ts': app() }), { 'src/app.ts': app('/a') }, '{}');
  assert.notEqual(without.item?.verdict, 'fail', 'where there is no contract nothing is lost');
  assert.equal((await judged(from(policyWith({}), one), fresh, policyWith({}))).of(first).length, 1);
});
