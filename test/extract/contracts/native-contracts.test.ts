import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ContractCase, contractLinesOf } from './contract-fixture.ts';

const cases: readonly ContractCase[] = [
  {
    name: 'ts-rest: nested routers, prefixes of outer ones, and what serves them',
    files: `//- contract/orders.ts
import { initContract } from '@ts-rest/core';
import { z } from 'zod';
const c = initContract();
const Page = z.object({ page: z.coerce.number(), size: z.number().min(1).optional() });
export const orders = c.router({
  list: { method: 'GET', path: '/orders', query: Page, headers: z.object({ 'x-key': z.string() }), responses: {} },
  get: { method: 'GET', path: \`/orders/:id\`, pathParams: z.object({ id: z.string() }), query: null, responses: {} },
  remove: c.mutation({ method: 'DELETE', path: '/orders/:id', deprecated: true, responses: {} }),
}, { pathPrefix: '/v1' });
//- contract/index.ts
import { initContract } from '@ts-rest/core';
import { orders } from './orders';
export const contract = initContract().router({ orders, health: { method: 'GET', path: '/health' } }, { pathPrefix: '/api' });
//- server.ts
import express from 'express';
import { createExpressEndpoints, initServer } from '@ts-rest/express';
import { contract } from './contract';
import { orderRouter } from './orders';
const app = express();
const s = initServer();
const router = s.router(contract, { orders: orderRouter, health: async () => ({ status: 200 }) });
createExpressEndpoints(contract, router, app, { logInitialization: true });
//- orders.ts
import { initServer } from '@ts-rest/express';
import { contract } from './contract';
import { remove } from './remove';
const s = initServer();
export const orderRouter = s.router(contract.orders, {
  list: { middleware: [], handler: async () => ({ status: 200 }) },
  'get': async ({ params }) => ({ status: 200, body: params.id }),
  remove,
});
`,
    operations: [
      'contract/index.ts ts-rest: GET /api/health health []',
      'contract/orders.ts ts-rest: GET /api/v1/orders orders.list [query page, query size?, header x-key]',
      'contract/orders.ts ts-rest: GET /api/v1/orders/{id} orders.get [path id]',
      'contract/orders.ts ts-rest: DELETE /api/v1/orders/{id} orders.remove [path id] deprecated',
    ],
    routes: [
      'GET /api/v1/orders at list',
      "GET /api/v1/orders/{id} at 'get'",
      'DELETE /api/v1/orders/{id} at remove',
      'GET /api/health at health',
    ],
  },
  {
    name: 'ts-rest: a mount of the application is a prefix of the operation; what is not implemented is no route',
    files: `//- contract.ts
import { initContract } from '@ts-rest/core';
export const contract = initContract().router({
  one: { method: 'GET', path: '/one' }, two: { method: 'PUT', path: '/two' },
});
//- server.ts
import express from 'express';
import { createExpressEndpoints, initServer } from '@ts-rest/express';
import { contract } from './contract';
const app = express();
const sub = express.Router();
app.use('/below', sub);
createExpressEndpoints(contract, initServer().router(contract, { one: first }), sub);
`,
    operations: ['contract.ts ts-rest: GET /one one [] below /below', 'contract.ts ts-rest: PUT /two two []'],
    routes: ['GET /below/one at one'],
  },
  {
    name: 'ts-rest: Next.js, Fastify, fetch and NestJS serve contracts, and what catches the rest there is no route',
    files: `//- contract.ts
import { initContract } from '@ts-rest/core';
const c = initContract();
export const contract = c.router({ one: { method: 'GET', path: '/one/:id' } });
export const other = c.router({ two: { method: 'POST', path: '/two' }, three: { method: 'GET', path: '/three' } });
//- app/api/[...ts-rest]/route.ts
import { createNextHandler } from '@ts-rest/serverless/next';
import { contract } from '../../../contract';
const handler = createNextHandler(contract, { one: async () => ({}) }, { basePath: '/api', handlerType: 'app-router' });
export { handler as GET, handler as POST };
//- pages/api/[...ts-rest].ts
import { createNextRoute, createNextRouter } from '@ts-rest/next';
import { contract } from '../../contract';
export default createNextRouter(contract, createNextRoute(contract, { one: handleOne }));
//- fastify.ts
import fastify from 'fastify';
import { initServer } from '@ts-rest/fastify';
import { other } from './contract';
const app = fastify();
const s = initServer();
app.register(s.plugin(s.router(other, { two: handleTwo })), { prefix: '/f' });
//- worker.ts
import { Hono } from 'hono';
import { fetchRequestHandler, tsr } from '@ts-rest/serverless/fetch';
import { other } from './contract';
const router = tsr.router(other, { three: async () => ({}) });
export const app = new Hono();
app.get('/health', health);
app.mount('/', (request) => fetchRequestHandler({ request, contract: other, router, options: {} }));
//- main.ts
app.setGlobalPrefix('nest');
//- a.controller.ts
import { TsRest, TsRestHandler, tsRestHandler } from '@ts-rest/nest';
import { other } from './contract';
@Controller()
export class A {
  @TsRest(other.two) two() {}
  @TsRestHandler(other.three) async three() { return tsRestHandler(other.three, async () => ({})); }
}
`,
    operations: [
      'contract.ts ts-rest: GET /one/{id} one [path id] below /api',
      'contract.ts ts-rest: POST /two two [] below /f below /nest',
      'contract.ts ts-rest: GET /three three [] below  below /nest',
    ],
    routes: [
      'POST /nest/two at other.two',
      'GET /nest/three at other.three',
      'GET /api/one/{id} at one',
      'POST /f/two at two',
      'GET /api/one/{id} at one',
      'GET /three at three',
      "GET /health at '/health'",
    ],
  },
  {
    name: 'ts-rest: what is spread, and what cannot be understood',
    files: `//- contract.ts
import { initContract } from '@ts-rest/core';
import { more } from './missing';
const c = initContract();
const base = c.router({ get: { method: 'GET', path: '/base', query: z.object({ a: z.string() }) } });
export const contract = c.router({
  again: { ...base.get, path: '/again' },
  computed: { method: 'GET', path: process.env.THE_PATH },
  odd: { method: 'FETCH', path: '/odd' },
  ...more,
});
//- server.ts
import { createExpressEndpoints, initServer } from '@ts-rest/express';
import { contract } from './contract';
createExpressEndpoints(contract, make(), app);
createExpressEndpoints(unknown, {}, app);
`,
    operations: [
      'contract.ts ts-rest: GET /base get [query a]',
      'contract.ts ts-rest: GET /again again [query a]',
    ],
    routes: [],
    unresolved: [
      'process.env.THE_PATH: The path comes from the environment.',
      "'/odd': The method is no text of a method of HTTP.",
      'more: What is spread into the router, or computed in it, cannot be followed.',
      'createExpressEndpoints(contract, make(), app): What is spread into the router, or computed in it, cannot be followed.',
      'make(): What implements the contract cannot be followed.',
      'createExpressEndpoints(unknown, {}, app): The contract that is served here cannot be followed.',
    ],
  },
  {
    name: 'oRPC: contracts, their implementation across files, prefixes, and paths that follow from names',
    files: `//- contract/planet.ts
import { oc } from '@orpc/contract';
import * as z from 'zod';
export const list = oc
  .route({ method: 'GET', path: '/planets' })
  .input(z.object({ limit: z.number().default(10), cursor: z.string() }))
  .output(z.array(Planet))
export const find = oc.route({ method: 'GET', path: '/planets/{id}', operationId: 'findPlanet' }).input(z.object({ id: z.number(), 'with': z.string().optional() }))
export const update = oc.route({ method: 'PUT', path: '/planets/{id}', inputStructure: 'detailed' })
  .input(z.object({ params: z.object({ id: z.string() }), query: z.object({ dry: z.boolean().optional() }), body: Planet }))
export const file = oc.route({ method: 'GET', path: '/files/{+path}' })
export const ping = oc.output(z.string())
//- contract/index.ts
import { list, find, update, file, ping } from './planet'
export const contract = { planet: { list, find, update }, file, ping }
//- orpc.ts
import { implement } from '@orpc/server'
import { contract } from './contract'
export const pub = implement(contract).$context<{ user?: string }>()
export const authed = pub.use(({ next }) => next({}))
//- handlers.ts
import { authed, pub } from './orpc'
export const listPlanets = pub.use(retry({ times: 3 })).planet.list.handler(async ({ input }) => [])
export const findPlanet = authed
  .planet
  .find
  .handler(async function* () {})
export const file = pub.file.handler(send)
export const lost = pub.planet.lost.handler(send)
export const ping = pub.ping.handler(() => 'pong')
emitter.handler(() => 1);
`,
    operations: [
      'contract/index.ts orpc: POST /ping ping []',
      'contract/planet.ts orpc: GET /planets planet.list [query limit?, query cursor]',
      'contract/planet.ts orpc: GET /planets/{id} findPlanet [path id, query with?]',
      'contract/planet.ts orpc: PUT /planets/{id} planet.update [path id, query dry?]',
      'contract/planet.ts orpc: GET /files/{path*} file [path path]',
    ],
    routes: [
      'GET /planets at list',
      'GET /planets/{id} at find',
      'GET /files/{path*} at file',
      'POST /ping at ping',
    ],
    unresolved: ['lost: The operation of the contract that is implemented here is not found.'],
  },
  {
    name: 'oRPC: procedures are contract and route; prefixes, routers and NestJS',
    files: `//- base.ts
import { os } from '@orpc/server'
export const pub = os.$context<Context>().use(logger)
//- planet.ts
import { pub } from './base'
export const list = pub.route({ method: 'GET', path: '/' }).handler(() => [])
export const create = pub.prefix('/inner').route({ path: '/new' }).handler(() => 1)
export const unfinished = pub.route({ method: 'GET', path: '/unfinished' })
export const lonely = pub.route({ method: 'PATCH' }).handler(() => 1)
//- main.ts
import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { pub } from './base'
import { list, create } from './planet'
const later = pub.lazy(() => import('./planet'))
const router = { planet: pub.prefix('/planets').router({ list, create }), later }
const handler = new OpenAPIHandler(router)
//- a.controller.ts
import { Implement, implement } from '@orpc/nest'
import { contract } from './contract'
@Controller('base')
export class A {
  @Implement(contract.one) one() { return implement(contract.one).handler(() => 1) }
}
//- contract.ts
import { oc } from '@orpc/contract'
export const contract = { one: oc.route({ method: 'GET', path: '/one' }) }
`,
    operations: [
      'contract.ts orpc: GET /one one [] below /base',
      'planet.ts orpc: GET /planets planet.list []',
      'planet.ts orpc: POST /planets/inner/new planet.create []',
    ],
    routes: ['GET /base/one at contract.one', "GET /planets at '/'", "POST /planets/inner/new at '/new'"],
    unresolved: [
      "pub.lazy(() => import('./planet')): What is loaded lazily is not followed.",
      "pub.route({ method: 'PATCH' }).handler(() => 1): It has no path.",
      "pub.route({ method: 'PATCH' }).handler(() => 1): It has no path.",
    ],
  },
  {
    name: 'Hono: createRoute, its mounts, schemas made from others, and routers of a factory',
    files: `//- routes.ts
import { createRoute as define, z } from '@hono/zod-openapi';
import { Page } from './schemas';
const base = '/users';
export const list = define({
  method: 'get', path: base, operationId: 'listUsers',
  request: {
    query: Page.extend({ name: z.string().optional() }).omit({ size: true }).openapi('Query'),
    headers: z.object({ 'x-key': z.string() }), cookies: z.object({ session: z.string() }),
  },
  responses: {},
});
export const get = define({ method: 'get', path: \`\${base}/{id}\`, request: { params: z.object({ id: z.string() }), query: unknownQuery } });
export const wide = define({ method: 'get', path: '/wide', request: { query: z.object({ a: z.string() }).passthrough().required() } });
export const hidden = define({ ...common, tags: [] });
export const planned = define({ method: 'post', path: '/later', 'x-status': 'planned', 'x-internal': true });
//- schemas.ts
import { z } from '@hono/zod-openapi';
export const Page = z.object({ ...Sort.shape, page: z.number(), size: z.number() }).partial();
const Sort = z.object({ sort: z.string() });
//- factory.ts
import { OpenAPIHono } from '@hono/zod-openapi';
export function createApp() {
  const app = new OpenAPIHono();
  app.get('/health', (c) => c.text('ok'));
  return app;
}
//- users.ts
import { createApp } from './factory';
import { list, get } from './routes';
const app = createApp();
app.openapi(list, (c) => c.json([])).openapi(get, (c) => c.json({}));
export default app;
//- main.ts
import { createApp } from './factory';
import users from './users';
import { createRoute } from 'another-package';
const app = createApp();
app.route('/api', users);
const other = createRoute({ method: 'get', path: '/elsewhere' });
`,
    operations: [
      'routes.ts hono: GET /users listUsers [query sort?, query page?, query name?, header x-key, cookie session] below /api',
      'routes.ts hono: GET /users/{id}  [path id, …] below /api',
      'routes.ts hono: GET /wide  [query a, …]',
      'routes.ts hono: POST /later  [] planned internal',
    ],
    routes: [
      "GET /health at '/health'",
      "GET /api/health at '/health'",
      'GET /api/users at base',
      'GET /api/users/{id} at `${base}/{id}`',
    ],
    unresolved: ['{ ...common, tags: [] }: Its method and path cannot be followed.'],
  },
  {
    name: 'zod-openapi: paths that are registered, wherever the registry comes from',
    files: `//- docs.ts
import { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { registry as shared } from './registry';
export const registry = new OpenAPIRegistry();
registry.registerPath({ method: 'get', path: '/users/{id}', deprecated: true, request: { params: z.object({ id: Id }), query: z.object({ q: z.string() }) } });
export function register(registry: OpenAPIRegistry) {
  for (const name of names) registry.registerPath({ method: 'get', path: name });
  shared.registerPath({ method: 'post', path: '/users', deprecated: false, 'x-status': 'stable', 'x-internal': 'no' });
}
registry.registerComponent({ method: 'get', path: '/no' });
`,
    operations: [
      'docs.ts zod-openapi: GET /users/{id}  [path id, query q] deprecated',
      'docs.ts zod-openapi: POST /users  []',
    ],
    unresolved: ['name: "name" is an item of what is no written list.'],
  },
  {
    name: 'tables: what is read with its router and prefix is no row besides',
    tables: ['api.ts'],
    files: `//- api.ts
import { initContract } from '@ts-rest/core';
const c = initContract();
export const api = c.router({ read: { method: 'GET', path: '/:id' } }, { pathPrefix: '/orders' });
export const more = [{ method: 'PUT', path: '/x' }];
`,
    operations: ['api.ts table: PUT /x  []', 'api.ts ts-rest: GET /orders/{id} read [path id]'],
    routes: [],
    unresolved: [],
  },
  {
    name: 'tables: objects with a method and a path, only in the files that are named',
    tables: ['table.ts'],
    files: `//- table.ts
export const routes = [
  { method: 'GET', path: '/a/:id', query: z.object({ q: z.string() }) },
  { method: 'post', path: prefix + '/b' },
] as const;
const prefix = '/p';
export const more = { remove: { method: 'DELETE', path: '/c/{id}' }, noMethod: { path: '/d' } };
export const odd = { method: verb(), path: '/e' };
//- elsewhere.ts
export const routes = [{ method: 'GET', path: '/f' }];
`,
    operations: [
      'table.ts table: GET /a/{id}  [path id, query q]',
      'table.ts table: POST /p/b  []',
      'table.ts table: DELETE /c/{id}  [path id]',
    ],
    unresolved: ["'/e': The method is no text of a method of HTTP."],
  },
];

for (const { name, files, operations, routes, unresolved, tables } of cases)
  test(name, () => {
    const found = contractLinesOf(files, tables);
    assert.deepEqual(found.operations, operations);
    if (routes !== undefined) assert.deepEqual(found.routes, routes);
    assert.deepEqual(found.unresolved, unresolved ?? []);
  });

test('words that only look like contracts promise nothing', () => {
  const found = contractLinesOf(`//- a.ts
const c = makeContract();
export const api = c.router({ one: { method: 'GET', path: '/one' } });
export const p = builder.route({ method: 'GET', path: '/x' }).input(y);
export const r = createRoute({ method: 'get', path: '/y' });
fetch({ method: 'GET', path: '/z' });
`);
  assert.deepEqual([found.operations, found.unresolved], [[], []]);
});

test('an operation stands at the text of its path, with its parameters and the version of its package', () => {
  const files = `//- a.ts
import { initContract } from '@ts-rest/core';
export const api = initContract().router({ one: { method: 'GET', path: '/a/:id', query: z.object({ q: z.string() }) } });
`;
  const { places, contracts } = contractLinesOf(files);
  assert.deepEqual(places, ["'/a/:id'"]);
  const [contract] = contracts;
  assert.equal(contract?.version?.text, '1.0.0 a.ts');
  const text = files.slice(files.indexOf('\n') + 1);
  const named = contract?.operations[0]?.parameters.map(({ span }) => text.slice(span.start, span.end));
  assert.deepEqual(named, ['id', 'q']);
});
