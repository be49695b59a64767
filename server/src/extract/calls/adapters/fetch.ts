import { type ClientAdapter, sentByVerbs } from './adapter.ts';

/** `fetch` of the platform and the functions that are called like it. */
export const fetch: ClientAdapter = {
  client: 'fetch',
  globals: ['fetch', '$fetch', 'useFetch', 'useLazyFetch'],
  clients: [
    ...['node-fetch', 'cross-fetch', 'isomorphic-fetch', 'isomorphic-unfetch', 'make-fetch-happen'].map(
      (module) => ({ module, names: ['default', 'fetch'] }),
    ),
    ...['undici', 'expo/fetch', '@tauri-apps/plugin-http'].map((module) => ({ module, names: ['fetch'] })),
  ],
  sent: (call) => (call.members.length === 0 ? sentByVerbs(call) : []),
};
