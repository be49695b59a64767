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

const answering = (version: string, words: string, more = '') =>
  `openapi: 3.1.0\ninfo: { title: Shop, version: ${version} }\npaths:\n  /orders:\n    get:\n      responses:\n        '200': { description: All, content: { text/plain: { schema: { type: string, enum: [${words}] } } } }\n${more}`;
const may = (end: string) =>
  `Response body of GET /orders may be "b" now, which may break callers and asks for version 1.1.0; "openapi.yaml" ${end}`;

test('what may break callers is told once, and weighs as much as the version that it is told in place of', async () => {
  const then = { 'openapi.yaml': answering('1.0.0', 'a') };
  const at = (text: string, rules: object = {}) =>
    judged(then, { 'openapi.yaml': text }, policyWith({}, { rules }));
  const both = ({ of }: Awaited<ReturnType<typeof judged>>) => [
    ...told(of(breaking)),
    ...told(of(unversioned)),
  ];
  for (const text of [answering('1.0.0', 'a, b'), answering('1.0.0', 'a, b', items)]) {
    const still = await at(text);
    assert.deepEqual(both(still), [`error: ${may('is still 1.0.0.')}`]);
    assert.equal(still.item?.verdict, 'fail');
  }
  const lowered = await at(answering('0.9.0', 'a, b'));
  assert.deepEqual(both(lowered), [`error: ${may('goes from 1.0.0 to 0.9.0 only.')}`]);
  const patched = await at(answering('1.0.1', 'a, b'));
  assert.deepEqual(both(patched), [`warning: ${may('goes from 1.0.0 to 1.0.1 only.')}`]);
  assert.equal(patched.item?.verdict, 'pass', 'another version says that something changed');
  const advised = await at(answering('1.0.0', 'a, b'), { [unversioned]: 'warning' });
  assert.deepEqual(both(advised), [`warning: ${may('is still 1.0.0.')}`], 'as the policy weighs versions');
  const weighed = await at(answering('1.0.0', 'a, b'), { [breaking]: 'warning' });
  assert.deepEqual(
    weighed.of(unversioned).map(({ severity }) => severity),
    ['error'],
    'a policy that weighs what breaks weighs it, and not the version',
  );
  assert.deepEqual(
    weighed.of(breaking).map(({ severity }) => severity),
    ['warning'],
  );
});

test('a version that somebody answers for stops nothing by way of what may break', async () => {
  const text = answering('1.0.0', 'a, b').replace(
    'info:',
    `# parapet-allow ${unversioned}: set at the release\ninfo:`,
  );
  const { of, item } = await judged({ 'openapi.yaml': answering('1.0.0', 'a') }, { 'openapi.yaml': text });
  assert.deepEqual(told(of(breaking)), [`warning: ${may('is still 1.0.0.')}`]);
  assert.equal(item?.verdict, 'pass');
});
