// The commands that are compared, each with the words that prove it did its work: exit codes mean too many things.
import fs from 'node:fs';
import path from 'node:path';
import { Trouble } from '../scripts/run.mjs';
import { cruiserConfig } from './cruiser-config.mjs';
import { benchFolder } from './places.mjs';

/** `parapet check`, cold unless `warm`: then it uses what an earlier one has kept, and keeps what is new. */
export function check({ product }, corpus, { warm = false } = {}) {
  return {
    name: 'parapet',
    command: process.execPath,
    args: [product.cli, 'check', ...(warm ? [] : ['--no-cache'])],
    cwd: corpus.folder,
    proof: /files and \d+ imports/,
  };
}

/** The native binary itself, without the Node script that npm puts before it. It ends with the number of cycles. */
export function revDep(corpus) {
  const name = `${process.platform}-${process.arch}`;
  const command = path.join(benchFolder, 'node_modules', '@rev-dep', name, 'bin', 'rev-dep');
  if (!fs.existsSync(command)) throw new Trouble(`rev-dep has no binary for ${name}.`);
  const args = ['circular', '-t', '--algorithm', 'SCC'];
  if (corpus.hasWorkspaces) args.push('--follow-monorepo-packages');
  return { name: 'rev-dep', command, args, cwd: corpus.folder, proof: /circular dependencies/i };
}

/** dependency-cruiser on Node 24, with the corpus's own layers as rules. Its exit code is the number of errors. */
export function cruiser({ product, folder }, corpus) {
  const config = path.join(folder, `cruiser-${corpus.id}.cjs`);
  fs.writeFileSync(config, cruiserConfig(corpus));
  const bin = path.join(benchFolder, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const args = [bin, '--no-progress', '--output-type', 'err', '--config', config, '.'];
  const proof = /modules, \d+ dependencies cruised/;
  return { name: 'dependency-cruiser', command: product.node24, args, cwd: corpus.folder, proof };
}
