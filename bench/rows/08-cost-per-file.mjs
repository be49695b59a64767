// Whether a check stays linear: the largest generated workspace against the smallest, per file, start-up taken off.
import { measure, measurePairs } from '../measure.mjs';
import { median } from '../statistics.mjs';
import { verdictOf } from '../table.mjs';
import { check } from '../tools.mjs';

export default async function costPerFile(context) {
  const made = context.corpora.filter(({ kind }) => kind === 'generated').sort((a, b) => a.files - b.files);
  const small = made[0];
  const large = made.at(-1);
  const names = `${large?.files} against ${small?.files} files`;
  if (small === large)
    return [
      { quantity: 'cost per file', must: '≤ 1.2', aim: '≤ 1.0', corpus: names, measured: 'one size only' },
    ];
  const start = await startUp(context, small);
  const pairs = await measurePairs(
    check(context, large),
    check(context, small),
    context.options.runs,
    context.folder,
  );
  return ['cpu', 'wall'].map((unit) => {
    const perFile = ({ [unit]: seconds }, { files }) => (seconds - start[unit]) / files;
    const ratio = median(pairs.map(([a, b]) => perFile(a, large) / perFile(b, small)));
    const [a, b] = [0, 1].map((side) => median(pairs.map((pair) => pair[side][unit])).toFixed(2));
    return {
      quantity: `cost per file, ${unit === 'cpu' ? 'CPU' : 'wall'}`,
      must: '≤ 1.2',
      aim: '≤ 1.0',
      corpus: names,
      measured: `${ratio.toFixed(2)} (${a} s / ${b} s)`,
      verdict: verdictOf(ratio, 1.2, 1),
    };
  });
}

/** What the process costs before it does anything. */
async function startUp(context, corpus) {
  const version = { ...check(context, corpus), args: [context.product.cli, '--version'], proof: /\d/ };
  const runs = [];
  for (let run = 0; run <= context.options.runs; run++) runs.push(await measure(version, context.folder));
  return { cpu: median(runs.map(({ cpu }) => cpu)), wall: median(runs.map(({ wall }) => wall)) };
}
