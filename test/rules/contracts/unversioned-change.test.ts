import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openWorkspace } from '../../support/workspace.ts';
import { carts, head, judged, orders, policyWith, shown, told } from './contract-change.ts';

const id = 'contracts/unversioned-contract';
const base = { 'openapi.yaml': head('1.0.0') + orders };

test('a contract that promises something else under the same version is told at its version', async () => {
  const { of, item, files } = await judged(base, { 'openapi.yaml': head('1.0.0') + orders + carts });
  const [finding, ...rest] = of(id);
  assert.ok(finding && rest.length === 0);
  assert.deepEqual(told([finding]), [
    'error: "openapi.yaml" is still 1.0.0 and promises something else: GET /carts was added; that asks for version 1.1.0.',
  ]);
  assert.equal(shown(finding, files), 'openapi.yaml: 1.0.0');
  assert.equal(item?.verdict, 'fail');
});

test('a version that goes down is told, whatever else changed', async () => {
  for (const [more, next] of [
    ['', '1.0.0'],
    [carts, '1.1.0'],
  ] as const) {
    const { of } = await judged(base, { 'openapi.yaml': head('1.0.0-beta') + orders + more });
    assert.deepEqual(told(of(id)), [
      'error: "openapi.yaml" goes down from 1.0.0 to 1.0.0-beta, so that callers take it for what was promised before.',
    ]);
    assert.equal(of(id)[0]?.remedy?.['version'], next);
  }
  const path = await judged(
    base,
    { 'openapi.yaml': head('0.9.0') + orders },
    policyWith({ versioning: 'path' }),
  );
  assert.deepEqual(path.of(id), []);
});

test('with another version, or words alone, it is not', async () => {
  const raised = await judged(base, { 'openapi.yaml': head('1.1.0') + orders + carts });
  assert.deepEqual(raised.of(id), []);
  assert.equal(raised.item?.verdict, 'pass');
  const words = await judged(base, { 'openapi.yaml': head('1.0.0') + orders.replace('All', 'All of them') });
  assert.deepEqual(words.of(id), []);
});

test('a version behind a reference is told where it stands', async () => {
  const text = `openapi: 3.1.0\ninfo: { $ref: ./info.yaml }\npaths:\n${orders}`;
  const info = (version: string) => `title: Shop\nversion: ${version}\n`;
  const before = { 'openapi.yaml': text, 'info.yaml': info('1.0.0') };
  const same = await judged(before, { 'openapi.yaml': text + carts, 'info.yaml': info('1.0.0') });
  const [finding] = same.of(id);
  assert.ok(finding);
  assert.equal(shown(finding, same.files), 'info.yaml: 1.0.0');
  const raised = await judged(before, { 'openapi.yaml': text + carts, 'info.yaml': info('1.1.0') });
  assert.deepEqual(raised.of(id), []);
  assert.equal(raised.item?.verdict, 'pass');
});

test('what tells of changes in another way, or not at all, needs no version', async () => {
  const now = { 'openapi.yaml': head('1.0.0') + orders + carts };
  for (const versioning of ['path', 'none'])
    assert.deepEqual((await judged(base, now, policyWith({ versioning }))).of(id), [], versioning);
});

test('it asks for as much as the levels of the policy do', async () => {
  const before = { 'openapi.yaml': head('1.0.0') + orders + carts };
  const at = async (version: string, rules: object) => {
    const now = { 'openapi.yaml': head(version) + orders };
    return told((await judged(before, now, policyWith({}, { rules }))).of(id));
  };
  const breaking = 'contracts/breaking-change';
  const levels = (level: string) => ({ levels: { 'operation-removed': level } });
  const still = (asked: string) => [
    `error: "openapi.yaml" is still 1.0.0 and promises something else: GET /carts was removed; that asks for version ${asked}.`,
  ];
  assert.deepEqual(
    await at('1.0.0', { [breaking]: ['error', levels('risky')] }),
    [],
    'told at what may break',
  );
  assert.deepEqual(await at('1.0.0', { [breaking]: ['warning', levels('risky')] }), still('1.1.0'));
  assert.deepEqual(await at('1.1.0', { [breaking]: ['error', levels('risky')] }), []);
  const pattern = { 'contracts/breaking-*': ['warning', levels('risky')] };
  assert.deepEqual(await at('1.0.0', pattern), still('1.1.0'));
  const twice = {
    [breaking]: ['off', levels('breaking')],
    'contracts/breaking-*': ['error', levels('risky')],
  };
  assert.deepEqual(await at('1.0.0', twice), still('2.0.0'), 'its own name outranks a pattern');
  assert.deepEqual(await at('1.0.0', { [breaking]: 'off' }), still('2.0.0'), 'without levels');
});

test('a policy may turn it off', async () => {
  const now = { 'openapi.yaml': head('1.0.0') + orders + carts };
  const { of, item } = await judged(base, now, policyWith({}, { rules: { [id]: 'off' } }));
  assert.deepEqual(of(id), []);
  assert.equal(item?.verdict, 'pass');
});

test('a suppression of it is not unused where only a change shows it', async () => {
  const allow = `# parapet-allow ${id}: set at the release\n`;
  const text = (more: string) =>
    `openapi: 3.1.0\n${allow}info: { title: Shop, version: 1.0.0 }\npaths:\n${orders}${more}`;
  const { of, files } = await judged({ 'openapi.yaml': text('') }, { 'openapi.yaml': text(carts) });
  assert.deepEqual(of(id), []);
  const unused = async (of: ReadonlyMap<string, string>) =>
    (await openWorkspace(new Map(of))).findings().filter(({ rule }) => rule === 'policy/unused-suppression')
      .length;
  assert.equal(await unused(files), 0);
  const other = text(carts).replace(id, 'contracts/missing-contract');
  assert.equal(await unused(new Map(files).set('openapi.yaml', other)), 1, 'of another rule it is');
});
test('documents of events are judged by their versions as ever', async () => {
  const events = (version: string, name: string) =>
    `asyncapi: 3.0.0\ninfo: { title: Events, version: ${version} }\nchannels: { ${name}: {} }\n`;
  const files = { ...base, 'events.yaml': events('1.0.0', 'a') };
  const same = await judged(files, { ...base, 'events.yaml': events('1.0.0', 'b') });
  assert.equal(
    `${same.item?.verdict}: ${same.item?.detail}`,
    'fail: events.yaml changed and is still version 1.0.0',
  );
  const raised = await judged(files, { ...base, 'events.yaml': events('1.1.0', 'b') });
  assert.equal(raised.item?.verdict, 'pass');
});

const packaged = (more: string) => `import { initContract } from '@ts-rest/core';
export const api = initContract().router({
  all: { method: 'GET', path: '/orders', responses: { 200: null } },${more}
});
`;
const two = (version: string, one: string, other: string) => ({
  'package.json': `{ "name": "api", "version": "${version}" }`,
  'src/a.ts': packaged(one),
  'src/b.ts': packaged(other).replace('/orders', '/all'),
});
const added = "\n  more: { method: 'GET', path: '/more', responses: { 200: null } },";
const policy = '{ "contractFirst": "change" }';

test('the version of a package is told once for all of its contracts, with what most of them ask for', async () => {
  const both = await judged(two('1.0.0', '', ''), two('1.0.0', added, added), policy);
  assert.deepEqual(told(both.of(id)), [
    'error: "src/a.ts" and 1 more contract are still 1.0.0 and promise something else: GET /more was added (and 1 more change); that asks for version 1.1.0.',
  ]);
  const lowered = await judged(two('1.0.0', '', ''), two('0.9.0', added, added), policy);
  assert.match(
    told(lowered.of(id)).join(),
    /^error: "src\/a\.ts" and 1 more contract go down from 1\.0\.0 to 0\.9\.0,/,
  );
  const one = await judged(two('1.0.0', '', ''), two('1.0.0', '', added), policy);
  assert.match(told(one.of(id)).join(), /^error: "src\/b\.ts" is still 1\.0\.0 and promises/);
  const broken = await judged(
    two('1.0.0', added, ''),
    two('1.0.0', '', added.replace('/more', '/other')),
    policy,
  );
  assert.deepEqual(broken.of(id), [], 'what breaks asks for more of the same version');
  assert.match(told(broken.of('contracts/breaking-change')).join(), /asks for version 2\.0\.0/);
  const raised = await judged(two('1.0.0', '', ''), two('1.1.0', added, added), policy);
  assert.deepEqual(raised.of(id), []);
});
