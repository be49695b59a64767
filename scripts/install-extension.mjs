// Installs a VSIX into an extensions folder of our own, whatever state an interrupted run has left that folder in.
import fs from 'node:fs';
import path from 'node:path';
import { lastLines, Trouble } from './run.mjs';

/**
 * An installation that was interrupted leaves a list that names extensions which are not there, and then the editor
 * refuses every further one: when it refuses, the folder is removed and it is asked once more.
 * @param {{ editor: (args: string[]) => Promise<{ code: number, output: string }>, vsix: string, folder: string }} options
 *   editor: runs the editor's command line; folder: the absolute extensions folder it installs into, which must be ours to remove.
 * @throws {Trouble} with the editor's last lines.
 */
export async function installExtension({ editor, vsix, folder }) {
  const args = ['--install-extension', vsix, '--force'];
  const isOld = fs.existsSync(folder);
  let result = await editor(args);
  if (result.code !== 0 && isOld) {
    console.log(`The editor refused ${path.basename(vsix)}: trying once more without ${folder} …`);
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    result = await editor(args);
  }
  if (result.code !== 0)
    throw new Trouble(`the editor refused ${path.basename(vsix)}:\n${lastLines(result.output)}`);
}
