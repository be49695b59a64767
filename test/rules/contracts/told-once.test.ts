import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carts, head, judged, orders, policyWith, told } from './contract-change.ts';

const breaking = 'contracts/breaking-change';
const unversioned = 'contracts/unversioned-contract';
const base = { 'openapi.yaml': head('1.0.0') + orders + carts };
const shrunk = { 'openapi.yaml': head('1.0.0') + orders };
const items = "  /items:\n    get: { responses: { '200': { description: All } } }\n";

test('what breaks callers under the same version is told once', async () => {
  const { of, item } = await judged(base, shrunk);
  assert.equal(of(breaking).length, 1);
  assert.deepEqual(of(unversioned), []);
  assert.equal(item?.verdict, 'fail');
  const off = await judged(base, shrunk, policyWith({}, { rules: { [breaking]: 'off' } }));
  assert.equal(off.of(unversioned).length, 1, 'where nothing tells it, its version does');
});

test('an accepted change asks for another version, and not for which', async () => {
  const fingerprint = (await judged(base, shrunk)).of(breaking)[0]?.fingerprint;
  const accepted = `accepted:\n  - { fingerprint: "${fingerprint}", reason: nobody calls it, owner: "@acme/shop" }\n`;
  const under = (text: string) =>
    judged(base, { 'openapi.yaml': text, 'governance/accepted.yaml': accepted });
  const { of, item } = await under(shrunk['openapi.yaml']);
  assert.deepEqual(told(of(unversioned)), [
    'error: "openapi.yaml" is still 1.0.0 and promises something else: GET /carts was removed; that is accepted and asks for a new version only.',
  ]);
  assert.equal(of(unversioned)[0]?.remedy?.['version'], '1.1.0');
  assert.equal(item?.verdict, 'fail');
  const raised = await under(head('1.1.0') + orders);
  assert.equal(raised.item?.verdict, 'pass');
  const more = await under(head('1.0.0') + orders + items);
  assert.deepEqual(told(more.of(unversioned)), [
    'error: "openapi.yaml" is still 1.0.0 and promises something else: GET /items was added; that asks for version 1.1.0.',
  ]);
});

test('a contract that is gone is told once, at the policy', async () => {
  const { of, item } = await judged(base, { 'src/a.ts': '' });
  assert.deepEqual(
    of(breaking).map(({ detail }) => detail),
    ['contract-removed'],
  );
  assert.deepEqual(of('contracts/missing-contract'), []);
  assert.equal(item?.verdict, 'fail');
  const never = await judged({ 'src/a.ts': 'old' }, { 'src/a.ts': '' }, policyWith({ file: 'b.yaml' }), {});
  assert.deepEqual(never.of(breaking), [], 'one that never was is missing only');
});

test('what allows the route that comes first allows that it has no operation', async () => {
  const app = (more: string) =>
    `import express from 'express';\nconst app = express();\napp.get('/orders', () => {});\n${more}`;
  const promised = { 'openapi.yaml': head('1.0.0') + orders };
  const route = "app.get('/carts', () => {});\n";
  const then = { ...promised, 'src/app.ts': app('') };
  const allow = '// parapet-allow contracts/implementation-first: until the next release\n';
  const allowed = await judged(then, { ...promised, 'src/app.ts': app(allow + route) });
  assert.deepEqual(allowed.of('contracts/implementation-first'), []);
  assert.deepEqual(allowed.of('contracts/route-without-operation'), []);
  const other = app(allow.replace('implementation-first', 'missing-contract') + route);
  const refused = await judged(then, { ...promised, 'src/app.ts': other });
  assert.equal(refused.of('contracts/implementation-first').length, 1);
});

test('the item fails by errors, and warnings advise', async () => {
  const number = await judged(base, { 'openapi.yaml': head('20.0') + orders + carts });
  assert.deepEqual(
    number.of(unversioned).map(({ severity }) => severity),
    ['warning'],
  );
  assert.equal(number.item?.verdict, 'pass');
  const none = await judged(base, { 'openapi.yaml': head('1.0.0') + orders + carts + items });
  assert.deepEqual(
    none.of(unversioned).map(({ severity }) => severity),
    ['error'],
  );
  assert.equal(none.item?.verdict, 'fail');
  const weighed = policyWith({}, { rules: { [unversioned]: 'warning' } });
  const advised = await judged(base, { 'openapi.yaml': head('1.0.0') + orders + carts + items }, weighed);
  assert.equal(advised.item?.verdict, 'pass', 'as the policy says');
});
