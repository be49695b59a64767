import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver/node';
import { labels, PolicyEditor, told } from '../support/policy-editor.ts';
import { makeFolder, TestServer, writeInto } from '../support/server.ts';

const path = '.github/CODEOWNERS';
const text = `* @acme/all
/src/ui/ @acme/web
/src/ui/page.ts @acme/web @bob
`;
const files = {
  'parapet.jsonc': `{
  "layers": [{ "name": "ui", "files": "src/ui/**" }, { "name": "domain", "files": "src/domain/**", "owner": "@acme/core" }]
}`,
  [path]: text,
  'src/ui/page.ts': '',
  'src/ui/my page.ts': '',
  'src/domain/order.ts': "import '../ui/page';\n",
};

let server: TestServer;
let editor: PolicyEditor;
before(async () => {
  const folder = makeFolder(files);
  spawnSync('git', ['init', '-q'], { cwd: folder });
  server = await TestServer.start(folder);
  editor = new PolicyEditor(server, path);
  await server.open(path, text, 'plaintext');
  await server.untilShown('src/domain/order.ts', ['1:8-20 architecture/upward-import']);
});
after(() => server.stop());

test('the owners of a finding follow the text on screen', async () => {
  const file = 'src/domain/order.ts';
  const owner = () => /^Owner: (.*)$/m.exec(String(server.diagnostics(file)[0]?.message))?.[1];
  assert.equal(owner(), '@acme/core, @acme/all');
  await server.change(path, `${text}/src/domain/ @carol\n`);
  await server.until(() => owner() === '@acme/core, @carol', 'another owner');
  await server.change(path, text);
  await server.until(() => owner() === '@acme/core, @acme/all', 'the first owner');
});

test('what is wrong with the text on screen is told, and mended', async () => {
  await server.change(path, `${text}/src/uj/ @acme/web\n*.css acme/web\n`);
  await server.untilShown(path, ['4:1-9 ownership/dead-pattern', '5:7-15 ownership/invalid-codeowners']);
  const actions = await server.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: server.uri(path) },
    range: { start: { line: 3, character: 2 }, end: { line: 3, character: 2 } },
    context: { diagnostics: [] },
  });
  assert.deepEqual(
    actions.map(({ title }) => title).filter((title) => !title.includes('baseline')),
    ['Name "/src/ui/" instead', 'Delete the line', 'Suppress ownership/dead-pattern with a reason'],
  );
  const suppression = actions.find(({ title }) => title.startsWith('Suppress'));
  const [edit] = suppression?.edit?.changes?.[server.uri(path)] ?? [];
  assert.equal(edit?.newText, '# parapet-allow ownership/dead-pattern: reason\n');
  await server.change(path, text);
  await server.untilShown(path, []);
});

test('a file that comes brings a dead line to life', async () => {
  await server.change(path, `${text}/lib/ @acme/web\n`);
  await server.untilShown(path, ['4:1-6 ownership/dead-pattern']);
  writeInto(server.root, 'lib/note.md', 'x');
  await server.watched({ 'lib/note.md': 1 });
  await server.untilShown(path, []);
  await server.change(path, text);
});

describe('hover', () => {
  test('on a pattern names the files that it decides about', async () => {
    const value = await editor.hovered('* @acme/all\n/src/|ui/ @acme/web\n/src/ui/page.ts @bob\n');
    assert.equal(value, '`/src/ui/` decides about 1 file:\n- `src/ui/my page.ts`\n\nOwner: `@acme/web`');
    assert.match(
      (await editor.hovered('* @acme/all\n/src/| @a\n/src/ @b\n')) ?? '',
      /decides about no file: a later line, `\/src\/`,/,
    );
    assert.match((await editor.hovered('* @acme/all\n/gone/| @a\n')) ?? '', /matches no file/);
    assert.match((await editor.hovered('* @acme/all\n/src/|\n')) ?? '', /It takes their owners away/);
  });

  test('on an owner counts', async () => {
    const value = await editor.hovered('* @acme/all\n/src/ui/ @acme/w|eb @bob\n');
    assert.equal(value, '`@acme/web` owns 2 files by this line.');
  });

  test('on a comment says nothing', async () => {
    assert.equal(await editor.hovered('# a |comment\n* @acme/all\n'), undefined);
  });
});

describe('completion', () => {
  test('of a pattern lists what is in the folder', async () => {
    const items = await editor.completed('* @acme/all\n/src/|');
    assert.deepEqual(labels(items), ['/src/domain/', '/src/ui/']);
    assert.equal(told(items, '/src/ui/'), '2 files');
    assert.deepEqual(labels(await editor.completed('/src/ui/|')), [
      '/src/ui/my\\ page.ts',
      '/src/ui/page.ts',
    ]);
    assert.ok(labels(await editor.completed('|')).includes('/src/'));
  });

  test('of an owner lists those of the file and of the policy', async () => {
    const items = await editor.completed('* @acme/all\n*.ts @acme/all @bob\n/src/ @|');
    assert.deepEqual(labels(items), ['@acme/all', '@bob', '@acme/core']);
    assert.deepEqual(items[0]?.textEdit, {
      range: { start: { line: 2, character: 6 }, end: { line: 2, character: 7 } },
      newText: '@acme/all',
    });
  });

  test('of an owner does not offer what is being typed, unless it stands elsewhere, too', async () => {
    const items = await editor.completed('* @acme/all\n/src/ @acme/a|');
    assert.deepEqual(labels(items), ['@acme/all', '@acme/core']);
    const whole = await editor.completed('* @acme/all\n/src/ @acme/all|');
    assert.equal(told(whole, '@acme/all'), '1 line');
  });

  test('of a comment is empty', async () => {
    assert.deepEqual(labels(await editor.completed('# see /s|')), []);
  });
});
