import type { Expression } from '../../model/route-facts.ts';
import type { Context, Follower, Located } from './values.ts';

const deepest = 8;

/** What a loop goes over: a list, or the entries, keys or values of an object. */
export function itemsOf(
  evaluation: Follower,
  located: Located,
  depth = 0,
): { readonly context: Context; readonly items: readonly Expression[] } | undefined {
  const { context, expression } = evaluation.look(located, depth);
  if (expression.is === 'list')
    return expression.items.some(({ is }) => is === 'other' || is === 'spread')
      ? undefined
      : { context, items: expression.items };
  if (expression.is !== 'call' || expression.callee.is !== 'member') return undefined;
  const { callee, args } = expression;
  const [first] = args;
  if (callee.object.is !== 'name' || callee.object.name !== 'Object' || first === undefined) return undefined;
  const object = evaluation.look({ context, expression: first }, depth);
  if (object.expression.is !== 'object' || object.expression.isOpen) return undefined;
  const items = object.expression.entries.map(({ key, keySpan, value }): Expression => {
    const text: Expression = { ...keySpan, is: 'text', value: key };
    if (callee.member === 'keys') return text;
    return callee.member === 'values' ? value : { ...keySpan, is: 'list', items: [text, value] };
  });
  return ['entries', 'keys', 'values'].includes(callee.member)
    ? { context: object.context, items }
    : undefined;
}

/** The loop that a name comes from, and how many items it goes over; undefined where that is not known. */
export function loopOf(
  evaluation: Follower,
  context: Context,
  name: string,
  depth = 0,
): { readonly over: Expression; readonly count: number } | undefined {
  const found = evaluation.nearest(context, name);
  if (found?.binding === undefined) return undefined;
  const { value, isEach, from = found.context.scope } = found.binding;
  if (isEach) {
    const items = itemsOf(evaluation, { context: { ...found.context, scope: from }, expression: value });
    return items && { over: value, count: items.items.length };
  }
  const isMember = value.is === 'member' && value.object.is === 'name' && depth < deepest;
  return isMember ? loopOf(evaluation, found.context, value.object.name, depth + 1) : undefined;
}
