import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOpen } from '../../../server/src/model/finding.ts';
import { openWorkspace } from '../../support/workspace.ts';
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

const first = 'contracts/implementation-first';
const unpromised = 'contracts/route-without-operation';
const app = (more: string) =>
  `import express from 'express';\nconst app = express();\napp.get('/orders', () => {});\n${more}`;
const route = "app.get('/carts', () => {});\n";
const ordersAlone = { 'openapi.yaml': head('1.0.0') + orders };
/** A change that adds a route which no contract promises; what a check finds, and which of two rules tell it in `done`. */
async function withRoute(more: Readonly<Record<string, string>>, text = app(route), rules: object = {}) {
  const found = await judged(
    { ...ordersAlone, 'src/app.ts': app('') },
    { ...ordersAlone, 'src/app.ts': text, ...more },
    policyWith({}, { rules }),
  );
  const workspace = await openWorkspace(new Map(found.files));
  const ofCheck = workspace.findings().filter((one) => isOpen(one) && one.severity === 'error');
  const clean = found.result.items.find((one) => one.id === 'check-clean');
  const at = (rule: string) => found.of(rule).map(({ severity }) => `${severity} ${rule}`);
  return {
    told: [...at(first), ...at(unpromised)],
    check: ofCheck.map(({ rule }) => rule),
    verdict: found.result.verdict,
    items: [found.item?.verdict, clean?.verdict],
  };
}

test('what allows the route that comes first does not allow what a check goes on to tell', async () => {
  const allow = (rule: string) => app(`// parapet-allow ${rule}: until the next release\n${route}`);
  assert.deepEqual(await withRoute({}, allow(first)), {
    told: [`error ${unpromised}`],
    check: [unpromised],
    verdict: 'fail',
    items: ['na', 'fail'],
  });
  const allowed = await withRoute({}, allow(unpromised));
  assert.deepEqual(allowed.told, []);
  assert.deepEqual([allowed.check, allowed.verdict], [[], 'pass'], 'that of the check allows both');
  const other = await withRoute({}, allow('contracts/missing-contract'));
  assert.deepEqual(other.told, [`error ${first}`]);
});

test('what weighs less than what a check tells does not stand in its place', async () => {
  assert.deepEqual(await withRoute({}, app(route), { [first]: 'warning' }), {
    told: [`error ${unpromised}`],
    check: [unpromised],
    verdict: 'fail',
    items: ['na', 'fail'],
  });
  const light = await withRoute({}, app(route), { [first]: 'warning', [unpromised]: 'warning' });
  assert.deepEqual(light.told, [`warning ${first}`]);
  assert.equal(light.verdict, 'pass');
  const heavy = await withRoute({}, app(route), { [unpromised]: 'warning' });
  assert.deepEqual(heavy.told, [`error ${first}`]);
});

test('a baseline that the change makes longer settles nothing that it begins or breaks', async () => {
  const name = 'governance/baseline.txt';
  const begun = await withRoute({ [name]: `${unpromised}\tsrc/app.ts\tGET /carts\n` });
  assert.deepEqual(begun, {
    told: [`error ${first}`],
    check: [],
    verdict: 'fail',
    items: ['fail', 'pass'],
  });
  const byHand = await withRoute({
    [name]: `${first}\tsrc/app.ts\tGET /carts\n${unpromised}\tsrc/app.ts\tGET /carts\n`,
  });
  assert.deepEqual(byHand.told, [`error ${first}`]);
  const both = { 'openapi.yaml': head('1.0.0') + orders + carts };
  const broken = await judged(
    { ...both, 'src/app.ts': app(route) },
    {
      ...both,
      'src/app.ts': app(''),
      [name]: 'contracts/operation-without-route\topenapi.yaml\tGET /carts\n',
    },
  );
  assert.equal(broken.of('contracts/operation-without-route').length, 1);
  assert.equal(broken.item?.verdict, 'fail');
});

test('what a baseline accepted before the change stays accepted', async () => {
  const name = 'governance/baseline.txt';
  const files = {
    ...ordersAlone,
    [name]: `${unpromised}\tsrc/app.ts\tGET /carts\n`,
  };
  const { of, item } = await judged(
    { ...files, 'src/app.ts': app(route) },
    { ...files, 'src/app.ts': `// More.\n${app(route)}` },
  );
  assert.deepEqual([...of(first), ...of(unpromised)], []);
  assert.equal(item?.verdict, 'na');
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
