import { baseOption, type ClientAdapter, sentByVerbs } from './adapter.ts';

/** ofetch, and its instances with a base. */
export const ofetch: ClientAdapter = {
  client: 'ofetch',
  clients: [{ module: 'ofetch', names: ['ofetch', '$fetch', 'fetch'] }],
  made: ({ member, args }) => (member === 'create' ? baseOption(args[0], 'baseURL') : undefined),
  sent: (call) =>
    call.members[0]?.name === 'raw' ? sentByVerbs({ ...call, members: [] }) : sentByVerbs(call, () => false),
};
