// What scripts that run the engine in a process of their own share.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Trouble } from '../scripts/run.mjs';
import { benchFolder } from './places.mjs';

/**
 * Runs a script of the bench to its end with access to the collector, and reads the JSON that it printed.
 * @param {string} script its file name @param {readonly string[]} args @param {string} what for a sentence such as "taking things away"
 */
export function inOwnProcess(script, args, what) {
  const whole = ['--expose-gc', path.join(benchFolder, script), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, whole, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0)
    throw new Trouble(`${what} failed: ${stderr.trim().split('\n').slice(0, 8).join(' ').slice(0, 600)}`);
  return JSON.parse(stdout);
}

/** Milliseconds of processor time of this process so far. */
export function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Megabytes of heap that are in use. */
export function heapInUse() {
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

/** What is no longer used may be collected between two turns of the loop only. */
export function turn() {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The policy of a corpus with nothing in it that says a word of contracts. */
export function withoutContracts({ contractFirst: _, services, ...policy }) {
  const bare = services?.map(({ contracts: _own, ...service }) => service);
  return { ...policy, ...(bare && { services: bare }) };
}

/** True for a policy that declares contracts. */
export function hasContracts({ contractFirst, services = [] }) {
  return contractFirst !== undefined || services.some(({ contracts }) => contracts !== undefined);
}
