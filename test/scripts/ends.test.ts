import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

const run = new URL('../../scripts/run.mjs', import.meta.url).href;

// Stands for start.mjs: a process of its own group that ignores polite signals, and a temporary folder.
const script = `
  const { exitOnEnd, ownTemporaryFolder, startProcess } = await import(${JSON.stringify(run)});
  exitOnEnd({ every: 50 });
  ownTemporaryFolder();
  const stubborn = "process.on('SIGTERM', () => {}); process.stdout.write('ready'); setInterval(() => {}, 1000);";
  const child = startProcess(process.execPath, ['-e', stubborn]);
  child.stdout.once('data', () => console.log(JSON.stringify({ pids: [process.pid, child.pid], folder: process.env.TMPDIR })));
`;

// Stands for npm: it passes its output through and no signal on.
const parent = `
  const { spawn } = require('node:child_process');
  spawn(process.execPath, ['--input-type=module', '-e', process.env.SCRIPT], { stdio: ['ignore', 'inherit', 'inherit'] });
`;

interface Started {
  readonly npm: number;
  readonly pids: readonly [script: number, editor: number];
  readonly folder: string;
}

for (const { name, end } of [
  { name: 'its parent alone is ended', end: ({ npm }: Started) => process.kill(npm, 'SIGKILL') },
  { name: 'it gets SIGTERM', end: ({ pids }: Started) => process.kill(pids[0], 'SIGTERM') },
  { name: 'it gets SIGINT', end: ({ pids }: Started) => process.kill(pids[0], 'SIGINT') },
]) {
  test(`a script leaves no process and no folder when ${name}, and all until then`, async () => {
    const started = await start();
    try {
      await wait(200);
      assert.deepEqual([...started.pids.map(isAlive), fs.existsSync(started.folder)], [true, true, true]);
      end(started);
      const deadline = Date.now() + 60_000;
      while (started.pids.some(isAlive) && Date.now() < deadline) await wait(20);
      assert.deepEqual([...started.pids.map(isAlive), fs.existsSync(started.folder)], [false, false, false]);
    } finally {
      for (const pid of [started.npm, ...started.pids]) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
      fs.rmSync(started.folder, { recursive: true, force: true });
    }
  });
}

async function start(): Promise<Started> {
  const npm = spawn(process.execPath, ['-e', parent], {
    env: { ...process.env, SCRIPT: script },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(npm.stdout, 'data');
  return { npm: npm.pid ?? 0, ...JSON.parse(String(line)) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
