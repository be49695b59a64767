// Everything the rows need: peers, a build that holds still, and a folder to work in.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, buildInputs, buildOutputs, lazyBundles, moduleUrl } from '../scripts/build.mjs';
import { installNode } from '../scripts/editor.mjs';
import { npm, root, Trouble } from '../scripts/run.mjs';
import { isStale } from '../scripts/stale.mjs';
import { benchFolder } from './places.mjs';
import { currentCommit } from './table.mjs';

/** Installs the peers at first use and whenever the lock is newer. */
export async function installPeers() {
  const installed = path.join(benchFolder, 'node_modules', '.package-lock.json');
  const lock = path.join(benchFolder, 'package-lock.json');
  if (fs.existsSync(installed) && fs.statSync(installed).mtimeMs >= fs.statSync(lock).mtimeMs) return;
  console.log('Installing the peers into bench/node_modules …');
  // The warnings are about Node: dependency-cruiser wants a newer one, and gets it.
  const args = ['ci', '--ignore-scripts', '--loglevel=error'];
  const { code } = await npm(args, { cwd: benchFolder });
  if (code !== 0) throw new Trouble('npm could not install the peers.');
}

/**
 * Builds when needed and copies the bundles, so that a build in the meantime does not change what is measured.
 * @param {string} folder the run's own
 * @returns {Promise<{ cli: string, server: string, engine: string, contracts: string, node24: string }>} absolute paths
 */
export async function prepareProduct(folder) {
  if (isStale(buildOutputs, buildInputs)) await build();
  const dist = path.join(folder, 'dist');
  fs.cpSync(path.join(root, 'dist'), dist, { recursive: true });
  fs.cpSync(path.join(root, 'docs', 'rules'), path.join(folder, 'docs', 'rules'), { recursive: true });
  const engine = path.join(dist, 'engine.cjs');
  await bundleEngine(engine, engineEntry, { folder: root, plugin: lazyBundles });
  return {
    cli: path.join(dist, 'cli.cjs'),
    server: path.join(dist, 'server.cjs'),
    engine,
    contracts: path.join(dist, 'contracts.cjs'),
    node24: await installNode(),
  };
}

/**
 * The same of an earlier state of the sources: a checkout that has `node_modules`, built when it has no `dist`.
 * @param {string} folder the run's own @param {string} checkout absolute
 * @returns {Promise<{ cli: string, engine: string, alike: string, commit: string }>} `alike`: the engine of now with no more in it
 */
export async function prepareEarlier(folder, checkout) {
  const script = path.join(checkout, 'scripts', 'build.mjs');
  if (!fs.existsSync(script)) throw new Trouble(`${checkout} is no checkout of these sources.`);
  const earlier = await import(pathToFileURL(script).href);
  if (!fs.existsSync(path.join(checkout, 'dist', 'cli.cjs'))) await earlier.build();
  const dist = path.join(folder, 'dist-before');
  fs.cpSync(path.join(checkout, 'dist'), dist, { recursive: true });
  const engine = path.join(dist, 'engine.cjs');
  const entry = "export { assemble } from './server/src/assemble.ts';";
  await bundleEngine(engine, entry, { folder: checkout, plugin: earlier.lazyBundles });
  const alike = path.join(folder, 'dist', 'engine-alike.cjs');
  await bundleEngine(alike, entry, { folder: root, plugin: lazyBundles });
  return { cli: path.join(dist, 'cli.cjs'), engine, alike, commit: currentCommit(checkout) };
}

const engineEntry = `export { assemble } from './server/src/assemble.ts';
  export { createExtractor } from './server/src/extract/imports.ts';
  export { createDoneCheck } from './server/src/change/done-here.ts';
  export { readChange } from './server/src/host/change-scope.ts';
  export { createKnownPaths } from './server/src/gating/placing.ts';
  export { readCoverage } from './server/src/read/coverage/read-coverage.ts';
  export { readCodeowners } from './server/src/read/codeowners.ts';
  export { createOwnersIndex } from './server/src/read/owners-index.ts';`;

// The engine alone, without a protocol and without a process per keystroke; made as the product's own bundles are.
async function bundleEngine(outfile, contents, { folder, plugin }) {
  const { default: esbuild } = await import('esbuild');
  await esbuild.build({
    stdin: { contents, resolveDir: folder, loader: 'ts' },
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    banner: { js: moduleUrl },
    define: { 'import.meta.url': 'moduleUrl' },
    mainFields: ['module', 'main'],
    logLevel: 'warning',
    plugins: [plugin],
  });
}
