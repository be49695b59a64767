import type { ClientAdapter, ClientCall, Sent } from './adapter.ts';

/** `hc<AppType>(base)` and `testClient(app)` of Hono: `client.orders[':id'].$get(…)`. */
export const honoClient: ClientAdapter = {
  client: 'hono-client',
  makers: [
    { module: 'hono/client', names: ['hc'] },
    { module: 'hono/testing', names: ['testClient'] },
  ],
  holes: 'colons',
  made: ({ member, args: [first] }) =>
    member !== undefined ? undefined : first?.expression.is === 'call' ? [] : [first ?? 'unknown'],
  sent,
};

function sent({ members }: ClientCall): readonly Sent[] {
  const last = members.at(-1);
  if (last === undefined || !/^\$[a-z]+$/.test(last.name)) return [];
  const path = members.slice(0, -1);
  const segments = path.map((member) => (member?.name === 'index' ? '' : member?.name));
  const method = last.name === '$url' ? undefined : last.name.slice(1);
  if (method === undefined) return [];
  return [{ does: 'members', method, segments, at: { start: path[0]?.start ?? last.start, end: last.end } }];
}
