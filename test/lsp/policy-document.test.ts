import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type {
  CodeLens,
  DocumentLink,
  DocumentSymbol,
  Location,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { DocumentPlace } from '../../server/src/protocol.ts';
import { labels, PolicyEditor, told } from '../support/policy-editor.ts';
import { makeFolder, TestServer } from '../support/server.ts';

const policy = `{
  "extends": "./presets/base.jsonc",
  "layers": [
    { "name": "ui", "files": "src/ui/**", "why": "Screens [come] and go.", "owner": "@acme/web" },
    { "name": "domain", "files": ["src/domain/**", "src/main.ts"] }
  ],
  "cover": ["src/**"],
  "rules": { "architecture/upward-import": "error" },
  "overrides": [{ "files": ["src/domain/old.ts"], "rules": { "architecture/*": "warning" } }]
}
`;
const preset = `{ "layers": [{ "name": "ui" }, { "name": "domain", "owner": "@acme/core" }] }\n`;
const files = {
  'parapet.jsonc': policy,
  'presets/base.jsonc': preset,
  'package.json': '{ "dependencies": { "left-pad": "1.0.0" } }',
  'src/domain/item.ts': '',
  'src/ui/page.ts': "import '../domain/item';\nimport 'node:fs';\n",
  'src/ui/page.test.ts': '',
  'src/domain/order.ts': "import '../ui/page';\n",
  'src/domain/old.ts': "import '../ui/page';\n",
  'src/main.ts': '',
};
const path = 'parapet.jsonc';

let server: TestServer;
let editor: PolicyEditor;
before(async () => {
  server = await TestServer.start(makeFolder(files), { commands: ['parapet.showViolations'] });
  editor = new PolicyEditor(server);
  await server.open(path, policy, 'jsonc');
  await server.untilShown('src/domain/order.ts', ['1:8-20 architecture/upward-import']);
});
after(() => server.stop());

describe('completion', () => {
  test('of a glob lists folders with the files they hold, nearest first, also in a document that is half-typed', async () => {
    const items = await editor.completed('{ "layers": [{ "name": "ui", "files": "|');
    assert.deepEqual(labels(items), ['src/**', 'src/domain/**', 'src/ui/**']);
    assert.equal(told(items, 'src/**'), '6 files');
    const below = await editor.completed('{ "cover": ["src/ui/|"] }');
    assert.deepEqual(labels(below), ['src/ui/**', 'src/ui/page.test.ts', 'src/ui/page.ts']);
    assert.deepEqual(below[1]?.textEdit, {
      range: { start: { line: 0, character: 12 }, end: { line: 0, character: 21 } },
      newText: '"src/ui/page.test.ts"',
    });
  });

  test('of a glob with a wildcard lists what comes next', async () => {
    const items = await editor.completed('{ "cover": ["*/|"] }');
    assert.deepEqual(labels(items), ['*/**', '*/domain/**', '*/ui/**', '*/main.ts']);
  });

  test('of a key knows what stands there already', async () => {
    const items = await editor.completed('{ "layers": [{ "name": "ui", | }] }');
    assert.ok(labels(items).includes('files') && !labels(items).includes('name'), String(labels(items)));
    const closed = items.find(({ label }) => label === 'closed');
    assert.ok(closed?.textEdit);
    assert.equal(closed.textEdit.newText, '"closed": ');
  });

  test('of a rule lists ids and families', async () => {
    const items = await editor.completed('{ "rules": { "arch|" } }');
    assert.ok(labels(items).includes('architecture/import-cycle'));
    assert.match(told(items, 'architecture/*') ?? '', /^\d+ rules$/);
  });

  test('of a severity lists what the schema lists', async () => {
    const items = await editor.completed('{ "rules": { "architecture/import-cycle": "|" } }');
    assert.deepEqual(labels(items), ['error', 'warning', 'info', 'off']);
  });

  test('of an owner lists those of all documents', async () => {
    const items = await editor.completed(
      policy.replace('"name": "domain",', '"name": "domain", "owner": |,'),
    );
    assert.deepEqual(labels(items), ['@acme/core', '@acme/web']);
  });

  test('of "extends" lists documents beside it and folders', async () => {
    assert.deepEqual(labels(await editor.completed('{ "extends": "|" }')), [
      './package.json',
      './presets/',
      './src/',
      '../',
    ]);
    assert.deepEqual(labels(await editor.completed('{ "extends": ["./presets/|"] }')), [
      './presets/base.jsonc',
    ]);
  });

  test('never leaves the repository', async () => {
    assert.deepEqual(await editor.completed('{ "extends": "../|" }'), []);
  });

  test('of nothing in a comment, behind a value and in prose', async () => {
    for (const marked of [
      '{ // "cover": ["|"]\n }',
      '{ "cover": ["src/**" |] }',
      '{ "layers": [{ "why": "|" }] }',
    ])
      assert.deepEqual(await editor.completed(marked), [], marked);
  });
});

describe('an editor with a JSON server', () => {
  test('gets only what the schema cannot know', async (t) => {
    const other = await TestServer.start(makeFolder(files), { hasJsonServer: true });
    t.after(() => other.stop());
    const others = new PolicyEditor(other);
    await other.open(path, policy, 'jsonc');
    const items = async (marked: string) => labels(await others.completed(marked));
    assert.deepEqual(await items('{ | }'), []);
    assert.deepEqual(await items('{ "rules": { "|" } }'), [
      'architecture/*',
      'contracts/*',
      'done/*',
      'gates/*',
      'ownership/*',
      'policy/*',
    ]);
    assert.deepEqual((await items('{ "cover": ["|"] }'))[0], 'src/**');
    assert.equal(await others.hovered(policy.replace('"cover"', '"co|ver"')), undefined);
    assert.ok((await items('{ "$schema": "./gone.json", | }')).includes('layers'), 'its schema is not there');
    assert.deepEqual(await items('{ "$schema": "./package.json", | }'), []);
  });
});

describe('hover', () => {
  test('on a layer says what it holds', async () => {
    const text = await editor.hovered(policy.replace('"ui"', '"u|i"'));
    assert.match(text ?? '', /^layer \*\*ui\*\*$/m);
    assert.match(text ?? '', /^2 files, no violations$/m);
    assert.match(text ?? '', /^2 imports from elsewhere, 1 import of others$/m);
    assert.match(text ?? '', /^Why: Screens \\\[come\\\] and go.$/m);
    assert.match(text ?? '', /^Owner: @acme\/web$/m);
  });

  test('on a glob says what it matches', async () => {
    const text = await editor.hovered(policy.replace('"src/domain/**"', '"src/|domain/**"'));
    assert.match(
      text ?? '',
      /^Matches 3 files\.\n\n- \[src\/domain\/item\.ts\]\(file:\/\/.*\/src\/domain\/item\.ts\)/,
    );
  });

  test('on a rule and on a family shows their documentation', async () => {
    assert.match(
      (await editor.hovered(policy.replace('e/upward', 'e/|upward'))) ?? '',
      /^\*\*architecture\/upward-import\*\*/,
    );
    assert.match(
      (await editor.hovered(policy.replace('e/*', 'e/|*'))) ?? '',
      /^- \*\*architecture\/import-cycle\*\*: /m,
    );
  });

  test('on a rule in a suppression shows its documentation', async () => {
    const marked = policy.replace('"cover"', '// parapet-allow policy/unma|tched-pattern: soon\n  "cover"');
    assert.match((await editor.hovered(marked)) ?? '', /^\*\*policy\/unmatched-pattern\*\*/);
  });

  test('on a key shows what the schema says of it', async () => {
    assert.match((await editor.hovered(policy.replace('"cover"', '"co|ver"'))) ?? '', /belongs to no layer/);
  });

  test('on prose shows nothing', async () => {
    assert.equal(await editor.hovered(policy.replace('Screens', 'Scr|eens')), undefined);
  });
});

describe('a name', () => {
  const uiPlaces = ['parapet.jsonc:4:16', 'presets/base.jsonc:1:25'];
  test('is defined where a document or its parents declare it', async () => {
    const marked = policy.replace('"ui"', '"u|i"');
    assert.deepEqual(editor.spots(await editor.ask('textDocument/definition', marked)), uiPlaces);
    const uses = await editor.ask<Location[]>('textDocument/references', marked, {
      context: { includeDeclaration: false },
    });
    assert.deepEqual(uses, []);
  });

  test('is renamed in all documents that share it', async () => {
    const marked = policy.replace('"ui"', '"u|i"');
    const edit = await editor.ask<WorkspaceEdit>('textDocument/rename', marked, { newName: 'screen "1"' });
    assert.deepEqual(
      Object.entries(edit.changes ?? {}).map(([uri, edits]) => [
        uri.slice(server.uri('').length).replace(/^\//, ''),
        edits.map(({ newText }) => newText),
      ]),
      [
        ['parapet.jsonc', ['screen \\"1\\"']],
        ['presets/base.jsonc', ['screen \\"1\\"']],
      ],
    );
    assert.equal(await editor.ask('textDocument/prepareRename', policy.replace('"src/ui', '"s|rc/ui')), null);
  });

  test('is not given to two things, and not renamed where a document is half-typed', async () => {
    const marked = policy.replace('"ui"', '"u|i"');
    await assert.rejects(
      editor.ask('textDocument/rename', marked, { newName: 'domain' }),
      /"domain" exists already/,
    );
    await assert.rejects(editor.ask('textDocument/rename', marked, { newName: ' ' }), /cannot be empty/);
    const broken = marked.replace(/\}\s*$/, '');
    await assert.rejects(editor.ask('textDocument/rename', broken, { newName: 'x' }), /nothing was renamed/);
  });
});

describe('the whole document', () => {
  test('has an outline', async () => {
    const outline = await editor.askAll<DocumentSymbol[]>('textDocument/documentSymbol', policy);
    assert.deepEqual(
      outline.map(({ name, children }) => [
        name,
        children?.map((child) => `${child.name} ${child.detail ?? ''}`),
      ]),
      [
        ['layers', ['ui src/ui/**', 'domain src/domain/**, src/main.ts']],
        ['rules', ['architecture/upward-import error']],
        ['overrides', ['src/domain/old.ts ']],
      ],
    );
  });

  test('links to what it extends and to single files', async () => {
    const found = await editor.askAll<DocumentLink[]>('textDocument/documentLink', policy);
    assert.deepEqual(
      found.map(({ target }) => target),
      ['presets/base.jsonc', 'src/main.ts', 'src/domain/old.ts'].map((file) => server.uri(file)),
    );
    const gone = await editor.askAll<DocumentLink[]>(
      'textDocument/documentLink',
      policy.replace('base.jsonc', 'gone.jsonc'),
    );
    assert.equal(gone.length, 2);
  });

  test('counts over each statement, and shows what was counted', async () => {
    const found = await editor.askAll<CodeLens[]>('textDocument/codeLens', policy);
    assert.deepEqual(
      found.map(({ range, command }) => [range.start.line, command?.title, command?.command]),
      [
        [3, '2 files', ''],
        [4, '4 files, 2 violations', 'parapet.showViolations'],
        [8, '1 file, 1 finding', 'parapet.showViolations'],
      ],
    );
    const places = await server.connection.sendRequest<readonly DocumentPlace[]>(
      'parapet/violations',
      found[1]?.command?.arguments?.[0],
    );
    assert.deepEqual(
      places.map(({ uri, range }) => [uri, range.start]),
      ['src/domain/old.ts', 'src/domain/order.ts'].map((file) => [
        server.uri(file),
        { line: 0, character: 7 },
      ]),
    );
  });

  test('that is no policy has nothing', async () => {
    const textDocument = { uri: server.uri('src/main.ts') };
    for (const method of ['codeLens', 'documentSymbol', 'documentLink'])
      assert.equal(await server.connection.sendRequest(`textDocument/${method}`, { textDocument }), null);
  });
});

describe('a document that is broken', () => {
  const broken: Readonly<Record<string, string>> = {
    'nothing at all': '',
    'half a key': '{ "lay',
    'no JSON': 'layers: ui',
    'a key that stands twice': '{ "layers": [], "layers": [{ "name": "ui" }, { "name": "ui" }] }',
    'values of other kinds':
      '{ "layers": { "name": [1] }, "rules": [], "overrides": [null, 1], "extends": {}, "$schema": 3 }',
    'a byte order mark': `\uFEFF${policy}`,
    'other line breaks': policy.replaceAll('\n', '\r\n'),
    'ten megabytes': `{ "cover": ["src/**"] ${' // so it goes\n'.repeat(700_000)} }`,
    'deep nesting': '['.repeat(100_000),
  };
  for (const [name, text] of Object.entries(broken)) {
    test(`${name} is answered`, async () => {
      const logged = server.log.length;
      await server.change(path, text);
      const textDocument = { uri: server.uri(path) };
      for (const method of ['codeLens', 'documentSymbol', 'documentLink'])
        await server.connection.sendRequest(`textDocument/${method}`, { textDocument });
      for (const character of [0, 3, 8, 25]) {
        const position = { line: 0, character };
        for (const method of ['completion', 'hover', 'definition', 'prepareRename'])
          await server.connection.sendRequest(`textDocument/${method}`, { textDocument, position });
      }
      assert.deepEqual(
        server.log.slice(logged).filter((line) => /failed/.test(line)),
        [],
      );
      await server.change(path, policy);
    });
  }
});

describe('counts that an edit elsewhere changes', () => {
  test('are asked for again, once, and only where they are shown', async (t) => {
    const other = await TestServer.start(makeFolder(files), {
      capabilities: { workspace: { codeLens: { refreshSupport: true } } },
    });
    t.after(() => other.stop());
    let refreshes = 0;
    other.connection.onRequest('workspace/codeLens/refresh', () => {
      refreshes++;
      return null;
    });
    const quiet = () => new Promise((resolve) => setTimeout(resolve, 800));
    await other.open('src/domain/order.ts', '');
    await other.settled('src/domain/order.ts');
    await quiet();
    assert.equal(refreshes, 0, 'nobody looks at a policy');
    await other.open(path, policy, 'jsonc');
    const textDocument = { uri: other.uri(path) };
    await other.connection.sendRequest('textDocument/codeLens', { textDocument });
    await other.change('src/domain/order.ts', 'export {};\n');
    await other.settled('src/domain/order.ts');
    await quiet();
    assert.equal(refreshes, 0, 'no count has changed');
    await other.change('src/domain/order.ts', "import '../ui/page';\n");
    await other.settled('src/domain/order.ts');
    await quiet();
    assert.equal(refreshes, 1);
    await other.close(path);
    await other.change('src/domain/order.ts', '');
    await other.settled('src/domain/order.ts');
    await quiet();
    assert.equal(refreshes, 1, 'the policy is closed');
  });
});
