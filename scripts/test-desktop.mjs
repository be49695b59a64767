// `npm run test:desktop`: the extension's suite in a downloaded desktop VS Code, on the packaged extension.
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './cache.mjs';
import { copyWorkspace, workspaces } from './extension-host.mjs';
import { extensionFolder } from './package.mjs';
import { prepareInstall, preparePackage } from './prepare.mjs';
import { exitOnEnd, guard, ownTemporaryFolder, root, Trouble } from './run.mjs';
import { runStages } from './stages.mjs';

exitOnEnd();
ownTemporaryFolder();
await guard(async () => {
  await prepareInstall();
  await preparePackage();
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    throw new Trouble(
      'desktop VS Code needs a display: use `xvfb-run npm run test:desktop`, or `npm run test:editor`, which needs none.',
    );
  }
  const program = await download();
  return runStages(
    workspaces.map((workspace) => ({
      title: `desktop VS Code, workspace ${workspace.name}`,
      run: () => passes(program, workspace),
    })),
  );
});

async function download() {
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  try {
    return await downloadAndUnzipVSCode({
      version: 'stable',
      cachePath: path.join(cacheFolder(), 'desktop-test'),
    });
  } catch (error) {
    throw new Trouble(
      `desktop VS Code could not be downloaded (${error.message}); \`npm run test:editor\` runs the same suite without it.`,
    );
  }
}

async function passes(vscodeExecutablePath, workspace) {
  const { runTests } = await import('@vscode/test-electron');
  const folder = copyWorkspace(workspace);
  const own = path.dirname(folder);
  writeSettings(path.join(own, 'data', 'User', 'settings.json'));
  try {
    const code = await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: path.join(root, extensionFolder),
      extensionTestsPath: path.join(root, 'out', 'test', 'editor', 'index.cjs'),
      launchArgs: [
        folder,
        '--disable-extensions',
        `--user-data-dir=${path.join(own, 'data')}`,
        `--extensions-dir=${path.join(own, 'extensions')}`,
        ...(workspace.trust ? [] : ['--disable-workspace-trust']),
      ],
    });
    return code === 0;
  } finally {
    fs.rmSync(own, { recursive: true, force: true, maxRetries: 5 });
  }
}

function writeSettings(file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(
    file,
    JSON.stringify({ 'files.autoSave': 'off', 'security.workspace.trust.startupPrompt': 'never' }),
  );
}
