import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../server/src/model/finding.ts';
import { openWorkspace } from '../../support/workspace.ts';
import { carts, head, judged, orders, policyWith, shown, told } from './contract-change.ts';

const id = 'contracts/breaking-change';

test('what is gone is told at the nearest key that is still there', async () => {
  const schema = (properties: string) =>
    `${head('1.0.0')}  /orders:\n    get:\n      responses:\n        '200':\n          description: All\n          content: { application/json: { schema: { type: object, properties: ${properties} } } }\n`;
  const { of, files } = await judged(
    { 'openapi.yaml': schema('{ id: { type: string }, total: { type: number } }') },
    { 'openapi.yaml': schema('{ id: { type: string } }') },
  );
  const [finding, ...rest] = of(id);
  assert.ok(finding && rest.length === 0);
  assert.equal(shown(finding, files), 'openapi.yaml: properties');
  assert.match(
    finding.message,
    /^Response property "total" .*, which breaks callers and asks for version 2\.0\.0; "openapi\.yaml" is still 1\.0\.0\.$/,
  );
  assert.deepEqual(finding.owners, ['@acme/shop']);
  assert.deepEqual(
    finding.related.map(({ message }) => message),
    ['It reaches GET /orders.'],
  );
});

test('a version that says so is enough, and one that says less is not', async () => {
  const versions = [
    ['1.2.0', '2.0.0', 0],
    ['1.2.0', '1.3.0', 1],
    ['0.2.0', '0.3.0', 0],
    ['0.2.0', '0.2.1', 1],
    ['2.0.0', '1.0.0', 1],
    ['2026-01-01', '2026-02-01', 0],
  ] as const;
  for (const [before, now, expected] of versions) {
    const { of } = await judged(
      { 'openapi.yaml': head(before) + orders + carts },
      { 'openapi.yaml': head(now) + orders },
    );
    assert.equal(of(id).length, expected, `${before} to ${now}`);
  }
});

test('with versions in paths, only other paths are enough', async () => {
  const servers = (version: number) => `servers: [{ url: /v${version} }]\n`;
  const base = { 'openapi.yaml': head('1.0.0', servers(1)) + orders + carts };
  const policy = policyWith({ versioning: 'path' });
  const same = await judged(base, { 'openapi.yaml': head('2.0.0', servers(1)) + orders }, policy);
  assert.deepEqual(told(same.of(id)), [
    'error: GET /v1/carts was removed, which breaks callers and asks for a new path such as /v2; "openapi.yaml" has it below the same ones.',
  ]);
  const raised = await judged(base, { 'openapi.yaml': head('1.0.0', servers(2)) + orders }, policy);
  assert.deepEqual(told(raised.of(id)), []);
});

test("operations are named with the servers' prefix, and the change as before", async () => {
  const servers = 'servers: [{ url: https://a.test/api/v1 }, { url: /other }]\n';
  const total = (type: string) =>
    `  /orders:\n    get: { responses: { '200': { description: All, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } } } }\ncomponents: { schemas: { Order: { type: object, properties: { total: { type: ${type} } } } } }\n`;
  const base = { 'openapi.yaml': head('1.2.0', servers) + carts + total('string') };
  const now = { 'openapi.yaml': head('1.2.1', servers) + total('number') };
  const { of } = await judged(base, now);
  const [removed, changed] = of(id).toSorted((a, b) => a.span.start - b.span.start);
  assert.ok(removed && changed);
  assert.match(removed.message, /^GET \/api\/v1\/carts was removed, which breaks callers/);
  assert.equal(removed.remedy?.['operations'], 'GET /api/v1/carts');
  // What accepts a change names it by this.
  assert.equal(removed.subject, 'operation-removed /paths/~1carts/get');
  assert.match(changed.message, /for GET \/api\/v1\/orders|of GET \/api\/v1\/orders/);
  assert.ok(changed.related.some(({ message }) => message === 'It reaches GET /api/v1/orders.'));
  const bare = await judged(
    { 'openapi.yaml': head('1.2.0') + carts + total('string') },
    { 'openapi.yaml': head('1.2.1') + total('number') },
  );
  assert.deepEqual(
    bare.of(id).map(({ fingerprint }) => fingerprint),
    of(id).map(({ fingerprint }) => fingerprint),
  );
  assert.ok(bare.of(id).some(({ message }) => message.startsWith('GET /carts was removed')));
});

test("servers of one operation, and what is called back, are named by the operation's own prefix", async () => {
  const hook = (responses: string) => `  /orders:
    post:
      servers: [{ url: /inner }]
      responses: { '200': { description: All } }
      callbacks: { done: { '{$request.body#/url}': { post: { responses: { ${responses} } } } } }
`;
  const api = head('1.0.0', 'servers: [{ url: /api }]\n');
  const { of } = await judged(
    { 'openapi.yaml': api + hook("'200': { description: All }, '201': { description: Made }") },
    { 'openapi.yaml': api + hook("'200': { description: All }") },
  );
  assert.deepEqual(
    of(id).map(({ message }) => message.split(' was ')[0]),
    ['Response 201 of POST of callback done of POST /inner/orders'],
  );
});

test('operations that a change reaches are named, up to five', async () => {
  const components = (type: string) =>
    `components: { schemas: { Order: { type: object, properties: { id: { type: ${type} } } } } }\n`;
  const body =
    "{ '200': { description: One, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } } }";
  const paths = (count: number) =>
    Array.from({ length: count }, (_, at) => `  /o${at}: { get: { responses: ${body} } }\n`).join('');
  const reached = async (count: number) => {
    const text = (type: string) => head('1.0.0') + orders + paths(count) + components(type);
    const { of } = await judged({ 'openapi.yaml': text('string') }, { 'openapi.yaml': text('integer') });
    return of(id).map(({ related }) => related.map(({ message }) => message));
  };
  const named = (count: number) => Array.from({ length: count }, (_, at) => `It reaches GET /o${at}.`);
  assert.deepEqual(await reached(5), [named(5)]);
  assert.deepEqual(await reached(7), [[...named(4), 'It reaches GET /o4, and 2 more operations.']]);
});

test('a version that tells nobody is not offered', async () => {
  const servers = 'servers: [{ url: /v1 }]\n';
  for (const [versioning, version] of [
    ['semver', '2.0.0'],
    ['path', undefined],
    ['none', undefined],
  ] as const) {
    const { of } = await judged(
      { 'openapi.yaml': head('1.0.0', servers) + orders + carts },
      { 'openapi.yaml': head('1.0.0', servers) + orders },
      policyWith({ versioning }),
    );
    assert.deepEqual(
      of(id).map(({ remedy }) => remedy?.['version']),
      [version],
      versioning,
    );
  }
});

test('where no version tells anybody, what breaks is a warning and stops nothing', async () => {
  const { of, item } = await judged(
    { 'openapi.yaml': head('1.0.0') + orders + carts },
    { 'openapi.yaml': head('1.0.0') + orders },
    policyWith({ versioning: 'none' }),
  );
  assert.deepEqual(told(of(id)), [
    'warning: GET /carts was removed, which breaks callers of "openapi.yaml", and no version tells them.',
  ]);
  assert.equal(item?.verdict, 'pass');
});

test('the policy may give a change another level', async () => {
  const base = { 'openapi.yaml': head('1.0.0') + orders + carts };
  const now = { 'openapi.yaml': head('1.0.0') + orders };
  const at = (level: string) =>
    policyWith({}, { rules: { [id]: ['error', { levels: { 'operation-removed': level } }] } });
  const risky = await judged(base, now, at('risky'));
  assert.deepEqual(told(risky.of(id)), [
    'error: GET /carts was removed, which may break callers and asks for version 1.1.0; "openapi.yaml" is still 1.0.0.',
  ]);
  const patched = await judged(base, { 'openapi.yaml': head('1.0.1') + orders }, at('risky'));
  assert.deepEqual(told(patched.of(id)), [
    'warning: GET /carts was removed, which may break callers and asks for version 1.1.0; "openapi.yaml" goes from 1.0.0 to 1.0.1 only.',
  ]);
  assert.deepEqual((await judged(base, now, at('compatible'))).of(id), []);
  const mistyped = policyWith(
    {},
    { rules: { [id]: ['error', { levels: { 'operation-remove': 'risky' } }] } },
  );
  assert.equal((await judged(base, now, mistyped)).of(id).length, 1);
  const workspace = await openWorkspace(new Map([['parapet.jsonc', mistyped]]));
  assert.match(
    workspace.findings().find(({ rule }) => rule === 'policy/invalid-policy')?.message ?? '',
    /"operation-remove"\. Did you mean "operation-removed"\?/,
  );
});

test('what changed for requests and responses alike weighs as much as the worse of both', async () => {
  const text = (type: string) =>
    `${head('1.0.0')}  /orders:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
      responses: { '200': { description: One, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } } }
components: { schemas: { Order: { type: object, properties: { id: { type: ${type} } } } } }
`;
  const severities = async (...known: readonly string[]) => {
    const levels = Object.fromEntries(known.map((name) => [`${name}-type-changed`, 'compatible']));
    const policy = policyWith({}, { rules: { [id]: ['error', { levels }] } });
    const { of } = await judged(
      { 'openapi.yaml': text('string') },
      { 'openapi.yaml': text('integer') },
      policy,
    );
    return of(id).map(({ severity }) => severity);
  };
  assert.deepEqual(await severities(), ['error']);
  assert.deepEqual(await severities('request'), ['error']);
  assert.deepEqual(await severities('response'), ['error']);
  assert.deepEqual(await severities('request', 'response'), []);
});

test('nobody is promised what is internal or planned', async () => {
  const marked = (mark: string) => `  /carts:\n    get: { ${mark}, responses: {} }\n`;
  for (const mark of ['x-internal: true', 'x-status: planned']) {
    const never = await judged(
      { 'openapi.yaml': head('1.0.0') + orders + marked(mark) },
      { 'openapi.yaml': head('1.0.0') + orders },
    );
    assert.deepEqual(never.of(id), [], mark);
    const { of, files } = await judged(
      { 'openapi.yaml': head('1.0.0') + orders + carts },
      { 'openapi.yaml': head('1.0.0') + orders + marked(mark) },
    );
    const [finding] = of(id);
    assert.ok(finding);
    const word = mark.includes('internal') ? 'internal' : 'planned';
    assert.match(
      finding.message,
      new RegExp(`^GET /carts is marked as ${word} and no longer promised, which breaks`),
    );
    assert.equal(shown(finding, files), 'openapi.yaml: get');
  }
});

test('a contract that is gone breaks callers, one without promises does not', async () => {
  const kept = policyWith({});
  const { of, files } = await judged({ 'openapi.yaml': head('1.0.0') + orders + carts }, {}, kept);
  const [finding] = of(id);
  assert.ok(finding);
  assert.equal(
    finding.message,
    '"openapi.yaml" is gone and with it 2 operations such as GET /orders, which breaks callers.',
  );
  assert.equal(shown(finding, files), 'parapet.jsonc: "openapi.yaml"');
  const empty = await judged({ 'openapi.yaml': `${head('1.0.0')}  {}\n` }, {}, kept);
  assert.deepEqual(empty.of(id), []);
});

test('one that moved is followed: by name, into another format, and into several documents', async () => {
  const policy = policyWith({ file: 'api/*' });
  const base = { 'api/openapi.yaml': head('1.0.0') + orders + carts };
  const json = JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Shop', version: '1.0.0' },
    paths: {
      '/orders': { get: { responses: { 200: { description: 'All' } } } },
      '/carts': { get: { responses: { 200: { description: 'All' } } } },
    },
  });
  assert.deepEqual((await judged(base, { 'api/openapi.json': json }, policy)).of(id), []);
  const split = { 'api/orders.yaml': head('1.0.0') + orders, 'api/carts.yaml': head('1.0.0') + carts };
  assert.deepEqual((await judged(base, split, policy)).of(id), []);
  const partly = { 'api/openapi.yaml': head('1.0.0') + orders, 'api/carts.yaml': head('1.0.0') + carts };
  assert.deepEqual((await judged(base, partly, policy)).of(id), []);
  const stricter = carts.replace('get: { ', 'get: { parameters: [{ name: a, in: query, required: true }], ');
  const changed = { ...split, 'api/carts.yaml': head('1.0.0') + stricter };
  const { of } = await judged(base, changed, policy);
  assert.deepEqual(
    of(id).map(({ path, detail }) => [path, detail]),
    [['api/carts.yaml', 'required-parameter-added']],
  );
  const lost = await judged(base, { 'api/orders.yaml': head('1.0.0') + orders }, policy);
  assert.deepEqual(
    lost.of(id).map(({ path, detail }) => [path, detail]),
    [['api/orders.yaml', 'operation-removed']],
  );
});

test('a document that a contract refers to is part of it', async () => {
  const contract = `${head('1.0.0')}  /orders:\n    get:\n      responses:\n        '200':\n          description: All\n          content: { application/json: { schema: { $ref: './order.yaml' } } }\n`;
  const order = (properties: string) => `type: object\nproperties:\n${properties}`;
  const base = {
    'openapi.yaml': contract,
    'order.yaml': order('  id: { type: string }\n  total: { type: number }\n'),
  };
  const { of, files } = await judged(base, {
    'openapi.yaml': contract,
    'order.yaml': order('  id: { type: string }\n'),
  });
  const [finding] = of(id);
  assert.ok(finding);
  assert.equal(shown(finding, files), 'order.yaml: properties');
  const words = await judged(base, { ...base, 'order.yaml': `# more\n${base['order.yaml']}` });
  assert.deepEqual(words.of(id), []);
});

test('what cannot be read whole accuses nobody, and the item is unknown', async () => {
  const base = { 'openapi.yaml': head('1.0.0') + orders + carts };
  const torn = [
    `${head('1.0.0') + orders}  /carts: {`,
    head('1.0.0') + orders + carts.replace('/carts', '/orders'),
    head('1.0.0') + orders + carts.replace('get', 'GET'),
    head('1.0.0') + orders + carts.replace('/carts', 'carts'),
    `swagger: '2.0'\n${orders}`,
  ];
  for (const text of torn) {
    const { of, item } = await judged(base, { 'openapi.yaml': text });
    assert.deepEqual([...of(id), ...of('contracts/unversioned-contract')], [], text);
    assert.equal(`${item?.verdict}: ${item?.detail}`, 'unknown: openapi.yaml cannot be read whole', text);
    const mended = await judged({ 'openapi.yaml': text }, base);
    assert.deepEqual([...mended.of(id), ...mended.of('contracts/unversioned-contract')], [], text);
    assert.equal(mended.item?.verdict === 'fail', false, text);
  }
  const within = orders.replace('description: All', 'description: All, description: Again');
  const told = await judged(base, { 'openapi.yaml': head('1.0.0') + within });
  assert.equal(told.of(id).length, 1, 'a word that stands twice hides no operation');
});

test('what is no longer found is told as such, and makes what else seems to be gone likely only', async () => {
  const contract = `${head('1.0.0')}  /orders: { $ref: './orders.yaml' }\n`;
  const file = 'get: { responses: {} }\n';
  const { of } = await judged(
    { 'openapi.yaml': contract, 'orders.yaml': file },
    { 'openapi.yaml': contract },
  );
  assert.deepEqual(of(id), []);
  assert.equal(of('contracts/invalid-contract').length, 1);
  const more = await judged(
    { 'openapi.yaml': contract + carts, 'orders.yaml': file },
    { 'openapi.yaml': contract },
  );
  assert.deepEqual(
    more.of(id).map(({ severity, confidence, message }) => [severity, confidence, message.slice(0, 22)]),
    [['warning', 'likely', 'GET /carts was removed']],
  );
});

test('who calls what breaks is named, also where it is gone; who calls something else is not', async () => {
  const web = (path: string) => `export const load = () => fetch('${path}');\n`;
  const code = {
    'web/carts.ts': web('/carts'),
    'web/orders.ts': web('/orders'),
    'pacts/app.json': JSON.stringify({
      provider: { name: 'shop' },
      interactions: [{ request: { method: 'GET', path: '/carts' } }],
    }),
  };
  const base = { ...code, 'openapi.yaml': head('1.0.0') + orders + carts };
  const callersOf = (findings: readonly Finding[]) =>
    findings.flatMap(({ related }) =>
      related.map(({ path, message }) => `${path}: ${message}`).filter((line) => line.includes(' here')),
    );
  const removed = await judged(base, { ...code, 'openapi.yaml': head('1.0.0') + orders });
  assert.deepEqual(callersOf(removed.of(id)), [
    'pacts/app.json: GET /carts is expected here.',
    'web/carts.ts: GET /carts is called here.',
  ]);
  const gone = await judged(base, code);
  assert.deepEqual(callersOf(gone.of(id)), [
    'pacts/app.json: GET /carts is expected here.',
    'web/carts.ts: GET /carts is called here.',
    'web/orders.ts: GET /orders is called here.',
  ]);
  const either = '`/carts${process.env.END ?? ""}`';
  const unsure = { ...code, 'web/any.ts': web('/carts').replace("'/carts'", either) };
  const maybe = await judged({ ...base, ...unsure }, { ...unsure, 'openapi.yaml': head('1.0.0') + orders });
  assert.ok(callersOf(maybe.of(id)).includes('web/any.ts: GET /carts may be called here.'));
  const many = Object.fromEntries(Array.from({ length: 14 }, (_, at) => [`web/c${at}.ts`, web('/carts')]));
  const all = await judged(
    { ...base, ...many },
    { ...code, ...many, 'openapi.yaml': head('1.0.0') + orders },
  );
  const told = callersOf(all.of(id));
  assert.equal(told.length, 10);
  assert.match(told.at(-1) ?? '', /GET \/carts is called here, and in 6 more places\.$/);
});

test('a contract that is gone while another one of its service promises the same breaks nobody', async () => {
  const policy = policyWith({ file: 'api/*.yaml' });
  const both = { 'api/one.yaml': head('1.0.0') + orders, 'api/two.yaml': head('1.0.0') + orders };
  const { of } = await judged(both, { 'api/two.yaml': head('1.0.0') + orders }, policy);
  assert.deepEqual(told(of(id)), []);
  const more = { ...both, 'api/one.yaml': head('1.0.0') + orders + carts };
  const gone = await judged(more, { 'api/two.yaml': head('1.0.0') + orders }, policy);
  assert.deepEqual(told(gone.of(id)), [
    'error: "api/one.yaml" is gone and with it 1 operation, GET /carts, which breaks callers.',
  ]);
});

test('a document that holds something else by now is told as that, and one that is gone as gone', async () => {
  const base = { 'openapi.yaml': head('1.0.0') + orders + carts };
  const other = await judged(base, { 'openapi.yaml': 'name: shop\n' });
  const gone = await judged(base, {});
  const end = '2 operations such as GET /orders, which breaks callers.';
  const first = ({ of }: typeof gone) => told(of(id))[0] ?? '';
  assert.equal(first(gone), `error: "openapi.yaml" is gone and with it ${end}`);
  assert.equal(
    first(other),
    `error: "openapi.yaml" is no contract any more, so that it no longer promises ${end}`,
  );
});
