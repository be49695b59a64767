// What one whole process costs: wall time, CPU of it and of what it waited for, and peak memory.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Trouble } from '../scripts/run.mjs';

/**
 * Runs a command to its end with its output in a file, as in a CI job.
 * CPU and peak come from GNU time, that is from wait4: they hold for the whole process and cannot miss a peak. It stands
 * between Node and the command, because a process that Node starts itself inherits Node's own peak on Linux.
 * @param {{ name: string, command: string, args: readonly string[], cwd: string, proof: RegExp }} tool proof: what the output of a run that did its work holds
 * @param {string} folder for the output
 * @returns {Promise<{ wall: number, cpu: number, peak: number, output: string }>} seconds, seconds, megabytes.
 */
export async function measure(tool, folder) {
  const gnuTime = '/usr/bin/time';
  if (!fs.existsSync(gnuTime))
    throw new Trouble('the bench needs GNU time at /usr/bin/time (package "time").');
  const usage = path.join(folder, 'usage.txt');
  const output = path.join(folder, 'output.txt');
  const args = ['-q', '-o', usage, '-f', '%U %S %M', tool.command, ...tool.args];
  const started = performance.now();
  const env = { ...process.env, PARAPET_CACHE: path.join(folder, 'cache') };
  const code = await toEnd(gnuTime, args, { cwd: tool.cwd, env }, output);
  const wall = (performance.now() - started) / 1000;
  const text = fs.readFileSync(output, 'utf8');
  if (!tool.proof.test(text)) {
    throw new Trouble(`${tool.name} ended with ${code}: ${text.trim().split('\n').slice(-3).join(' / ')}`);
  }
  const [user, system, kilobytes] = fs.readFileSync(usage, 'utf8').trim().split(' ').map(Number);
  return { wall, cpu: user + system, peak: kilobytes / 1024, output: text };
}

function toEnd(command, args, place, output) {
  const file = fs.openSync(output, 'w');
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...place, stdio: ['ignore', file, file] });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  }).finally(() => fs.closeSync(file));
}

/**
 * Runs two commands in turn, A B A B, after one run of each that does not count; of a slow peer only ours, which has then
 * read the same files.
 * @returns {Promise<[Measured, Measured][]>} one pair per run.
 */
export async function measurePairs(a, b, runs, folder, { isSlow = false } = {}) {
  await measure(a, folder);
  if (!isSlow) await measure(b, folder);
  const pairs = [];
  for (let run = 0; run < runs; run++) pairs.push([await measure(a, folder), await measure(b, folder)]);
  return pairs;
}
