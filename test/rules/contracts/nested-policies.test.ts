import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { carts, head, judged, orders, told } from './contract-change.ts';

type Files = Readonly<Record<string, string>>;

const app = (...paths: readonly string[]) =>
  `import express from 'express';\nconst app = express();\n${paths.map((path) => `app.get('${path}', () => {});\n`).join('')}`;
const named = (file: string, files: string, more: object = {}, setting: object = {}) =>
  JSON.stringify({ services: [{ name: 'shop', files, contracts: [{ file, ...setting }] }], ...more });
const outer = named('x/shop.yaml', 'x/src/**');
const base = { 'x/shop.yaml': head('1.0.0') + orders + carts, 'x/src/app.ts': app('/orders', '/carts') };
const first = 'contracts/implementation-first';
const breaking = 'contracts/breaking-change';
const nested = 'x/parapet.jsonc';

async function done(policy: string, before: Files, now: Files) {
  const { of, result } = await judged(
    { 'parapet.jsonc': policy, ...before },
    now,
    now['parapet.jsonc'] ?? policy,
  );
  const items = result.items.filter(({ id, verdict }) => id === 'contract-first' && verdict === 'fail');
  return { of, failed: items.map(({ level, detail }) => `${level}: ${detail}`), result };
}

const worse = {
  'x/shop.yaml': head('1.0.0') + orders,
  'x/src/app.ts': app('/orders', '/fake'),
};

describe('a policy that a change brings into a folder', () => {
  const why = '"x/parapet.jsonc" judges it since this change, which counts once that is merged.';
  const lessers = [
    ['asks for no contracts', '{ "layers": [] }'],
    ['names no service', '{ "contractFirst": "change" }'],
    ['leaves the files out', named('shop.yaml', 'src/**', { exclude: ['src/**', '*.yaml'] })],
    ['calls the files tests', named('shop.yaml', 'src/**', { tests: ['src/**'] })],
    ['has a service for other files', named('other.yaml', 'other/**')],
  ] as const;

  for (const [what, text] of lessers)
    test(`and that ${what} takes nothing out of the service that had it`, async () => {
      const { of, failed } = await done(outer, base, { ...worse, [nested]: text });
      assert.deepEqual(told(of(first)), [
        'error: GET /fake is served since this change, and "x/shop.yaml" does not promise it.',
      ]);
      assert.equal(of(first)[0]?.related.at(-1)?.message, why);
      assert.equal(of(first)[0]?.related.at(-1)?.path, nested);
      assert.match(told(of(breaking)).join(), /^error: GET \/carts was removed, which breaks callers/);
      assert.equal(failed.length, 1, failed.join('\n'));
      assert.match(failed[0] ?? '', /^must: /);
      const merged = await done(outer, { ...base, [nested]: text }, { ...worse, [nested]: text });
      assert.deepEqual(merged.of(first), [], 'once it is merged it is so');
      const kept = await done(outer, base, { ...base, [nested]: text });
      assert.deepEqual([...kept.of(first), ...kept.of(breaking), ...kept.failed], []);
    });

  test('and that takes a contract over holds it to no less', async () => {
    const less = named(
      'shop.yaml',
      'src/**',
      {},
      { versioning: 'none', mode: 'generated', covers: ['/orders'] },
    );
    const now = { ...worse, [nested]: less, 'parapet.jsonc': named('other.yaml', 'other/**') };
    const { of, failed } = await done(outer, base, now);
    assert.deepEqual(told(of(breaking)), [
      'error: GET /carts was removed, which breaks callers and asks for version 2.0.0; "x/shop.yaml" is still 1.0.0.',
    ]);
    assert.deepEqual(told(of(first)), [
      'error: GET /fake is served since this change, and "x/shop.yaml", which covers it but for this change, does not promise it.',
    ]);
    assert.equal(failed.length, 1);
  });

  test('keeps the levels and the order of the outer one', async () => {
    const strict = named('x/shop.yaml', 'x/src/**', { contractFirst: 'base' });
    const levels = { 'operation-removed': 'compatible' };
    const lax = named('shop.yaml', 'src/**', {
      contractFirst: 'change',
      rules: { 'contracts/breaking-change': ['error', { levels }] },
    });
    const now = {
      'x/shop.yaml': `${head('1.1.0')}${orders}  /more: { get: { responses: {} } }\n`,
      'x/src/app.ts': app('/orders', '/more'),
      'parapet.jsonc': named('other.yaml', 'other/**', { contractFirst: 'base' }),
      [nested]: lax,
    };
    const { of } = await done(strict, base, now);
    assert.match(told(of(first)).join(), /GET \/more is served by the same change that promises it/);
    assert.match(told(of(breaking)).join(), /GET \/carts was removed/);
  });

  test('and that asks for no contracts is told where there are some', async () => {
    const intact = async (now: Files) => {
      const { result } = await done(outer, base, now);
      return result.items.filter(({ id, verdict }) => id === 'policy-intact' && verdict === 'fail');
    };
    const [told = undefined, ...rest] = await intact({ ...base, [nested]: '{ "layers": [] }' });
    assert.match(
      told?.detail ?? '',
      /1 loosening: contracts and code below "x" are not held against each other any more$/,
    );
    assert.deepEqual(rest, []);
    assert.deepEqual(await intact({ ...base, 'ui/parapet.jsonc': '{ "layers": [] }', 'ui/a.ts': '' }), []);
  });

  test('answers for services of its own', async () => {
    const own = { 'y/parapet.jsonc': named('promise.yaml', 'src/**') };
    const code = {
      'y/src/app.ts': app('/why'),
      'y/promise.yaml': `${head('1.0.0')}  /why: { get: { responses: {} } }\n`,
    };
    const { result } = await done(outer, base, { ...base, ...own, ...code });
    assert.deepEqual(told(result.findings), []);
    const more = await done(outer, base, { ...base, ...own, ...code, 'y/src/b.ts': app('/more') });
    assert.deepEqual(told(more.of(first)), [
      'error: GET /more is served since this change, and "y/promise.yaml" does not promise it.',
    ]);
  });

  test('takes a service along with its contract, and what looks like test code is so at once', async () => {
    const now = { [nested]: named('shop.yaml', 'src/**'), 'parapet.jsonc': named('z.yaml', 'z/**') };
    const { of, failed } = await done(outer, base, { ...base, ...now });
    assert.deepEqual([...of(first), ...of(breaking), ...failed], []);
    const fake = { 'x/src/test/fake.ts': app('/fake') };
    const tested = await done(outer, base, { ...base, ...fake, [nested]: '{ "layers": [] }' });
    assert.deepEqual(tested.of(first), []);
  });
});

describe('a nested policy of the base', () => {
  const top = '{ "layers": [] }';
  const before = { ...base, [nested]: named('shop.yaml', 'src/**') };
  const gone =
    'must: the policy of the base holds x/shop.yaml to be a contract, and this change no longer does';

  test('that is gone, or that another one excludes by now, still asks for its contracts', async () => {
    assert.deepEqual((await done(top, before, base)).failed, [gone]);
    const excluded = { ...before, 'parapet.jsonc': '{ "exclude": ["x/**"] }' };
    assert.deepEqual((await done(top, before, excluded)).failed, [gone]);
    const byName = { ...before, [nested]: '{ "contractFirst": "change" }', 'x/openapi.yaml': head('1.0.0') };
    const { [nested]: _, ...left } = byName;
    assert.deepEqual((await done(top, byName, left)).failed, [
      'must: the policy of the base holds code and contracts against each other, and this change no longer does',
    ]);
  });

  test('that moves into the outer one, or was not in force, is not missed', async () => {
    const moved = await done(top, before, { ...base, 'parapet.jsonc': outer });
    assert.deepEqual(moved.failed, []);
    const silent = '{ "exclude": ["x/**"] }';
    assert.deepEqual((await done(silent, before, base)).failed, []);
    assert.deepEqual((await done(top, before, { ...before, 'x/a.ts': '' })).failed, []);
  });
});
