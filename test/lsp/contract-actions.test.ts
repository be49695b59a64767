import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ClientCapabilities, CodeAction, TextDocumentEdit } from 'vscode-languageserver/node';
import { makeFolder, TestServer } from '../support/server.ts';

const contract = `openapi: 3.1.0
info: { title: Orders, version: 1.2.0 }
paths:
  /orders/{id}:
    get:
      operationId: readOrder
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: The order } }
`;
const app = `import { Hono } from 'hono';
export const app = new Hono();
app.get('/orders/:id', (context) => context.json({ id: context.req.param('id') }, 200));
`;
const policy = JSON.stringify({
  tests: ['**/*.test.ts'],
  services: [
    {
      name: 'orders',
      files: 'src/**',
      owner: '@acme/orders',
      contracts: [{ file: 'openapi.yaml', consumers: ['web/**'] }],
    },
  ],
});
const able: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
};

const files = {
  'parapet.jsonc': policy,
  'openapi.yaml': contract,
  'src/app.ts': app,
  'src/old.test.ts': 'export {};\n',
};

function actionsAt(
  server: TestServer,
  path: string,
  line: number,
  character: number,
  only?: string[],
): Promise<CodeAction[]> {
  const at = { line, character };
  return server.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: server.uri(path) },
    range: { start: at, end: at },
    context: { diagnostics: [], ...(only && { only }) },
  });
}

/** The text of each file that an action creates, by its path. */
function created(server: TestServer, { edit }: CodeAction): Readonly<Record<string, string>> {
  const changes = (edit?.documentChanges ?? []).filter(
    (one): one is TextDocumentEdit => 'textDocument' in one,
  );
  return Object.fromEntries(
    changes.map(({ textDocument, edits }) => [
      textDocument.uri.slice(server.uri('x').length - 1),
      edits.map((one) => ('newText' in one ? one.newText : '')).join(''),
    ]),
  );
}

describe('an editor with contracts', () => {
  let server: TestServer;
  before(async () => {
    server = await TestServer.start(makeFolder(files), { capabilities: able, commands: ['parapet.fillIn'] });
    await server.open('openapi.yaml', contract, 'yaml');
    await server.open('src/app.ts', app);
    await server.settled('src/app.ts');
  });
  after(() => server.stop());

  test('is offered a client and a test of an operation', async () => {
    const actions = await actionsAt(server, 'openapi.yaml', 4, 5);
    assert.deepEqual(
      actions.map(({ title, kind }) => [title, kind]),
      [
        ['Write a typed client for GET /orders/{id}: "web/read-order.client.ts"', 'refactor'],
        ['Write a test for GET /orders/{id}: "src/read-order.test.ts"', 'refactor'],
      ],
    );
    const [client, skeleton] = actions.map((action) => created(server, action));
    assert.match(client?.['web/read-order.client.ts'] ?? '', /export async function readOrder\(/);
    // What was written is shown, as it opens nowhere by itself.
    assert.deepEqual(
      actions.map(({ command }) => [command?.command, command?.arguments?.[0].uri]),
      ['web/read-order.client.ts', 'src/read-order.test.ts'].map((path) => [
        'parapet.fillIn',
        server.uri(path),
      ]),
    );
    const text = skeleton?.['src/read-order.test.ts'] ?? '';
    assert.match(text, /import \{ app \} from '\.\/app/);
    assert.match(text, /app\.request\('\/orders\/example'\)/);
  });

  test('is offered a client of a whole contract at its beginning, and nothing elsewhere', async () => {
    const actions = await actionsAt(server, 'openapi.yaml', 1, 2);
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Write a typed client for all of "openapi.yaml": "web/openapi.client.ts"'],
    );
    assert.deepEqual(await actionsAt(server, 'openapi.yaml', 6, 20), []);
    assert.deepEqual(await actionsAt(server, 'src/app.ts', 0, 3), []);
    assert.deepEqual(await actionsAt(server, 'openapi.yaml', 4, 5, ['quickfix']), []);
  });

  test('is offered ways out by what is on screen, in one edit of several documents', async () => {
    const more = `${app}app.get('/orders', (context) => context.json([], 200));\n`;
    await server.change('src/app.ts', more);
    await server.untilShown('src/app.ts', ['4:9-18 contracts/route-without-operation']);
    const actions = await actionsAt(server, 'src/app.ts', 3, 10);
    const titles = actions.map(({ title }) => title);
    assert.deepEqual(titles.slice(0, 2), [
      'Add GET /orders to "openapi.yaml"',
      'Mark GET /orders as internal, with a reason',
    ]);
    const changes = actions[0]?.edit?.changes ?? {};
    assert.deepEqual(Object.keys(changes), [server.uri('openapi.yaml')]);
    assert.equal(actions[1]?.command?.command, 'parapet.fillIn');
    await server.change('openapi.yaml', `${contract}  /orders:\n    get: { responses: {} }\n`);
    await server.untilShown('src/app.ts', []);
  });
});

test('what a person goes on with is shown, and told once where a finding asks for it as well', async () => {
  const two = `${contract}  /orders:\n    post: { operationId: placeOrder, responses: {} }\n`;
  const own = {
    ...files,
    'openapi.yaml': two,
    'parapet.jsonc': policy.replace('{', '{"rules":{"contracts/untested-operation":"warning"},'),
    'src/old.test.ts': "import { app } from './app.js';\napp.request('/other');\n",
  };
  const server = await TestServer.start(makeFolder(own), {
    capabilities: able,
    commands: ['parapet.fillIn'],
  });
  try {
    await server.open('openapi.yaml', two, 'yaml');
    await server.untilShown('openapi.yaml', [
      '5:5-8 contracts/untested-operation',
      '10:5-9 contracts/operation-without-route',
    ]);
    const titles = (await actionsAt(server, 'openapi.yaml', 4, 5)).map(({ title }) => title);
    assert.equal(titles.filter((title) => title.startsWith('Write a test for')).length, 1, titles.join());
    const [handler] = await actionsAt(server, 'openapi.yaml', 9, 5);
    assert.equal(handler?.title, 'Write a handler for POST /orders');
    const [place] = handler.command?.arguments ?? [];
    assert.equal(place.uri, server.uri('src/app.ts'));
    assert.deepEqual(place.range.start, { line: app.split('\n').length, character: 0 });
  } finally {
    await server.stop();
  }
});
