import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver/node';
import { makeFolder, TestServer } from '../support/server.ts';

const policy = `{
  "layers": [
    { "name": "ui", "files": "src/ui/**" },
    { "name": "domain", "files": "src/domain/**" }
  ]
}
`;
const path = 'src/domain/Order.vue';
const upward = ['2:8-24 architecture/upward-import'];

let server: TestServer;
before(async () => {
  server = await TestServer.start(
    makeFolder({
      'parapet.jsonc': policy,
      'src/ui/Cart.vue': '<template/>',
      [path]: "<script>\nimport '../ui/Cart.vue';\n</script>\n",
    }),
  );
  await server.untilShown(path, upward);
});
after(() => server.stop());

async function suppression(text: string, line: number, character: number): Promise<readonly string[]> {
  await server.change(path, text);
  const at = { line, character };
  await server.untilShown(path, [
    `${line + 1}:${character + 1}-${character + 17} architecture/upward-import`,
  ]);
  const actions: readonly CodeAction[] = await server.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: server.uri(path) },
    range: { start: at, end: at },
    context: { diagnostics: [] },
  });
  return actions
    .filter(({ title }) => title.startsWith('Suppress '))
    .flatMap(({ edit }) =>
      Object.values(edit?.changes ?? {}).flatMap((all) => all.map((one) => one.newText)),
    );
}

test('unsaved text of a file of markup is followed', async () => {
  await server.open(path, "<script>\nimport '../ui/Cart.vue';\n</script>\n", 'vue');
  await server.change(path, "<template>import '../ui/Cart.vue'</template>\n<script>\n</script>\n");
  await server.untilShown(path, []);
});

test('a suppression has the form of where it stands', async () => {
  assert.deepEqual(await suppression("<script>\n  import '../ui/Cart.vue';\n</script>\n", 1, 9), [
    '  // parapet-allow architecture/upward-import: reason\n',
  ]);
  assert.deepEqual(await suppression('<script src="../ui/Cart.vue" />\n', 0, 12), [
    '<!-- parapet-allow architecture/upward-import: reason -->\n',
  ]);
});

test('a suppression names the last day where the policy asks for an end', async () => {
  await server.open('parapet.jsonc', policy.replace('{', '{ "suppressions": { "maxDays": 30 },'), 'jsonc');
  const [text] = await suppression('<script src="../ui/Cart.vue" />\n', 0, 12);
  const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  assert.equal(text, `<!-- parapet-allow architecture/upward-import: reason (until ${day}) -->\n`);
});
