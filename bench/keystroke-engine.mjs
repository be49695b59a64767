// A process of its own: types into files of a workspace and prints, as JSON, how long the engine took each time.
// Arguments: the engine's bundle, the folder, a JSON file of places, the number of rounds and, where it is not that of the
// folder, a file with the policy.

import fs from 'node:fs';
import { createRequire } from 'node:module';

const [bundle, folder, placesFile, rounds, policyFile] = process.argv.slice(2);
const { assemble } = createRequire(import.meta.url)(bundle);
const places = JSON.parse(fs.readFileSync(placesFile, 'utf8'));
const { workspace } = assemble(folder, { keepsLastGoodPolicy: true, yields: true });

async function type(file, text) {
  const started = performance.now();
  workspace.setText(file, text);
  await workspace.refresh();
  return performance.now() - started;
}

async function typeRound() {
  const times = { 'allowed import': [], 'upward import': [], 'line inserted': [], 'nothing changed': [] };
  for (const { file, text, allowed, upward } of places) {
    await type(file, text);
    times['allowed import'].push(await type(file, allowed + text), await type(file, text));
    times['upward import'].push(await type(file, upward + text));
    if (!workspace.findingsAt(file).some(({ rule }) => rule === 'architecture/upward-import')) {
      throw new Error(`the upward import in ${file} was not found`);
    }
    times['upward import'].push(await type(file, text));
    times['line inserted'].push(await type(file, `\n${text}`), await type(file, text));
    times['nothing changed'].push(await type(file, text), await type(file, text));
  }
  return times;
}

if (policyFile !== undefined) workspace.setText('parapet.jsonc', fs.readFileSync(policyFile, 'utf8'));
await workspace.refresh();
const results = [];
await typeRound();
for (let round = 0; round < Number(rounds); round++) results.push(await typeRound());
process.stdout.write(JSON.stringify(results));
