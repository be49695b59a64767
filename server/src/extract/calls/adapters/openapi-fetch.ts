import { baseOption, type ClientAdapter, type ClientCall, type Sent, verbOf } from './adapter.ts';

/** openapi-fetch and what is built on it: `client.GET('/orders/{id}', …)`. */
export const openapiFetch: ClientAdapter = {
  client: 'openapi-fetch',
  makers: [
    {
      module: 'openapi-fetch',
      names: ['default', 'createClient', 'createPathBasedClient', 'wrapAsPathBasedClient'],
    },
    { module: 'openapi-react-query', names: ['default'] },
    { module: 'openapi-typescript-fetch', names: ['Fetcher'] },
  ],
  holes: 'braces',
  made: ({ member, args }) => (member === undefined ? baseOption(args[0], 'baseUrl') : undefined),
  sent,
};

function sent({ members, args }: ClientCall): readonly Sent[] {
  const [first, second] = args;
  const [own, inner] = members;
  const name = own?.name ?? '';
  // `client['/orders/{id}'].GET(…)`.
  if (own !== undefined && inner !== undefined && name.startsWith('/') && verbOf(inner.name) !== undefined)
    return [{ does: 'members', method: inner.name, segments: name.slice(1).split('/'), at: own }];
  if (first === undefined || members.length !== 1) return [];
  if (name === name.toUpperCase() && verbOf(name) !== undefined)
    return [{ does: 'request', method: { is: 'verb', verb: name }, path: first }];
  const verb = first.is === 'text' ? verbOf(first.value) : undefined;
  const isHook = ['useQuery', 'useMutation', 'useSuspenseQuery', 'queryOptions', 'request'].includes(name);
  if (verb === undefined || second === undefined || !isHook) return [];
  return [{ does: 'request', method: { is: 'verb', verb }, path: second }];
}
