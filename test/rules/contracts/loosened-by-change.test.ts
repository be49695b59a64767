import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carts, head, judged, orders, policyWith, told } from './contract-change.ts';

const app = (...paths: readonly string[]) =>
  `import express from 'express';\nconst app = express();\n${paths.map((path) => `app.get('${path}', () => {});\n`).join('')}`;
const one = { 'openapi.yaml': head('1.0.0') + orders, 'src/app.ts': app('/orders') };
const two = { 'openapi.yaml': head('1.1.0') + orders + carts, 'src/app.ts': app('/orders', '/carts') };
const ordered = (contractFirst?: string) => policyWith({}, contractFirst ? { contractFirst } : {});

/** A change from one policy to another one, with something else. */
const from = (policy: string, base: Readonly<Record<string, string>>) => ({
  'parapet.jsonc': policy,
  ...base,
});

test('an order that is loosened holds for the change that loosens it', async () => {
  for (const now of [ordered('change'), ordered()]) {
    const { of, item } = await judged(from(ordered('base'), one), two, now);
    assert.equal(of('contracts/implementation-first').length, 1, now);
    assert.equal(item?.verdict, 'fail');
  }
  const after = await judged(from(ordered('change'), one), two, ordered('change'));
  assert.deepEqual(after.of('contracts/implementation-first'), [], 'once it is merged it does not');
  const ahead = await judged(from(ordered('change'), one), two, ordered('base'));
  assert.equal(ahead.of('contracts/implementation-first').length, 1, 'a stricter one holds at once');
});

test('versions that are given up are asked for until that is merged', async () => {
  const then = { ...two, 'openapi.yaml': head('1.0.0') + orders + carts };
  const none = policyWith({ versioning: 'none' });
  for (const policy of [policyWith({}), policyWith({ versioning: 'semver' })]) {
    const { of, item } = await judged(from(policy, then), one, none);
    assert.deepEqual(told(of('contracts/breaking-change')), [
      'error: GET /carts was removed, which breaks callers and asks for version 2.0.0; "openapi.yaml" is still 1.0.0.',
    ]);
    assert.equal(item?.verdict, 'fail');
  }
  const merged = await judged(from(none, then), one, none);
  assert.deepEqual(
    merged.of('contracts/breaking-change').map(({ severity }) => severity),
    ['warning'],
  );
  assert.equal(merged.item?.verdict, 'pass');
  const tightened = await judged(from(none, then), one, policyWith({}));
  assert.equal(tightened.item?.verdict, 'fail', 'what is stricter holds at once');
});

test('a document that the policy no longer names is no way out', async () => {
  const named = { file: 'api/shop.yaml' };
  const then = { 'api/shop.yaml': head('1.0.0') + orders + carts };
  const now = { 'api/shop.yaml': head('1.0.0') + orders };
  const bare = JSON.stringify({ services: [{ name: 'shop', files: 'src/**', owner: '@acme/shop' }] });
  for (const policy of [bare, JSON.stringify({ ...JSON.parse(bare), contractFirst: 'change' })]) {
    const { item, result } = await judged(from(policyWith(named), then), now, policy);
    assert.equal(`${item?.verdict} ${item?.level}`, 'fail must', policy);
    assert.match(
      item?.detail ?? '',
      /holds api\/shop\.yaml to be a contract, and this change no longer does/,
    );
    assert.equal(result.verdict, 'fail');
  }
  const merged = await judged(from(bare, then), now, bare);
  assert.notEqual(`${merged.item?.verdict} ${merged.item?.level}`, 'fail must');
  const moved = await judged(
    from(policyWith(named), then),
    { 'api/carts.yaml': head('1.0.0') + orders + carts },
    policyWith({ file: 'api/carts.yaml' }),
  );
  assert.notEqual(moved.item?.verdict, 'fail', 'one that moved is named still');
});

const added = { ...one, 'src/app.ts': app('/orders', '/carts') };
const first = 'contracts/implementation-first';

test('paths that a contract no longer covers are covered for the change that says so', async () => {
  const narrow = policyWith({ covers: ['/orders/**'] });
  for (const wide of [policyWith({}), policyWith({ covers: ['/**'] })]) {
    const { of, item } = await judged(from(wide, one), added, narrow);
    assert.deepEqual(told(of(first)), [
      'error: GET /carts is served since this change, and "openapi.yaml", which covers it but for this change, does not promise it.',
    ]);
    assert.equal(item?.verdict, 'fail', wide);
  }
  const merged = await judged(from(narrow, one), added, narrow);
  assert.deepEqual(merged.of(first), [], 'once it is merged it is so');
  const old = await judged(from(policyWith({}), added), { ...added, 'src/b.ts': '' }, narrow);
  assert.deepEqual(old.of(first), [], 'what was served before is not new');
  const both = { ...one, 'src/app.ts': app('/orders', '/orders/open', '/carts') };
  const each = await judged(from(policyWith({}), one), both, narrow);
  assert.equal(each.of(first).length, 2, 'what is still covered is told once');
  const promised = await judged(from(policyWith({}), one), two, narrow);
  assert.deepEqual(promised.of(first), [], 'what is promised is so, wherever it is');
});

test('a route of which a change says why it is for nobody else is none of the contract', async () => {
  const why = 'Only the warehouse asks.';
  for (const covers of [undefined, ['/orders/**']]) {
    const internal = policyWith({ ...(covers && { covers }), internal: [{ path: '/carts', why }] });
    const { of, item } = await judged(from(policyWith({}), one), added, internal);
    assert.deepEqual(of(first), []);
    assert.equal(item?.verdict, 'na');
  }
});

test('a route that another contract takes over belongs to that one', async () => {
  const settings = [
    { file: 'openapi.yaml', covers: ['/orders/**'] },
    { file: 'carts.openapi.yaml', covers: ['/carts/**'] },
  ];
  const services = [{ name: 'shop', files: 'src/**', contracts: settings }];
  const split = { ...added, 'carts.openapi.yaml': head('1.0.0') + carts };
  const { of } = await judged(from(policyWith({}), one), split, JSON.stringify({ services }));
  assert.deepEqual(of(first), []);
});

test('a contract that becomes a snapshot comes first for the change that says so', async () => {
  const ahead = { contractFirst: 'base' };
  const [written, snapshot] = [policyWith({}, ahead), policyWith({ mode: 'generated' }, ahead)];
  const { of, item } = await judged(from(written, one), two, snapshot);
  assert.equal(of(first).length, 1);
  assert.equal(item?.verdict, 'fail');
  const { of: unpromised } = await judged(
    from(policyWith({}), one),
    added,
    policyWith({ mode: 'generated' }),
  );
  assert.equal(unpromised(first).length, 1);
  const merged = await judged(from(snapshot, one), two, snapshot);
  assert.deepEqual(merged.of(first), []);
});

test('levels that a change makes lighter count for the next one', async () => {
  const risky = { 'contracts/breaking-change': ['error', { levels: { 'operation-removed': 'risky' } }] };
  const loose = policyWith({}, { rules: risky });
  const then = { 'openapi.yaml': head('1.0.0') + orders + carts };
  const now = { 'openapi.yaml': head('1.1.0') + orders };
  const loosened = await judged(from(policyWith({}), then), now, loose);
  assert.equal(loosened.item?.verdict, 'fail');
  assert.match(
    told(loosened.of('contracts/breaking-change')).join('\n'),
    /^error: .* asks for version 2\.0\.0/,
  );
  const merged = await judged(from(loose, then), now, loose);
  assert.equal(merged.item?.verdict, 'pass');
  const first = await judged(from('{}', then), now, loose);
  assert.equal(first.item?.verdict, 'pass', 'a policy that was silent of contracts gives none');
});
