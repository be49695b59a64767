import { type ClientAdapter, sentByVerbs } from './adapter.ts';

/** superagent. */
export const superagent: ClientAdapter = {
  client: 'superagent',
  clients: [{ module: 'superagent', names: ['default'] }],
  made: ({ member }) => (member === 'agent' ? [] : undefined),
  sent: (call) => (call.members.length === 1 ? sentByVerbs(call) : []),
};
