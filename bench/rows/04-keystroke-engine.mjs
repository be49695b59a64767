// One keystroke inside the engine: noting the text and working it off, without protocol and debounce.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Trouble } from '../../scripts/run.mjs';
import { withAllStatements } from '../all-statements.mjs';
import { editPlaces } from '../edit-places.mjs';
import { benchFolder } from '../places.mjs';
import { median, percentile } from '../statistics.mjs';

const placeCount = 40;

export default async function keystrokeInEngine(context) {
  const [corpus] = context.corpora;
  const places = editPlaces(context, corpus, placeCount);
  const line = { must: 'p95 ≤ 5 ms', aim: 'p95 ≤ 2 ms', corpus: corpus.name };
  if (places.length === 0)
    return [{ quantity: 'keystroke in the engine', ...line, measured: 'the policy has no two layers' }];
  const policy = path.join(context.folder, 'all-statements.json');
  fs.writeFileSync(policy, JSON.stringify(withAllStatements(corpus.policy)));
  return [
    ...linesOf('', typeRounds(context, corpus, places), line),
    ...linesOf(', all statements', typeRounds(context, corpus, places, policy), line),
  ];
}

function linesOf(which, rounds, line) {
  return Object.keys(rounds[0]).map((kind) => {
    const of = (percent) => median(rounds.map((times) => percentile(times[kind], percent))).toFixed(2);
    const worst = Math.max(...rounds.flatMap((times) => times[kind])).toFixed(1);
    return {
      quantity: `keystroke in the engine${which}, ${kind}`,
      ...line,
      measured: `p50 ${of(50)}, p95 ${of(95)} ms (worst ${worst})`,
    };
  });
}

function typeRounds({ product, folder, options }, corpus, places, policy) {
  return typeInto(product.engine, { folder, corpus, places, policy, rounds: options.runs });
}

/** Milliseconds by the kind of edit, for each round. */
export function typeInto(engine, { folder, corpus, places, policy, rounds }) {
  const file = path.join(folder, 'places.json');
  fs.writeFileSync(file, JSON.stringify(places));
  const script = path.join(benchFolder, 'keystroke-engine.mjs');
  const args = [script, engine, corpus.folder, file, String(rounds)];
  if (policy !== undefined) args.push(policy);
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0)
    throw new Trouble(`typing into the engine failed: ${stderr.trim().split('\n').slice(0, 6).join(' ')}`);
  return JSON.parse(stdout);
}
