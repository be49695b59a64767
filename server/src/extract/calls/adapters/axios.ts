import {
  baseOption,
  type ClientAdapter,
  type ClientCall,
  type Sent,
  sentByDescription,
  sentByVerbs,
} from './adapter.ts';

/** axios and its instances. */
export const axios: ClientAdapter = {
  client: 'axios',
  clients: [{ module: 'axios', names: ['default', 'axios'] }],
  makers: [{ module: 'axios', names: ['Axios', 'create'] }],
  types: ['AxiosInstance', 'AxiosStatic', 'Axios'],
  made: ({ member, args }) =>
    member === 'create' || member === undefined ? baseOption(args[0], 'baseURL') : undefined,
  sent,
};

function sent(call: ClientCall): readonly Sent[] {
  const [member, ...others] = call.members;
  if (others.length > 0) return [];
  const isDescribed = call.members.length === 0 || member?.name === 'request';
  if (isDescribed) {
    const described = sentByDescription(call, 'url');
    if (described !== undefined) return described;
    const [first] = call.args;
    // `axios(config)`: what is in it is not known here.
    if (first !== undefined && call.look(first).expression.is === 'object') return [];
    return sentByVerbs({ ...call, members: [] });
  }
  const form = /^(post|put|patch)Form$/.exec(member?.name ?? '');
  return form === null || member === undefined
    ? sentByVerbs(call)
    : sentByVerbs({ ...call, members: [{ ...member, name: form[1] ?? '' }] });
}
