// The same rules in dependency-cruiser, the peer that knows layers. CPU only: its wall time varies most with load.
import { measurePairs } from '../measure.mjs';
import { median, ratios } from '../statistics.mjs';
import { verdictOf } from '../table.mjs';
import { check, cruiser } from '../tools.mjs';

/** The first corpus, and the smallest generated one, which is known to break its layers. */
export default async function againstCruiser(context) {
  const [first] = context.corpora;
  const made = context.corpora.find(({ kind }) => kind === 'generated');
  const lines = [];
  for (const corpus of new Set([first, made])) lines.push(...(await cruiserLines(context, corpus)));
  return lines;
}

async function cruiserLines(context, corpus) {
  const [ours, peers] = [check(context, corpus), cruiser(context, corpus)];
  const pairs = await measurePairs(ours, peers, context.options.runs, context.folder, { isSlow: true });
  const ratio = median(ratios(pairs, ({ cpu }) => cpu));
  const [own, peer] = [0, 1].map((side) => median(pairs.map((pair) => pair[side].cpu)).toFixed(2));
  const [[ownRun, peerRun]] = pairs;
  const ownLayers = (ownRun.output.match(/architecture\/(?:upward|sibling)-import/g) ?? []).length;
  const peerLayers = (peerRun.output.match(/error layer-/g) ?? []).length;
  return [
    {
      quantity: 'cold `check` against dependency-cruiser, CPU',
      must: '≤ 1/35',
      aim: '≤ 1/60',
      corpus: corpus.name,
      measured: `1/${(1 / ratio).toFixed(0)} (${own} s / ${peer} s; peer's peak ${peerRun.peak.toFixed(0)} MB)`,
      verdict: verdictOf(ratio, 1 / 35, 1 / 60),
    },
    {
      quantity: 'layer violations, ours and dependency-cruiser',
      must: 'equal',
      aim: 'equal',
      corpus: corpus.name,
      measured: `${ownLayers} and ${peerLayers}`,
      verdict: ownLayers === peerLayers ? 'aim' : 'missed',
    },
  ];
}
