import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import type { Boundaries } from '../../server/src/protocol/boundaries.ts';
import { createJudge } from '../../typescript-plugin/src/boundaries.ts';
import { makeFolder, TestServer, writeInto } from '../support/server.ts';

const policy = (...layers: string[]) =>
  `{ "layers": [${layers.map((name) => `{ "name": "${name}", "files": "src/${name}/**" }`)}] }`;

const files = {
  'parapet.jsonc': policy('ui', 'domain'),
  'src/ui/page.ts': 'export {};\n',
  'src/domain/order.ts': 'export {};\n',
};
const pair = ['src/domain/order.ts', 'src/ui/page.ts'] as const;

test('the table is sent with the first open file, and again when it says something else', async () => {
  await using({ wantsBoundaries: true }, async (server, sent) => {
    const isBroken = (from: string, to: string) =>
      createJudge(sent.at(-1) ?? [], true)(`${server.root}/${from}`, `${server.root}/${to}`) !== undefined;
    await server.open('src/domain/order.ts', 'export {};\n');
    await server.until(() => isBroken(...pair), 'a table that denies an upward import');
    assert.equal(isBroken(pair[1], pair[0]), false);

    const before = sent.length;
    for (const key of ['a', 'ab', 'abc'])
      await server.change('src/domain/order.ts', `export const ${key} = 1;\n`);
    await server.open('src/domain/total.ts', 'export {};\n');
    await quiet(server);
    assert.equal(sent.length, before, 'keys and a file of a known kind in a known folder change nothing');

    writeInto(server.root, 'parapet.jsonc', policy('domain', 'ui'));
    await server.watched({ 'parapet.jsonc': 2 });
    await server.until(() => sent.length > before && !isBroken(...pair), 'a table of the other order');
    await server.open('src/ui/page.ts', 'export {};\n');
    await server.until(() => isBroken(pair[1], pair[0]), 'the row of the other group');

    rmSync(`${server.root}/parapet.jsonc`);
    await server.watched({ 'parapet.jsonc': 3 });
    await server.until(() => sent.at(-1)?.length === 0, 'an empty table');
  });
});

test('a client that did not ask for it gets none', async () => {
  await using({}, async (server, sent) => {
    await server.open('src/domain/order.ts', "import '../ui/page';\n");
    await server.untilShown('src/domain/order.ts', ['1:8-20 architecture/upward-import']);
    await quiet(server);
    assert.deepEqual(sent, []);
  });
});

/** Longer than the server waits before it sends a table. */
async function quiet(server: TestServer): Promise<void> {
  await server.settled('src/domain/order.ts');
  await new Promise((resolve) => setTimeout(resolve, 700));
}

async function using(
  options: object,
  run: (server: TestServer, sent: readonly (readonly Boundaries[])[]) => Promise<void>,
): Promise<void> {
  const server = await TestServer.start(makeFolder(files), {
    initializationOptions: { version: 'test', ...options },
  });
  const sent: Boundaries[][] = [];
  server.connection.onNotification('parapet/boundaries', (all: Boundaries[]) => {
    sent.push(all.map((one) => ({ ...one, root: new URL(one.root).pathname })));
  });
  try {
    await run(server, sent);
  } finally {
    await server.stop();
  }
}
