import type { ClientAdapter, ClientCall, Sent } from './adapter.ts';

/** openapi-client-axios: `client.getPetById(…)`, `client.paths['/pets/{id}'].get()`. */
export const openapiClient: ClientAdapter = {
  client: 'openapi-client-axios',
  makers: [{ module: 'openapi-client-axios', names: ['default', 'OpenAPIClientAxios'] }],
  holes: 'braces',
  made: ({ member }) =>
    member === undefined || ['getClient', 'init', 'initSync'].includes(member) ? [] : undefined,
  sent,
};

/** What the client has of axios, and is no operation. */
const own = new Set([
  'getClient',
  'init',
  'initSync',
  'getUri',
  'request',
  'create',
  'registerRunner',
  'withServer',
]);

function sent({ members }: ClientCall): readonly Sent[] {
  const [first, second, third] = members;
  if (first?.name === 'paths' && second !== undefined && third !== undefined)
    return [{ does: 'members', method: third.name, segments: second.name.split('/'), at: second }];
  if (first === undefined || members.length > 1 || own.has(first.name)) return [];
  return [{ does: 'operation', id: first.name, at: first }];
}
