// The code bases that are judged: copies with the policy in place, so that every tool and the editor see the same tree.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Trouble } from '../scripts/run.mjs';
import { generatedWorkspace } from './generate.mjs';
import { benchFolder } from './places.mjs';

/** npm packages of bench/package.json that ship their TypeScript sources, in `src`. */
const packages = ['rxjs'];
const policyName = 'parapet.jsonc';
/** Copying a larger workspace would cost more than it protects: nothing writes into it. */
const mostCopied = 10_000;

/**
 * Every corpus of the run, the one that carries the editor's rows first.
 * @returns {Corpus[]} `{ id, name, folder, policy, kind: 'real' | 'package' | 'generated', size?, tsconfig?, hasWorkspaces }`
 */
export function prepareCorpora({ corpora, generated }, { folder, product }) {
  const real = corpora.map((given) => ({ ...given, kind: 'real' }));
  const shipped = packages.map((name) => packageCorpus(name));
  const made = generated.map((size) => ({
    name: `generated ${size}`,
    folder: generatedWorkspace(size),
    kind: 'generated',
    size,
  }));
  return [...real, ...made, ...shipped].map((given, id) => {
    const copied = (given.size ?? 0) <= mostCopied ? copy(given, path.join(folder, `corpus-${id}`)) : given;
    return { ...copied, id, ...describe(copied.folder, product) };
  });
}

function packageCorpus(name) {
  const folder = path.join(benchFolder, 'node_modules', name);
  const { version } = readJson(path.join(folder, 'package.json'));
  return {
    name: `${name} ${version}`,
    folder,
    kind: 'package',
    only: ['package.json', 'tsconfig.json', 'src'],
  };
}

function copy(given, target) {
  if (!fs.existsSync(given.folder)) throw new Trouble(`there is no corpus ${given.folder}.`);
  const left = new Set(['node_modules', '.git', '.yarn']);
  for (const name of given.only ?? fs.readdirSync(given.folder)) {
    const source = path.join(given.folder, name);
    if (left.has(name) || !fs.existsSync(source)) continue;
    const filter = (file) => !left.has(path.basename(file));
    fs.cpSync(source, path.join(target, name), { recursive: true, filter, verbatimSymlinks: true });
  }
  if (given.policy) fs.copyFileSync(given.policy, path.join(target, policyName));
  return { ...given, folder: target };
}

/** A policy where there is none yet, and what the peers need to be told. */
function describe(folder, { cli }) {
  const manifest = path.join(folder, 'package.json');
  if (!fs.existsSync(manifest)) fs.writeFileSync(manifest, '{ "name": "corpus" }\n');
  const policy = path.join(folder, policyName);
  if (!fs.existsSync(policy)) {
    const { status, stderr } = spawnSync(process.execPath, [cli, 'init', '--yes'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Trouble(`parapet init failed: ${stderr.trim()}`);
    // What the baseline accepts would not be told, and the peers tell everything.
    fs.rmSync(path.join(folder, 'governance'), { recursive: true, force: true });
  }
  const tsconfig = ['tsconfig.json', 'src/tsconfig.json'].find((file) =>
    fs.existsSync(path.join(folder, file)),
  );
  const hasWorkspaces =
    'workspaces' in readJson(manifest) || fs.existsSync(path.join(folder, 'pnpm-workspace.yaml'));
  return { policy: readJson(policy), ...(tsconfig && { tsconfig }), hasWorkspaces };
}

/** JSON with comments and trailing commas. */
function readJson(file) {
  const text = fs.readFileSync(file, 'utf8');
  const bare = text.replace(/"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (found) =>
    found.startsWith('"') ? found : '',
  );
  return JSON.parse(bare.replace(/,(\s*[}\]])/g, '$1'));
}
