import {
  baseOption,
  type ClientAdapter,
  type ClientCall,
  type Sent,
  sentByDescription,
  sentByVerbs,
} from './adapter.ts';

/** got and its instances. */
export const got: ClientAdapter = {
  client: 'got',
  clients: [{ module: 'got', names: ['default', 'got'] }],
  types: ['Got'],
  made: ({ member, args }) => (member === 'extend' ? baseOption(args[0], 'prefixUrl', 'baseUrl') : undefined),
  sent,
};

function sent(call: ClientCall): readonly Sent[] {
  const isStream = call.members[0]?.name === 'stream';
  const plain = isStream ? { ...call, members: call.members.slice(1) } : call;
  if (plain.members.length > 0) return sentByVerbs(plain);
  return sentByDescription(plain, 'url') ?? sentByVerbs(plain);
}
