import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { remembered } from '../server/src/remembered.ts';

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
