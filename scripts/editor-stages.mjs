// The stages that run a real VS Code, shared by `npm test` and `npm run test:editor`.
import path from 'node:path';
import { findBrowser } from './browser.mjs';
import { runInExtensionHost, workspaces } from './extension-host.mjs';
import { runJourneys } from './journeys.mjs';
import { extensionFolder } from './package.mjs';
import { preparePackage } from './prepare.mjs';
import { root } from './run.mjs';

/** The extension's suite in every workspace, then the journeys on the installed package. */
export const editorStages = [
  ...workspaces.map((workspace) => ({
    title: `extension suite in the real extension host, workspace ${workspace.name}`,
    run: () => suitePasses(workspace),
  })),
  {
    title: 'journeys in the browser on the installed package',
    run: async () => runJourneys({ vsix: await preparePackage() }),
  },
];

async function suitePasses(workspace) {
  await preparePackage();
  const browser = await findBrowser();
  const { passed, failed } = await runInExtensionHost({
    browser,
    workspace,
    extension: path.join(root, extensionFolder),
  });
  console.log(`${passed} tests passed, ${failed} failed`);
  return failed === 0;
}
