import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createUnreachableNews } from '../../server/src/lsp/unreachable.ts';
import { openWorkspace } from '../support/workspace.ts';

const policy = '{ "rules": { "architecture/unreachable-file": ["warning", { "entries": ["main.ts"] }] } }';

test('the client is told of files that no entry reaches when that changes, and only then', async () => {
  const files = new Map([
    ['parapet.jsonc', policy],
    ['main.ts', "import './a';"],
    ['a.ts', ''],
  ]);
  const workspace = await openWorkspace(files);
  const sent: unknown[] = [];
  const connection = { sendNotification: async (...news: unknown[]) => void sent.push(news) };
  const tell = createUnreachableNews(connection as unknown as Parameters<typeof createUnreachableNews>[0]);
  const change = async (path: string, text: string) => {
    workspace.setText(path, text);
    await workspace.refresh();
    tell([{ workspace, uri: (found) => `file:///${found}` }]);
    return sent.splice(0);
  };
  assert.deepEqual(await change('a.ts', '// nothing'), [], 'the client knows of none');
  const gone = await change('main.ts', '');
  assert.deepEqual(gone, [['parapet/unreachable', { uris: ['file:///a.ts'] }]]);
  assert.deepEqual(await change('a.ts', '// more'), [], 'as before');
  const back = await change('main.ts', "import './a';");
  assert.deepEqual(back, [['parapet/unreachable', { uris: [] }]]);
});
