import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Architecture, JudgedChange, PolicyChange } from '../../server/src/protocol/architecture.ts';
import type { Picture } from '../../server/src/report/picture.ts';
import { makeFolder, TestServer } from '../support/server.ts';

const policy = `{
  "layers": [
    { "name": "ui", "files": "ui/**" },
    { "name": "domain", "files": "domain/**" }
  ]
}
`;
const files = {
  'parapet.jsonc': policy,
  'ui/page.ts': "import '../domain/order';\n",
  'domain/order.ts': 'export {};\n',
};
const order = { kind: 'order', layer: 'domain', place: { at: 'above', layer: 'ui' } } as const;

describe('the architecture of a folder', () => {
  let server: TestServer;
  before(async () => {
    server = await TestServer.start(makeFolder(files));
  });
  after(() => server.stop());
  const folder = () => pathToFileURL(server.root).href;
  const ask = (params: object = {}, of = folder()) =>
    server.connection.sendRequest<Architecture | null>('parapet/architecture', { folder: of, ...params });
  const judge = (change: PolicyChange) =>
    server.connection.sendRequest<JudgedChange>('parapet/judgeChange', { folder: folder(), change });

  test('is a page that runs only what carries its nonce', async () => {
    const found = await ask({ nonce: 'abc' });
    assert.match(found?.page ?? '', /script-src 'nonce-abc'; style-src 'nonce-abc'; base-uri 'none'/);
    assert.match(found?.page ?? '', /"canWrite":true/);
    assert.match(found?.title ?? '', /^Architecture of parapet-test-/);
    assert.equal((await ask())?.page, undefined);
  });

  test('follows what is on screen, and is not sent again while it is the same', async () => {
    const first = await ask();
    assert.equal(await ask({ shown: first?.name }), null);
    await server.open('domain/order.ts', "import '../ui/page';\n");
    const second = await ask({ shown: first?.name });
    const picture: Picture = JSON.parse(second?.picture ?? '{}');
    assert.ok(picture.findings.some(({ rule }) => rule === 'architecture/upward-import'));
    await server.close('domain/order.ts');
    assert.equal((await ask())?.name, first?.name);
  });

  test('of a folder without a policy offers no change', async () => {
    const plain = makeFolder({ 'a.ts': "import './b';\n", 'b.ts': '' });
    const found = await ask({ nonce: 'abc' }, pathToFileURL(plain).href);
    assert.match(found?.page ?? '', /"canWrite":false/);
    const judged = await server.connection.sendRequest<JudgedChange>('parapet/judgeChange', {
      folder: pathToFileURL(plain).href,
      change: order,
    });
    assert.match(judged.ok ? '' : judged.reason, /^There is no policy/);
  });

  test('a change is judged and nothing is written or published', async () => {
    const published = server.published.length;
    const judged = await judge(order);
    assert.ok(judged.ok);
    assert.deepEqual([judged.today, judged.proposed, judged.addedCount, judged.removedCount], [0, 1, 1, 0]);
    assert.deepEqual(judged.added, [
      {
        message: 'Layer "ui" must not import layer "domain", which is above it.',
        path: 'ui/page.ts',
        line: 1,
        column: 8,
      },
    ]);
    assert.equal(judged.version, undefined);
    assert.equal(readFileSync(join(server.root, 'parapet.jsonc'), 'utf8'), policy);
    await server.settled('ui/page.ts');
    assert.equal(server.published.length, published);
  });

  test('a change is judged over unsaved text, and its edits are of that text', async () => {
    await server.open('parapet.jsonc', policy.replace('{\n', '{\n  // unsaved\n'), 'jsonc');
    await server.open('domain/order.ts', "import '../ui/page';\n");
    const judged = await judge(order);
    assert.ok(judged.ok);
    assert.equal(judged.version, 1);
    assert.ok(
      judged.edits.every(({ start }) => start.line >= 3),
      JSON.stringify(judged.edits),
    );
    assert.ok(judged.removedCount >= 1 && judged.addedCount >= 1);
    await server.close('domain/order.ts');
    await server.close('parapet.jsonc');
  });

  test('what cannot be done is a reason', async () => {
    const judged = await judge({ ...order, layer: 'gone' });
    assert.deepEqual(judged, { ok: false, reason: 'No policy orders both "gone" and "ui".' });
  });
});
