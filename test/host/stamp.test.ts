import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { createNodeHost } from '../../server/src/host/node-host.ts';
import type { StampKind } from '../../server/src/host/stamp.ts';
import { treeOf } from './small-tree.ts';

/** A folder with one file that was modified some seconds ago. */
function folderWith(context: TestContext, text: string, seconds = 60): string {
  const folder = treeOf(context, { 'a.ts': text });
  const time = new Date(Date.now() - seconds * 1000);
  fs.utimesSync(path.join(folder, 'a.ts'), time, time);
  return folder;
}

for (const kind of ['time', 'content'] as const satisfies readonly StampKind[]) {
  test(`a stamp by ${kind} changes with the content`, (context) => {
    const folder = folderWith(context, 'one');
    const file = path.join(folder, 'a.ts');
    const host = createNodeHost(folder, { stamps: kind });
    const { mtime: modified } = fs.statSync(file);
    const before = host.stamp('a.ts');
    assert.equal(typeof before, 'string');
    assert.equal(host.stamp('a.ts'), before);
    fs.writeFileSync(file, 'two');
    // The modification time is set back, as archives and some tools do; the content has the same length.
    fs.utimesSync(file, modified, modified);
    assert.notEqual(host.stamp('a.ts'), before);
  });

  test(`there is no stamp by ${kind} of what is no file`, (context) => {
    const folder = folderWith(context, 'one');
    const host = createNodeHost(folder, { stamps: kind });
    fs.mkdirSync(path.join(folder, 'folder'));
    assert.deepEqual([host.stamp('gone.ts'), host.stamp('folder')], [undefined, undefined]);
  });
}

test('a fresh checkout of the same content has the same stamp by content and another by time', (context) => {
  const [one, two] = [folderWith(context, 'one'), folderWith(context, 'one', 90)];
  const stamps = (folder: string) =>
    (['time', 'content'] as const).map((kind) => createNodeHost(folder, { stamps: kind }).stamp('a.ts'));
  const [time, content] = stamps(one);
  assert.notEqual(stamps(two)[0], time);
  assert.equal(stamps(two)[1], content);
});

test('a file that has just changed is read without a stamp by time', (context) => {
  const folder = folderWith(context, 'one');
  const read = (kind: StampKind) => createNodeHost(folder, { stamps: kind }).read('a.ts');
  assert.deepEqual(read('time'), { ok: true, text: 'one' }, 'its time of change is now');
  assert.deepEqual(Object.keys(read('content')), ['ok', 'text', 'stamp']);
});
