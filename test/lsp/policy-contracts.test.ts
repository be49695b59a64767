import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { DocumentLink } from 'vscode-languageserver/node';
import { labels, PolicyEditor } from '../support/policy-editor.ts';
import { makeFolder, TestServer } from '../support/server.ts';

const policy = `{
  "contractFirst": "change",
  "services": [{ "name": "shop", "files": "src/**", "contracts": [{
    "file": "api/openapi.yaml", "covers": ["/api/**"], "internal": [{ "path": "/api/health", "why": "Ours." }]
  }] }]
}
`;
const files = {
  'parapet.jsonc': policy,
  'api/openapi.yaml':
    'openapi: 3.1.0\ninfo: { title: Shop, version: 1.2.0 }\npaths:\n  /api/orders:\n    get: { responses: {} }\n    post: { responses: {} }\n',
  'src/app.ts':
    "import express from 'express';\nconst app = express();\napp.get('/api/orders', list);\napp.get('/api/orders/:id', one);\napp.get('/api/health', ok);\n",
};

let server: TestServer;
let editor: PolicyEditor;
before(async () => {
  server = await TestServer.start(makeFolder(files));
  editor = new PolicyEditor(server);
  await server.open('parapet.jsonc', policy, 'jsonc');
  await server.untilShown('src/app.ts', ['4:9-26 contracts/route-without-operation']);
});
after(() => server.stop());

describe('contracts in a policy', () => {
  test('complete: keys, values, documents and paths that are served', async () => {
    const keys = await editor.completed(policy.replace('"covers"', '"|covers"'));
    assert.ok(labels(keys).includes('versioning') && labels(keys).includes('mode'), String(labels(keys)));
    const modes = await editor.completed(policy.replace('"covers"', '"mode": "|", "covers"'));
    assert.deepEqual(labels(modes), ['design-first', 'generated']);
    const contracts = await editor.completed(policy.replace('api/openapi.yaml', '|'));
    assert.deepEqual(labels(contracts), ['api/openapi.yaml']);
    const paths = await editor.completed(policy.replace('/api/**', '|'));
    assert.deepEqual(labels(paths), [
      '/api/**',
      '/api/orders/**',
      '/api/health',
      '/api/orders',
      '/api/orders/{id}',
    ]);
  });

  test('say what they promise and what a path matches', async () => {
    assert.match(
      (await editor.hovered(policy.replace('api/open', 'api/|open'))) ?? '',
      /^- \[api\/openapi\.yaml\]\(file:.*\): version 1\.2\.0, 2 operations, 1 served$/m,
    );
    assert.equal(
      await editor.hovered(policy.replace('"/api/**"', '"/ap|i/**"')),
      'Matches 3 routes: `GET /api/orders`, `GET /api/orders/{id}`, `GET /api/health`\n',
    );
    assert.equal(await editor.hovered(policy.replace('"/api/**"', '"/no|"')), 'Matches no routes.\n');
  });

  test('link to the document', async () => {
    const found = await editor.askAll<DocumentLink[]>('textDocument/documentLink', policy);
    assert.deepEqual(
      found.map(({ target }) => target),
      [server.uri('api/openapi.yaml')],
    );
  });
});
