import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorkspace } from '../../support/workspace.ts';
import { judged } from './contract-change.ts';
import { contractOf, policyOf, serving, told } from './shop.ts';

const table = (...rows: readonly string[]) => `export const rows = [${rows.join(', ')}];\n`;
const known = "{ method: 'GET', path: '/orders' }";
const odd = "{ method: verb(), path: '/odd' }";
const named = policyOf({ file: 'src/table.ts', covers: ['/**'] });

async function accused(files: Readonly<Record<string, string>>, policy: string): Promise<readonly string[]> {
  const workspace = createWorkspace(new Map(Object.entries({ 'parapet.jsonc': policy, ...files })));
  await workspace.refresh();
  return workspace
    .findings()
    .filter(({ rule }) => rule === 'contracts/route-without-operation')
    .map(({ severity, confidence, message, related }) => {
      const parts = related.filter(({ message: why }) => why.startsWith('This is not understood'));
      return `${severity} ${confidence} ${message.split(' is ')[0]} ${parts.length}`;
    });
}

test('a row that is not understood may promise a route, and names itself with it', async () => {
  const app = (...routes: readonly string[]) => ({ 'src/app.ts': serving('GET /orders', ...routes) });
  const files = { 'src/table.ts': table(known, odd) };
  assert.deepEqual(await accused({ ...files, ...app('GET /more') }, named), ['warning possible GET /more 1']);
  assert.deepEqual(await accused({ ...files, ...app('GET /more', 'PUT /more') }, named), [
    'warning likely GET /more 1',
    'warning likely PUT /more 1',
  ]);
  assert.deepEqual(await accused({ 'src/table.ts': table(known), ...app('GET /more') }, named), [
    'error certain GET /more 0',
  ]);
  assert.deepEqual(await accused({ ...files, ...app() }, named), []);
});

test('a key that is twice hides what it says where it is a path or a method, and nothing elsewhere', async () => {
  const files = (contract: string) => ({
    'openapi.yaml': contract,
    'src/app.ts': serving('GET /orders', 'GET /more'),
  });
  const rules = async (contract: string) =>
    (await told(files(contract))).map((line) => line.split(' ').slice(1, 3).join(' '));
  const orders = contractOf(['GET /orders']);
  const twice = (line: string) => orders + line;
  assert.deepEqual(await rules(twice('  /orders: {}\n')), ['error invalid-contract:']);
  assert.deepEqual(await rules(twice('    get: { responses: {} }\n')), ['error invalid-contract:']);
  const inside = orders.replace('responses: {}', 'summary: a, summary: b, responses: {}');
  assert.deepEqual(await rules(inside), ['error invalid-contract:', 'error route-without-operation:']);
});

test('that a contract is not held against the code is said once, with its first slip', async () => {
  const noted = async (text: string) => {
    const files = { 'parapet.jsonc': policyOf(), 'openapi.yaml': text, 'src/app.ts': serving('GET /orders') };
    const workspace = createWorkspace(new Map(Object.entries(files)));
    await workspace.refresh();
    return workspace
      .findings()
      .map(({ related }) => related.some(({ message }) => message.startsWith('Until all of it')));
  };
  const orders = contractOf(['GET /orders']);
  assert.deepEqual(await noted(`${orders}  /orders: {}\n  /orders: {}\n`), [true, false]);
  assert.deepEqual(await noted(orders.replace('responses: {}', "responses: { 200: { $ref: '#/no' } }")), [
    false,
  ]);
});

test('what two contracts refer to is told once, with the contract that comes first, and many alike are counted', async () => {
  const ref = (name: string) => `{ get: { responses: { '200': { $ref: './shared.yaml#/${name}' } } } }`;
  const contract = (...paths: readonly string[]) =>
    `${contractOf([])}${paths.map((path) => `  ${path}: ${ref('ok')}\n`).join('')}`;
  const policy = JSON.stringify({
    services: [{ name: 'shop', files: 'src/**', contracts: [{ file: 'a.yaml' }, { file: 'b.yaml' }] }],
  });
  const files = (shared: string) => ({
    'parapet.jsonc': policy,
    ...{ 'a.yaml': contract('/a'), 'b.yaml': contract('/b'), 'shared.yaml': shared },
    'src/app.ts': serving('GET /a', 'GET /b'),
  });
  const broken = 'ok: { description: a, description: b }\n';
  const workspace = createWorkspace(new Map(Object.entries(files(broken))));
  await workspace.refresh();
  assert.deepEqual(
    workspace
      .findings()
      .map(({ rule, path, related }) => [
        ...[rule, path],
        ...related.map((each) => `${each.path}: ${each.message}`),
      ]),
    [
      [
        ...['contracts/invalid-contract', 'shared.yaml'],
        ...['a.yaml: This contract refers to it.', 'parapet.jsonc: The policy names the contract here.'],
      ],
    ],
  );
  assert.deepEqual(await told(files('ok: { description: a }\n')), []);
  const many = (count: number) =>
    contractOf(
      Array.from({ length: count }, (_, at) => `GET /x${at} responses:_{_200:_{_$ref:_'#/no${at}'_}_}`),
    ).replaceAll(', responses: {} }', ' }');
  const linesOf = async (count: number) =>
    (await told({ 'openapi.yaml': many(count) })).filter((line) => line.includes('invalid-contract'));
  assert.equal((await linesOf(20)).length, 20);
  const all = await linesOf(23);
  assert.equal(all.length, 21);
  assert.match(
    all.at(-1) ?? '',
    /error invalid-contract: "openapi\.yaml" has 3 more problems of this kind from here on\.$/,
  );
});

test('a new route beside such a row is told of a change, and stops nothing', async () => {
  const { of, item } = await judged(
    { 'src/table.ts': table(known, odd), 'src/app.ts': serving('GET /orders') },
    { 'src/table.ts': table(known, odd), 'src/app.ts': serving('GET /orders', 'GET /more') },
    named,
  );
  assert.deepEqual(
    of('contracts/implementation-first').map(({ severity, confidence, related }) => [
      severity,
      confidence,
      related.length,
    ]),
    [['warning', 'possible', 2]],
  );
  assert.ok(item && item.verdict !== 'fail');
});

test('a path that another machine has hides itself, and no other one', async () => {
  const remote = (text: string) =>
    text.replace(/( {2}\/orders\/\{id\}:)\n.*\n/, "$1 { $ref: 'https://a.example/b.yaml' }\n");
  const orders = contractOf(['GET /orders', 'GET /orders/{id}']);
  const files = (contract: string, ...routes: readonly string[]) => ({
    'openapi.yaml': contract,
    'src/app.ts': serving('GET /orders', ...routes),
  });
  assert.deepEqual(await told(files(remote(orders), 'GET /orders/:id', 'PUT /orders/:key')), [
    'openapi.yaml:6 warning invalid-contract: "https://a.example/b.yaml" is on another machine, and references are followed within the workspace only.',
  ]);
  assert.deepEqual(
    (await told(files(remote(orders), 'GET /orders/:id', 'GET /more'))).map((line) =>
      line.split(': ')[0]?.split(' ').slice(1).join(' '),
    ),
    ['warning invalid-contract', 'error route-without-operation'],
  );
});
