// Whether something made is older than what it was made from: by modification times, as make does.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './run.mjs';

const pruned = new Set(['node_modules', '.git']);

/** @param {string[]} outputs @param {string[]} inputs files and folders relative to the repository; missing inputs are ignored. */
export function isStale(outputs, inputs) {
  const oldest = Math.min(...outputs.map((output) => timeOf(path.join(root, output)) ?? 0));
  return inputs.some((input) => newestUnder(path.join(root, input)) > oldest);
}

function timeOf(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

// A folder's own time counts too: it changes when a file inside is removed or renamed.
function newestUnder(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const entries = fs.readdirSync(file).filter((name) => !pruned.has(name));
  return entries.reduce((newest, name) => Math.max(newest, newestUnder(path.join(file, name))), stat.mtimeMs);
}
