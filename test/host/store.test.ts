import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pack, unpack } from '../../server/src/host/container.ts';
import { createStore } from '../../server/src/host/store.ts';
import type { Kept } from '../../server/src/model/host.ts';
import { treeOf } from './small-tree.ts';

const kept: Kept = {
  header: '{"paths":["ä.ts"]}',
  columns: [Int32Array.of(1, -2, 3), new Int32Array(), Int32Array.of(7)],
};

test('what was packed is what is unpacked', () => {
  assert.deepEqual(unpack(Buffer.from(pack(kept))), kept);
  assert.deepEqual(unpack(Buffer.from(pack({ header: '', columns: [] }))), { header: '', columns: [] });
});

test('whatever else stands there is nothing', () => {
  const bytes = Buffer.from(pack(kept));
  const foreign = ['', 'x', '{"format":1}', '\0'.repeat(64), 'not a cache, but long enough to hold a hash'];
  for (const text of foreign) assert.equal(unpack(Buffer.from(text)), undefined, text);
  for (let length = 0; length < bytes.length; length++) {
    assert.equal(unpack(bytes.subarray(0, length)), undefined, `cut after ${length} bytes`);
  }
  for (let at = 0; at < bytes.length; at++) {
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] as number) ^ 4;
    assert.equal(unpack(flipped), undefined, `another bit in byte ${at}`);
  }
});

test('each root and each kind has a file of its own, and a folder that cannot be written is no failure', (context) => {
  const folder = treeOf(context, {});
  const env = { PARAPET_CACHE: folder };
  createStore('/one', 'time', env).save(kept);
  assert.deepEqual(createStore('/one', 'time', env).load(), kept);
  assert.equal(createStore('/two', 'time', env).load(), undefined);
  assert.equal(createStore('/one', 'content', env).load(), undefined);
  const blocked = path.join(folder, 'file');
  fs.writeFileSync(blocked, '');
  const nowhere = createStore('/one', 'time', { PARAPET_CACHE: blocked });
  nowhere.save(kept);
  assert.equal(nowhere.load(), undefined);
});

/** Saves the same large state again and again; prints a line when it begins. */
function startWriter(folder: string, mark: number): ChildProcess {
  const module = new URL('../../server/src/host/store.ts', import.meta.url).href;
  const code = `
    const { createStore } = await import(${JSON.stringify(module)});
    const store = createStore('/one', 'time', { PARAPET_CACHE: ${JSON.stringify(folder)} });
    const columns = [new Int32Array(500_000).fill(${mark})];
    store.save({ header: '${mark}', columns });
    console.log('writing');
    for (;;) store.save({ header: '${mark}', columns });`;
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

test('two processes that save at once, and are killed while they do, leave a whole state', {
  timeout: 60_000,
}, async (context) => {
  const folder = treeOf(context, {});
  const store = createStore('/one', 'time', { PARAPET_CACHE: folder });
  for (let round = 0; round < 3; round++) {
    const writers = [startWriter(folder, 1), startWriter(folder, 2)];
    await Promise.all(writers.map((writer) => once(writer.stdout as NodeJS.ReadableStream, 'data')));
    for (let reading = 0; reading < 30; reading++) {
      const read = store.load();
      const [column] = read?.columns ?? [];
      assert.ok(
        column?.every((value) => value === Number(read?.header)),
        'never half of one and half of another',
      );
    }
    await Promise.all(
      writers.map(async (writer) => {
        const ended = once(writer, 'exit');
        writer.kill('SIGKILL');
        await ended;
      }),
    );
    assert.ok(store.load(), 'a writer that was killed leaves the last state');
  }
});

const ages: Readonly<
  Record<string, { readonly name: string; readonly days: number; readonly stays: boolean }>
> = {
  'half a file of a writer at work': { name: '1-time.1.tmp', days: 0, stays: true },
  'half a file of a writer that was killed': { name: '1-time.2.tmp', days: 1, stays: false },
  'the state of a workspace in use': { name: '2-time', days: 30, stays: true },
  'the state of a workspace that is gone': { name: '3-time', days: 90, stays: false },
};

for (const [what, { name, days, stays }] of Object.entries(ages)) {
  test(`saving ${stays ? 'leaves' : 'removes'} ${what}`, (context) => {
    const folder = treeOf(context, { [`graph/${name}`]: 'anything' });
    const place = path.join(folder, 'graph', name);
    const time = new Date(Date.now() - days * 24 * 3600 * 1000);
    fs.utimesSync(place, time, time);
    createStore('/one', 'time', { PARAPET_CACHE: folder }).save(kept);
    assert.equal(fs.existsSync(place), stays);
  });
}
