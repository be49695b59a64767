// `parapet check` from nothing, layers and cycles, beside `rev-dep circular`, which finds cycles only.
import { measurePairs } from '../measure.mjs';
import { median } from '../statistics.mjs';
import { ratioLine, verdictOf } from '../table.mjs';
import { check, revDep } from '../tools.mjs';

export default async function coldCheck(context) {
  const lines = [];
  for (const corpus of context.corpora) lines.push(...(await coldLines(context, corpus)));
  return lines;
}

async function coldLines(context, corpus) {
  const { options, folder } = context;
  const pairs = await measurePairs(check(context, corpus), revDep(corpus), options.runs, folder);
  const lines = [
    ratioLine('cold `check` against rev-dep, wall', [1.5, 1], pairs, ({ wall }) => wall),
    ratioLine('the same, CPU', [1.3, 0.9], pairs, ({ cpu }) => cpu),
    peakLine(pairs),
    componentsLine(pairs),
  ];
  return lines.map((line) => ({ ...line, corpus: corpus.name }));
}

function peakLine(pairs) {
  const [own, peer] = [0, 1].map((side) => median(pairs.map((pair) => pair[side].peak)));
  return {
    quantity: 'peak memory of cold `check`',
    must: '≤ 140 MB',
    aim: '≤ 90 MB',
    measured: `${own.toFixed(0)} MB (rev-dep ${peer.toFixed(0)} MB)`,
    verdict: verdictOf(own, 140, 90),
  };
}

function componentsLine([[own, peer]]) {
  const [ours, theirs] = [ownCycles(own.output), peerCycles(peer.output)];
  return {
    quantity: 'cyclic components, ours and rev-dep',
    must: 'equal',
    aim: 'equal',
    measured: `${ours} and ${theirs}`,
    verdict: ours === theirs ? 'aim' : 'missed',
  };
}

function ownCycles(output) {
  return (output.match(/architecture\/import-cycle/g) ?? []).length;
}

function peerCycles(output) {
  return Number(/Found (\d+) circular/.exec(output)?.[1] ?? 0);
}
