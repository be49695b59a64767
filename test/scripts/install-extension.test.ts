import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, beforeEach, mock, test } from 'node:test';

const { installExtension } = await import(
  new URL('../../scripts/install-extension.mjs', import.meta.url).href
);

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-install-test-'));
beforeEach(() => mock.method(console, 'log', () => {}));
afterEach(() => mock.restoreAll());
after(() => fs.rmSync(temporary, { recursive: true, force: true }));

const refusal = ['Installing extensions...', 'ENOENT: package.json', 'Failed Installing Extensions'];

/** An editor that reads its list first, as VS Code does, and refuses while the list names a folder that is not there. */
function editorOn(folder: string, calls: string[][]) {
  return async (args: string[]) => {
    calls.push(args);
    const list = path.join(folder, 'extensions.json');
    const names: string[] = fs.existsSync(list) ? JSON.parse(fs.readFileSync(list, 'utf8')) : [];
    const isBroken = names.some((name) => !fs.existsSync(path.join(folder, name)));
    return isBroken ? { code: 1, output: refusal.join('\n') } : { code: 0, output: 'installed' };
  };
}

function extensions(name: string, list?: readonly string[]) {
  const folder = path.join(temporary, name, 'extensions');
  fs.mkdirSync(list === undefined ? path.dirname(folder) : folder, { recursive: true });
  if (list !== undefined) fs.writeFileSync(path.join(folder, 'extensions.json'), JSON.stringify(list));
  fs.writeFileSync(path.join(path.dirname(folder), 'settings.json'), '{}');
  return folder;
}

test('what an interrupted installation left is removed, and nothing beside it', async () => {
  const folder = extensions('broken', ['gone-1.0.0']);
  const calls: string[][] = [];
  await installExtension({ editor: editorOn(folder, calls), vsix: '/a/b.vsix', folder });
  assert.equal(calls.length, 2);
  assert.deepEqual(calls[0], ['--install-extension', '/a/b.vsix', '--force']);
  assert.deepEqual(fs.readdirSync(path.dirname(folder)), ['settings.json']);
});

test('a folder the editor accepts is left as it is', async () => {
  const folder = extensions('sound', []);
  const calls: string[][] = [];
  await installExtension({ editor: editorOn(folder, calls), vsix: '/a/b.vsix', folder });
  assert.equal(calls.length, 1);
  assert.ok(fs.existsSync(path.join(folder, 'extensions.json')));
});

for (const { name, list, calls } of [
  { name: 'an old folder is tried twice', list: [], calls: 2 },
  { name: 'a new one once', list: undefined, calls: 1 },
]) {
  test(`a refusal that stays is told with all the last lines; ${name}`, async () => {
    const folder = extensions(`refused-${calls}`, list);
    let asked = 0;
    const editor = async () => {
      asked++;
      return { code: 1, output: refusal.join('\n') };
    };
    const message = `the editor refused b.vsix:\n${refusal.map((line) => `  | ${line}`).join('\n')}`;
    await assert.rejects(installExtension({ editor, vsix: '/a/b.vsix', folder }), { message });
    assert.equal(asked, calls);
  });
}
