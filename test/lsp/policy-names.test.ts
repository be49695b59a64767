import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CodeLens, CompletionList, Location, WorkspaceEdit } from 'vscode-languageserver/node';
import { labels, PolicyEditor, told } from '../support/policy-editor.ts';
import { makeFolder, TestServer } from '../support/server.ts';

const policy = `{
  "layers": [{ "name": "app", "files": "app/**" }, { "name": "base", "files": "base/**", "mayImport": [] }],
  "slices": [
    { "name": "feature", "files": "app/{feature}/**", "public": ["index.ts"], "mayImport": ["base"] }
  ],
  "services": [{ "name": "shop", "files": "app/**", "owner": "@acme/shop" }],
  "packages": [{ "deny": ["left-pad"], "in": ["base", "app/cart/**"], "notIn": ["feature:cart"] }],
  "reach": [{ "from": "base", "mustNotReach": ["feature"] }],
  "except": [{ "from": "app/cart/old.ts", "to": "feature:order", "why": "leaves with #1" }]
}
`;
const path = 'parapet.jsonc';
const files = {
  [path]: policy,
  'package.json': '{ "dependencies": { "left-pad": "1.0.0", "right-pad": "1.0.0" } }',
  'app/cart/index.ts': "import '../../base/money';\nimport 'left-pad';\n",
  'app/cart/old.ts': "import '../order/total';\n",
  'app/cart/bad.ts': "import '../order/total';\n",
  'app/order/index.ts': '',
  'app/order/total.ts': '',
  'base/money.ts': "import 'left-pad';\nimport 'node:fs';\n",
  'base/up.ts': "import '../app/order';\n",
};

let server: TestServer;
let editor: PolicyEditor;
before(async () => {
  server = await TestServer.start(makeFolder(files), { commands: ['parapet.showViolations'] });
  editor = new PolicyEditor(server);
  await server.open(path, policy, 'jsonc');
  await server.until(() => server.shown('app/cart/bad.ts').length > 0, 'a finding');
});
after(() => server.stop());

test('a list of names completes those that it does not hold, with what they hold', async () => {
  const items = await editor.completed(policy.replace('["base"] }', '["base", "|"] }'));
  assert.deepEqual(labels(items), ['app', 'shop', 'feature:cart', 'feature:order']);
  assert.equal(told(items, 'shop'), 'service, 5 files');
  assert.equal(told(items, 'feature:cart'), '3 files');
});

test('a place of names or globs completes both, names first', async () => {
  const items = await editor.completed(policy.replace('"from": "base"', '"from": "|"'));
  assert.deepEqual(labels(items).slice(0, 8), [
    'app',
    'base',
    'feature',
    'shop',
    'feature:cart',
    'feature:order',
    'app/**',
    'base/**',
  ]);
});

test('so do the entries of a rule', async () => {
  const rule = '"rules": { "architecture/unreachable-file": ["warning", { "entries": ["|"] }] },';
  const items = await editor.completed(policy.replace('"layers"', `${rule} "layers"`));
  assert.deepEqual(labels(items).slice(0, 2), ['app', 'base']);
  assert.ok(labels(items).includes('app/cart/**'));
});

test('packages complete with what imports them', async () => {
  const items = await editor.completed(policy.replace('["left-pad"]', '["|"]'));
  assert.deepEqual(labels(items), ['left-pad', 'node:fs', 'right-pad']);
  assert.equal(told(items, 'left-pad'), 'imported by 2 files');
  assert.equal(told(items, 'right-pad'), 'imported by no file');
});

test('what is public completes relative to the parts', async () => {
  const items = await editor.completed(policy.replace('["index.ts"]', '["|"]'));
  assert.deepEqual(labels(items), ['index.ts', 'bad.ts', 'old.ts', 'total.ts']);
  assert.equal(told(items, 'index.ts'), '2 files');
});

test('references are found wherever names may stand, and globs are none', async () => {
  const of = (marked: string) =>
    editor.ask<Location[]>('textDocument/references', marked, { context: { includeDeclaration: true } });
  assert.deepEqual(editor.spots(await of(policy.replace('"name": "base"', '"name": "ba|se"'))), [
    'parapet.jsonc:2:63',
    'parapet.jsonc:4:94',
    'parapet.jsonc:7:48',
    'parapet.jsonc:8:24',
  ]);
  assert.deepEqual(editor.spots(await of(policy.replace('"app/cart/**"', '"app/|cart/**"'))), []);
  const marked = policy.replace('"feature:cart"', '"fea|ture:cart"');
  assert.deepEqual(editor.spots(await editor.ask('textDocument/definition', marked)), ['parapet.jsonc:4:16']);
});

test('a rename leaves captures as they are', async () => {
  const edit = await editor.ask<WorkspaceEdit>(
    'textDocument/rename',
    policy.replace('"feature:order"', '"feature:ord|er"'),
    { newName: 'part' },
  );
  assert.deepEqual(
    edit.changes?.[server.uri(path)]?.map(({ range: { start, end }, newText }) => [
      start.line + 1,
      end.character - start.character,
      newText,
    ]),
    [
      [4, 7, 'part'],
      [7, 7, 'part'],
      [8, 7, 'part'],
      [9, 7, 'part'],
    ],
  );
});

test('a hover says what a family holds, and what one part of it does', async () => {
  const family = await editor.hovered(policy.replace('"name": "feature"', '"name": "fea|ture"'));
  assert.match(family ?? '', /^slice \*\*feature\*\*$/m);
  assert.match(family ?? '', /^5 files, 1 violation$/m);
  assert.match(family ?? '', /^2 parts: cart, order$/m);
  assert.match(family ?? '', /^May import: base$/m);
  assert.match(family ?? '', /^Public: index\.ts$/m);
  const part = await editor.hovered(policy.replace('"feature:cart"', '"feature:c|art"'));
  assert.match(
    part ?? '',
    /^slice \*\*feature:cart\*\*\n\n3 files\n\nno imports from elsewhere, 3 imports of others$/m,
  );
});

test('each finding counts for the statement that decided it, and an exception for what it allows', async () => {
  const lenses = await editor.askAll<CodeLens[]>('textDocument/codeLens', policy);
  assert.deepEqual(
    lenses.map(({ range, command }) => `${range.start.line + 1} ${command?.title}`),
    [
      '2 5 files',
      '2 2 files, 1 violation',
      '4 5 files, 1 violation',
      '6 5 files',
      '7 1 violation',
      '8 1 violation',
      '9 allows 1 import',
    ],
  );
  const places = await server.connection.sendRequest<readonly Location[]>(
    'parapet/violations',
    lenses.at(-1)?.command?.arguments?.[0],
  );
  assert.deepEqual(editor.spots(places), ['app/cart/old.ts:1:8']);
});

test('a policy that another one excludes is a document all the same, without counts', async (t) => {
  const nested =
    '{ "layers": [{ "name": "a", "files": "" }], "reach": [{ "from": "a", "mustNotReach": "b" }] }';
  const folder = makeFolder({ ...files, 'old/parapet.jsonc': nested, 'old/lib/x.ts': '' });
  const other = await TestServer.start(folder);
  t.after(() => other.stop());
  await other.open(path, policy.replace('{', '{ "exclude": ["old/**"],'), 'jsonc');
  await other.open('old/parapet.jsonc', nested, 'jsonc');
  const textDocument = { uri: other.uri('old/parapet.jsonc') };
  const ask = <Answer>(method: string, character: number) =>
    other.connection.sendRequest<Answer>(method, { textDocument, position: { line: 0, character } });
  const globs = await ask<CompletionList>('textDocument/completion', nested.indexOf('"" }') + 1);
  assert.deepEqual(labels(globs.items), ['lib/**']);
  const [definition] = await ask<Location[]>('textDocument/definition', nested.indexOf('"a", "must') + 1);
  assert.equal(definition?.range.start.character, nested.indexOf('"a"') + 1);
  assert.deepEqual(await other.connection.sendRequest('textDocument/codeLens', { textDocument }), []);
});

test('a preset above the root takes part, and one that several policies share counts for none', async (t) => {
  const shared = '{ "layers": [{ "name": "a" }] }';
  const own = '{ "extends": "../base.jsonc", "layers": [{ "name": "a", "files": "**" }, { "name": "own" }] }';
  const folder = makeFolder({
    '.git/HEAD': '',
    'base.jsonc': shared,
    'one/parapet.jsonc': own,
    'one/x.ts': '',
    'two/parapet.jsonc': own,
    'two/x.ts': '',
    'parapet.jsonc': '{}',
  });
  const other = await TestServer.start(folder, { folders: [`${folder}/one`] });
  t.after(() => other.stop());
  await other.open('one/parapet.jsonc', own, 'jsonc');
  const at = { textDocument: { uri: other.uri('one/parapet.jsonc') } };
  const position = { line: 0, character: own.indexOf('"a"') + 1 };
  const edit = await other.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
    ...at,
    position,
    newName: 'b',
  });
  assert.deepEqual(Object.keys(edit.changes ?? {}), [
    other.uri('one/parapet.jsonc'),
    other.uri('base.jsonc'),
  ]);
  const file = { line: 0, character: own.indexOf('base') };
  const [definition] = await other.connection.sendRequest<Location[]>('textDocument/definition', {
    ...at,
    position: file,
  });
  assert.equal(definition?.uri, other.uri('base.jsonc'));

  const whole = await TestServer.start(
    makeFolder({
      'parapet.jsonc': '{}',
      'base.jsonc': shared,
      'one/parapet.jsonc': own,
      'two/parapet.jsonc': own,
    }),
  );
  t.after(() => whole.stop());
  await whole.open('base.jsonc', shared, 'jsonc');
  const textDocument = { uri: whole.uri('base.jsonc') };
  assert.deepEqual(await whole.connection.sendRequest('textDocument/codeLens', { textDocument }), []);
  const all = await whole.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
    textDocument,
    position: { line: 0, character: shared.indexOf('"a"') + 1 },
    newName: 'b',
  });
  assert.equal(Object.keys(all.changes ?? {}).length, 3);
  const alone = await whole.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
    textDocument: { uri: whole.uri('one/parapet.jsonc') },
    position: { line: 0, character: own.indexOf('"own"') + 1 },
    newName: 'b',
  });
  assert.deepEqual(
    Object.keys(alone.changes ?? {}),
    [whole.uri('one/parapet.jsonc')],
    'another word of the same name',
  );
});

test('files that are excluded are told where there are no others, and what they import is not counted', async (t) => {
  const text = `{ "exclude": ["gen/**"], "layers": [
    { "name": "app", "files": "app/**" },
    { "name": "gen", "files": "gen/**" }
  ] }`;
  const other = await TestServer.start(
    makeFolder({ 'parapet.jsonc': text, 'app/a.ts': "import '../gen/b';", 'gen/b.ts': "import '../app/a';" }),
  );
  t.after(() => other.stop());
  const others = new PolicyEditor(other);
  await other.open(path, text, 'jsonc');
  const lenses = await others.askAll<CodeLens[]>('textDocument/codeLens', text);
  assert.deepEqual(
    lenses.map(({ command }) => command?.title),
    ['1 file', '1 excluded file'],
  );
  assert.match(
    (await others.hovered(text.replace('"gen",', '"g|en",'))) ?? '',
    /^1 import from elsewhere, no imports of others$/m,
  );
});
