// Runs the browser journeys on the installed VSIX: what a person sees, in an editor started as for a person.
import fs from 'node:fs';
import path from 'node:path';
import { browserFlags, findBrowser } from './browser.mjs';
import { quietSettings, startEditor } from './editor.mjs';
import { root } from './run.mjs';
import { runTestFiles } from './unit-tests.mjs';

const settings = {
  ...quietSettings,
  'editor.minimap.enabled': false,
  'editor.acceptSuggestionOnCommitCharacter': false,
};

/** @param {{ vsix: string, files?: string[] }} options @returns {Promise<boolean>} */
export async function runJourneys({ vsix, files = journeyFiles() }) {
  if (files.length === 0) {
    console.log('  no journey was found');
    return false;
  }
  const executablePath = await findBrowser();
  fs.mkdirSync(path.join(root, 'out', 'screenshots'), { recursive: true });
  const editor = await startEditor({ vsix, settings });
  try {
    const env = {
      ...process.env,
      PARAPET_EDITOR_ADDRESS: editor.address,
      PARAPET_CHROMIUM: executablePath,
      PARAPET_CHROMIUM_FLAGS: browserFlags.join(' '),
    };
    return await runTestFiles(files, { concurrency: 1, env });
  } finally {
    await editor.stop();
  }
}

function journeyFiles() {
  const folder = path.join(root, 'test', 'journeys');
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return names
    .filter((name) => name.endsWith('.journey.ts'))
    .sort()
    .map((name) => path.join('test', 'journeys', name));
}
