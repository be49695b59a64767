import { testCalls } from './call-fixture.ts';

testCalls([
  {
    name: 'fetch: methods of options, requests, addresses, and the hosts of others',
    files: `//- a.ts
export async function go(id: string) {
  await fetch('/orders');
  await fetch(\`/orders/\${id}\`, { method: 'put', body: '{}' });
  await window.fetch('/orders?limit=1#x', { method: 'POST' });
  await fetch(new Request('/reports', { method: 'DELETE' }));
  await fetch(new URL('/files', 'http://localhost:3000/ignored'));
  await fetch('http://localhost:3000/health');
  await fetch('https://api.example.com:8443/v1/charges', { method: 'POST' });
  await fetch(\`https://\${host}/v1/charges/\${id}/refund\`);
  await fetch('/orders' + '/' + encodeURIComponent(id) + '?full=1');
  await fetch('/search' + query);
}
`,
    calls: [
      'GET /orders fetch',
      'PUT /orders/{} fetch',
      'POST /orders fetch',
      'DELETE /reports fetch',
      'GET /files fetch',
      'GET /health fetch',
      'POST api.example.com/v1/charges fetch',
      'GET /v1/charges/{}/refund fetch',
      'GET /orders/{} fetch',
      'GET /search fetch likely',
    ],
  },
  {
    name: 'fetch: what is no address, what is not called, and a function of that name',
    files: `//- a.ts
import { fetch as load } from './own';
fetch('data:text/plain,hi');
fetch;
const later = () => fetch;
prefetch('/orders');
load('/orders');
cache.fetch('/orders');
store.get('/orders');
router.push('/orders');
app.get('/orders', (req, res) => {});
api.get('/orders', listOrders);
function listOrders() {}
//- own.ts
export function fetch(url: string) {}
`,
    calls: [],
  },
  {
    name: 'fetch: bases that are constants of other files, and bases that nobody can see',
    files: `//- a.ts
import { API, paths } from './config';
fetch(\`\${API}/orders\`);
fetch(API + paths.order(1), { method: 'DELETE' });
fetch(\`\${process.env.API_URL}/orders/\${id}\`);
fetch(\`\${base}\`);
fetch(\`\${base}/\${id}\`);
fetch(url, { method });
fetch('/orders', { method });
fetch('/orders', options);
//- config.ts
const host = 'http://localhost:8080';
export const API = \`\${host}/api/v1\`;
export const paths = { order: (id: number) => \`/orders/\${id}\` };
`,
    calls: [
      'GET /api/v1/orders fetch',
      'DELETE /api/v1/orders/{} fetch',
      'GET …/orders/{} fetch likely',
      'ANY /orders fetch likely',
      'ANY /orders fetch likely',
    ],
    unresolved: [
      '`${base}`: Nothing of the path is written here. "base" is not found.',
      '`${base}/${id}`: Nothing of the path is written here. "id" is not found.',
      'url: Nothing of the path is written here. "url" is not found.',
    ],
  },
  {
    name: 'axios: instances with a base, of other files and within each other, and descriptions',
    files: `//- http.ts
import axios from 'axios';
export const http = axios.create({ baseURL: 'https://shop.example.com/api/' });
export const blind = axios.create(options);
export default axios.create({ baseURL: process.env.API, timeout: 1 });
//- a.ts
import axios, { type AxiosInstance } from 'axios';
import other, { blind, http } from './http';
axios.get('/a');
axios('/b', { method: 'post' });
axios({ method: 'PATCH', url: '/c' });
axios.request({ url: '/d' });
axios.postForm('/e', form);
http.get<Order>(\`orders/\${id}\`);
http.delete('https://elsewhere.example.org/f');
blind.put('/g', data);
other.get('/h');
class Orders {
  constructor(private readonly client: AxiosInstance) {}
  own = axios.create({ baseURL: '/v2' });
  list() { return this.own.get('/i'); }
}
function load(api: AxiosInstance) { return api.head('/j'); }
`,
    calls: [
      'GET /a axios',
      'POST /b axios',
      'PATCH /c axios',
      'GET /d axios',
      'POST /e axios',
      'GET shop.example.com/api/orders/{} axios',
      'DELETE elsewhere.example.org/f axios',
      'PUT …/g axios likely',
      'GET …/h axios likely',
      'GET /v2/i axios',
      'HEAD …/j axios likely',
    ],
  },
  {
    name: 'axios: what sends nothing',
    files: `//- a.ts
import axios, { AxiosError } from 'axios';
axios.create({ baseURL: '/x' });
axios.interceptors.request.use((config) => config);
axios.isAxiosError(error);
axios.defaults.baseURL = '/x';
axios(config);
vi.mock('axios');
`,
    calls: [],
    unresolved: ['config: Nothing of the path is written here. "config" is not found.'],
  },
  {
    name: 'ky, got, ofetch, undici, superagent',
    files: `//- a.ts
import ky from 'ky';
import got from 'got';
import { ofetch } from 'ofetch';
import { Pool, request } from 'undici';
import * as undici from 'undici';
import superagent from 'superagent';
const api = ky.create({ prefixUrl: '/api' });
const inner = api.extend({ prefixUrl: 'v1' });
ky('/a');
ky.post('/b').json();
api('c', { method: 'put' });
inner.get('d');
got('/e');
got.delete('/f');
got.stream('/g');
got({ url: '/h', method: 'PATCH' });
got.extend({ prefixUrl: 'http://localhost/i' }).get('j');
ofetch('/k', { method: 'POST' });
ofetch.create({ baseURL: '/l' })('/m');
request('http://127.0.0.1:1/n', { method: 'PUT' });
undici.request('/o');
new Pool('http://localhost:3000').request({ path: '/p', method: 'GET' });
superagent.post('/q').send({});
`,
    calls: [
      'GET /a ky',
      'POST /b ky',
      'PUT /api/c ky',
      'GET /api/v1/d ky',
      'GET /e got',
      'DELETE /f got',
      'GET /g got',
      'PATCH /h got',
      'GET /i/j got',
      'POST /k ofetch',
      'GET /l/m ofetch',
      'PUT /n undici',
      'GET /o undici',
      'GET /p undici',
      'POST /q superagent',
    ],
  },
  {
    name: 'openapi-fetch and its hooks',
    files: `//- a.ts
import createClient from 'openapi-fetch';
import createQuery from 'openapi-react-query';
const client = createClient<paths>({ baseUrl: '/api' });
const { data } = await client.GET('/orders/{id}', { params: {} });
client.POST('/orders', { body });
const $api = createQuery(client);
$api.useQuery('get', '/orders');
client.use(middleware);
client.get('/orders');
`,
    calls: [
      'GET /api/orders/{} openapi-fetch',
      'POST /api/orders openapi-fetch',
      'GET …/orders openapi-fetch likely',
    ],
  },
  {
    name: 'openapi-client-axios: ids of operations, and paths',
    files: `//- a.ts
import OpenAPIClientAxios from 'openapi-client-axios';
const api = new OpenAPIClientAxios({ definition: '/openapi.json' });
const client = await api.getClient<Client>();
client.getOrder({ id: 1 });
client.paths['/orders/{id}'].put({ id: 1 });
client.getUri();
`,
    calls: ['ANY … openapi-client-axios getOrder', 'PUT /orders/{} openapi-client-axios'],
  },
  {
    name: 'ts-rest: the contract of another file says what a member means',
    files: `//- contract.ts
import { initContract } from '@ts-rest/core';
const c = initContract();
const orders = c.router({
  get: { method: 'GET', path: '/orders/:id', responses: {} },
  create: c.mutation({ method: 'POST', path: \`/orders\` }),
}, { pathPrefix: '/shop' });
export const contract = c.router({ orders, health: { method: 'GET', path: '/health' } }, { pathPrefix: '/api' });
//- a.ts
import { initClient } from '@ts-rest/core';
import { contract } from './contract';
const client = initClient(contract, { baseUrl: 'http://localhost:3000', baseHeaders: {} });
client.orders.get({ params: { id: '1' } });
client.orders.create({ body: {} });
client.health();
client.orders.gone();
`,
    calls: ['GET /api/shop/orders/{} ts-rest', 'POST /api/shop/orders ts-rest', 'GET /api/health ts-rest'],
    unresolved: ['gone: The contract of "gone" is not found.'],
  },
  {
    name: 'hono: the members of the chain are the path',
    files: `//- a.ts
import { hc } from 'hono/client';
const client = hc<AppType>('http://localhost:8787/api');
client.orders[':id'].$get({ param: { id } });
client.index.$get();
client.orders.$post({ json });
client.orders[key].$delete();
client.orders.$url();
`,
    calls: [
      'GET /api/orders/{} hono-client',
      'GET /api hono-client',
      'POST /api/orders hono-client',
      'DELETE /api/orders/{} hono-client',
    ],
  },
  {
    name: 'functions that are passed the path: whoever calls them calls the operation',
    files: `//- api.ts
const BASE = '/api';
export async function request<T>(path: string, options: RequestInit = {}) {
  return fetch(\`\${BASE}/\${path}\`, { credentials: 'include', ...options });
}
export const post = (path: string, body: unknown) => request(path, { method: 'POST', body });
export const orderOf = (id: string) => request(\`orders/\${id}\`);
export const archive = (base: string, id: string) => fetch(\`\${base}/orders/\${id}/archive\`);
export const unused = (url: string) => fetch(url);
//- a.ts
import { archive, orderOf, post, request } from './api';
request('orders');
request('orders', { method: 'DELETE' });
post('/orders', {});
orderOf('1');
archive('http://localhost', '1');
request(pathOf(thing));
`,
    calls: [
      'GET /api/orders fetch',
      'DELETE /api/orders fetch',
      'POST /api/orders fetch',
      'GET /api/orders/{} fetch',
      'GET …/orders/{}/archive fetch likely',
    ],
    unresolved: [
      'pathOf(thing): Nothing of the path is written here. It is computed by a call.',
      'url: Nothing of the path is written here. It is "url", a parameter.',
    ],
  },
  {
    name: 'what is described by its method and path, whatever sends it; routes and answers are not',
    files: `//- a.ts
customInstance<Order>({ url: \`/orders/\${id}\`, method: 'GET' }, options);
__request(OpenAPI, { method: 'PUT', url: '/orders/{id}', path: { id } });
this.request<Order>({ path: \`/items/{id}\`.replace(\`{\${'id'}}\`, id), method: 'DELETE', ...params });
export const start = () => fetch('/started');
server.route({ method: 'GET', url: '/not', handler });
client.reply({ method: 'GET', path: '/not', schema });
sendAnswer({ method: 'GET', url: '/not', responses: {} });
describe({ method: 'GET', url: '/not' });
httpRequest({ method: 'GET', url: 'not' });
`,
    calls: [
      'GET …/orders/{} unknown likely',
      'PUT …/orders/{} unknown likely',
      'DELETE …/items/{} unknown likely',
      'GET /started fetch',
    ],
  },
  {
    name: 'classes and generic functions that wrap fetch: whoever calls them calls the operation',
    files: `//- a.ts
class Http {
  constructor(private readonly base: string) {}
  private async send(method: string, path: string, body?: unknown) {
    return fetch(this.base + path, { method, body });
  }
  get(path: string) { return this.send('GET', path); }
  add(order: Order) { return this.send('POST', '/orders', order); }
}
const http = new Http('/api');
http.get('/health');
const load = async <T,>(url: string): Promise<T> => (await fetch(url)).json();
load<Order>('/orders/1');
useFetch('/nuxt');
const never = <T>(url: string) => fetch(\`/api/\${url}\`);
`,
    calls: [
      'POST …/orders fetch likely',
      'GET …/health fetch likely',
      'GET /orders/1 fetch',
      'GET /nuxt fetch',
    ],
    unresolved: ['`/api/${url}`: Nothing of the path is written here. It is "url", a parameter.'],
  },
  {
    name: 'functions of two files and injected classes pass the path on; holes are put into it, and parts are joined',
    files: `//- one.ts
import { two } from './two';
export const one = (path: string) => two(path);
one('/one');
//- two.ts
export const two = (path: string) => fetch(path);
//- api.ts
export class Api { get(path: string) { return fetch('/api' + path); } }
//- orders.ts
import { Api } from './api';
class Orders {
  other(api: Api) {}
  constructor(private readonly api: Api, private readonly cache: Cache) {}
  list() { return this.api.get('/orders'); }
  cached() { return this.cache.get('/cached'); }
}
fetch('/items/:id/parts'.replace(':id', id));
fetch(['/joined', id, 'end'].join('/'));
`,
    calls: [
      'GET /one fetch',
      'GET /api/orders fetch',
      'GET /items/{}/parts fetch',
      'GET /joined/{}/end fetch',
    ],
  },
  {
    name: 'fetch by the names that frameworks give it, and what answers with all of a response',
    files: `//- a.ts
import { fetch as expo } from 'expo/fetch';
import { fetch as tauri } from '@tauri-apps/plugin-http';
import { fetch as other } from 'elsewhere';
import { ofetch } from 'ofetch';
expo('/expo');
tauri('/tauri');
useLazyFetch('/lazy');
ofetch.raw('/raw', { method: 'PUT' });
ofetch.native('/native');
other('/other');
`,
    calls: ['GET /expo fetch', 'GET /tauri fetch', 'GET /lazy fetch', 'PUT /raw ofetch'],
  },
  {
    name: 'openapi-fetch by path, and applications of a factory of Hono',
    files: `//- a.ts
import createClient, { createPathBasedClient, wrapAsPathBasedClient } from 'openapi-fetch';
import { createFactory } from 'hono/factory';
const byPath = createPathBasedClient<paths>({ baseUrl: '/api' });
byPath['/orders/{id}'].GET({ params });
wrapAsPathBasedClient(createClient<paths>())['/orders'].POST({ body });
byPath['/orders'].use(middleware);
createFactory().createApp().request('/health');
`,
    calls: [
      'GET /api/orders/{} openapi-fetch',
      'POST …/orders openapi-fetch likely',
      'GET /health app-request',
    ],
  },
]);
