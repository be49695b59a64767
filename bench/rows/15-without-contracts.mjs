// A workspace without contracts pays nothing for them: what finds them is not loaded, and, where a checkout from before
// contracts is given, a check and a keystroke cost what they cost there.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Trouble } from '../../scripts/run.mjs';
import { editPlaces } from '../edit-places.mjs';
import { generatedService } from '../generate-service.mjs';
import { hasContracts, withoutContracts } from '../in-process.mjs';
import { measurePairs } from '../measure.mjs';
import { prepareEarlier } from '../prepare.mjs';
import { median, percentile } from '../statistics.mjs';
import { ratioLine, verdictOf } from '../table.mjs';
import { check } from '../tools.mjs';
import { typeInto } from './04-keystroke-engine.mjs';

const lazyBundle = 'contracts.cjs';
const placeCount = 40;

export default async function withoutThem(context) {
  const { corpora, folder, options, product } = context;
  proveTheLook(product.cli);
  const earlier = options.against && (await prepareEarlier(folder, options.against));
  const generated = corpora.filter(({ kind }) => kind === 'generated').sort((a, b) => a.size - b.size);
  const judged = [...corpora.filter(({ kind }) => kind === 'real'), ...generated.slice(0, 1)];
  const lines = [];
  for (const corpus of judged)
    await underBarePolicy(corpus, async () => {
      const own = [loadedLine(product.cli, corpus.folder)];
      if (earlier) own.push(...(await linesAgainst(context, corpus, earlier)));
      lines.push(...own.map((line) => ({ ...line, corpus: corpus.name })));
    });
  return lines;
}

/** The corpus is the run's own copy; its policy is put back. */
async function underBarePolicy(corpus, measure) {
  if (!hasContracts(corpus.policy)) return await measure();
  const file = path.join(corpus.folder, 'parapet.jsonc');
  const text = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(file, JSON.stringify(withoutContracts(corpus.policy)));
  try {
    await measure();
  } finally {
    fs.writeFileSync(file, text);
  }
}

/** Whoever declares contracts loads what finds them: otherwise not seeing it would prove nothing. */
function proveTheLook(cli) {
  const service = generatedService(40, 20_000, 'yaml');
  if (!loadedBy(cli, service).includes(lazyBundle))
    throw new Trouble(`a check of a service with a contract was not seen to load ${lazyBundle}.`);
}

function loadedLine(cli, folder) {
  const loaded = loadedBy(cli, folder);
  return {
    quantity: 'bundles that a check without contracts loads',
    ...{ must: `without ${lazyBundle}`, aim: '' },
    measured: loaded.join(', '),
    verdict: loaded.includes(lazyBundle) ? 'missed' : 'must',
  };
}

/** The bundles in Node's own list at the end of a check. */
function loadedBy(cli, cwd) {
  const mark = 'bundles: ';
  const script = `
    process.argv.splice(1, process.argv.length, ${JSON.stringify(cli)}, 'check', '--no-cache');
    process.on('exit', () => process.stderr.write(${JSON.stringify(`\n${mark}`)} + JSON.stringify(Object.keys(require.cache))));
    require(${JSON.stringify(cli)});`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
    ...{ cwd, encoding: 'utf8', maxBuffer: 2 ** 30 },
  });
  const at = stderr.lastIndexOf(mark);
  if (at < 0 || !/files and \d+ imports/.test(stdout))
    throw new Trouble(`a check that was looked at failed: ${stderr.trim().slice(0, 300)}`);
  return JSON.parse(stderr.slice(at + mark.length)).map((file) => path.basename(file));
}

async function linesAgainst(context, corpus, earlier) {
  const { options, folder } = context;
  const [now, then] = [check(context, corpus), check({ product: earlier }, corpus)];
  const pairs = await measurePairs(now, then, options.runs, folder);
  const cold = ratioLine(`cold \`check\` against ${earlier.commit}, CPU`, [1.03, 1], pairs, ({ cpu }) => cpu);
  return [cold, peakLine(pairs, earlier), ...keystrokeLines(context, corpus, earlier)];
}

function peakLine(pairs, { commit }) {
  const [own, other] = [0, 1].map((side) => median(pairs.map((pair) => pair[side].peak)));
  return {
    quantity: `peak memory of cold \`check\` against ${commit}`,
    ...{ must: '≤ 1.05', aim: '≤ 1' },
    measured: `${(own / other).toFixed(2)} (${own.toFixed(0)} MB / ${other.toFixed(0)} MB)`,
    verdict: verdictOf(own / other, 1.05, 1),
  };
}

/** Rounds of one engine and of the other in turn, each in a process of its own. */
function keystrokeLines({ product, folder, options }, corpus, earlier) {
  const places = editPlaces({ product, folder }, corpus, placeCount);
  if (places.length === 0) return [];
  const type = (engine) => typeInto(engine, { folder, corpus, places, rounds: 1 })[0];
  const pairs = [];
  for (let run = 0; run < options.runs; run++) pairs.push([type(earlier.alike), type(earlier.engine)]);
  return Object.keys(pairs[0][0]).map((kind) => {
    const of = (percent) => {
      const times = pairs.map((pair) => pair.map((round) => percentile(round[kind], percent)));
      const [own, other] = [0, 1].map((side) => median(times.map((pair) => pair[side])).toFixed(2));
      const ratio = median(times.map(([a, b]) => a / b));
      return { ratio, text: `${ratio.toFixed(2)} (${own} ms / ${other} ms)` };
    };
    const [middle, high] = [of(50), of(95)];
    return {
      quantity: `keystroke in the engine against ${earlier.commit}, ${kind}`,
      ...{ must: 'p50 ≤ 1.1', aim: 'p50 ≤ 1' },
      measured: `p50 ${middle.text}, p95 ${high.text}`,
      verdict: verdictOf(middle.ratio, 1.1, 1),
    };
  });
}
