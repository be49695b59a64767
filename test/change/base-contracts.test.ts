import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contractChanges } from '../../server/src/change/base-contracts.ts';
import { type BaseMemory, findNew } from '../../server/src/change/new-findings.ts';
import { createContractParts } from '../../server/src/contract-parts.ts';
import { changeFrom } from '../support/memory-change.ts';
import { openWorkspace } from '../support/workspace.ts';

const policy =
  '{ "services": [{ "name": "shop", "files": "src/**", "contracts": [{ "file": "openapi.yaml" }] }] }';
const contract = (version: string, paths: string) =>
  `openapi: 3.1.0\ninfo: { title: Shop, version: ${version} }\npaths:\n${paths}`;
const before = contract('1.0.0', '  /a: { get: { responses: {} } }\n  /b: { get: { responses: {} } }\n');

/** A workspace that notes which texts it parses and reads as contracts. */
async function counted(files: Map<string, string>) {
  const parsed: string[] = [];
  const read: string[] = [];
  const parts = createContractParts();
  const workspace = await openWorkspace(files, {
    parts: {
      loadContracts: async () => ({
        ...parts,
        parse: (text) => {
          parsed.push(text);
          return parts.parse(text);
        },
        readContract: (source) => {
          read.push(source.text);
          return parts.readContract(source);
        },
      }),
    },
  });
  return {
    workspace,
    times: (text: string) => [parsed, read].map((all) => all.filter((one) => one === text).length),
  };
}

test('the contracts of one merge base are parsed and read once, whatever is typed since', async () => {
  const files = new Map([
    ['parapet.jsonc', policy],
    ['openapi.yaml', contract('1.1.0', '  /a: { get: { responses: {} } }\n')],
  ]);
  const { workspace, times } = await counted(files);
  const memory: BaseMemory = {};
  const judge = async () => {
    const { change, base } = changeFrom(files, new Map([['openapi.yaml', before]]));
    const known = { ...change, base: { name: 'main', commit: 'a'.repeat(40) } };
    const found = await findNew({ workspace }, { change: known, base, memory });
    assert.ok(found.ok);
    return contractChanges(found.contracts, workspace, known);
  };
  const ids = async () => (await judge()).compared.flatMap(({ changes }) => changes.map(({ id }) => id));
  assert.deepEqual(await ids(), ['operation-removed']);
  for (const version of ['1.2.0', '1.3.0', '2.0.0']) {
    const text = contract(version, '  /a: { get: { responses: {} } }\n  /c: { get: { responses: {} } }\n');
    files.set('openapi.yaml', text);
    workspace.touch('openapi.yaml');
    await workspace.refresh();
    assert.deepEqual(await ids(), ['operation-added', 'operation-removed'].sort());
  }
  assert.deepEqual(times(before), [1, 1]);
  const [first] = (await judge()).compared;
  const [again] = (await judge()).compared;
  assert.equal(first?.changes[0]?.old, again?.changes[0]?.old, 'a comparison is known, too');
});

test('a contract that the change leaves alone is not compared', async () => {
  const files = new Map([
    ['parapet.jsonc', policy],
    ['openapi.yaml', before],
    ['src/a.ts', 'export {};\n'],
  ]);
  const { workspace } = await counted(files);
  const { change, base } = changeFrom(files, new Map([['src/a.ts', null]]));
  const found = await findNew({ workspace }, { change, base, memory: {} });
  assert.ok(found.ok);
  const { compared, added, removed, promised } = await contractChanges(found.contracts, workspace, change);
  assert.deepEqual([compared, added, removed], [[], [], []]);
  assert.deepEqual([...promised], ['GET /a', 'GET /b']);
});

test('a contract that only a glob names is followed to its new name', async () => {
  const named = policy.replace('openapi.yaml', 'api/*');
  const files = new Map([
    ['parapet.jsonc', named],
    ['api/store.yaml', contract('1.0.0', '  /a: { get: { responses: {} } }\n')],
  ]);
  const { workspace } = await counted(files);
  const { change, base } = changeFrom(
    files,
    new Map([
      ['api/store.yaml', null],
      ['api/shop.yaml', before],
    ]),
  );
  const renamed = {
    ...change,
    files: [{ path: 'api/store.yaml', from: 'api/shop.yaml', status: 'renamed' as const, hunks: [] }],
  };
  for (const one of [renamed, change]) {
    const found = await findNew({ workspace }, { change: one, base, memory: {} });
    assert.ok(found.ok);
    const { compared, removed } = await contractChanges(found.contracts, workspace, one);
    const told = compared.flatMap(({ before: then, now, changes }) =>
      changes.map(({ id }) => [then.path, now.contract.path, id]),
    );
    assert.deepEqual(told, [['api/shop.yaml', 'api/store.yaml', 'operation-removed']]);
    assert.deepEqual(removed, []);
  }
});

test('a table of operations that moved with the policy that names it is followed', async () => {
  const table = (paths: readonly string[]) =>
    `export const api = { ${paths.map((path) => `${path.slice(1)}: { method: 'GET', path: '${path}' }`).join(', ')} };\n`;
  const files = new Map([
    ['parapet.jsonc', policy.replace('openapi.yaml', 'src/new.ts')],
    ['package.json', '{ "name": "shop", "version": "1.0.0" }'],
    ['src/new.ts', table(['/a'])],
  ]);
  const { workspace } = await counted(files);
  const texts = new Map([
    ['src/new.ts', null],
    ['src/old.ts', table(['/a', '/b'])],
  ]);
  const { change, base } = changeFrom(files, texts);
  const moved = {
    ...change,
    files: [{ path: 'src/new.ts', from: 'src/old.ts', status: 'renamed' as const, hunks: [] }],
  };
  const found = await findNew({ workspace }, { change: moved, base, memory: {} });
  assert.ok(found.ok);
  const { compared, added } = await contractChanges(found.contracts, workspace, moved);
  assert.deepEqual(
    compared.flatMap(({ before: then, changes }) => changes.map(({ id }) => `${then.path} ${id}`)),
    ['src/old.ts operation-removed'],
  );
  assert.deepEqual(added, []);
});
