import type { Located } from '../../routes/evaluation.ts';
import {
  baseOption,
  type ClientAdapter,
  type ClientCall,
  entryOf,
  type Member,
  type Sent,
} from './adapter.ts';

/** Clients of ts-rest: the contract says which method and path a member stands for. */
export const tsRest: ClientAdapter = {
  client: 'ts-rest',
  makers: [
    { module: '@ts-rest/core', names: ['initClient'] },
    { module: '@ts-rest/react-query', names: ['initQueryClient'] },
    { module: '@ts-rest/react-query/v5', names: ['initTsrReactQuery'] },
    { module: '@ts-rest/vue-query', names: ['initQueryClient'] },
    { module: '@ts-rest/solid-query', names: ['initQueryClient'] },
  ],
  holes: 'colons',
  contractAt: 0,
  made: ({ member, args }) => (member === undefined ? baseOption(args[1], 'baseUrl') : undefined),
  sent,
};

const hooks = new Set(
  'query mutation mutate useQuery useMutation useSuspenseQuery fetchQuery useInfiniteQuery prefetchQuery'.split(
    ' ',
  ),
);

function sent(call: ClientCall): readonly Sent[] {
  const last = call.members.at(-1);
  const members = last !== undefined && hooks.has(last.name) ? call.members.slice(0, -1) : call.members;
  const at = members.at(-1);
  const { contract } = call.client;
  if (at === undefined || contract === undefined) return [];
  const route = routeOf(contract, members, call.look);
  if (route === undefined)
    return [{ does: 'hide', reason: `The contract of "${at.name}" is not found.`, at }];
  return [{ does: 'request', at, ...route }];
}

type Route = Pick<Extract<Sent, { does: 'request' }>, 'method' | 'path' | 'before'>;

/** Down the routers of the contract, by the names of the members. */
function routeOf(
  contract: Located,
  members: readonly (Member | undefined)[],
  look: ClientCall['look'],
): Route | undefined {
  const before: Located[] = [];
  let found = contract;
  for (const member of members) {
    const { context, expression } = look(found);
    const [routes, options] = expression.is === 'call' ? expression.args : [expression];
    if (member === undefined || routes === undefined) return undefined;
    const prefix = options && entryOf(look({ context, expression: options }).expression, 'pathPrefix');
    if (prefix !== undefined) before.push({ context, expression: prefix });
    const router = look({ context, expression: routes });
    const entry = entryOf(router.expression, member.name);
    if (entry === undefined) return undefined;
    found = { context: router.context, expression: entry };
  }
  const route = look(found);
  const inner = route.expression.is === 'call' ? route.expression.args[0] : route.expression;
  const path = entryOf(inner, 'path');
  const method = entryOf(inner, 'method');
  const { context } = route;
  if (path === undefined || method === undefined) return undefined;
  return {
    method: { is: 'value', value: { context, expression: method } },
    path: { context, expression: path },
    before,
  };
}
