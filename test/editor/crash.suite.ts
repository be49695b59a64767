import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import * as vscode from 'vscode';
import { abandon, open, typeAtTop, uriOf } from './documents.ts';
import { defineSuite } from './suite.ts';
import { findingsIn, until } from './wait.ts';

const delivery = 'services/checkout/src/domain/delivery.ts';

/** The server may go down or be restarted: what is shown afterwards is live again, and no process is left over. */
export const crash = defineSuite({
  name: 'crash and restart',
  workspace: 'shop',
  tests: {
    'a server that is killed comes back and follows the text again': async () => {
      const [before] = serverProcesses();
      assert.ok(before, 'there is one server');
      process.kill(before, 'SIGKILL');
      await untilServerIs('another process', ([now]) => now !== undefined && now !== before);
      await followsText();
    },
    'a restart replaces the process': async () => {
      const before = serverProcesses();
      assert.equal(before.length, 1);
      await vscode.commands.executeCommand('parapet.restartServer');
      await untilServerIs('one other process', (now) => now.length === 1 && now[0] !== before[0]);
      await followsText();
    },
  },
});

/** What is typed is underlined, and clean again when it goes. */
async function followsText(): Promise<void> {
  const editor = await open(delivery);
  await typeAtTop(editor, "import { HttpError } from '../http/http-error.js';\n");
  await until('a finding in what is typed', () => findingsIn(uriOf(delivery))[0]);
  await abandon(editor);
  await until('silence', () => (findingsIn(uriOf(delivery)).length === 0 ? true : undefined));
}

/** There is no event for a process that starts. */
async function untilServerIs(what: string, holds: (processes: readonly number[]) => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!holds(serverProcesses())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}; there is ${serverProcesses().join()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Ids of the servers that this extension host started. */
function serverProcesses(): readonly number[] {
  return processes()
    .filter(({ parent, command }) => parent === process.pid && /dist[\\/]server\.cjs/.test(command))
    .map(({ id }) => id);
}

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly command: string;
}

/** Small Linux images have no `ps`. */
function processes(): readonly Process[] {
  if (process.platform === 'linux')
    return fs.readdirSync('/proc').flatMap((name) => linuxProcess(name) ?? []);
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, id, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ id: Number(id), parent: Number(parent), command }];
  });
}

function linuxProcess(name: string): Process | undefined {
  if (!/^\d+$/.test(name)) return undefined;
  try {
    const status = fs.readFileSync(`/proc/${name}/status`, 'utf8');
    const command = fs.readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
    const isGone = /^State:\s+[ZX]/m.test(status);
    const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
    return isGone ? undefined : { id: Number(name), parent, command };
  } catch {
    return undefined;
  }
}
