import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContractFacts } from '../../server/src/model/contract-facts.ts';
import { createWorkspace } from '../support/workspace.ts';

const policy = (service: object) =>
  JSON.stringify({ services: [{ name: 'shop', files: 'src/**', ...service }] });

const contract = (paths: string) => `openapi: 3.1.0\ninfo: { title: Shop, version: 1.0.0 }\npaths:\n${paths}`;
const orders = '  /orders:\n    get: { operationId: list, responses: {} }\n';
const items = '  /items:\n    get: { operationId: items, responses: {} }\n';
const serving = (path: string) =>
  `import express from 'express';\nconst app = express();\napp.get('${path}', () => {});\n`;

const told = ({ matching }: ContractFacts) => ({
  missing: matching.missing.map(({ match }) => match.operation.template),
  unpromised: matching.unpromised.map(({ route }) => route.template),
});

async function opened(files: Record<string, string>) {
  const texts = new Map(Object.entries(files));
  const workspace = createWorkspace(texts);
  await workspace.refresh();
  return { texts, workspace, contracts: () => workspace.facts().contracts };
}

test('routes and operations are matched where a policy declares contracts, and nowhere else', async () => {
  const files = { 'openapi.yaml': contract(orders), 'src/app.ts': serving('/items') };
  const on = await opened({ ...files, 'parapet.jsonc': policy({ contracts: [{ file: 'openapi.yaml' }] }) });
  assert.deepEqual(told(on.contracts()), { missing: ['/orders'], unpromised: ['/items'] });
  const off = await opened({ ...files, 'parapet.jsonc': policy({}) });
  assert.deepEqual(off.contracts().routes, []);
  assert.deepEqual(off.contracts().contracts, []);
});

test('unsaved text of code and contract counts at once, and the disk again once it is closed', async () => {
  const { workspace, contracts } = await opened({
    'parapet.jsonc': policy({ contracts: [{ file: 'openapi.yaml' }] }),
    'openapi.yaml': contract(orders),
    'src/app.ts': serving('/items'),
  });
  workspace.setText('src/app.ts', serving('/orders'));
  await workspace.refresh();
  assert.deepEqual(told(contracts()), { missing: [], unpromised: [] });
  workspace.setText('openapi.yaml', contract(orders + items));
  await workspace.refresh();
  assert.deepEqual(told(contracts()), { missing: ['/items'], unpromised: [] });
  workspace.setText('src/app.ts', undefined);
  workspace.setText('openapi.yaml', undefined);
  await workspace.refresh();
  assert.deepEqual(told(contracts()), { missing: ['/orders'], unpromised: ['/items'] });
});

test('a policy that asks no more leaves nothing, and what was edited meanwhile counts once it asks again', async () => {
  const asking = policy({ contracts: [{ file: 'openapi.yaml' }] });
  const calling = (path: string) => `export const load = () => fetch('${path}');\n`;
  const { workspace, contracts } = await opened({
    'parapet.jsonc': asking,
    'openapi.yaml': contract(orders),
    'src/app.ts': serving('/orders'),
    'web/load.ts': calling('/orders'),
  });
  const edit = async (path: string, text: string) => {
    workspace.setText(path, text);
    await workspace.refresh();
  };
  const callers = () => {
    const { of } = contracts().findUses();
    return contracts().matching.operations.map(
      (match) => `${match.operation.template} by ${of(match)?.callers.map(({ path }) => path)}`,
    );
  };
  assert.deepEqual(callers(), ['/orders by web/load.ts']);
  await edit('parapet.jsonc', policy({}));
  assert.deepEqual([contracts().contracts, contracts().routes, callers()], [[], [], []]);
  await edit('openapi.yaml', contract(items));
  await edit('src/app.ts', serving('/new'));
  await edit('web/load.ts', calling('/items'));
  await edit('parapet.jsonc', asking);
  assert.deepEqual(told(contracts()), { missing: ['/items'], unpromised: ['/new'] });
  assert.deepEqual(callers(), ['/items by web/load.ts']);
});

test("a whole document is found by content under names that may say it, and what else is called so is nobody's contract", async () => {
  const paths = async (files: Record<string, string>) => {
    const { contracts } = await opened({
      'parapet.jsonc': JSON.stringify({ contractFirst: 'change' }),
      'src/app.ts': serving('/orders'),
      ...files,
    });
    return contracts().contracts.map(({ contract: { path } }) => path);
  };
  const found = ['shop-api.yml', 'docs/api.yaml', 'docs/api.v2.yaml', 'billing_api_v1.yml'];
  assert.deepEqual(
    await paths(Object.fromEntries(found.map((path) => [path, contract(orders)]))),
    [...found].sort(),
  );
  const others = {
    'deploy-api.yml': 'name: deploy\njobs: { a: { steps: [] } }\n',
    'fragment-api.yml': 'paths:\n  /orders:\n    get: { responses: {} }\n',
    'broken-api.yml': 'apiVersion: v1\n\tkind: Service\n',
    'empty-api.yml': 'openapi: 3.1.0\ninfo: { title: Shop, version: 1.0.0 }\npaths: {}\n',
    'rapid.yaml': contract(orders),
    'capi.yml': contract(orders),
  };
  assert.deepEqual(await paths(others), []);
  assert.deepEqual(await paths({ 'openapi.yaml': 'openapi: 3.1.0\npaths: {}\n' }), ['openapi.yaml']);
});

test('a document among tests promises nothing, unless the policy says what tests are or names it', async () => {
  const paths = async (policy: object) => {
    const { contracts } = await opened({
      'parapet.jsonc': JSON.stringify({ contractFirst: 'change', ...policy }),
      'src/app.ts': serving('/orders'),
      'tests/fixtures/openapi.yaml': contract(orders),
      'docs/openapi.yaml': contract(orders),
    });
    return contracts().contracts.map(({ contract: { path } }) => path);
  };
  const both = ['docs/openapi.yaml', 'tests/fixtures/openapi.yaml'];
  assert.deepEqual(await paths({}), ['docs/openapi.yaml']);
  assert.deepEqual(await paths({ tests: ['**/*.spec.ts'] }), both);
  const named = [{ name: 'shop', files: 'src/**', contracts: [{ file: 'tests/fixtures/openapi.yaml' }] }];
  assert.deepEqual(await paths({ services: named }), both);
});

test('a contract is found by its name, by a glob, and through what it refers to; what comes and goes is noticed', async () => {
  const { texts, workspace, contracts } = await opened({
    'parapet.jsonc': JSON.stringify({ contractFirst: 'change' }),
    'api/openapi.yaml': contract('  /orders: { $ref: ./orders.yaml }\n'),
    'src/app.ts': serving('/orders'),
  });
  assert.deepEqual(told(contracts()), { missing: [], unpromised: ['/orders'] });
  texts.set('api/orders.yaml', 'get: { responses: {} }\n');
  workspace.touch('api/orders.yaml');
  await workspace.refresh();
  assert.deepEqual(told(contracts()), { missing: [], unpromised: [] });
  texts.delete('api/openapi.yaml');
  workspace.touch('api/openapi.yaml');
  await workspace.refresh();
  assert.deepEqual(contracts().contracts, []);
  texts.set('api/openapi.yaml', contract(items));
  workspace.touch('api/openapi.yaml');
  await workspace.refresh();
  assert.deepEqual(told(contracts()).missing, ['/items']);
});

test('a contract that is named and not there, or holds none, is missing', async () => {
  const { texts, workspace, contracts } = await opened({
    'parapet.jsonc': policy({ contracts: [{ file: 'api.yaml' }, { file: 'docs/*.md' }] }),
    'src/app.ts': serving('/orders'),
  });
  const missing = () => contracts().missing.map(({ setting, detail }) => [setting.file.glob, detail]);
  assert.deepEqual(missing(), [
    ['api.yaml', undefined],
    ['docs/*.md', undefined],
  ]);
  texts.set('api.yaml', 'a: 1\n');
  workspace.touch('api.yaml');
  await workspace.refresh();
  assert.deepEqual(missing()[0], ['api.yaml', 'it holds no contract']);
  texts.set('api.yaml', contract(orders));
  workspace.touch('api.yaml');
  await workspace.refresh();
  assert.deepEqual(missing(), [['docs/*.md', undefined]]);
});

test('a contract that a glob names is bound once, also where its name says what it is', async () => {
  for (const file of ['api/*.yaml', 'api/openapi.yaml']) {
    const { contracts } = await opened({
      'parapet.jsonc': policy({ contracts: [{ file }] }),
      'api/openapi.yaml': contract(orders),
      'src/app.ts': serving('/orders'),
    });
    assert.deepEqual(
      contracts().contracts.map(({ contract: { path }, setting }) => [path, setting?.file.glob]),
      [['api/openapi.yaml', file]],
    );
  }
});

test("what a contract would answer for that is not there is nobody else's fault, of its own service only", async () => {
  const service = (name: string, contracts: readonly object[]) => ({ name, files: `${name}/**`, contracts });
  const { contracts } = await opened({
    'parapet.jsonc': JSON.stringify({
      services: [
        service('a', [{ file: 'gone.yaml', covers: ['/items/**'] }]),
        service('b', [{ file: 'openapi.yaml' }]),
      ],
    }),
    'openapi.yaml': contract(orders),
    'a/app.ts': serving('/items'),
    'b/app.ts': `${serving('/orders')}app.get('/items', () => {});\n`,
  });
  const { unpromised, uncovered } = contracts().matching;
  const pathsOf = (routes: readonly { readonly path: string }[]) => routes.map(({ path }) => path);
  assert.deepEqual(pathsOf(unpromised.map(({ route }) => route)), ['b/app.ts']);
  assert.deepEqual(pathsOf(uncovered), ['a/app.ts']);
});

const router = (path: string) => `import { initContract } from '@ts-rest/core';
export const contract = initContract().router({ list: { method: 'GET', path: '${path}', responses: {} } });
`;

test('a contract in TypeScript counts as one in a document, with the version of its package', async () => {
  const { texts, workspace, contracts } = await opened({
    'parapet.jsonc': JSON.stringify({ contractFirst: 'change' }),
    'package.json': '{ "name": "shop", "version": "2.1.0" }',
    'src/contract.ts': router('/orders'),
    'src/app.ts': serving('/items'),
  });
  const [own] = contracts().contracts;
  assert.deepEqual([own?.contract.format, own?.contract.version?.text], ['ts-rest', '2.1.0']);
  const { path = '', span = { start: 0, end: 0 } } = own?.contract.version ?? {};
  assert.equal(texts.get(path)?.slice(span.start, span.end), '"2.1.0"');
  workspace.setText('package.json', '{ "name": "shop", "version": 2 }');
  await workspace.refresh();
  assert.equal(contracts().contracts[0]?.contract.version, undefined, 'what is no text is no version');
  assert.deepEqual(told(contracts()), { missing: ['/orders'], unpromised: ['/items'] });
  workspace.setText('src/contract.ts', router('/items'));
  await workspace.refresh();
  assert.deepEqual(told(contracts()), { missing: [], unpromised: [] });
});

test('a table of operations is a contract where the policy names its file, and nowhere else', async () => {
  const table = "export const api = { list: { method: 'GET', path: '/orders' } };\n";
  const files = { 'src/api.ts': table, 'src/app.ts': serving('/orders'), 'src/menu.ts': table };
  const named = await opened({ ...files, 'parapet.jsonc': policy({ contracts: [{ file: 'src/api.ts' }] }) });
  assert.deepEqual(
    named.contracts().contracts.map(({ contract: { path, format } }) => [path, format]),
    [['src/api.ts', 'table']],
  );
  assert.deepEqual(told(named.contracts()), { missing: [], unpromised: [] });
  const other = await opened({ ...files, 'parapet.jsonc': '{ "contractFirst": "change" }' });
  assert.deepEqual(other.contracts().contracts, []);
});

test('interfaces are read while typed, and nothing is read of them where none is marked', async () => {
  const { texts, workspace, contracts } = await opened({
    'parapet.jsonc': JSON.stringify({ contractFirst: 'change' }),
    'src/port.ts': 'export interface Port { a(): void }\n',
    'src/made.ts': "import type { Port } from './port';\nexport class Made implements Port { a() {} }\n",
  });
  const shown = () =>
    contracts().interfaces.map(
      ({ contract, version, members, implementations }) =>
        `${contract} ${version?.text} ${members.length} by ${implementations.map(({ name }) => name)}`,
    );
  assert.deepEqual(shown(), []);
  workspace.setText('src/port.ts', '/** @contract port 1.0.0 */\nexport interface Port { a(): void }\n');
  await workspace.refresh();
  assert.deepEqual(shown(), ['port 1.0.0 1 by Made']);
  workspace.setText('src/made.ts', "import type { Port } from './port';\nexport class Made {}\n");
  await workspace.refresh();
  assert.deepEqual(shown(), ['port 1.0.0 1 by ']);
  texts.set('src/new.ts', "import { Port } from './port';\nexport const added: Port = { a };\n");
  workspace.touch('src/new.ts');
  await workspace.refresh();
  assert.deepEqual(shown(), ['port 1.0.0 1 by added']);
  texts.delete('src/new.ts');
  workspace.touch('src/new.ts');
  workspace.setText('src/port.ts', undefined);
  await workspace.refresh();
  assert.deepEqual(shown(), []);
});
