// Child processes, started and ended the same way by every script. Node only: some scripts run before `npm ci`.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const parent = process.ppid;

/** A problem a person can act on: its message is one sentence, perhaps with a program's last lines, and is printed without a stack. */
export class Trouble extends Error {}

/** The end of a program's output, indented to stand below a sentence. */
export function lastLines(output, count = 15) {
  const lines = output.trim().split(/\r?\n/).slice(-count);
  return lines.map((line) => `  | ${line}`).join('\n');
}

/** Runs `main`, prints a Trouble without a stack, and sets the exit code. */
export async function guard(main) {
  try {
    const code = await main();
    process.exitCode = code ?? 0;
  } catch (error) {
    console.error(error instanceof Trouble ? `parapet: ${error.message}` : error);
    process.exitCode = 1;
  }
}

/**
 * Runs a program to its end.
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, shell?: boolean }} [options] quiet collects the output instead of showing it.
 * @returns {Promise<{ code: number, output: string }>} code 127 when the program could not be started.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      shell: options.shell ?? false,
    });
    const forget = endWithUs(() => child.kill());
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }));
    child.on('close', (code) => {
      forget();
      resolve({ code: code ?? 1, output });
    });
  });
}

/** Runs this Node on one of our own scripts or a tool of node_modules. */
export function runNode(args, options = {}) {
  return run(process.execPath, args, options);
}

/** Runs npm; inside `npm run` the same npm that runs us, so that its version does not change midway. */
export function npm(args, options = {}) {
  const env = environmentForNpm(options.env ?? process.env);
  const program = process.env['npm_execpath'];
  if (program !== undefined && /\.c?js$/.test(program)) {
    return run(process.execPath, [program, ...args], { ...options, env });
  }
  return run('npm', args, { ...options, env, shell: process.platform === 'win32' });
}

// `npm run` exports the outer project's settings; an inner `npm install` elsewhere must not take them for its own.
function environmentForNpm(env) {
  const foreign = /^npm_(package|lifecycle|command|config_local_prefix|config_noproxy$|node_execpath)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)));
}

/**
 * Starts a program in a process group of its own, so that `endProcess` reaches everything it started and nothing else.
 * @returns {import('node:child_process').ChildProcess}
 */
export function startProcess(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const forget = endWithUs(() =>
    process.platform === 'win32' ? child.kill() : signalGroup(child.pid, 'SIGKILL'),
  );
  child.once('exit', forget);
  return child;
}

/** Makes whatever `onEnd` hears of an ordinary end, so that what was started ends too. @returns {() => void} stops that. */
export function exitOnEnd(options) {
  return onEnd((code) => process.exit(code), options);
}

/**
 * Calls `end` with an exit code at Ctrl+C and its like, and when the process that started us is gone: an npm that is
 * ended by itself does not always tell its script. One end may be told more than once: by the terminal and again by npm.
 * @param {{ every?: number }} [options] milliseconds between two looks at the parent.
 * @returns {() => void} stops listening.
 */
export function onEnd(end, { every = 2000 } = {}) {
  const handlers = Object.entries({ SIGINT: 2, SIGTERM: 15, SIGHUP: 1 }).map(([signal, number]) => {
    const handler = () => end(128 + number);
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  const look = () => process.ppid === parent || end(1);
  const timer = setInterval(look, every).unref();
  return () => {
    clearInterval(timer);
    for (const remove of handlers) remove();
  };
}

/**
 * Gives this process and all it starts a temporary folder of their own, which goes with us: programs that are
 * interrupted leave folders and sockets behind. On macOS it is in /tmp, because a socket's path has at most 103 bytes.
 */
export function ownTemporaryFolder() {
  const base = process.platform === 'darwin' ? '/tmp' : os.tmpdir();
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(base), 'parapet-'));
  // A test that gives up the superuser's rights must still reach its files below.
  fs.chmodSync(folder, 0o755);
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
  removeAtExit(folder);
}

/** Removes a folder when this process exits. @returns {() => void} removes it now. */
export function removeAtExit(folder) {
  const remove = () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const forget = endWithUs(remove);
  return () => {
    forget();
    remove();
  };
}

// A group of its own does not get the terminal's Ctrl+C, and would outlive us. The last that was started ends first.
function endWithUs(end) {
  process.prependOnceListener('exit', end);
  return () => process.off('exit', end);
}

/** Ends what `startProcess` started, politely first, and resolves when all of it is gone. */
export async function endProcess(child) {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    await run('taskkill', ['/T', '/F', '/PID', String(child.pid)], { quiet: true });
    return;
  }
  signalGroup(child.pid, 'SIGTERM');
  if (await groupGone(child.pid, 3000)) return;
  signalGroup(child.pid, 'SIGKILL');
  await groupGone(child.pid, 2000);
}

function signalGroup(pid, signal) {
  if (pid === undefined) return false;
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

// There is no event for the end of a process group: it is asked for until its last member has gone.
async function groupGone(pid, milliseconds) {
  const deadline = Date.now() + milliseconds;
  while (signalGroup(pid, 0)) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
}
