// `parapet done` on a change of 200 files in a repository of 5,000, with a coverage report of 12 MB; against a cold check;
// and in one process: reading that report, judging the change 200 times, and owners by a large CODEOWNERS.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Trouble } from '../../scripts/run.mjs';
import { measurePairs } from '../measure.mjs';
import { benchFolder } from '../places.mjs';
import { ratioLine } from '../table.mjs';
import { check } from '../tools.mjs';

const changedCount = 200;
const reportBytes = 12 * 1024 * 1024;
const gates = '"gates": { "coverage": { "reports": ["coverage/lcov.info"], "patch": 1 } },\n';

export default async function doneRow(context) {
  const corpus = context.corpora.find(({ size }) => size === Math.min(...sizes(context)));
  if (!corpus) throw new Trouble('the row of done needs a generated workspace.');
  const folder = path.join(context.folder, 'done');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.cpSync(corpus.folder, folder, { recursive: true });
  const policy = path.join(folder, 'parapet.jsonc');
  fs.writeFileSync(policy, fs.readFileSync(policy, 'utf8').replace('{', `{\n${gates}`));
  fs.appendFileSync(path.join(folder, '.gitignore'), '\ncoverage\n');
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '-A');
  git(folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'chore: begin');
  git(folder, 'switch', '-qc', 'feature');
  const sources = sourcesOf(folder);
  change(folder, sources);
  writeReport(folder, sources);
  const place = { ...corpus, folder };
  const done = {
    name: 'parapet done',
    command: process.execPath,
    args: [context.product.cli, 'done', '--no-cache', '--base', 'main'],
    cwd: folder,
    proof: /Definition of Done · main…feature · 200 files[\s\S]*lines/,
  };
  const pairs = await measurePairs(done, check(context, place), context.options.runs, context.folder);
  const seconds = pairs.map(([own]) => own.wall).sort((a, b) => a - b);
  const peak = Math.max(...pairs.map(([own]) => own.peak));
  const line = ratioLine('`done` against a cold check, wall', [5, 3], pairs, ({ wall }) => wall);
  const middle = seconds[Math.floor(seconds.length / 2)];
  const inside = withinOneProcess(context, folder);
  return [
    { ...line, corpus: `${corpus.name}, ${changedCount} files changed` },
    {
      quantity: '`done`, whole process, git and a 12 MB lcov included',
      must: '≤ 2 s',
      aim: '≤ 1.5 s',
      corpus: corpus.name,
      measured: `${middle.toFixed(2)} s, peak ${Math.round(peak)} MB`,
      verdict: '',
    },
    ...inside.map((own) => ({ ...own, corpus: own.corpus ?? corpus.name, verdict: '' })),
  ];
}

function withinOneProcess({ product, options }, folder) {
  const script = path.join(benchFolder, 'done-engine.mjs');
  const args = ['--expose-gc', script, product.engine, folder, String(options.runs)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Trouble(`judging within one process failed: ${stderr.trim().slice(0, 500)}`);
  return JSON.parse(stdout);
}

function sizes({ corpora }) {
  return corpora.flatMap(({ size }) => (size === undefined ? [] : [size]));
}

function git(folder, ...args) {
  const { status, stderr } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Trouble(`git ${args[0]} failed: ${stderr.trim()}`);
}

function sourcesOf(folder) {
  return fs
    .readdirSync(folder, { recursive: true })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\./.test(file))
    .sort();
}

/** Spread evenly; each file gets twelve lines at its end, every tenth loses its first import. */
function change(folder, sources) {
  const added = Array.from({ length: 12 }, (_, index) => `export const added${index} = ${index};\n`).join('');
  const step = Math.floor(sources.length / changedCount);
  for (let index = 0; index < changedCount; index++) {
    const file = path.join(folder, sources[index * step]);
    const text = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, `${index % 10 === 0 ? text.replace(/^import .*\n/m, '') : text}${added}`);
  }
}

/** Measures every line of every file, and as many branches as make it large enough. */
function writeReport(folder, sources) {
  const share = Math.ceil(reportBytes / sources.length);
  const records = sources.map((file) => {
    const lines = fs.readFileSync(path.join(folder, file), 'utf8').split('\n').length;
    let record = `TN:\nSF:${path.join(folder, file)}\n`;
    for (let line = 1; line <= lines; line++) record += `DA:${line},${line % 5 === 0 ? 0 : line}\n`;
    for (let branch = 0; record.length < share; branch++) record += `BRDA:1,${branch},0,${branch % 2}\n`;
    return `${record}LF:${lines}\nLH:${lines}\nend_of_record\n`;
  });
  fs.mkdirSync(path.join(folder, 'coverage'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'coverage', 'lcov.info'), records.join(''));
}
