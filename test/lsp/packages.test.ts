import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CodeAction, Hover } from 'vscode-languageserver/node';
import { makeFolder, TestServer } from '../support/server.ts';

const manifest = `{
  "name": "app",
  "private": true,
  "dependencies": {
    "koa": "^3.0.0"
  },
  "devDependencies": {
    "pino": "~9.1.0"
  }
}
`;
const source = "import 'qs';\nimport 'pino';\nimport 'moment';\n";
const path = 'src/a.ts';
const undeclared = '1:8-12 architecture/undeclared-package';
const development = '2:8-14 architecture/dev-package-in-production';
const forbidden = '3:8-16 architecture/forbidden-package';

let server: TestServer;
before(async () => {
  server = await TestServer.start(
    makeFolder({
      'parapet.jsonc': '{ "packages": [{ "deny": ["moment"], "use": "koa", "why": "ADR-9" }] }\n',
      'package.json': manifest,
      [path]: source,
    }),
  );
  await server.untilShown(path, [undeclared, development, forbidden]);
});
after(() => server.stop());

/** The edits of the first action of a line, by document. */
async function edits(line: number): Promise<readonly [title: string, edits: CodeAction['edit']]> {
  const at = { line, character: 9 };
  const actions: readonly CodeAction[] = await server.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: server.uri(path) },
    range: { start: at, end: at },
    context: { diagnostics: [] },
  });
  return [actions[0]?.title ?? '', actions[0]?.edit];
}

test('fixes edit the package.json, which need not be open', async () => {
  const [title, edit] = await edits(0);
  assert.equal(title, 'Add "qs" in any version to dependencies of "package.json"');
  assert.deepEqual(edit?.changes?.[server.uri('package.json')], [
    {
      range: { start: { line: 4, character: 19 }, end: { line: 4, character: 19 } },
      newText: ',\n    "qs": "*"',
    },
  ]);
  const [moving] = await edits(1);
  assert.equal(moving, 'Move "pino" from devDependencies to dependencies of "package.json"');
  const [replacing, replaced] = await edits(2);
  assert.equal(replacing, 'Use "koa"');
  assert.deepEqual(
    replaced?.changes?.[server.uri(path)]?.map(({ newText }) => newText),
    ["'koa'"],
  );
});

test('the finding shows the statement, and the hover says why', async () => {
  const related = server.diagnostics(path)[2]?.relatedInformation?.[0];
  assert.equal(related?.message, '"moment" is denied here.');
  assert.equal(related?.location.uri, server.uri('parapet.jsonc'));
  const hover = (await server.connection.sendRequest('textDocument/hover', {
    textDocument: { uri: server.uri(path) },
    position: { line: 2, character: 10 },
  })) as Hover;
  assert.match((hover.contents as { value: string }).value, /forbidden-package.*ADR-9/s);
});

test('unsaved text of the package.json and of the file is followed', async () => {
  await server.open('package.json', manifest, 'json');
  await server.change(
    'package.json',
    manifest.replace('"koa": "^3.0.0"', '"koa": "3", "qs": "6", "pino": "9"'),
  );
  await server.untilShown(path, [forbidden]);
  await server.change('package.json', manifest.replace('"dependencies": {', '"dependencies": '));
  await server.untilShown(path, [forbidden]);
  await server.close('package.json');
  await server.untilShown(path, [undeclared, development, forbidden]);
  await server.open(path, source);
  await server.change(path, "import type { Qs } from 'koa';\n");
  await server.untilShown(path, []);
});
