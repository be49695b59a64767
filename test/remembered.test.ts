import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { remembered, rememberedByText } from '../server/src/remembered.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Weak references hold until the turn in which they were asked ends. */
async function collected(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  collect();
}

test('a text is read once while what it gave is held, and another one anew', () => {
  const read: string[] = [];
  const look = remembered((path, text) => {
    read.push(`${path} ${text}`);
    return { text };
  });
  const first = look('a', '1');
  assert.equal(look('a', '1'), first);
  assert.notEqual(look('a', '2'), first);
  assert.notEqual(look('b', '1'), first);
  assert.deepEqual(read, ['a 1', 'a 2', 'b 1']);
});

test('what nobody holds any more is forgotten, and what is held is not', async () => {
  const look = remembered((path, text) => ({ path, text }));
  const held = look('held', 'x');
  for (let round = 0; round < 20; round += 1) {
    for (let each = 0; each < 60; each += 1) look(`${round}/${each}`, 'x');
    await collected();
  }
  assert.ok(look.size() < 200, `${look.size()}`);
  assert.equal(look('held', 'x'), held);
});

test('equal texts give the same while it is held, and others anew', () => {
  const look = rememberedByText((text) => ({ text }));
  const first = look('a'.repeat(3));
  assert.equal(look('aaa'), first);
  assert.notEqual(look('aa'), first);
});

test('a text goes with what was made of it, before anybody looks again', async () => {
  const look = rememberedByText((text) => ({ length: text.length }));
  const held: object[] = [];
  const megabytes = async (keeps: boolean) => {
    await collected();
    const before = process.memoryUsage().heapUsed;
    for (let each = 0; each < 20; each += 1) {
      const made = look(JSON.stringify('x'.repeat(1024 * 1024) + keeps + each));
      if (keeps) held.push(made);
    }
    await collected();
    return (process.memoryUsage().heapUsed - before) / 1024 / 1024;
  };
  const dropped = await megabytes(false);
  assert.ok(dropped < 5, `${dropped} MB`);
  const kept = await megabytes(true);
  assert.ok(kept > 15, `${kept} MB for ${held.length}`);
});
