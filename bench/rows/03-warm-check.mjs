// A `check` on an unchanged tree with what an earlier one has kept, against one that reads everything.
import { measurePairs } from '../measure.mjs';
import { ratioLine } from '../table.mjs';
import { check } from '../tools.mjs';

export default async function warmCheck(context) {
  const [corpus] = context.corpora;
  const warm = check(context, corpus, { warm: true });
  const pairs = await measurePairs(warm, check(context, corpus), context.options.runs, context.folder);
  const line = ratioLine('warm `check` against own cold, wall', [0.45, 0.25], pairs, ({ wall }) => wall);
  return [{ ...line, corpus: corpus.name }];
}
