import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Thread } from '../../server/src/host/thread.ts';
import { makeFolder } from '../support/server.ts';

const side = `
const { parentPort, workerData } = require('node:worker_threads');
parentPort.on('message', ({ id, question, cancel }) => {
  if (cancel) return parentPort.postMessage({ id, answer: 'cancelled' });
  if (question === 'count') for (const item of [1, 2, 3]) parentPort.postMessage({ id, item });
  if (question === 'break') throw new Error('broken');
  if (question === 'leave') process.exit(0);
  if (question === 'hang') for (;;);
  if (question === 'fill') { const all = []; for (;;) all.push({ held: new Array(1000).fill(Math.random()) }); }
  if (question !== 'wait') parentPort.postMessage({ id, answer: workerData.word });
});
`;

function start(options: { readonly idle?: number; readonly silence?: number } = {}): Thread {
  return new Thread({
    file: pathToFileURL(join(makeFolder({ 'side.cjs': side }), 'side.cjs')),
    start: { word: 'said' },
    mostMegabytes: 32,
    idleMilliseconds: options.idle ?? 60_000,
    silenceMilliseconds: options.silence ?? 60_000,
  });
}

describe('a thread', () => {
  test('tells items and answers', async () => {
    const thread = start();
    const items: unknown[] = [];
    const asked = await thread.ask('count', (item) => items.push(item));
    assert.deepEqual([items, asked], [[1, 2, 3], { ok: true, answer: 'said' }]);
    thread.end();
    assert.equal(thread.isRunning, false);
  });

  const failures: readonly (readonly [question: string, problem: string])[] = [
    ['break', 'broken'],
    ['leave', 'it ended by itself'],
    ['hang', 'it was silent for 2 s'],
    ['fill', 'it needs more than 32 MB of memory'],
  ];
  for (const [question, problem] of failures) {
    test(`that has to ${question} is an answer, and another one starts`, async () => {
      const thread = start(question === 'hang' ? { silence: 2000 } : {});
      assert.deepEqual(await thread.ask(question), { ok: false, problem });
      assert.deepEqual(await thread.ask('speak'), { ok: true, answer: 'said' });
      thread.end();
    });
  }

  test('whose file is not there is an answer', async () => {
    const file = new URL('file:///gone/thread.cjs');
    const limits = { mostMegabytes: 32, idleMilliseconds: 1000, silenceMilliseconds: 1000 };
    const asked = await new Thread({ file, start: {}, ...limits }).ask('speak');
    assert.equal(asked.ok, false);
  });

  test('hears that nobody waits any more', async () => {
    const thread = start();
    let isCancelled = false;
    const asked = thread.ask(
      'wait',
      () => {},
      () => isCancelled,
    );
    thread.hearCancellations();
    isCancelled = true;
    thread.hearCancellations();
    assert.deepEqual(await asked, { ok: true, answer: 'cancelled' });
    thread.end();
  });

  test('that is not asked for long frees its memory', async () => {
    const thread = start({ idle: 50 });
    await thread.ask('speak');
    assert.equal(thread.isRunning, true);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(thread.isRunning, false);
  });
});
