// A process of its own: types into files that serve routes, in a workspace with contracts and in the same one whose policy
// has none, in turn. Arguments: the engine's bundle, the folder, a file with its policy without contracts, and the rounds.
// Prints pairs of milliseconds by the kind of edit, each to new routes, matching and findings, as JSON.

import fs from 'node:fs';
import { createRequire } from 'node:module';

const [engine, folder, policyFile, rounds] = process.argv.slice(2);
const { assemble } = createRequire(import.meta.url)(engine);
const mostFiles = 20;

async function opened(policy) {
  const { workspace } = assemble(folder, { keepsLastGoodPolicy: true, yields: true });
  if (policy !== undefined) workspace.setText('parapet.jsonc', policy);
  await workspace.refresh();
  return workspace;
}

const own = await opened();
const bare = await opened(fs.readFileSync(policyFile, 'utf8'));

async function type(workspace, file, text) {
  const started = performance.now();
  workspace.setText(file, text);
  await workspace.refresh();
  const { matching } = workspace.facts().contracts;
  const findings = workspace.findings();
  return { time: performance.now() - started, matching, findings };
}

const told = ({ matching: { missing, unpromised, mismatches } }) =>
  [missing, unpromised, mismatches].map(({ length }) => length).join();

/** Files that serve, evenly spread, each with the place of a path in it. */
function places() {
  const served = new Map();
  for (const { path: file, span } of own.facts().contracts.routes)
    if (!served.has(file)) served.set(file, span);
  const all = [...served].sort(([a], [b]) => (a < b ? -1 : 1));
  const step = Math.max(1, all.length / mostFiles);
  return all
    .filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
    .slice(0, mostFiles)
    .map(([file, span]) => {
      const result = own.read(file);
      if (!result.ok) throw new Error(`${file} cannot be read`);
      const found = /['"`]\/?[\w:-]*/.exec(result.text.slice(span.start, span.end));
      const at = found ? span.start + found.index + found[0].length : undefined;
      return { file, text: result.text, at };
    });
}

async function typeRound(all) {
  const pairs = { 'line inserted': [], 'path changed': [] };
  let heard = 0;
  for (const { file, text, at } of all) {
    const before = told(await type(own, file, text));
    await type(bare, file, text);
    const pair = async (kind, edited) => {
      const [a, b] = [await type(own, file, edited), await type(bare, file, edited)];
      pairs[kind].push([a.time, b.time]);
      return told(a);
    };
    if ((await pair('line inserted', `\n${text}`)) !== before)
      throw new Error(`a line in ${file} changed what is told`);
    await pair('line inserted', text);
    if (at === undefined) continue;
    if ((await pair('path changed', `${text.slice(0, at)}zz${text.slice(at)}`)) !== before) heard++;
    if ((await pair('path changed', text)) !== before) throw new Error(`${file} is not as it was`);
  }
  return { pairs, told: heard };
}

const all = places();
await typeRound(all);
const results = [];
for (let round = 0; round < Number(rounds); round++) results.push(await typeRound(all));
process.stdout.write(
  JSON.stringify({
    results,
    ...{ files: all.length, changeable: all.filter(({ at }) => at !== undefined).length },
  }),
);
