// Everything the rows need: peers, a build that holds still, and a folder to work in.
import fs from 'node:fs';
import path from 'node:path';
import { build, buildInputs, buildOutputs, lazyBundles, moduleUrl } from '../scripts/build.mjs';
import { installNode } from '../scripts/editor.mjs';
import { npm, root, Trouble } from '../scripts/run.mjs';
import { isStale } from '../scripts/stale.mjs';
import { benchFolder } from './places.mjs';

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
  await bundleEngine(engine);
  return {
    cli: path.join(dist, 'cli.cjs'),
    server: path.join(dist, 'server.cjs'),
    engine,
    contracts: path.join(dist, 'contracts.cjs'),
    node24: await installNode(),
  };
}

// The engine alone, without a protocol and without a process per keystroke; made as the product's own bundles are.
async function bundleEngine(outfile) {
  const { default: esbuild } = await import('esbuild');
  const entry = `export { assemble } from './server/src/assemble.ts';
    export { createExtractor } from './server/src/extract/imports.ts';
    export { createDoneCheck } from './server/src/change/done-here.ts';
    export { readChange } from './server/src/host/change-scope.ts';
    export { createKnownPaths } from './server/src/gating/placing.ts';
    export { readCoverage } from './server/src/read/coverage/read-coverage.ts';
    export { readCodeowners } from './server/src/read/codeowners.ts';
    export { createOwnersIndex } from './server/src/read/owners-index.ts';`;
  await esbuild.build({
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
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
    plugins: [lazyBundles],
  });
}
