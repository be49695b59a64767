// Installs a VSIX into an extensions folder of our own, whatever state an interrupted run has left that folder in.
import fs from 'node:fs';
import path from 'node:path';
import { lastLines, run, Trouble } from './run.mjs';

/**
 * An installation that was interrupted leaves a list that names extensions which are not there, and then the editor
 * refuses every further one: when it refuses, the folder is removed and it is asked once more.
 * @param {{ command: string[], env?: NodeJS.ProcessEnv, vsix: string, folder: string }} options command: the editor's program
 *   and its arguments; folder: the absolute extensions folder the command installs into, which must be ours to remove.
 * @throws {Trouble} with the editor's last lines.
 */
export async function installExtension({ command: [program, ...args], env, vsix, folder }) {
  const attempt = () => run(program, [...args, '--install-extension', vsix, '--force'], { env, quiet: true });
  const isOld = fs.existsSync(folder);
  let result = await attempt();
  if (!isInstalled(result) && isOld) {
    console.log(`The editor refused ${path.basename(vsix)}: trying once more without ${folder} …`);
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    result = await attempt();
  }
  if (!isInstalled(result))
    throw new Trouble(`the editor refused ${path.basename(vsix)}:\n${lastLines(result.output)}`);
}

function isInstalled({ code, output }) {
  return code === 0 && /successfully installed/.test(output);
}
