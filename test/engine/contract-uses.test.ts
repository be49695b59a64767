import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContractUses } from '../../server/src/model/contract-facts.ts';
import type { ReadResult } from '../../server/src/model/host.ts';
import { createMemoryHost } from '../support/memory-host.ts';
import { createWorkspace } from '../support/workspace.ts';

const policy = (contract: object = {}, more: object = {}) =>
  JSON.stringify({
    services: [{ name: 'shop', files: 'src/**', contracts: [{ file: 'openapi.yaml', ...contract }] }],
    tests: ['**/*.test.ts'],
    ...more,
  });
const contract = (...paths: readonly string[]) =>
  `openapi: 3.1.0\ninfo: { title: Shop, version: 1.0.0 }\npaths:\n${paths.map((path) => `  ${path}:\n    get: { operationId: ${path.slice(1)}List, responses: {} }\n`).join('')}`;
const calling = (path: string) => `export const load = () => fetch('${path}');\n`;
const files = {
  'parapet.jsonc': policy(),
  'openapi.yaml': contract('/orders', '/items'),
  'web/orders.ts': calling('/orders'),
  'web/other.ts': 'export const one = 1;\n',
  'test/items.test.ts': `import request from 'supertest';\nit('is there', () => request(app).get('/items'));\n`,
};

/** A workspace that tells what it read since it was last asked. */
async function opened(own: Readonly<Record<string, string>>) {
  const texts = new Map(Object.entries(own));
  const host = createMemoryHost(texts);
  const asked: string[] = [];
  const read = (path: string): ReadResult => {
    asked.push(path);
    return host.read(path);
  };
  const workspace = createWorkspace(texts, { parts: { host: { ...host, read } } });
  await workspace.refresh();
  const change = async (path: string, text?: string) => {
    if (text === undefined) texts.delete(path);
    else texts.set(path, text);
    workspace.touch(path);
    asked.length = 0;
    await workspace.refresh();
  };
  const uses = () => workspace.facts().contracts.findUses();
  return { workspace, asked, change, uses, told: () => tell(workspace.facts().contracts.matching, uses()) };
}

type Matching = Parameters<ContractUses['of']>[0];

function tell({ operations }: { readonly operations: readonly Matching[] }, uses: ContractUses) {
  return operations.map((match) => {
    const { callers = [], tests = [], covers = [] } = uses.of(match) ?? {};
    const paths = [callers, tests, covers].map((all) => all.map(({ path }) => path).join(', '));
    return `${match.operation.template}: ${paths.join(' | ')}`;
  });
}

test('who calls and tests an operation is found once somebody asks, and not before', async () => {
  const { workspace, asked, told } = await opened(files);
  const { contracts } = workspace.facts();
  asked.length = 0;
  assert.equal(contracts.uses(contracts.matching.operations[0] as Matching), undefined);
  assert.deepEqual(asked, []);
  assert.deepEqual(told(), ['/items:  | test/items.test.ts | ', '/orders: web/orders.ts |  | '].reverse());
  assert.notEqual(contracts.uses(contracts.matching.operations[0] as Matching), undefined);
});

test('until uses are found again each operation has those of its last', async () => {
  const { workspace, change, told } = await opened(files);
  told();
  await change('web/other.ts', calling('/items'));
  const { uses, matching } = workspace.facts().contracts;
  const callers = matching.operations.map((match) => uses(match)?.callers.map(({ path }) => path));
  assert.deepEqual(callers, [['web/orders.ts'], []]);
});

test('what the policy excludes calls nothing', async () => {
  const own = { ...files, 'parapet.jsonc': policy({}, { exclude: ['web/made/**'] }) };
  const { told } = await opened({ ...own, 'web/made/client.ts': calling('/orders') });
  assert.equal(told()[0], '/orders: web/orders.ts |  | ');
});

test('an edit reads one file anew, and what it leaves alone is not looked at again', async () => {
  const { asked, change, told, uses } = await opened(files);
  assert.deepEqual(told()[1], '/items:  | test/items.test.ts | ');
  await change('web/other.ts', calling('/items'));
  assert.deepEqual(told()[1], '/items: web/other.ts | test/items.test.ts | ');
  assert.deepEqual([...new Set(asked)], ['web/other.ts']);
  const before = uses();
  await change('web/none.ts', 'export const two = 2;\n');
  await change('web/none.ts', 'export const two = 3;\n');
  assert.deepEqual(asked.includes('web/orders.ts'), false);
  assert.deepEqual(uses().unmatched, before.unmatched);
  await change('web/other.ts');
  assert.deepEqual(told()[1], '/items:  | test/items.test.ts | ');
});

test('Pact files and configurations of tools count, and what comes, changes and goes is noticed', async () => {
  const pact = (path: string) =>
    JSON.stringify({
      consumer: { name: 'web' },
      provider: { name: 'shop' },
      interactions: [{ description: 'a', request: { method: 'get', path }, response: { status: 200 } }],
    });
  const { change, told, uses } = await opened(files);
  assert.deepEqual(told()[0], '/orders: web/orders.ts |  | ');
  await change('pacts/web-shop.json', pact('/orders'));
  assert.deepEqual(told()[0], '/orders: web/orders.ts | pacts/web-shop.json | ');
  await change('pacts/web-shop.json', pact('/items'));
  assert.deepEqual(told()[0], '/orders: web/orders.ts |  | ');
  await change('pacts/web-shop.json', '{ "provider": {');
  assert.equal(uses().problems[0]?.path, 'pacts/web-shop.json');
  await change('pacts/web-shop.json');
  assert.deepEqual(uses().problems, []);
  await change('dredd.yml', 'blueprint: openapi.yaml\n');
  assert.deepEqual(told()[0], '/orders: web/orders.ts |  | dredd.yml');
  await change('dredd.yml', 'blueprint: other.yaml\n');
  assert.deepEqual(told()[0], '/orders: web/orders.ts |  | ');
});

test('a file calls the contract that it consumes, and a test the one that it stands beside', async () => {
  const services = ['a', 'b'].map((name) => ({
    name,
    files: `${name}/**`,
    contracts: [{ file: `${name}/openapi.yaml`, ...(name === 'b' && { consumers: ['web/**'] }) }],
  }));
  const own = {
    'parapet.jsonc': JSON.stringify({ services, tests: ['**/*.test.ts'] }),
    'a/openapi.yaml': contract('/orders'),
    'b/openapi.yaml': contract('/orders'),
    'web/orders.ts': calling('/orders'),
    'other/orders.ts': calling('/orders'),
    'a/orders.test.ts': files['test/items.test.ts'].replace('/items', '/orders'),
  };
  const { told } = await opened(own);
  assert.deepEqual(told(), [
    '/orders: other/orders.ts | a/orders.test.ts | ',
    '/orders: other/orders.ts, web/orders.ts |  | ',
  ]);
});

test('the name of an operation is a call in tests and consumers, and nowhere else', async () => {
  const naming = `import { client } from './client.ts';\nexport const all = () => client.ordersList();\n`;
  const own = { ...files, 'web/a.ts': naming, 'test/a.test.ts': naming, 'web/orders.ts': '' };
  assert.deepEqual((await opened(own)).told()[0], '/orders:  | test/a.test.ts | ');
  const consumed = { ...own, 'parapet.jsonc': policy({ consumers: ['web/**'] }) };
  assert.deepEqual((await opened(consumed)).told()[0], '/orders: web/a.ts | test/a.test.ts | ');
});

test('reading ahead leaves nothing to read, and ends when it is told to', async () => {
  const { workspace, asked, told } = await opened(files);
  assert.equal(await workspace.contractUses.readUses(() => true), false);
  assert.equal(await workspace.contractUses.readUses(), true);
  asked.length = 0;
  assert.equal(told().length, 2);
  assert.deepEqual(asked, []);
});
