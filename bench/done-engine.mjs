// A process of its own: reads reports, judges one change again and again, and decides owners; prints rows as JSON.
// Arguments: the engine's bundle, a repository with a change, and the number of runs.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { median } from './statistics.mjs';

const [bundle, folder, runs] = process.argv.slice(2);
const product = createRequire(import.meta.url)(bundle);
const judgedTimes = 200;
const owned = { files: 20_000, rules: 1_500 };

async function timed(work, times = Number(runs)) {
  const all = [];
  for (let run = 0; run < times; run++) {
    const started = performance.now();
    await work();
    all.push(performance.now() - started);
  }
  return all;
}

function heap() {
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

async function readReport() {
  const text = fs.readFileSync(path.join(folder, 'coverage', 'lcov.info'), 'utf8');
  const paths = fs
    .readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => /\.tsx?$/.test(file));
  const known = product.createKnownPaths(paths);
  const changed = new Set(paths.slice(0, 200));
  const read = () => {
    const report = product.readCoverage(text, {
      ...{ known, folder: 'coverage', root: folder },
      isDetailed: (file) => changed.has(file),
    });
    if (!report.ok) throw new Error(report.message);
  };
  const [cold] = await timed(read, 1);
  const megabytes = Math.round(text.length / 1024 / 1024);
  const measured = `first ${Math.round(cold)} ms, then ${Math.round(median(await timed(read)))} ms`;
  return { quantity: `reading an lcov of ${megabytes} MB`, must: '≤ 400 ms', aim: '≤ 300 ms', measured };
}

async function judgeAgain() {
  const assembly = product.assemble(folder, { keepsLastGoodPolicy: true, yields: true });
  await assembly.workspace.refresh();
  const check = product.createDoneCheck(assembly, { isFresh: false });
  const judge = async () => {
    const change = await product.readChange({ root: folder, base: 'main', env: {} });
    const outcome = await check.run(change);
    if (!outcome.ok || outcome.result.items.length === 0) throw new Error('nothing was judged');
  };
  const [first] = await timed(judge, 1);
  await timed(judge, 20);
  const before = heap();
  const times = await timed(judge, judgedTimes);
  const after = heap();
  const line = { must: 'flat', aim: 'flat' };
  return [
    {
      ...{ quantity: 'the change judged again in one process, git included', must: '', aim: '≤ 300 ms' },
      measured: `first ${Math.round(first)} ms, then p50 ${Math.round(median(times))} ms`,
    },
    {
      ...{ quantity: `heap over ${judgedTimes} such runs`, ...line },
      measured: `${before.toFixed(1)} MB before, ${after.toFixed(1)} MB after`,
    },
  ];
}

/** Lines as people write them: folders, extensions, and stars in between. */
async function decideOwners(dialect) {
  const folders = Array.from({ length: 300 }, (_, index) => `packages/p${index}`);
  const forms = ['/src/', '/**/*.ts', '/src/*/index.ts', '/*', '/docs/**'];
  const lines = Array.from({ length: owned.rules }, (_, index) => {
    const form = forms[index % forms.length];
    return `/${folders[Math.floor(index / forms.length) % folders.length]}${form} @acme/team${index % 40}`;
  });
  const text = `* @acme/all\n${lines.join('\n')}\n`;
  // In order of path, as git lists them.
  const files = Array.from(
    { length: owned.files },
    (_, index) => `${folders[index % folders.length]}/src/m${index % 7}/f${index}.ts`,
  ).sort();
  const decide = () => {
    const index = product.createOwnersIndex(product.readCodeowners('CODEOWNERS', text, dialect));
    let found = 0;
    for (const file of files) found += index.decide(file).length;
    if (found < files.length) throw new Error('some files have no owner');
  };
  const [cold] = await timed(decide, 1);
  return {
    quantity: `owners of ${owned.files} files by ${owned.rules} lines, ${dialect}`,
    ...{ must: '≤ 150 ms', aim: '≤ 100 ms', corpus: 'generated CODEOWNERS' },
    measured: `first ${Math.round(cold)} ms, then ${Math.round(median(await timed(decide)))} ms`,
  };
}

const rows = [
  await readReport(),
  ...(await judgeAgain()),
  await decideOwners('github'),
  await decideOwners('gitlab'),
];
process.stdout.write(JSON.stringify(rows));
