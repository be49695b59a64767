// The result as Markdown.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../scripts/run.mjs';
import { benchFolder } from './places.mjs';
import { median, ratios } from './statistics.mjs';

/**
 * @typedef {{ quantity: string, must: string, aim: string, corpus: string, measured: string, verdict?: Verdict }} Line
 * @typedef {'aim' | 'must' | 'missed'} Verdict none for absolute times: they depend on the machine
 */

/** @param {readonly Line[]} lines */
export function tableText(lines) {
  const head = ['quantity', 'must', 'aim', 'corpus', 'measured', 'verdict'];
  const rows = lines.map((line) => head.map((name) => line[name] ?? ''));
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Lower is better. */
export function verdictOf(value, must, aim) {
  if (value <= aim) return 'aim';
  return value <= must ? 'must' : 'missed';
}

/** The machine, the moment and the load, which say how far the absolute numbers can be trusted. */
export function circumstances(options, corpora, { commit, loadBefore }) {
  const processors = os.cpus();
  const load = (values) => values.map((value) => value.toFixed(1)).join(' ');
  return [
    `Measured ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC at ${commit}:`,
    `${processors.length} cores ${processors[0]?.model ?? 'unknown'},`,
    `${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.type()} ${os.release().split('-')[0]}, Node ${process.version};`,
    `medians of ${options.runs} runs, idle watched for ${options.idle} s.`,
    `Node's own start costs ${nodeStart().toFixed(2)} s, which every ratio of ours contains.`,
    `Load (1, 5, 15 minutes) before ${load(loadBefore)}, after ${load(os.loadavg())}.`,
    `Corpora: ${corpora.map(({ name, files }) => `${name} (${files} files)`).join('; ')}.`,
  ].join('\n');
}

function nodeStart() {
  const times = Array.from({ length: 5 }, () => {
    const started = performance.now();
    execFileSync(process.execPath, ['-e', '0']);
    return (performance.now() - started) / 1000;
  });
  return median(times);
}

/** The commit that is measured: to be asked before the rows run, since others may commit meanwhile. */
export function currentCommit(checkout = root) {
  try {
    const git = (...args) => execFileSync('git', args, { cwd: checkout, encoding: 'utf8' }).trim();
    const dirty = git('status', '--porcelain', '--', 'server', 'scripts') === '' ? '' : ' with changes';
    return `${git('rev-parse', '--short', 'HEAD')}${dirty}`;
  } catch {
    return 'an unknown commit';
  }
}

/** Replaces what stands between the marks of bench/README.md. */
export function writeResults(text) {
  const file = path.join(benchFolder, 'README.md');
  const [start, end] = ['<!-- results -->', '<!-- end of results -->'];
  const before = fs.readFileSync(file, 'utf8');
  const from = before.indexOf(start) + start.length;
  fs.writeFileSync(file, `${before.slice(0, from)}\n${text}\n${before.slice(before.indexOf(end))}`);
}

/** One row of a ratio of seconds, pair by pair, with the medians of both sides. */
export function ratioLine(quantity, [must, aim], pairs, pick) {
  const ratio = median(ratios(pairs, pick));
  const [own, peer] = [0, 1].map((side) => median(pairs.map((pair) => pick(pair[side]))).toFixed(2));
  const measured = `${ratio.toFixed(2)} (${own} s / ${peer} s)`;
  return { quantity, must: `≤ ${must}`, aim: `≤ ${aim}`, measured, verdict: verdictOf(ratio, must, aim) };
}
