import { type ClientAdapter, entryOf } from './adapter.ts';

/** Names of functions that send what they are told, whatever library is behind them. */
const sender = /request|fetch|instance|https?$|client|axios|ajax|inject|send|^api$/i;
/** What tells the description of a route, or of an answer, from that of a request. */
const ofRoutes =
  'handler handle handlers controller schema responses response operationId summary tags reply'.split(' ');

/** `customInstance({ url, method })` and `this.request({ path, method })`, as generators and wrappers have them. */
export const described: ClientAdapter = {
  client: 'unknown',
  sent: () => [],
  anywhere: ({ members, args, look, object, isPath }) => {
    const name = members.at(-1)?.name ?? (object.is === 'name' ? object.name : '');
    if (!sender.test(name)) return [];
    for (const arg of args.slice(0, 2)) {
      const { expression } = look(arg);
      if (expression !== arg || expression.is !== 'object') continue;
      const path = entryOf(expression, 'url', 'path');
      const method = entryOf(expression, 'method');
      if (path === undefined || method === undefined || !isPath(path)) continue;
      if (expression.entries.some(({ key }) => ofRoutes.includes(key))) continue;
      return [{ does: 'request', method: { is: 'value', value: method }, path, isBaseUnknown: true }];
    }
    return [];
  },
};
