// Runs the extension's own suite inside the extension host of the embedded editor, driven by a browser without a window.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { browserFlags } from './browser.mjs';
import { quietSettings, startEditor } from './editor.mjs';
import { lastLines, root, Trouble } from './run.mjs';

const prefix = '[parapet-test] ';
const patience = 240_000;

/** The workspaces of the suite: a temporary copy each, named as `test/editor/suite.ts` says. */
export const workspaces = [
  { name: 'shop', source: 'examples/shop', trust: false },
  { name: 'untrusted', source: 'examples/shop', trust: true },
  { name: 'plain', source: 'test/fixtures/plain', trust: false },
];

/**
 * Runs the suite in one workspace.
 * @param {{ browser: string, workspace: { name: string, source: string, trust: boolean }, extension?: string, tests?: string }} options absolute paths.
 * @returns {Promise<{ passed: number, failed: number }>} a run without any test counts as one failure.
 */
export async function runInExtensionHost(options) {
  const { extension = root, tests = path.join(root, 'out/test/editor/index.cjs') } = options;
  const folder = copyWorkspace(options.workspace);
  const quiet = options.workspace.trust ? { 'security.workspace.trust.startupPrompt': 'never' } : {};
  const editor = await startEditor({
    test: true,
    trust: options.workspace.trust,
    settings: { ...quietSettings, ...quiet },
  });
  try {
    const remote = (file) => `vscode-remote://${editor.authority}${toUriPath(file)}`;
    const payload = [
      ['extensionDevelopmentPath', remote(extension)],
      ['extensionTestsPath', remote(tests)],
      ['enableProposedApi', ''],
      ['skipWelcome', 'true'],
    ];
    const address = `${editor.address}?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
    return await drive(options.browser, address, editor);
  } finally {
    await editor.stop();
    fs.rmSync(path.dirname(folder), { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Copies a workspace into a temporary folder of the given name. @returns {string} the copy. */
export function copyWorkspace({ name, source }) {
  const from = path.join(root, source);
  if (!fs.existsSync(from)) throw new Trouble(`the workspace ${source} does not exist.`);
  const folder = path.join(
    fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'parapet-workspace-')),
    name,
  );
  fs.cpSync(from, folder, { recursive: true, filter: (file) => path.basename(file) !== 'node_modules' });
  return folder;
}

async function drive(executablePath, address, editor) {
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath, args: browserFlags });
  try {
    const page = await browser.newPage();
    const tally = { passed: 0, failed: 0 };
    await page.exposeFunction('codeAutomationLog', (_type, args) => pass(args, tally));
    const ended = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    await page.goto(address);
    const code = await Promise.race([ended, after(patience), crash(page)]);
    if (typeof code !== 'number') complain(code, editor);
    if (code !== 0 || tally.passed === 0) tally.failed = Math.max(1, tally.failed);
    if (tally.passed + tally.failed === 0 || (code === 0 && tally.passed === 0)) console.log('  no test ran');
    return tally;
  } finally {
    await browser.close();
  }
}

// The workbench is chatty: only our own lines are passed on, and the closing one is read instead of shown.
function pass(args, tally) {
  for (const text of args.flat().map(String)) {
    const start = text.indexOf(prefix);
    if (start < 0) continue;
    const line = text.slice(start + prefix.length);
    const total = /^total passed=(\d+) failed=(\d+)/.exec(line);
    if (total === null) console.log(`  ${line}`);
    else Object.assign(tally, { passed: Number(total[1]), failed: Number(total[2]) });
  }
}

function after(milliseconds) {
  return new Promise((resolve) =>
    setTimeout(() => resolve(`no end after ${milliseconds / 1000} s`), milliseconds).unref(),
  );
}

function crash(page) {
  return new Promise((resolve) => page.once('crash', () => resolve('the page crashed')));
}

function complain(what, editor) {
  console.log(`  the extension host gave no result: ${what}`);
  console.log(lastLines(editor.log()));
}

function toUriPath(file) {
  const slashes = file.split(path.sep).join('/');
  return encodeURI(slashes.startsWith('/') ? slashes : `/${slashes}`);
}
