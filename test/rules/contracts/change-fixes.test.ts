import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFix, type WayOut } from '../../../server/src/model/fix.ts';
import { applied, openFixable, waysOut } from '../../support/fix.ts';
import { carts, head, judged, orders, policyWith, told } from './contract-change.ts';

type Files = Readonly<Record<string, string>>;

const app = `import express from 'express';
const app = express();
app.get('/orders', () => {});
`;
const withCarts = `${app}app.get('/carts', () => {});\n`;

/** The ways out of the first finding of a rule about a change. */
async function ways(
  rule: string,
  base: Files,
  now: Files,
  policy = policyWith({}),
): Promise<readonly WayOut[]> {
  const { of, facts, files } = await judged(base, now, policy);
  const [finding] = of(`contracts/${rule}`);
  assert.ok(finding, `a finding of ${rule}`);
  const contractChanges = () => facts[0]?.contracts;
  return waysOut(await openFixable(files, { contractChanges }), finding);
}

/** Takes a way out and judges the change again. */
async function taken(rule: string, id: string, base: Files, now: Files, policy = policyWith({})) {
  const all = await ways(rule, base, now, policy);
  const way = all.find((one) => one.id === id);
  assert.ok(way && isFix(way), JSON.stringify(all));
  const { 'parapet.jsonc': own = policy, ...after } = Object.fromEntries(
    applied(way, new Map([['parapet.jsonc', policy], ...Object.entries(now)])),
  );
  const { result } = await judged(base, after, own);
  return { way, after, left: told(result.findings) };
}

describe('a breaking change', () => {
  const base = { 'openapi.yaml': head('1.2.0') + orders + carts, 'src/app.ts': withCarts };
  const now = { 'openapi.yaml': head('1.3.0') + orders, 'src/app.ts': app };

  test('is announced by the version that it asks for', async () => {
    const { way, after, left } = await taken('breaking-change', 'set-version', base, now);
    assert.equal(way.title, 'Set the version of "openapi.yaml" to 2.0.0');
    assert.deepEqual(left, []);
    assert.equal(after['openapi.yaml'], head('2.0.0') + orders);
  });

  test('is taken back', async () => {
    const { way, after, left } = await taken('breaking-change', 'restore', base, {
      ...now,
      'src/app.ts': withCarts,
    });
    assert.equal(way.title, 'Restore GET /carts as deprecated');
    assert.deepEqual(left, []);
    // All else is written as it was.
    const deprecatedCarts = carts.replace('get: { ', 'get: { deprecated: true, ');
    assert.equal(after['openapi.yaml'], head('1.3.0') + orders + deprecatedCarts);
  });

  test('is accepted once somebody has said why', async () => {
    const { way, after, left } = await taken('breaking-change', 'accept', base, now);
    assert.equal(way.title, 'Accept it until 2027-02-20 in "governance/accepted.yaml", with a reason');
    assert.equal(left.length, 2, left.join('\n'));
    assert.ok(isFix(way) && way.asks);
    const text = after['governance/accepted.yaml'] ?? '';
    assert.equal(text.slice(way.asks.start, way.asks.end), 'reason');
    assert.match(text, /owner: "?@acme\/shop"?\n/);
    const said = `${text.slice(0, way.asks.start)}nobody calls it${text.slice(way.asks.end)}`;
    const { result } = await judged(base, { ...after, 'governance/accepted.yaml': said });
    assert.deepEqual(told(result.findings), []);
  });

  test('of a schema is taken back as it was', async () => {
    const answer = (properties: string) =>
      `  /orders:\n    get:\n      responses:\n        '200':\n          description: All\n          content:\n            application/json:\n              schema: { type: object, required: [id], properties: { ${properties} } }\n`;
    const before = {
      ...base,
      'openapi.yaml': head('1.2.0') + answer('id: { type: string }, sum: { type: number }'),
    };
    const after = { ...now, 'openapi.yaml': head('1.3.0') + answer('id: { type: string }') };
    const { way, left } = await taken('breaking-change', 'restore', before, after);
    assert.match(way.title, /^Restore "sum" as deprecated/);
    assert.deepEqual(left, []);
  });

  test('has no version to tell it where versions are paths, or a contract is gone', async () => {
    const byPath = await ways('breaking-change', base, now, policyWith({ versioning: 'path' }));
    assert.deepEqual(
      byPath.map(({ id }) => id),
      ['restore', 'accept'],
    );
    const gone = await ways('breaking-change', base, { 'src/app.ts': app });
    assert.deepEqual(
      gone.map(({ id }) => id),
      ['restore', 'accept'],
    );
  });
});

describe('a contract that is gone as a whole', () => {
  const text = `${head('1.2.0')}# All of them.\n  /orders:\n    get: { $ref: 'parts/orders.yaml' }\n`.replace(
    /\n/g,
    '\r\n',
  );
  const part = "responses: { '200': { description: All } }\n";
  const base = { 'openapi.yaml': text, 'parts/orders.yaml': part, 'src/app.ts': app };
  const restored = async (now: Files, before: Files = base) =>
    (await ways('breaking-change', before, now)).find(({ id }) => id === 'restore');

  test('comes back character by character, with what it refers to as far as that is gone', async () => {
    const { way, after, left } = await taken('breaking-change', 'restore', base, { 'src/app.ts': app });
    assert.equal(way.title, 'Restore "openapi.yaml" as it was, with 1 document that it refers to');
    assert.deepEqual(after, base);
    assert.deepEqual(left, []);
    const { 'openapi.yaml': _, ...now } = base;
    const alone = await taken('breaking-change', 'restore', base, now);
    assert.equal(alone.way.title, 'Restore "openapi.yaml" as it was');
    assert.deepEqual(alone.after, base);
    assert.deepEqual(alone.left, []);
  });

  test('replaces nothing that has come in its place', async () => {
    const way = await restored({ ...base, 'openapi.yaml': 'title: Notes\n' });
    assert.deepEqual(way, {
      id: 'restore',
      title: 'Restore "openapi.yaml" as it was',
      refused: '"openapi.yaml" is there and holds something else; it is not overwritten.',
    });
  });

  test('in code is put back by hand', async () => {
    const code = `import { initContract } from '@ts-rest/core';
export const contract = initContract().router({ list: { method: 'GET', path: '/orders', responses: {} } });
`;
    const way = await restored({ 'src/app.ts': app }, { 'src/contract.ts': code, 'src/app.ts': app });
    assert.deepEqual(way, {
      id: 'restore',
      title: 'Restore "src/contract.ts" as it was',
      refused: '"src/contract.ts" is code, which is put back by hand.',
    });
  });
});

describe('a change without a version', () => {
  test('gets the next one', async () => {
    const base = { 'openapi.yaml': head('1.2.0') + orders, 'src/app.ts': app };
    const now = { 'openapi.yaml': head('1.2.0') + orders + carts, 'src/app.ts': withCarts };
    const { way, left } = await taken('unversioned-contract', 'set-version', base, now);
    assert.equal(way.title, 'Set the version of "openapi.yaml" to 1.3.0');
    assert.deepEqual(left, []);
  });
});

test('a version that stands in another document is raised there, in the quotes that it has', async () => {
  const contract = (more: string) => `openapi: 3.1.0\ninfo: { $ref: ./info.yaml }\npaths:\n${orders}${more}`;
  for (const quote of ['', "'"]) {
    const info = (version: string) => `title: Shop\nversion: ${quote}${version}${quote}\n`;
    const base = { 'openapi.yaml': contract(''), 'info.yaml': info('1.2.0'), 'src/app.ts': app };
    const now = { ...base, 'openapi.yaml': contract(carts), 'src/app.ts': withCarts };
    const { way, after, left } = await taken('unversioned-contract', 'set-version', base, now);
    assert.equal(way.title, 'Set the version of "openapi.yaml" to 1.3.0');
    assert.equal(after['info.yaml'], info('1.3.0'));
    assert.equal(after['openapi.yaml'], contract(carts));
    assert.deepEqual(left, []);
  }
});

describe('a route that a change adds', () => {
  const base = { 'openapi.yaml': head('1.2.0') + orders, 'src/app.ts': app };

  test('is added to the contract, which then asks for a version', async () => {
    const now = { ...base, 'src/app.ts': withCarts };
    const { way, left } = await taken('implementation-first', 'add-operation', base, now);
    assert.equal(way.title, 'Add GET /carts to "openapi.yaml"');
    assert.equal(left.length, 1, left.join('\n'));
    assert.match(left[0] ?? '', /asks for version 1\.3\.0/);
  });

  test('is promised already where the contract only has to come first', async () => {
    const now = { 'openapi.yaml': head('1.3.0') + orders + carts, 'src/app.ts': withCarts };
    const strict = policyWith({}, { contractFirst: 'base' });
    assert.deepEqual(await ways('implementation-first', base, now, strict), []);
  });
});

describe('a route that a change takes out of what its contract covers', () => {
  const base = { 'parapet.jsonc': policyWith({}), 'openapi.yaml': head('1.2.0') + orders, 'src/app.ts': app };
  const { 'parapet.jsonc': _, ...old } = base;
  const now = { ...old, 'src/app.ts': withCarts };
  const narrow = policyWith({ covers: ['/orders/**'] });

  test('is promised by it all the same', async () => {
    const { way, after, left } = await taken('implementation-first', 'add-operation', base, now, narrow);
    assert.equal(way.title, 'Add GET /carts to "openapi.yaml"');
    assert.match(after['openapi.yaml'] ?? '', /\/carts:/);
    assert.equal(
      left.filter((one) => one.includes('is served since this change')).length,
      0,
      left.join('\n'),
    );
  });

  test('is for nobody else, once a reason is given', async () => {
    const { left, way } = await taken('implementation-first', 'mark-internal', base, now, narrow);
    assert.equal(way.title, 'Mark GET /carts as internal, with a reason');
    assert.match(left.join('\n'), /This path gives no reason in its "why"/);
  });
});
