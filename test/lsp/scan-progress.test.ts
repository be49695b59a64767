import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startProgress } from '../../server/src/lsp/scan-progress.ts';

type Shown = readonly [what: string, ...details: unknown[]];

/** A client that shows progress, a clock that is set by hand, and what was shown. */
function startWith(canShow = true) {
  const shown: Shown[] = [];
  const clock = { now: 0 };
  const token = { isCancellationRequested: false };
  const reporter = {
    token,
    begin: (...details: unknown[]) => shown.push(['begin', ...details]),
    report: (...details: unknown[]) => shown.push(['report', ...details]),
    done: () => shown.push(['done']),
  };
  const connection = { window: { createWorkDoneProgress: async () => reporter } };
  return { shown, clock, token, progress: startProgress(connection as never, canShow, () => clock.now) };
}

test('a short scan shows nothing', async () => {
  const { shown, clock, progress } = startWith();
  clock.now = 1400;
  progress.tell(900, 1000);
  await Promise.resolve();
  progress.end();
  assert.deepEqual(shown, []);
});

test('a long scan shows how far it is and can be cancelled', async () => {
  const { shown, clock, token, progress } = startWith();
  clock.now = 1500;
  progress.tell(250, 1000);
  progress.tell(260, 1000);
  await Promise.resolve();
  progress.tell(505, 1000);
  assert.equal(progress.isCancelled(), false);
  token.isCancellationRequested = true;
  assert.equal(progress.isCancelled(), true);
  progress.end();
  assert.deepEqual(shown, [
    ['begin', 'Parapet reads the workspace', 25, '1000 files', true],
    ['report', 50, '505 of 1000 files'],
    ['done'],
  ]);
});

test('a scan that ended before the client was ready shows nothing', async () => {
  const { shown, clock, progress } = startWith();
  clock.now = 2000;
  progress.tell(1, 2);
  progress.end();
  await Promise.resolve();
  assert.deepEqual(shown, []);
});

test('a client without progress is left alone', async () => {
  const { shown, clock, progress } = startWith(false);
  clock.now = 9000;
  progress.tell(1, 2);
  await Promise.resolve();
  assert.deepEqual([shown, progress.isCancelled()], [[], false]);
});
