// `npm run package`: builds, lays out what an installed extension needs in out/extension, and packs it as out/parapet.vsix.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { guard, root, Trouble } from './run.mjs';

const largest = 3 * 1024 * 1024;

// The whole list: what is not named here is not shipped. Packing a laid-out folder also spares the packer a walk
// through the repository, and keeps the list apart from `files` in package.json, which is for the npm package.
const shipped = ['LICENSE', 'README.md', 'CHANGELOG.md', 'docs/rules', 'media', 'schema', 'syntaxes'];
const bundles = /^(client|server|cli|semantics)\.cjs$/;

/** The packaged extension and the same unpacked, relative to the repository. */
export const vsixFile = 'out/parapet.vsix';
export const extensionFolder = 'out/extension';
/** What the package is made from. */
export const packageInputs = ['dist', 'package.json', 'scripts/package.mjs', ...shipped];

/** Packs what dist/ holds. @returns {Promise<string>} the absolute path of the VSIX. */
export async function makePackage() {
  const { createVSIX } = await packer();
  const cwd = layOut();
  const packagePath = path.join(root, vsixFile);
  await createVSIX({
    cwd,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  console.log(`${vsixFile} ${kilobytes(packagePath)}`);
  if (fs.statSync(packagePath).size > largest) throw new Trouble(`${vsixFile} is larger than 3 MB.`);
  return packagePath;
}

async function packer() {
  try {
    return (await import('@vscode/vsce')).default;
  } catch {
    throw new Trouble('@vscode/vsce is not installed: run `npm ci` first.');
  }
}

function layOut() {
  const target = path.join(root, extensionFolder);
  fs.rmSync(target, { recursive: true, force: true });
  const missing = shipped.filter((name) => !fs.existsSync(path.join(root, name)));
  if (missing.length > 0) throw new Trouble(`cannot package without ${missing.join(', ')}.`);
  for (const name of shipped) fs.cpSync(path.join(root, name), path.join(target, name), { recursive: true });
  const built = fs.readdirSync(path.join(root, 'dist')).filter((name) => bundles.test(name));
  for (const name of built) fs.cpSync(path.join(root, 'dist', name), path.join(target, 'dist', name));
  fs.writeFileSync(path.join(target, 'package.json'), manifest());
  return target;
}

// An installed extension has no scripts and no packages to install. Its bundles are CommonJS by their file names.
function manifest() {
  const { scripts, devDependencies, private: isPrivate, ...rest } = readManifest();
  return `${JSON.stringify({ ...rest, files: ['**'] }, null, 2)}\n`;
}

function readManifest() {
  return JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
}

function kilobytes(file) {
  return `${(fs.statSync(file).size / 1024).toFixed(1).padStart(8)} KB`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await guard(async () => {
    await build();
    await makePackage();
  });
}
