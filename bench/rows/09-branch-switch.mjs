// 2,000 files change on disk at once, as at a branch switch, with the workspace open; against a cold check.
import fs from 'node:fs';
import path from 'node:path';
import { Trouble } from '../../scripts/run.mjs';
import { LanguageClient } from '../language-client.mjs';
import { measure } from '../measure.mjs';
import { median } from '../statistics.mjs';
import { verdictOf } from '../table.mjs';
import { check } from '../tools.mjs';
import { debounceMilliseconds } from './05-keystroke-server.mjs';

const fileCount = 2000;

export default async function branchSwitch(context) {
  const [corpus] = context.corpora;
  const files = sourcesOf(corpus.folder);
  const client = new LanguageClient(context.product.server, corpus.folder);
  await client.initialize();
  await client.ready();
  const ratios = [];
  const times = [];
  for (let run = 0; run <= context.options.runs; run++) {
    const edges = await countEdges(client);
    const seconds = await switchBranch(client, files, run % 2 === 0);
    if ((await countEdges(client)) === edges)
      throw new Trouble('the server did not follow the branch switch.');
    const cold = await measure(check(context, corpus), context.folder);
    if (run === 0) continue;
    ratios.push(seconds / cold.wall);
    times.push(seconds);
  }
  await client.stop();
  for (const { file, text } of files) fs.writeFileSync(file, text);
  const ratio = median(ratios);
  const measured = `${ratio.toFixed(2)} (${median(times).toFixed(2)} s for ${files.length} files)`;
  const line = { quantity: 'branch switch against own cold `check`, wall', must: '≤ 1.0', aim: '≤ 0.5' };
  return [{ ...line, corpus: corpus.name, measured, verdict: verdictOf(ratio, 1, 0.5) }];
}

/** There: every file gets a line, and every fourth loses its first import. Back: the texts as they were. */
async function switchBranch(client, files, isThere) {
  for (const [index, { file, text }] of files.entries()) {
    const changed = `// on the other branch\n${index % 4 === 0 ? text.replace(/^import .*$/m, '') : text}`;
    fs.writeFileSync(file, isThere ? changed : text);
  }
  const changes = files.map(({ relative }) => ({ uri: client.uri(relative), type: 2 }));
  const ready = client.ready();
  const sent = performance.now();
  client.notify('workspace/didChangeWatchedFiles', { changes });
  const { at } = await ready;
  return (at - sent - debounceMilliseconds()) / 1000;
}

async function countEdges(client) {
  const sections = await client.request('parapet/collect');
  return sections.flatMap(({ entries }) => entries).find(([name]) => name === 'edges')?.[1];
}

/** Spread evenly over the tree. */
function sourcesOf(folder) {
  return fs
    .readdirSync(folder, { recursive: true })
    .filter((relative) => /\.tsx?$/.test(relative) && !relative.includes('node_modules'))
    .sort()
    .filter(
      (_, index, { length }) =>
        Math.floor((index * fileCount) / length) !== Math.floor(((index - 1) * fileCount) / length),
    )
    .slice(0, fileCount)
    .map((relative) => {
      const file = path.join(folder, relative);
      return { file, relative, text: fs.readFileSync(file, 'utf8') };
    });
}
