import { type ClientAdapter, type Sent, sentWith } from './adapter.ts';

/** `app.request('/orders', { method })` and `app.fetch(new Request(…))` of Hono. */
export const appRequest: ClientAdapter = {
  client: 'app-request',
  makers: [
    ...['hono', 'hono/tiny', 'hono/quick'].map((module) => ({ module, names: ['Hono'] })),
    { module: 'hono/factory', names: ['createFactory'] },
    { module: '@hono/zod-openapi', names: ['OpenAPIHono'] },
  ],
  types: ['Hono', 'OpenAPIHono'],
  // Registering a route gives back the application.
  made: ({ member }) => (member === 'request' || member === 'fetch' ? undefined : []),
  sent: ({ members, args, look }): readonly Sent[] => {
    const [first, second] = args;
    const name = members[0]?.name;
    if (first === undefined || members.length !== 1 || (name !== 'request' && name !== 'fetch')) return [];
    return [sentWith(first, second, look)];
  },
};
