import type { Expression } from '../../model/route-facts.ts';
import { itemsOf } from './loop-items.ts';
import type { Context, Follower } from './values.ts';

/** The arguments of a call; a list that is spread is each of its items where it is written in the workspace. */
export function argsOf(
  evaluation: Follower,
  context: Context,
  args: readonly Expression[],
): readonly Expression[] {
  if (!args.some(({ is }) => is === 'spread')) return args;
  return args.flatMap((arg) => {
    if (arg.is !== 'spread') return [arg];
    const items = itemsOf(evaluation, { context, expression: arg.value });
    return items === undefined ? [arg] : items.map((_, index) => itemAt(arg.value, index));
  });
}

/** What is passed for the parameter at the index, a list of all from there on where it takes the rest; undefined where unknown. */
export function argumentAt(
  args: readonly Expression[],
  index: number,
  isRest: boolean,
): Expression | undefined {
  const spread = args.findIndex(({ is }) => is === 'spread');
  if (spread >= 0 && (isRest ? spread < index : spread <= index)) return undefined;
  if (!isRest) return args[index];
  const items = args.slice(index);
  return { start: items[0]?.start ?? 0, end: items.at(-1)?.end ?? 0, is: 'list', items };
}

/** `list[0]`, which is written where the list is asked for. */
function itemAt(list: Expression, index: number): Expression {
  const { start, end } = list;
  return { start, end, is: 'member', object: list, member: `${index}`, memberSpan: { start, end } };
}
