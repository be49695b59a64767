import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver/node';
import { makeFolder, TestServer } from '../support/server.ts';

const policy = (rules: string) => `{
  "layers": [{ "name": "infra", "files": "infra/**" }, { "name": "app", "files": "app/**" }],
  "except": [{ "from": "app/ports.ts", "to": "infra", "why": "for now" }],
  "rules": { ${rules} }
}`;
const on = policy('"architecture/leaked-type": "error"');
const use = "import { load } from './ports';\n\nexport const use = () => load();\n";
const annotated = use.replace('= () =>', "= (): string => '' + ");
const files = {
  'parapet.jsonc': on,
  'infra/rows.ts':
    'export interface Row { id: string; cents: number }\nexport const load = (): Row => ({ id: "1", cents: 1 });\n',
  'app/ports.ts':
    "import { load as found } from '../infra/rows';\nexport const load: typeof found = found;\n",
  'app/order.ts': 'export interface Order { id: string; cents: number }\n',
  'app/use.ts': use,
  'app/closed.ts': use,
};
const shown = ['3:14-17 architecture/leaked-type'];

describe('types in open files', () => {
  let server: TestServer;
  before(async () => {
    server = await TestServer.start(makeFolder(files));
    await server.open('parapet.jsonc', on);
    await server.open('app/use.ts', use);
  });
  after(() => server.stop());

  test('are judged once nobody types; closed files are not', async () => {
    await server.settled('app/use.ts');
    assert.deepEqual(server.shown('app/use.ts'), [], 'not on the way of a keystroke');
    await server.untilShown('app/use.ts', shown);
    assert.deepEqual(server.shown('app/closed.ts'), []);
  });

  test('follow unsaved text, of the file and of what it imports', async () => {
    await server.change('app/use.ts', annotated);
    await server.untilShown('app/use.ts', []);
    await server.change('app/use.ts', use);
    await server.untilShown('app/use.ts', shown);
    await server.open('app/ports.ts', 'export const load = () => 1;\n');
    await server.untilShown('app/use.ts', []);
    await server.close('app/ports.ts');
    await server.untilShown('app/use.ts', shown);
  });

  test('offer an annotation that is the same to the compiler', async () => {
    const range = { start: { line: 2, character: 14 }, end: { line: 2, character: 14 } };
    const textDocument = { uri: server.uri('app/use.ts') };
    const actions: CodeAction[] = await server.connection.sendRequest('textDocument/codeAction', {
      textDocument,
      range,
      context: { diagnostics: [] },
    });
    const [action] = actions;
    assert.equal(action?.title, 'Annotate "use" with "Order"');
    assert.equal(action?.isPreferred, undefined, 'it is not safe');
    const edits = action?.edit?.changes?.[textDocument.uri] ?? [];
    assert.deepEqual(
      edits.map(({ newText }) => newText),
      ["\nimport type { Order } from './order';", ': Order'],
    );
  });

  test('the policy turns them off and on', async () => {
    await server.change('parapet.jsonc', policy(''));
    await server.untilShown('app/use.ts', []);
    await server.change('parapet.jsonc', on);
    await server.untilShown('app/use.ts', shown);
  });

  test('a file that is closed is not judged any more', async () => {
    await server.close('app/use.ts');
    await server.untilShown('app/use.ts', []);
  });
});
