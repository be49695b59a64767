// A contract of 2.5 MB as YAML, and the same document as JSON, of a service of 1,000 files: an edit of it to its findings, the
// heap over 1,000 edits, and how often the base is parsed while a change of it is judged again and again.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Trouble } from '../../scripts/run.mjs';
import { generatedService } from '../generate-service.mjs';
import { inOwnProcess } from '../in-process.mjs';
import { median, percentile, ratios } from '../statistics.mjs';
import { verdictOf } from '../table.mjs';

const size = 1000;
const bytes = 2_500_000;
const judgements = 5;
const goals = { yaml: '≤ 1 s', json: '≤ 200 ms' };

export default function largeContract(context) {
  return ['yaml', 'json'].flatMap((format) => linesOf(context, format));
}

function linesOf({ product, options, folder }, format) {
  const file = `openapi.${format}`;
  const made = generatedService(size, bytes, format);
  const run = (what, place, count) => {
    const args = [what, product.engine, product.contracts, place, file, String(count)];
    return inOwnProcess('large-contract.mjs', args, `typing into a large contract (${what})`);
  };
  const edits = run('edits', made, options.runs);
  const corpus = `generated ${format.toUpperCase()}, ${(edits.bytes / 1e6).toFixed(1)} MB`;
  const repository = repositoryOf(made, path.join(folder, `large-${format}`));
  return [
    ...editLines(edits, goals[format]),
    heapLine(run('heap', made, 0)),
    baseLine(run('base', repository, judgements)),
  ].map((line) => ({ ...line, corpus }));
}

function editLines({ pairs }, must) {
  return Object.entries(pairs).map(([kind, all]) => {
    const of = (percent) =>
      percentile(
        all.map(([own]) => own),
        percent,
      ).toFixed(0);
    const parsing = median(all.map(([, alone]) => alone)).toFixed(0);
    const ratio = median(ratios(all, (time) => time)).toFixed(2);
    return {
      quantity: `edit of a large contract to its findings, ${kind}`,
      ...{ must, aim: '' },
      measured: `p50 ${of(50)}, p95 ${of(95)} ms; ${ratio} times parsing the same text alone (${parsing} ms)`,
      verdict: '',
    };
  });
}

function heapLine({ first, all, contractEach, sizes }) {
  const ratio = sizes.last / sizes.first;
  return {
    quantity: `heap after ${all} edits against after ${first}, every ${contractEach}th of the contract`,
    must: '≤ 1.2',
    aim: '≤ 1.05',
    measured: `${ratio.toFixed(2)} (${sizes.last.toFixed(0)} MB / ${sizes.first.toFixed(0)} MB)`,
    verdict: verdictOf(ratio, 1.2, 1.05),
  };
}

function baseLine({ times, parsings }) {
  const [first, ...later] = times;
  return {
    quantity: `parsings of the base's contract in ${times.length} judgements`,
    must: '1',
    aim: '1',
    measured: `${parsings}; judging, git not included: first ${first.toFixed(0)} ms, then p50 ${median(later).toFixed(0)} ms`,
    verdict: parsings === 1 ? 'aim' : 'missed',
  };
}

function repositoryOf(made, folder) {
  fs.cpSync(made, folder, { recursive: true });
  const git = (...args) => {
    const { status, stderr } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Trouble(`git ${args[0]} failed: ${stderr.trim()}`);
  };
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'chore: begin');
  git('switch', '-qc', 'feature');
  return folder;
}
