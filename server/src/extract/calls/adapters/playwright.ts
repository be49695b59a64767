import { baseOption, type ClientAdapter, sentByVerbs, sentWith } from './adapter.ts';

/** Requests of Playwright's tests; the fixture `request` shows itself by its name. */
export const playwright: ClientAdapter = {
  client: 'playwright',
  clients: [{ module: '@playwright/test', names: ['request'] }],
  types: ['APIRequestContext'],
  made: ({ member, args }) => (member === 'newContext' ? baseOption(args[0], 'baseURL') : undefined),
  sent: (call) => {
    const [first, second] = call.args;
    const isFetch = call.members.length === 1 && call.members[0]?.name === 'fetch';
    if (isFetch && first !== undefined) return [sentWith(first, second, call.look)];
    return call.members.length === 1 ? sentByVerbs(call) : [];
  },
};
