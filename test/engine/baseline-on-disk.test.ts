import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOpen } from '../../server/src/model/finding.ts';
import { openWorkspace, plain } from '../support/workspace.ts';

const baseline = 'governance/baseline.txt';
const entry = 'architecture/upward-import\tdomain/order.ts\tui/page.ts\n';

test('a baseline that went and comes back with the same lines accepts again', async () => {
  const files = new Map([
    [
      'parapet.jsonc',
      '{ "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }] }',
    ],
    ['ui/page.ts', 'export const page = 1;\n'],
    ['domain/order.ts', "import '../ui/page';\n"],
    [baseline, entry],
  ]);
  const workspace = await openWorkspace(files);
  const open = () => workspace.findings().filter(isOpen).length;
  const refreshed = async (text: string | undefined) => {
    if (text === undefined) files.delete(baseline);
    else files.set(baseline, text);
    workspace.touch(baseline);
    await workspace.refresh();
    return open();
  };
  assert.equal(open(), 0);
  assert.equal(await refreshed(undefined), 1);
  assert.equal(await refreshed(entry), 0);
  assert.equal(await refreshed(entry.replace('order', 'other')), 1, 'one that lists something else does not');
});

test('documents that go with their folder, or come with it, count as they are now', async () => {
  const base = '{ "rules": { "architecture/import-cycle": "warning" } }';
  const config = '{ "compilerOptions": { "paths": { "@/*": ["../ui/*"] } } }';
  const files = new Map([
    [
      'parapet.jsonc',
      `{ "extends": "./agreed/base.jsonc",
         "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }] }`,
    ],
    ['agreed/base.jsonc', base],
    ['tsconfig.json', '{ "extends": "./config/paths.json" }'],
    ['config/paths.json', config],
    ['ui/page.ts', "import '../domain/order';\n"],
    ['domain/order.ts', "import '@/page';\n"],
    [baseline, entry],
  ]);
  const workspace = await openWorkspace(files);
  const rules = () =>
    workspace.findings().map(({ rule, isBaselined }) => `${rule}${isBaselined ? ' accepted' : ''}`);
  const before = rules();
  assert.ok(before.includes('architecture/upward-import accepted'), before.join());
  for (const path of ['governance/baseline.txt', 'agreed/base.jsonc', 'config/paths.json']) {
    const text = files.get(path) as string;
    const folder = path.slice(0, path.indexOf('/'));
    const touched = async () => {
      // Nobody says a word of what is in the folder.
      workspace.touch(folder);
      await workspace.refresh();
      assert.deepEqual(plain(workspace.findings()), plain((await openWorkspace(files)).findings()), path);
    };
    files.delete(path);
    await touched();
    assert.notDeepEqual(rules(), before, path);
    files.set(path, text);
    await touched();
    assert.deepEqual(rules(), before, path);
  }
});
