import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Workspace } from '../../server/src/engine/workspace.ts';
import type { Store } from '../../server/src/model/host.ts';
import { createMemoryHost } from '../support/memory-host.ts';
import { createMemoryStore, openWorkspace, plain } from '../support/workspace.ts';

/** What one process keeps for the next changes how much is read, and never what is found. */
const policy = `{
  "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }],
  "rules": { "architecture/unresolved-import": "warning" }
}`;
const tree = {
  'parapet.jsonc': policy,
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./ui/*"] } } }',
  'ui/page.ts': "import './page.css';\nimport '../domain/order';\n",
  'ui/page.css': '',
  'domain/order.ts':
    "import '@/page';\n// parapet-allow architecture/upward-import: agreed\nimport '../ui/page';\n",
  'domain/alone.ts': 'export {};\n',
};

interface Run {
  readonly workspace: Workspace;
  /** Source files that were read in full, in order. */
  readonly read: readonly string[];
}

async function run(files: Map<string, string>, store?: Store, build = 'a'): Promise<Run> {
  const host = createMemoryHost(files);
  const read: string[] = [];
  const counting = {
    ...host,
    read(path: string) {
      if (path.endsWith('.ts')) read.push(path);
      return host.read(path);
    },
  };
  const workspace = await openWorkspace(files, { parts: { host: counting, ...(store && { store, build }) } });
  workspace.save();
  return { workspace, read: read.sort() };
}

function stateOf({ workspace }: Run): unknown {
  const files = workspace.facts().files.map(({ path, facts, targets }) => ({ path, facts, targets }));
  return { files, findings: plain(workspace.findings()), notices: workspace.notices() };
}

interface Change {
  readonly change: (files: Map<string, string>) => void;
  readonly read: readonly string[];
}

const sources = Object.keys(tree)
  .filter((path) => path.endsWith('.ts'))
  .sort();

const changes: Readonly<Record<string, Change>> = {
  'nothing changed': { change: () => {}, read: [] },
  'a file changed': {
    change: (files) => files.set('domain/order.ts', "import './alone';\n"),
    read: ['domain/order.ts'],
  },
  'a file came': {
    change: (files) => files.set('domain/new.ts', "import '@/page';\n"),
    read: ['domain/new.ts'],
  },
  'a file went': { change: (files) => files.delete('ui/page.ts'), read: [] },
  'an alias leads elsewhere': {
    change: (files) =>
      files.set('tsconfig.json', '{ "compilerOptions": { "paths": { "@/*": ["./domain/*"] } } }'),
    read: [],
  },
  'a configuration went': { change: (files) => files.delete('tsconfig.json'), read: [] },
  'a configuration came': { change: (files) => files.set('ui/tsconfig.json', '{'), read: [] },
  'what is no source went': { change: (files) => files.delete('ui/page.css'), read: [] },
  'the policy changed': {
    change: (files) => files.set('parapet.jsonc', policy.replace('"domain", ', '"core", ')),
    read: [],
  },
};

for (const [name, { change, read }] of Object.entries(changes)) {
  test(`what was kept is used as far as it holds: ${name}`, async () => {
    const files = new Map(Object.entries(tree));
    const store = createMemoryStore();
    assert.deepEqual((await run(files, store)).read, sources, 'the first run reads everything');
    change(files);
    const second = await run(files, store);
    assert.deepEqual(second.read, read);
    assert.deepEqual(stateOf(second), stateOf(await run(files)));
  });
}

test('what another build kept is not used', async () => {
  const files = new Map(Object.entries(tree));
  const store = createMemoryStore();
  await run(files, store, 'a');
  assert.deepEqual((await run(files, store, 'b')).read, sources);
});

test('unsaved text is never kept as that of the disk', async () => {
  const files = new Map(Object.entries(tree));
  const store = createMemoryStore();
  const { workspace } = await run(files, store);
  workspace.setText('domain/alone.ts', "import '../ui/page';\n");
  workspace.setText('tsconfig.json', '{}');
  await workspace.refresh();
  workspace.save();
  assert.deepEqual(stateOf(await run(files, store)), stateOf(await run(files)));
});

test('what was not read again is not saved again', async () => {
  const files = new Map(Object.entries(tree));
  const memory = createMemoryStore();
  let saves = 0;
  const store: Store = {
    load: memory.load,
    save(kept) {
      saves++;
      memory.save(kept);
    },
  };
  await run(files, store);
  await run(files, store);
  assert.equal(saves, 1);
  files.set('domain/alone.ts', 'export const x = 1;\n');
  await run(files, store);
  assert.equal(saves, 2);
});
