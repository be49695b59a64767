import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callsIn } from './call-fixture.ts';

test('damaged texts give what can be read of them', () => {
  const found = callsIn(`//- a.ts
fetch('/orders'
fetch(
//- b.ts
const x = \`\${
fetch('/orders', { method: 'POST'
//- c.ts
fetch('/orders/1');
fetch(\`/orders/\${
`);
  assert.deepEqual(
    found.calls.map(({ path, method, template }) => `${path} ${method} ${template}`).slice(0, 1),
    ['a.ts GET /orders'],
  );
  assert.ok(found.calls.some(({ path, template }) => path === 'c.ts' && template === '/orders/1'));
});

test('functions and constants in a circle end', () => {
  const found = callsIn(`//- a.ts
import { b } from './b';
export const a = \`\${b}/x\`;
const load = (path) => { fetch(path); return load(path + '/again'); };
const one = (path) => two(path);
const two = (path) => { one(path); return fetch(path); };
load('/orders');
one('/items');
fetch(a);
const client = make();
function make() { return make(); }
client.get('/x');
//- b.ts
import { a } from './a';
export const b = \`\${a}/y\`;
`);
  const lines = found.calls.map(({ method, template }) => `${method} ${template}`);
  assert.ok(lines.includes('GET /orders'));
  assert.ok(lines.includes('GET /items'));
});

test('a thousand calls of functions that pass paths on take no more than a moment', () => {
  const wrappers = Array.from({ length: 20 }, (_, at) =>
    at === 0 ? 'const f0 = (path) => fetch(path);' : `const f${at} = (path) => f${at - 1}(path + '/a');`,
  );
  const calls = Array.from({ length: 1000 }, (_, at) => `f${at % 20}('/x${at}');`);
  const before = performance.now();
  const found = callsIn(`//- a.ts\n${[...wrappers, ...calls].join('\n')}\n`);
  assert.ok(performance.now() - before < 3000);
  assert.ok(found.calls.length > 100);
});

test('deep nesting and long chains are borne', () => {
  const deep = `${'fetch('.repeat(3000)}'/x'${')'.repeat(3000)}`;
  const chain = `request(app).get('/y')${'.set(1)'.repeat(3000)};`;
  const found = callsIn(`//- a.test.ts\nimport request from 'supertest';\n${chain}\n${deep}\n`);
  assert.ok(found.calls.some(({ template }) => template === '/y'));
});
