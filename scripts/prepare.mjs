// What `npm start` and `npm test` need before their own work: packages, bundles and the VSIX, each only when missing or stale.
import fs from 'node:fs';
import path from 'node:path';
import { npm, root, run, Trouble } from './run.mjs';
import { isStale } from './stale.mjs';

/** Checks Node and git, then installs the project's packages when they are missing or older than package-lock.json. */
export async function prepareInstall() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) throw new Trouble(`Node 20 or newer is needed; this is Node ${process.versions.node}.`);
  const git = await run('git', ['--version'], { quiet: true });
  if (git.code !== 0) throw new Trouble('git is needed and was not found on the PATH.');
  if (!isStale(['node_modules/.package-lock.json'], ['package-lock.json'])) return;
  console.log('Installing packages (npm ci) …');
  const result = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (result.code !== 0) throw new Trouble('npm ci failed: is the package registry reachable?');
  // npm keeps the time of an unchanged file; ours is the time of the last look.
  const now = new Date();
  fs.utimesSync(path.join(root, 'node_modules', '.package-lock.json'), now, now);
}

/** Builds the bundles when one is missing or older than a source. */
export async function prepareBundles() {
  const { build, buildInputs, buildOutputs } = await import('./build.mjs');
  if (!isStale(buildOutputs, buildInputs)) return;
  console.log('Building …');
  await build();
}

/** Builds and packs when the VSIX is missing or stale. @returns {Promise<string>} its absolute path. */
export async function preparePackage() {
  await prepareBundles();
  const { makePackage, packageInputs, vsixFile } = await import('./package.mjs');
  if (isStale([vsixFile], packageInputs)) await makePackage();
  return path.join(root, vsixFile);
}
