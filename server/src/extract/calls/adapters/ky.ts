import { baseOption, type ClientAdapter, sentByVerbs } from './adapter.ts';

/** ky and its instances. */
export const ky: ClientAdapter = {
  client: 'ky',
  clients: [
    { module: 'ky', names: ['default', 'ky'] },
    { module: 'ky-universal', names: ['default'] },
  ],
  types: ['KyInstance'],
  made: ({ member, args }) =>
    member === 'create' || member === 'extend'
      ? baseOption(args[0], 'prefixUrl', 'prefix', 'baseUrl')
      : undefined,
  sent: (call) => sentByVerbs(call),
};
