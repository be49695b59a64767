// `npm run package`: builds, packs what .vscodeignore lets through as out/parapet.vsix, and lays the same out in out/extension.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { guard, root, Trouble } from './run.mjs';

const largest = 3 * 1024 * 1024;

/** The packaged extension and the same unpacked, relative to the repository. */
export const vsixFile = 'out/parapet.vsix';
export const extensionFolder = 'out/extension';
/** What the package is made from. */
export const packageInputs = [
  ...['dist', 'docs/images', 'docs/rules', 'media', 'schema', 'syntaxes'],
  ...['package.json', '.vscodeignore', 'scripts/package.mjs', 'LICENSE', 'README.md', 'CHANGELOG.md'],
];

/** Packs what dist/ holds. @returns {Promise<string>} the absolute path of the VSIX. */
export async function makePackage() {
  const { createVSIX, listFiles } = await packer();
  const options = { cwd: root, dependencies: false };
  layOut(await listFiles(options));
  const packagePath = path.join(root, vsixFile);
  await createVSIX({ ...options, packagePath, allowMissingRepository: true, rewriteRelativeLinks: false });
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

function layOut(files) {
  const target = path.join(root, extensionFolder);
  fs.rmSync(target, { recursive: true, force: true });
  for (const file of files) fs.cpSync(path.join(root, file), path.join(target, file));
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
