import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ClientCapabilities, CodeAction, WorkspaceEdit } from 'vscode-languageserver/node';
import { makeFolder, TestServer, writeInto } from '../support/server.ts';

const files = {
  'parapet.jsonc': `{
  "slices": [{ "name": "feature", "files": "features/{feature}/**", "public": ["index.ts"] }]
}
`,
  'app.ts':
    "import { total } from './features/cart/total';\nimport { tax } from './features/cart/tax';\nexport const app = [total, tax];\n",
  'effects.ts': "import './features/cart/total';\n",
  'features/cart/index.ts': "export { tax } from './tax';\nexport { total } from './total';\n",
  'features/cart/total.ts': 'export const total = 1;\n',
  'features/cart/tax.ts': 'export const tax = 1;\n',
};
const able: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
  textDocument: { codeAction: { disabledSupport: true } },
};
const shown = ['1:23-46 architecture/private-import', '2:21-42 architecture/private-import'];

describe('an editor that can create files and show refusals', () => {
  let server: TestServer;
  before(async () => {
    server = await TestServer.start(makeFolder(files), {
      capabilities: able,
      commands: ['parapet.explain', 'parapet.suppress'],
    });
    await server.untilShown('app.ts', shown);
  });
  after(() => server.stop());

  test('is offered the safe fix first, then others, explain, suppress and the baseline', async () => {
    const actions = await actionsAt(server, 'app.ts', 0);
    assert.deepEqual(
      actions.map(({ title, isPreferred }) => (isPreferred ? `${title} *` : title)),
      [
        'Import from "./features/cart" *',
        'Add "total.ts" to "public" of slice "feature"',
        'Add an exception to the policy, with a reason',
        'Explain architecture/private-import',
        'Suppress architecture/private-import with a reason',
        'Accept architecture/private-import in the baseline',
      ],
    );
  });

  test('is told why a fix cannot be', async () => {
    const actions = await actionsAt(server, 'effects.ts', 0);
    const last = actions.at(-1);
    assert.equal(last?.title, 'Import from the public entry');
    assert.match(last?.disabled?.reason ?? '', /what it does when it loads/);
    assert.equal(last?.edit, undefined);
  });

  test('is told which of several findings of a rule the baseline would accept', async () => {
    const actions: readonly CodeAction[] = await server.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: server.uri('app.ts') },
      range: { start: { line: 0, character: 0 }, end: { line: 1, character: 40 } },
      context: { diagnostics: [] },
    });
    assert.deepEqual(
      actions.flatMap(({ title }) => (/baseline/.test(title) ? [title] : [])),
      ['total', 'tax'].map(
        (name) => `Accept architecture/private-import of "features/cart/${name}.ts" in the baseline`,
      ),
    );
  });

  test('creates the baseline with the finding in it', async () => {
    const [accept] = (await actionsAt(server, 'app.ts', 0)).filter(({ title }) => /baseline/.test(title));
    const changes = accept?.edit?.documentChanges ?? [];
    assert.deepEqual(changes[0], {
      kind: 'create',
      uri: server.uri('governance/baseline.txt'),
      options: { overwrite: false, ignoreIfExists: false },
    });
    assert.match(
      JSON.stringify(changes[1]),
      /architecture\/private-import\\tapp.ts\\tfeatures\/cart\/total.ts/,
    );
  });

  test('adds to a baseline that is there, in its order', async () => {
    const line = (path: string) => `architecture/private-import\t${path}\tfeatures/cart/total.ts\n`;
    const text = `# Accepted.\n${line('a.ts')}${line('z.ts')}`;
    writeInto(server.root, 'governance/baseline.txt', text);
    await server.open('governance/baseline.txt', text);
    const [accept] = (await actionsAt(server, 'app.ts', 0)).filter(({ title }) => /baseline/.test(title));
    assert.deepEqual(accept?.edit?.changes?.[server.uri('governance/baseline.txt')], [
      {
        range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } },
        newText: line('app.ts'),
      },
    ]);
    await server.change('governance/baseline.txt', line('app.ts'));
    await server.untilShown('app.ts', shown.slice(1));
    await server.close('governance/baseline.txt');
    await server.untilShown('app.ts', shown);
  });

  test('applies all safe fixes at once', async () => {
    const [action, ...others] = await all(server, 'app.ts');
    assert.deepEqual(others, []);
    assert.equal(action?.kind, 'source.fixAll.parapet');
    assert.equal(
      applied(server, action?.edit, files['app.ts']),
      "import { total, tax } from './features/cart';\nexport const app = [total, tax];\n",
    );
  });

  test('offers it for what it is part of, and not for organising imports', async () => {
    for (const only of ['source', 'source.fixAll', 'source.fixAll.parapet'])
      assert.equal((await all(server, 'app.ts', only)).length, 1, only);
    for (const only of ['source.organizeImports', 'source.fixAll.other', 'refactor', 'sour'])
      assert.deepEqual(await all(server, 'app.ts', only), [], only);
    assert.deepEqual(await all(server, 'effects.ts'), []);
  });
});

test('an editor that can do neither is offered neither', async () => {
  const server = await TestServer.start(makeFolder(files));
  await server.untilShown('app.ts', shown);
  const titles = (await actionsAt(server, 'effects.ts', 0)).map(({ title }) => title);
  assert.deepEqual(titles, [
    'Add "total.ts" to "public" of slice "feature"',
    'Add an exception to the policy, with a reason',
    'Suppress architecture/private-import with a reason',
  ]);
  await server.stop();
});

function actionsAt(server: TestServer, path: string, line: number): Promise<CodeAction[]> {
  const at = { line, character: 30 };
  return server.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: server.uri(path) },
    range: { start: { line, character: 14 }, end: path === 'effects.ts' ? { line, character: 14 } : at },
    context: { diagnostics: [] },
  });
}

function all(server: TestServer, path: string, only = 'source.fixAll.parapet'): Promise<CodeAction[]> {
  const top = { line: 0, character: 0 };
  return server.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: server.uri(path) },
    range: { start: top, end: { line: 99, character: 0 } },
    context: { diagnostics: [], only: [only] },
  });
}

/** The text after the edits of one document. */
function applied(server: TestServer, edit: WorkspaceEdit | undefined, text: string): string {
  assert.deepEqual(Object.keys(edit?.changes ?? {}), [server.uri('app.ts')]);
  const lines = text.split('\n');
  const offset = ({ line, character }: { readonly line: number; readonly character: number }) =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return (edit?.changes?.[server.uri('app.ts')] ?? []).reduce(
    (result, { range, newText }) =>
      result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end)),
    text,
  );
}

describe('an editor that leaves out what is disabled', () => {
  let server: TestServer;
  before(async () => {
    server = await TestServer.start(makeFolder(files), {
      capabilities: able,
      commands: ['parapet.fillIn', 'parapet.tellRefusal'],
    });
    await server.untilShown('app.ts', shown);
  });
  after(() => server.stop());

  test('lists what cannot be last, and is told why when it is chosen', async () => {
    const last = (await actionsAt(server, 'effects.ts', 0)).at(-1);
    assert.equal(last?.title, '⊘ Import from the public entry: why not?');
    assert.equal(last?.disabled, undefined);
    assert.equal(last?.command?.command, 'parapet.tellRefusal');
    assert.match(JSON.stringify(last?.command?.arguments), /what it does when it loads/);
  });

  test('is led to the reason of an exception', async () => {
    const actions = await actionsAt(server, 'app.ts', 0);
    const exception = actions.find(({ title }) => /^Add an exception/.test(title));
    const [edit] = exception?.edit?.changes?.[server.uri('parapet.jsonc')] ?? [];
    const [place] = exception?.command?.arguments ?? [];
    assert.equal(exception?.command?.command, 'parapet.fillIn');
    assert.equal(place.uri, server.uri('parapet.jsonc'));
    const lines = files['parapet.jsonc'].split('\n');
    const added = edit?.newText.split('\n') ?? [];
    const from = edit?.range.start.line ?? 0;
    const text = [
      ...lines.slice(0, from),
      (lines[from] ?? '').slice(0, edit?.range.start.character) + added[0],
    ];
    const written = [...text, ...added.slice(1)][place.range.start.line] ?? '';
    assert.equal(written.slice(place.range.start.character, place.range.end.character), 'reason');
  });
});
