import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carts, head, judged, orders, policyWith, told } from './contract-change.ts';

const missing = 'contracts/operation-without-route';
const mismatch = 'contracts/route-mismatch';

const app = (...lines: readonly string[]) =>
  `import express from 'express';\nconst app = express();\n${lines.map((line) => `app.${line};\n`).join('')}`;
const promised = { 'openapi.yaml': head('1.0.0') + orders + carts };
const [all, some] = ["get('/orders', () => {})", "get('/carts', () => {})"];
const base = { ...promised, 'src/app.ts': app(all, some) };
const parameter = "  /carts/{id}:\n    get: { responses: { '200': { description: One } } }\n";

test('a route that goes while its operation stays stops the change', async () => {
  const { of, item, result } = await judged(base, { ...promised, 'src/app.ts': app(all) });
  assert.deepEqual(told(of(missing)), [
    'error: GET /carts is promised here, and no route of service "shop" serves it any more, as the base did.',
  ]);
  assert.equal(item?.verdict, 'fail');
  assert.equal(item.places?.[0]?.path, 'openapi.yaml');
  assert.equal(result.verdict, 'fail');
  const clean = result.items.find(({ id }) => id === 'check-clean');
  assert.equal(clean?.verdict, 'pass', 'no other item tells it again');
});

test('what the base did not serve, what is planned by now, and what goes with its operation does not', async () => {
  const never = { ...promised, 'src/app.ts': app(all) };
  const touched = await judged(never, { ...never, 'src/app.ts': `// more\n${never['src/app.ts']}` });
  assert.deepEqual(touched.of(missing), []);
  const early = await judged(
    { 'openapi.yaml': head('1.0.0') + orders, 'src/app.ts': app(all) },
    { ...never, 'openapi.yaml': head('1.1.0') + orders + carts },
  );
  assert.deepEqual(
    early.of(missing).map(({ severity }) => severity),
    ['warning'],
    'promised before it is served',
  );
  assert.equal(early.item?.verdict, 'pass');
  const both = await judged(base, { 'openapi.yaml': head('2.0.0') + orders, 'src/app.ts': app(all) });
  assert.deepEqual(both.of(missing), []);
  assert.equal(both.item?.verdict, 'pass');
});

test('a policy that says how much it weighs is heard', async () => {
  const policy = policyWith({}, { rules: { [missing]: 'warning' } });
  const { item } = await judged(base, { ...promised, 'src/app.ts': app(all) }, policy);
  assert.equal(item?.verdict, 'pass');
});

test('a route that moves elsewhere is told as the mismatch that it is', async () => {
  const moved = { ...promised, 'src/app.ts': app(all, "get('/basket', () => {})") };
  const { of, item } = await judged(base, moved);
  assert.equal(of(missing).length + of(mismatch).length, 1);
  assert.equal(item?.verdict, 'fail');
});

test('a route that is called otherwise since the change is told of it, one that always was is not', async () => {
  const cart = { ...promised, 'src/app.ts': app(all, "get('/cart', () => {})") };
  const message =
    'error: GET /cart is served here, and "openapi.yaml" promises GET /carts: "cart" is not "carts"; in the base it was served as promised.';
  const { of, item } = await judged(base, cart);
  assert.deepEqual(told(of(mismatch)), [message]);
  assert.equal(item?.verdict, 'fail');
  const one = { ...promised, 'src/app.ts': app("get('/order', () => {})", some) };
  const more = { ...promised, 'src/app.ts': app("get('/order', () => {})", "get('/cart', () => {})") };
  const since = (await judged(one, more))
    .of(mismatch)
    .filter(({ message: text }) => text.includes('in the base'));
  assert.deepEqual(told(since), [message]);
});

test('a prefix that only the code changed is no matter of a proxy', async () => {
  const text = head('1.0.0', 'servers: [{ url: /svc }]\n') + orders + carts + parameter;
  const at = (prefix: string) =>
    app(...['/orders', '/carts', '/carts/:id'].map((path) => `get('${prefix}${path}', () => {})`));
  const then = { 'openapi.yaml': text, 'src/app.ts': at('/svc') };
  const now = { 'openapi.yaml': text, 'src/app.ts': at('/rest') };
  const { of, item, result } = await judged(then, now);
  assert.deepEqual(
    of(mismatch).map(({ severity, confidence }) => `${severity} ${confidence}`),
    ['error certain'],
  );
  assert.equal(item?.verdict, 'fail');
  assert.equal(result.verdict, 'fail');
  const again = await judged(now, { ...now, 'src/app.ts': `// more\n${now['src/app.ts']}` });
  assert.notEqual(again.item?.verdict, 'fail', 'one that never agreed is left to the check');
});

test('a registration that the change brings and nobody understands leaves it open what is served', async () => {
  const hidden = "post(process.env.X + '/new', () => {})";
  const { item, result } = await judged(base, { ...promised, 'src/app.ts': app(all, some, hidden) });
  assert.equal(item?.verdict, 'unknown');
  assert.match(item.detail, /^a registration in "src\/app\.ts" cannot be understood: /);
  assert.equal(item.places?.[0]?.path, 'src/app.ts');
  assert.equal(result.verdict, 'unknown');
  const before = { ...promised, 'src/app.ts': app(all, some, hidden) };
  const same = await judged(before, { ...promised, 'src/app.ts': app(hidden, all, some) });
  assert.notEqual(same.item?.verdict, 'unknown', 'the base had it');
  const more = await judged(before, { ...promised, 'src/app.ts': app(all, some, hidden, hidden) });
  assert.equal(more.item?.verdict, 'unknown', 'one more of the same kind');
  const moved = await judged(
    { ...promised, 'src/a.ts': app(all, some, hidden) },
    { ...promised, 'src/a.ts': app(some, all, hidden).replace('app.get', '\napp.get') },
  );
  assert.notEqual(moved.item?.verdict, 'unknown', 'wherever it stands in the file');
});

test('a route that goes where something is not understood is not certainly gone', async () => {
  const hidden = "post(process.env.X + '/new', () => {})";
  const before = { ...promised, 'src/app.ts': app(all, some, hidden) };
  const { item, of } = await judged(before, { ...promised, 'src/app.ts': app(all, hidden) });
  assert.deepEqual(
    of(missing).map(({ severity }) => severity),
    ['warning'],
  );
  assert.equal(item?.verdict, 'unknown');
});
