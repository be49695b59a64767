// `npm run package`: builds, packs what .vscodeignore lets through as out/parapet.vsix, lays the same out in out/extension,
// and packs what .npmignore lets through, the command line, as out/parapet.tgz.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, pluginFolder } from './build.mjs';
import { guard, lastLines, npm, removeAtExit, root, Trouble } from './run.mjs';
import { addToZip, filesInZip } from './zip.mjs';

const largest = 3 * 1024 * 1024;

/** The packaged extension and the same unpacked, relative to the repository. */
export const vsixFile = 'out/parapet.vsix';
export const extensionFolder = 'out/extension';
const archiveFile = 'out/parapet.tgz';
/** What the package is made from. */
export const packageInputs = [
  ...['dist', 'docs/images', 'docs/rules', 'media', 'schema', 'syntaxes'],
  ...[
    'package.json',
    '.vscodeignore',
    'scripts/package.mjs',
    'scripts/zip.mjs',
    'LICENSE',
    'README.md',
    'CHANGELOG.md',
    'docs/policy.md',
  ],
];

/**
 * The editor looks for the TypeScript plugin nowhere but here, and the packer leaves every `node_modules` out.
 * @returns {{ from: string, to: string }[]} relative to the repository and to the extension.
 */
export function pluginFiles() {
  const files = ['package.json', 'index.cjs'];
  return files.map((name) => ({
    from: `${pluginFolder}/${name}`,
    to: `node_modules/parapet-typescript-plugin/${name}`,
  }));
}

/** Packs what dist/ holds. @returns {Promise<string>} the absolute path of the VSIX. */
export async function makePackage() {
  const { createVSIX, listFiles } = await packer();
  const options = { cwd: root, dependencies: false };
  layOut(await listFiles(options));
  const packagePath = path.join(root, vsixFile);
  // A half-written package would look like one that is newer than its sources.
  const part = path.join(root, 'out', 'unfinished.vsix');
  await createVSIX({
    ...options,
    packagePath: part,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  await addToZip(
    part,
    pluginFiles().map(({ from, to }) => ({ file: path.join(root, from), name: `extension/${to}` })),
  );
  const packed = await filesInZip(part);
  const missing = pluginFiles().filter(({ to }) => !packed.get(`extension/${to}`)?.length);
  if (missing.length > 0) throw new Trouble(`${vsixFile} lacks ${missing.map(({ to }) => to).join(', ')}.`);
  fs.renameSync(part, packagePath);
  console.log(`${vsixFile} ${kilobytes(packagePath)}`);
  if (fs.statSync(packagePath).size > largest) throw new Trouble(`${vsixFile} is larger than 3 MB.`);
  return packagePath;
}

/** Packs the command line for npm from what dist/ holds. @returns {Promise<string>} the absolute path of the archive. */
export async function makeArchive() {
  fs.mkdirSync(path.join(root, 'out'), { recursive: true });
  const folder = fs.mkdtempSync(path.join(root, 'out', 'pack-'));
  const remove = removeAtExit(folder);
  try {
    const result = await npm(['pack', '--ignore-scripts', '--pack-destination', folder], { quiet: true });
    const [name] = fs.readdirSync(folder);
    if (result.code !== 0 || name === undefined)
      throw new Trouble(`npm could not pack the command line:\n${lastLines(result.output)}`);
    const archive = path.join(root, archiveFile);
    fs.renameSync(path.join(folder, name), archive);
    console.log(`${archiveFile}  ${kilobytes(archive)}`);
    return archive;
  } finally {
    remove();
  }
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
  for (const { from, to } of pluginFiles()) fs.cpSync(path.join(root, from), path.join(target, to));
}

function kilobytes(file) {
  return `${(fs.statSync(file).size / 1024).toFixed(1).padStart(8)} KB`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await guard(async () => {
    await build();
    await makePackage();
    await makeArchive();
  });
}
