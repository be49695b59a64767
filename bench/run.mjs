// `npm run bench [-- options]`: how fast the product is, beside its peers, on this machine, now.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { guard, Trouble } from '../scripts/run.mjs';
import { prepareCorpora } from './corpora.mjs';
import { readOptions, usage } from './options.mjs';
import { benchFolder, keptFolder } from './places.mjs';
import { installPeers, prepareProduct } from './prepare.mjs';
import { circumstances, currentCommit, tableText, writeResults } from './table.mjs';

await guard(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return console.log(usage);
  if (process.platform !== 'linux')
    throw new Trouble('the bench reads /proc and GNU time: it runs on Linux.');
  // An ordinary end, so that the run's folder and its servers go too.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
  fs.mkdirSync(keptFolder, { recursive: true });
  const folder = fs.mkdtempSync(path.join(keptFolder, 'run-'));
  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  await installPeers();
  const before = { commit: currentCommit(), loadBefore: os.loadavg() };
  const product = await prepareProduct(folder);
  const context = { options, folder, product };
  context.corpora = prepareCorpora(options, context).map((corpus) => ({
    ...corpus,
    files: countFiles(product, corpus),
  }));
  const lines = await measureRows(context);
  const text = `${circumstances(options, context.corpora, before)}\n\n${tableText(lines)}\n`;
  console.log(`\n${text}`);
  if (options.write) writeResults(text);
});

/** One file of bench/rows after the other; a row that cannot be measured says why, and the others go on. */
async function measureRows(context) {
  const { only } = context.options;
  const names = fs
    .readdirSync(path.join(benchFolder, 'rows'))
    .map((file) => path.basename(file, '.mjs'))
    .sort();
  const unknown = only.find((name) => !names.some((file) => file.endsWith(name)));
  if (unknown) throw new Trouble(`there is no row "${unknown}"; there are ${names.join(', ')}.`);
  const lines = [];
  for (const name of names) {
    if (only.length > 0 && !only.some((wanted) => name.endsWith(wanted))) continue;
    const { default: row } = await import(pathToFileURL(path.join(benchFolder, 'rows', `${name}.mjs`)).href);
    console.log(`${name} …`);
    try {
      for (const line of await row(context)) {
        console.log(
          `  ${line.quantity} · ${line.corpus} · ${line.measured}${line.verdict ? ` · ${line.verdict}` : ''}`,
        );
        lines.push(line);
      }
    } catch (error) {
      process.exitCode = 1;
      console.error(error instanceof Trouble ? error.message : error);
      lines.push({
        quantity: name,
        must: '',
        aim: '',
        corpus: '',
        measured: `could not be measured: ${error.message}`,
      });
    }
  }
  return lines;
}

function countFiles({ cli }, { folder }) {
  const args = [cli, 'check', '--no-cache', '--format', 'json', '--fail-on', 'never'];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (!stdout.startsWith('{')) throw new Trouble(`parapet check failed on ${folder}: ${stderr.trim()}`);
  return JSON.parse(stdout).summary.files;
}
