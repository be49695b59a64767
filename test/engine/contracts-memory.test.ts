import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createWorkspace } from '../support/workspace.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

test('contract facts of before are let go after an edit, and those of now are held', async () => {
  const serving = (path: string) =>
    `import express from 'express';\nconst app = express();\napp.get('${path}', () => {});\n`;
  const texts = new Map([
    ['parapet.jsonc', '{ "contractFirst": "change" }'],
    ['openapi.yaml', 'openapi: 3.1.0\ninfo: { title: Shop, version: 1.0.0 }\npaths: { /a: { get: {} } }\n'],
    ['src/app.ts', serving('/a')],
  ]);
  const workspace = createWorkspace(texts);
  await workspace.refresh();
  const seen = [];
  for (let edit = 0; edit < 8; edit += 1) {
    workspace.setText('src/app.ts', serving(`/a${edit}`));
    await workspace.refresh();
    workspace.findings();
    seen.push(new WeakRef(workspace.facts().contracts));
  }
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  const held = seen.filter((each) => each.deref() !== undefined);
  assert.ok(held.length <= 3, `${held.length} of ${seen.length}`);
  assert.equal(held.at(-1)?.deref(), workspace.facts().contracts);
});
