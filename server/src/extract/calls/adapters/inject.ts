import type { Expression } from '../../../model/route-facts.ts';
import { type ClientAdapter, type ClientCall, entryOf, type Sent, verbOf } from './adapter.ts';

/** `app.inject({ method, url })` of Fastify, and the chain `app.inject().get('/orders')`. */
export const inject: ClientAdapter = {
  client: 'inject',
  words: ['.inject('],
  clients: [{ module: 'light-my-request', names: ['default', 'inject'] }],
  sent: (call) => (call.members.length === 0 ? described(call, call.args[1] ?? call.args[0]) : []),
  anywhere: (call) => {
    const { object } = call;
    const name = call.members.at(-1)?.name;
    if (name === 'inject') return described(call, call.args[0]);
    const isChained =
      object.is === 'call' && object.callee.is === 'member' && object.callee.member === 'inject';
    const [path] = call.args;
    const verb = verbOf(name);
    return isChained && path !== undefined && verb !== undefined
      ? [{ does: 'request', method: { is: 'verb', verb }, path }]
      : [];
  },
};

function described(call: Pick<ClientCall, 'look'>, first: Expression | undefined): readonly Sent[] {
  if (first === undefined) return [];
  const options = call.look(first);
  const { context, expression } = options;
  if (expression.is === 'text' || expression.is === 'joined')
    return [{ does: 'request', method: { is: 'verb', verb: 'GET' }, path: first }];
  const path = entryOf(expression, 'url', 'path');
  if (path === undefined) return [];
  const place = path.is === 'object' ? entryOf(path, 'pathname') : path;
  if (place === undefined) return [];
  return [{ does: 'request', method: { is: 'option', options }, path: { context, expression: place } }];
}
