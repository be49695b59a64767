// A second `check` on an unchanged tree against a first one.
import { measurePairs } from '../measure.mjs';
import { median, ratios } from '../statistics.mjs';
import { verdictOf } from '../table.mjs';
import { check } from '../tools.mjs';

export default async function warmCheck(context) {
  const [corpus] = context.corpora;
  const line = {
    quantity: 'warm `check` against own cold, wall',
    must: '≤ 0.45',
    aim: '≤ 0.25',
    corpus: corpus.name,
  };
  if (!context.cacheFlag) return [{ ...line, measured: 'no disk cache yet' }];
  const cold = check(context, corpus);
  const warm = { ...cold, args: cold.args.filter((argument) => argument !== '--no-cache') };
  const pairs = await measurePairs(warm, cold, context.options.runs, context.folder);
  const ratio = median(ratios(pairs, ({ wall }) => wall));
  return [{ ...line, measured: ratio.toFixed(2), verdict: verdictOf(ratio, 0.45, 0.25) }];
}
