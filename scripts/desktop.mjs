// The user's own VS Code, when it can show a local folder with the packaged extension and nothing else.
import fs from 'node:fs';
import path from 'node:path';
import { onPath } from './browser.mjs';
import { cacheFolder } from './cache.mjs';
import { installExtension } from './install-extension.mjs';
import { lastLines, root, run, Trouble } from './run.mjs';

/**
 * Finds `code` on the PATH, new enough and not the shim of a remote session, which would open a window on another machine.
 * @returns {Promise<{ program: string, version: string } | { reason: string }>}
 */
export async function findDesktop() {
  const program = onPath(['code']);
  if (program === undefined) return { reason: 'there is no `code` on the PATH' };
  if (process.env['VSCODE_IPC_HOOK_CLI'] || isRemoteShim(program))
    return { reason: '`code` belongs to a remote session' };
  const { code, output } = await runCode(program, ['--version']);
  const version = /^\d+\.\d+\.\d+/.exec(output)?.[0];
  if (code !== 0 || version === undefined) return { reason: '`code --version` gave no answer' };
  const needed = neededVersion();
  if (!isAtLeast(version, needed)) return { reason: `VS Code ${version} is older than ${needed}` };
  return { program, version };
}

/** Installs the VSIX into a profile of our own and opens the folder with a file in front. The window outlives this process. */
export async function openDesktop({ program }, { folder, file, vsix }) {
  const own = profile();
  const editor = (args) => runCode(program, [...own, ...args]);
  await installExtension({ editor, vsix, folder: path.join(profileFolder(), 'extensions') });
  const goto = file === undefined ? [] : ['--goto', file];
  const opened = await runCode(program, [...own, '--new-window', folder, ...goto]);
  if (opened.code !== 0) throw new Trouble(`VS Code did not open ${folder}:\n${lastLines(opened.output)}`);
}

function profile() {
  const base = profileFolder();
  return ['--user-data-dir', path.join(base, 'data'), '--extensions-dir', path.join(base, 'extensions')];
}

function profileFolder() {
  return path.join(cacheFolder(), 'desktop');
}

// On Windows `code` is a batch file, which only a shell can start.
function runCode(program, args) {
  const shell = process.platform === 'win32';
  return run(shell ? `"${program}"` : program, shell ? args.map((arg) => `"${arg}"`) : args, {
    quiet: true,
    shell,
  });
}

function isRemoteShim(program) {
  const real = fs.realpathSync(program);
  return [program, real].some((file) =>
    /[\\/](remote-cli|\.vscode-server|\.vscode-remote|\.cursor-server)[\\/]/.test(file),
  );
}

function neededVersion() {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  return manifest.engines.vscode.replace(/^\D+/, '');
}

function isAtLeast(version, needed) {
  const [have, want] = [version, needed].map((text) => text.split('.').map(Number));
  for (let index = 0; index < 3; index++) {
    if (have[index] !== want[index]) return have[index] > want[index];
  }
  return true;
}
