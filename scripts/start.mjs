// `npm start [folder]`: from a clean clone to a real VS Code that shows the findings of a folder.
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './cache.mjs';
import { findDesktop, openDesktop } from './desktop.mjs';
import { newToken, quietSettings, startEditor } from './editor.mjs';
import { prepareInstall, preparePackage } from './prepare.mjs';
import { exitOnEnd, guard, onEnd, root, runNode, Trouble } from './run.mjs';

await guard(async () => {
  const stopExiting = exitOnEnd();
  const args = process.argv.slice(2);
  const folder = workspaceFolder(args.find((arg) => !arg.startsWith('-')));
  await prepareInstall();
  const vsix = await preparePackage();
  const file = await printFindings(folder);
  if (args.includes('--no-open') || process.env['PARAPET_START'] === 'check') return;
  const desktop = await findDesktop();
  if ('program' in desktop) {
    console.log(`Opening ${folder} in VS Code ${desktop.version} with a profile of its own.`);
    await openDesktop(desktop, { folder, file, vsix });
    return;
  }
  console.log(`Starting the embedded VS Code, because ${desktop.reason}.`);
  const stop = await serve({ folder, file, vsix });
  stopExiting();
  await new Promise((resolve) => onEnd(resolve));
  console.log('\nStopping …');
  await stop();
});

// npm runs scripts in the package's folder; a relative folder means the one the person typed it in.
function workspaceFolder(given) {
  const base = process.env['INIT_CWD'] ?? process.cwd();
  const folder = given === undefined ? path.join(root, 'examples', 'shop') : path.resolve(base, given);
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Trouble(`${folder} is not a folder.`);
  return folder;
}

/** Shows what the gate says and returns the absolute path of the first file with a finding. */
async function printFindings(folder) {
  const cli = path.join(root, 'dist', 'cli.cjs');
  await runNode([cli, 'check'], { cwd: folder });
  const { output } = await runNode([cli, 'check', '--format', 'json'], { cwd: folder, quiet: true });
  const first = findingsOf(output).find(({ path: file }) => /\.[cm]?[jt]sx?$/.test(file));
  return first === undefined ? undefined : path.join(folder, first.path);
}

function findingsOf(output) {
  try {
    return JSON.parse(output.slice(output.indexOf('{'))).findings ?? [];
  } catch {
    return [];
  }
}

/** Starts the embedded editor and says where it is. @returns {Promise<() => Promise<void>>} stops it. */
async function serve({ folder, file, vsix }) {
  const token = newToken();
  const editor = await startEditor({
    data: path.join(cacheFolder(), 'served'),
    vsix,
    token,
    trust: true,
    settings: quietSettings,
  });
  const query = `tkn=${token}&folder=${encodeURIComponent(folder).replaceAll('%2F', '/')}`;
  console.log(`\nVS Code with Parapet is at\n\n  ${editor.address}?${query}\n`);
  if (file !== undefined) console.log(`Open ${path.relative(folder, file)} to see a finding (Ctrl+P).`);
  console.log('Press Ctrl+C to stop.');
  return editor.stop;
}
