import { testCalls } from './call-fixture.ts';

testCalls([
  {
    name: 'supertest: applications, agents, addresses, and agents that helpers give',
    files: `//- app.test.ts
import request from 'supertest';
import { app } from './app';
import { login } from './login';
const agent = request.agent(app);
const server = request('http://localhost:3000/api');
describe('orders', () => {
  it('lists', async () => {
    await request(app).get('/orders').query({ limit: 1 }).expect(200);
    const response = await request(app.getHttpServer())
      .post('/orders')
      .set('a', 'b')
      .send({ lines: [{ path: '/not-called', method: 'PUT' }] });
    await agent.del(\`/orders/\${response.body.id}\`);
    await server.get('/health');
    const { session } = await login();
    await session.patch('/me');
  });
});
//- login.ts
import supertest from 'supertest';
export async function login() {
  const own = supertest.agent(app);
  await own.post('/login');
  return { session: own, user: 1 };
}
`,
    calls: [
      'GET /orders supertest',
      'POST /orders supertest',
      'DELETE /orders/{} supertest',
      'GET /api/health supertest',
      'PATCH /me supertest',
      'POST /login supertest',
    ],
  },
  {
    name: 'a client that is set before the tests',
    files: `//- app.test.ts
import axios from 'axios';
import supertest from 'supertest';
let client: AxiosInstance;
let other, agent;
const authorised = (method, url) => agent[method](url).set('a', 'b');
beforeAll(async () => {
  const result = await login();
  agent = result.agent;
  const options = { baseURL: \`http://127.0.0.1:\${address.port}\` };
  client = axios.create(options);
  other = start();
});
it('works', () => client.get('/orders'));
it('is passed the method', () => authorised('put', '/orders/1'));
const BASE = '/items';
it('is passed a constant', () => authorised('delete', BASE).expect(204));
const login = async () => ({ agent: supertest.agent(app), user: 1 });
it('is another', () => other.get('/orders'));
`,
    calls: ['GET /orders axios', 'PUT /orders/1 supertest', 'DELETE /items supertest'],
  },
  {
    name: 'Fastify: inject with a description, a text and a chain',
    files: `//- app.test.ts
import { build } from './app';
const app = await build();
await app.inject({ method: 'POST', url: '/orders', payload: {} });
await app.inject({ url: \`/orders/\${id}\` });
await app.inject('/health');
await fastify.inject().put('/orders/1').end();
await app.inject({ method: 'GET', url: { pathname: '/items', query: {} } });
const options = { method: 'DELETE', url: '/orders/1' } as const;
await app.inject(options);
injector.inject(Service);
app.injectAll('/x');
`,
    calls: [
      'POST /orders inject',
      'GET /orders/{} inject',
      'GET /health inject',
      'PUT /orders/1 inject',
      'GET /items inject',
      'DELETE /orders/1 inject',
    ],
  },
  {
    name: 'Hono: request on applications, and its test client',
    files: `//- app.ts
import { Hono } from 'hono';
const app = new Hono().get('/orders', list).post('/orders', create);
export default app;
//- app.test.ts
import { testClient } from 'hono/testing';
import app from './app';
app.request('/orders');
app.request('/orders', { method: 'POST', body });
app.request(new Request('http://localhost/orders/1', { method: 'DELETE' }));
app.fetch(new Request('http://localhost/orders'));
testClient(app).orders.$get();
app.get('/not-called', handler);
`,
    calls: [
      'GET /orders app-request',
      'POST /orders app-request',
      'DELETE /orders/1 app-request',
      'GET /orders app-request',
      'GET /orders hono-client',
    ],
  },
  {
    name: 'values that are called like what sends requests, and are not seen to be anything else',
    files: `//- app.test.ts
let agent: Agent;
beforeEach(async () => { agent = await start(); });
it('works', async () => {
  await agent.get('/orders');
  await api.post('/orders', body);
  await this.httpService.put(\`/orders/\${id}\`, body);
  await request.post(ORDERS, { data: {} });
  await request.get(orderOf(id), { data: {} });
  await request.get(textOf('1'), { data: {} });
  await server.post('/login', user, { body: {} });
});
const ORDERS = '/v1/orders';
const orderOf = (id) => \`\${ORDERS}/\${id}\`;
const textOf = (id) => 'x' + id;
cache.get('/orders');
agent.get('orders');
agent.on('/orders');
`,
    calls: [
      'GET /orders unknown likely',
      'POST …/orders unknown likely',
      'PUT …/orders/{} unknown likely',
      'POST /v1/orders unknown likely',
      'GET /v1/orders/{} unknown likely',
      'POST /login unknown likely',
    ],
  },
  {
    name: 'registrations of routes are no calls',
    files: `//- app.ts
import express from 'express';
const app = express();
const api = express.Router();
app.get('/orders');
app.get('/orders', list);
api.post('/orders', validate, create);
app.post('/x', (req, res) => {});
export function routes(server: FastifyInstance) {
  server.get('/y', { schema }, handler);
  server.get('/z', async () => ({}));
}
`,
    calls: [],
  },
  {
    name: 'ids of operations count where they are called or quoted, as a whole, and are no common word',
    operationIds: ['listOrders', 'orders.get', 'get', 'createOrder', 'removeOrder'],
    files: `//- orders.test.ts
import { listOrders as unused } from './client';
it('lists', () => client.listOrders());
mock('orders.get');
createOrder();
function createOrder() {}
client.get();
const text = 'the test of removeOrder and listOrders';
// removeOrder()
client.removeOrderNow();
//- orders.ts
client.listOrders();
`,
    calls: ['ANY … operation-id listOrders likely', 'ANY … operation-id orders.get possible'],
  },
  {
    name: 'supertest: a method that is computed, and classes that wrap it',
    files: `//- app.test.ts
import supertest from 'supertest';
import { Client, Harness } from './harness';
supertest(app)[method]('/any');
const send = (method: 'get' | 'post', path: string) => supertest(app)[method](path);
send('post', '/orders');
new Harness().get('/health');
const harness = new Harness();
harness.remove('1');
harness.count('/not-a-path');
function use(client: Client) { return client.load('/typed'); }
map[method]('/not-a-client');
//- harness.ts
import supertest from 'supertest';
class Base {
  agent = supertest(app);
  get(path: string) { return this.agent.get(path); }
}
export class Harness extends Base {
  remove(id: string) { return this.agent.delete(\`/orders/\${id}\`); }
  count(path: string) { return path.length; }
}
export class Client {
  constructor(private readonly harness: Harness) {}
  load(path: string) { return this.harness.get(path); }
}
`,
    calls: [
      'ANY /any supertest likely',
      'POST /orders supertest',
      'GET /health supertest',
      'GET /typed supertest',
      'DELETE /orders/{} supertest',
    ],
  },
  {
    name: 'Pact: interactions of versions 2 to 4, and the examples in their matchers',
    files: `//- orders.pact.test.ts
provider.given('a').uponReceiving('b').withRequest({ method: 'GET', path: '/orders/1' }).willRespondWith({ status: 200 });
provider.addInteraction({ uponReceiving: 'c', withRequest: { method: 'POST', path: '/orders' }, willRespondWith: {} });
provider.addInteraction().withRequest('PUT', '/orders/2', (builder) => builder.query({}));
provider.uponReceiving('d').withRequest({ method: 'DELETE', path: like('/orders/3') });
provider.uponReceiving('e').withRequest({ method: 'GET', path: regex(/items/, '/items/1') });
const interaction = { withRequest: { method: 'PATCH', path: '/orders/4' }, willRespondWith: {} };
provider.addInteraction(interaction);
provider.addInteraction({ willRespondWith: { path: '/not' } });
provider.willRespondWith({ method: 'GET', path: '/not' });
`,
    calls: [
      'GET /orders/1 pact',
      'POST /orders pact',
      'PUT /orders/2 pact',
      'DELETE /orders/3 pact',
      'GET /items/1 pact',
      'PATCH /orders/4 pact',
    ],
  },
  {
    name: 'Playwright and Cypress: what requests, and no pages',
    files: `//- orders.spec.ts
import { request as outer, test, type APIRequestContext } from '@playwright/test';
test('a', async ({ page, request }) => {
  await request.get('/orders/1');
  await request.fetch('/orders', { method: 'PUT' });
  await page.request.delete('/orders/2');
  await page.goto('/not');
  const own = await outer.newContext({ baseURL: 'http://localhost:3000/api' });
  await own.patch('/orders/3');
});
const list = (context: APIRequestContext) => context.get('/orders');
cy.request('/health');
cy.request('POST', '/orders', {});
cy.request({ method: 'DELETE', url: '/orders/4' });
cy.intercept('GET', '/not', {});
cy.visit('/not');
`,
    calls: [
      'GET /orders/1 unknown likely',
      'PUT /orders unknown likely',
      'DELETE /orders/2 unknown likely',
      'PATCH /api/orders/3 playwright',
      'GET …/orders playwright likely',
      'GET /health cypress',
      'POST /orders cypress',
      'DELETE /orders/4 cypress',
    ],
  },
  {
    name: 'hooks and options that generators name after operations',
    operationIds: ['getOrder', 'listOrders', 'addOrder', 'cancelOrderNow'],
    files: `//- orders.test.tsx
useGetOrder('1');
useListOrdersSuspenseQuery();
addOrderMutation();
cancelOrderNowQueryKey();
const text = 'useCancelOrderNow';
useAddress();
`,
    calls: [
      'ANY … operation-id getOrder possible',
      'ANY … operation-id listOrders possible',
      'ANY … operation-id addOrder possible',
    ],
  },
]);
