import { type ClientAdapter, type ClientCall, type Sent, sentByDescription, sentWith } from './adapter.ts';

/** `undici.request(url, options)`, and `request({ path, method })` of its clients and pools. */
export const undici: ClientAdapter = {
  client: 'undici',
  clients: [{ module: 'undici', names: ['default', 'request', 'stream', 'pipeline'] }],
  makers: [{ module: 'undici', names: ['Client', 'Pool'] }],
  made: ({ member, args: [address] }) =>
    member !== undefined ? undefined : address === undefined ? ['unknown'] : [address],
  sent,
};

const sending = new Set(['request', 'stream', 'pipeline']);

function sent(call: ClientCall): readonly Sent[] {
  const { members, args, look } = call;
  if (members.length > 1 || (members.length === 1 && !sending.has(members[0]?.name ?? ''))) return [];
  const described = sentByDescription(call, 'path');
  if (described !== undefined) return described;
  const [first, second] = args;
  if (first === undefined) return [];
  return [sentWith(first, second, look)];
}
