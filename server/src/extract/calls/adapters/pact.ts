import type { Expression } from '../../../model/route-facts.ts';
import { type ClientAdapter, entryOf, type ForeignCall } from './adapter.ts';

/** What a consumer's test expects by Pact: `withRequest('GET', '/orders')`, `addInteraction({ withRequest: { method, path } })`. */
export const pact: ClientAdapter = {
  client: 'pact',
  words: ['withRequest'],
  sent: () => [],
  anywhere: ({ members, args, look }) => {
    const [first, second] = args;
    const member = members.at(-1)?.name;
    if (first === undefined || (member !== 'withRequest' && member !== 'addInteraction')) return [];
    if (member === 'withRequest' && second !== undefined && look(first).expression.is === 'text')
      return [{ does: 'request', method: { is: 'value', value: first }, path: example(second, look) }];
    const described = look(first);
    const inner = member === 'withRequest' ? undefined : entryOf(described.expression, 'withRequest');
    if (member === 'addInteraction' && inner === undefined) return [];
    const options = inner === undefined ? described : look({ context: described.context, expression: inner });
    const path = entryOf(options.expression, 'path');
    if (path === undefined) return [];
    const { context } = options;
    const written = example(path, (each) => look('context' in each ? each : { context, expression: each }));
    return [{ does: 'request', method: { is: 'option', options }, path: { context, expression: written } }];
  },
};

/** The text in a matcher: `like('/orders/1')`, `regex(/…/, '/orders/1')`. */
function example(path: Expression, look: ForeignCall['look']): Expression {
  const { expression } = look(path);
  if (expression.is !== 'call') return path;
  return expression.args.findLast(({ is }) => is === 'text' || is === 'joined') ?? path;
}
