import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openWorkspace } from '../../support/workspace.ts';
import { carts, head, judged, orders, policyWith, shown, told } from './contract-change.ts';

const id = 'contracts/implementation-first';
const existing = 'contracts/route-without-operation';

const app = (...paths: readonly string[]) =>
  `import express from 'express';\nconst app = express();\n${paths.map((path) => `app.get('${path}', () => {});\n`).join('')}`;
const promised = { 'openapi.yaml': head('1.0.0') + orders };
const base = { ...promised, 'src/app.ts': app('/orders') };
const added = { ...promised, 'src/app.ts': app('/orders', '/carts') };

test('a route that the change adds without its operation is told once, in place of what a check says', async () => {
  const { result, of, item, files } = await judged(base, added);
  const [finding, ...rest] = of(id);
  assert.ok(finding && rest.length === 0);
  assert.equal(shown(finding, files), "src/app.ts: '/carts'");
  assert.deepEqual(of(existing), []);
  assert.equal(item?.verdict, 'fail');
  const clean = result.items.find((one) => one.id === 'check-clean');
  assert.equal(clean?.verdict, 'pass', 'no other item tells it again');
  const workspace = await openWorkspace(new Map(files));
  assert.deepEqual(
    workspace.findings().map(({ rule }) => rule),
    [existing],
    'a check knows nothing of the change',
  );
});

test('a route of the base is not told again, wherever it moved', async () => {
  const moved = { ...promised, 'src/other.ts': app('/carts'), 'src/app.ts': app('/orders') };
  assert.deepEqual((await judged(added, moved)).of(id), []);
  const anyMethod = {
    ...promised,
    'src/app.ts': app('/orders', '/carts').replace(/get\(('\/carts')/, 'all($1'),
  };
  assert.deepEqual((await judged(anyMethod, added)).of(id), [], 'a handler of any method served it');
  const touched = { ...added, 'src/app.ts': `// more\n${added['src/app.ts']}` };
  assert.deepEqual((await judged(added, touched)).of(id), []);
});

test('what was served below a prefix that was not known is not new where that is known, and the other way round', async () => {
  const below = (prefix: string, ...paths: readonly string[]) => ({
    ...promised,
    'src/app.ts': `import express, { Router } from 'express';\nconst api = Router();\n${paths
      .map((path) => `api.get('${path}', () => {});\n`)
      .join('')}express().use(${prefix}, api);\n`,
  });
  const [open, known] = [below('config.base', '/carts'), below("'/v1'", '/carts')];
  assert.deepEqual((await judged(open, known)).of(id), []);
  assert.deepEqual((await judged(known, open)).of(id), []);
  const more = below("'/v1'", '/carts', '/bags');
  assert.deepEqual(told((await judged(open, more)).of(id)), [
    'error: GET /v1/bags is served since this change, and "openapi.yaml" does not promise it.',
  ]);
  const first = policyWith({}, { contractFirst: 'base' });
  const both = {
    ...below('config.base', '/orders', '/carts'),
    'openapi.yaml': head('1.1.0') + orders + carts,
  };
  assert.deepEqual(told((await judged(below('config.base', '/orders'), both, first)).of(id)), [
    'warning: GET …/carts is served by the same change that promises it in "openapi.yaml"; the contract has to be merged first.',
  ]);
});

test('with the operation in the same change there is nothing to tell, unless it has to come first', async () => {
  const both = { ...added, 'openapi.yaml': head('1.1.0') + orders + carts };
  assert.deepEqual((await judged(base, both)).of(id), []);
  const first = policyWith({}, { contractFirst: 'base' });
  assert.deepEqual(told((await judged(base, both, first)).of(id)), [
    'error: GET /carts is served by the same change that promises it in "openapi.yaml"; the contract has to be merged first.',
  ]);
  assert.deepEqual(told((await judged(base, added, first)).of(id)), [
    'error: GET /carts is served since this change, and "openapi.yaml" does not promise it; the contract has to be merged first.',
  ]);
  const planned = `${head('1.0.0') + orders}  /carts:\n    get: { x-status: planned, responses: {} }\n`;
  const merged = { ...base, 'openapi.yaml': planned };
  assert.deepEqual((await judged(merged, both, first)).of(id), [], 'planned in the base is promised there');
});

test('a snapshot that a tool writes from the code comes after it', async () => {
  const { of } = await judged(base, added, policyWith({ mode: 'generated' }));
  assert.deepEqual(of(id), []);
  assert.equal(of(existing).length, 1);
});

test('what accepts the finding of the check accepts this one', async () => {
  const allowed = added['src/app.ts'].replace(
    "app.get('/carts'",
    `// parapet-allow ${existing}: until the next release\napp.get('/carts'`,
  );
  const { of, item } = await judged(base, { ...added, 'src/app.ts': allowed });
  assert.deepEqual(of(id), []);
  assert.notEqual(item?.verdict, 'fail');
});
