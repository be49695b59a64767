import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, type RouteCase } from './route-fixture.ts';

const koa: readonly RouteCase[] = [
  {
    name: 'koa: a router by its name, and what registers no route',
    files: `//- app.ts
import Koa from 'koa';
import { Router } from '@koa/router';
const app = new Koa();
const router = new Router();
router.param('id', load);
router.url('named', 1);
router.get('named', '/named', one);
router.get('/plain', check, one);
app.use(router.routes());
`,
    routes: ['GET /named', 'GET /plain'],
  },
  {
    name: 'koa: routers within routers, mounted applications, prefixes and lists of methods',
    files: `//- server.ts
import Koa from 'koa';
import mount from 'koa-mount';
import api from './api';
export default function init(app: Koa = new Koa()) {
  app.use(mount('/api', api));
  app.use(mount(other));
  return app;
}
//- api.ts
import Koa from 'koa';
import Router from 'koa-router';
import documents from './documents';
const api = new Koa<State>();
const router = new Router();
router.use('/', documents.routes());
router.register('*', ['get', 'post'], notFound);
api.use(router.routes());
api.use(router.allowedMethods());
export default api;
//- documents/index.ts
export { default } from './documents';
//- documents/documents.ts
import Router from '@koa/router';
const router = new Router({ prefix: '/v2' });
router.post('documents.list', auth(), async (ctx) => {});
router.get('named', '/documents/:id', show);
router.del('/documents/:id', remove);
router.register('documents.redirect', methods, redirect);
const methods = ['GET', 'POST'];
export default router;
`,
    routes: [
      'GET /api/{rest*}',
      'POST /api/{rest*}',
      'POST /api/v2/documents.list',
      'GET /api/v2/documents/{id}',
      'DELETE /api/v2/documents/{id}',
      'GET /api/v2/documents.redirect',
      'POST /api/v2/documents.redirect',
    ],
  },
  {
    name: 'koa: a prefix that is set later, and methods that are no texts',
    files: `//- app.ts
import Koa from 'koa';
import Router from '@koa/router';
const app = new Koa();
const router = new Router();
router.prefix('/v1');
router.get('/a', a);
router.register('/b', methodsOf('b'), b);
app.use(router.routes()).use(router.allowedMethods());
`,
    routes: ['GET /v1/a'],
    unresolved: ["methodsOf('b'): The methods are no list of texts."],
  },
  {
    name: 'koa: constants, imported and computed paths before routers, and middleware there',
    files: `//- settings.ts
export const base = '/v1';
export const config = { prefix: process.env.PREFIX };
//- app.ts
import Koa from 'koa';
import Router from '@koa/router';
import session from 'koa-session';
import { base, config } from './settings';
const app = new Koa();
const api = new Router();
const named = new Router();
named.get('/named', h);
const outside = new Router();
outside.get('/outside', h);
const guarded = new Router();
guarded.get('/guarded', h);
const listed = new Router();
listed.get('/listed', h);
api.use(base, named.routes());
api.use(config.prefix, outside.routes(), outside.allowedMethods());
api.use(async (ctx, next) => next(), guarded.routes());
api.use(session(app), listed.routes(), listed.allowedMethods());
app.use(api.routes());
`,
    routes: ['GET /v1/named', 'GET …/outside likely', 'GET /guarded', 'GET /listed'],
    unresolved: ['config.prefix: The path comes from the environment.'],
  },
  {
    name: 'koa: prefixes in options that are named, spread or made elsewhere, or cannot be followed',
    files: `//- options.ts
export const options = { prefix: '/v1' };
export function made() { return { prefix: '/v3' }; }
//- app.ts
import Koa from 'koa';
import Router from '@koa/router';
import { options, made } from './options';
const app = new Koa();
const named = new Router(options);
named.get('/named', h);
const spread = new Router({ ...options, strict: true });
spread.get('/spread', h);
const written = new Router({ ...options, prefix: '/v2' });
written.get('/written', h);
const assigned = new Router(Object.assign({}, options));
assigned.get('/assigned', h);
const returned = new Router(made());
returned.get('/returned', h);
const computed = new Router(computeOptions());
computed.get('/computed', h);
const plain = new Router({ strict: true });
plain.get('/plain', h);
const none = new Router(undefined);
none.get('/none', h);
for (const router of [named, spread, written, assigned, returned, computed, plain, none]) app.use(router.routes());
`,
    routes: [
      'GET /v1/named',
      'GET /v1/spread',
      'GET /v2/written',
      'GET /v1/assigned',
      'GET /v3/returned',
      'GET …/computed likely',
      'GET /plain',
      'GET /none',
    ],
    unresolved: ['computeOptions(): The path is computed by a call.'],
  },
];

const fastify: readonly RouteCase[] = [
  {
    name: 'fastify: prefixes in options that are named or made elsewhere, or cannot be followed',
    files: `//- options.ts
export const options = { prefix: '/v1' };
export const outside = { prefix: process.env.PREFIX };
//- plugins.ts
import type { FastifyInstance, FastifyPluginOptions } from 'fastify';
export const named = async (fastify: FastifyInstance) => { fastify.get('/named', h) };
export const spread = async (fastify: FastifyInstance) => { fastify.get('/spread', h) };
export const made = async (fastify: FastifyInstance) => { fastify.get('/made', h) };
export const chosen = async (fastify: FastifyInstance) => { fastify.get('/chosen', h) };
export const set = async (fastify: FastifyInstance) => { fastify.get('/set', h) };
export const inner = async (fastify: FastifyInstance) => { fastify.get('/inner', h) };
export const outer = async (fastify: FastifyInstance, options: FastifyPluginOptions) => {
  fastify.get('/outer', h);
  fastify.register(inner, options);
};
//- app.ts
import Fastify from 'fastify';
import cors from '@fastify/cors';
import { options, outside } from './options';
import { named, spread, made, chosen, set, outer } from './plugins';
const app = Fastify();
app.register(named, options);
app.register(spread, { ...options, x: 1 });
app.register(made, makeOptions());
app.register(chosen, isNew ? { prefix: '/y' } : {});
app.register(set, { ...outside });
app.register(outer, { prefix: '/o' });
app.register(cors, makeOptions());
`,
    routes: [
      'GET /v1/named',
      'GET /v1/spread',
      'GET …/made likely',
      'GET …/chosen likely',
      'GET …/set likely',
      'GET /o/outer',
      'GET /o/inner likely',
    ],
    unresolved: [
      'makeOptions(): The path is computed by a call.',
      "isNew ? { prefix: '/y' } : {}: The path is computed.",
      'process.env.PREFIX: The path comes from the environment.',
    ],
  },
  {
    name: 'fastify: plugins that are methods or bound, and those that nobody can follow',
    files: `//- control.ts
import type { FastifyInstance } from 'fastify';
export class Control {
  arrow = async (fastify: FastifyInstance) => { fastify.get('/arrow', this.x) };
  async method(fastify: FastifyInstance) { fastify.get('/method', h) }
  async bound(fastify: FastifyInstance) { fastify.get('/bound', h) }
  passed(fastify: FastifyInstance, o, d) { fastify.get('/passed', h); d(); }
}
export function users(server: FastifyInstance, store) { server.get('/users', h) }
//- app.ts
import Fastify from 'fastify';
import { Control, users } from './control';
const app = Fastify();
const control = new Control();
app.register(control.arrow, { prefix: '/a' });
app.register(control.method, { prefix: '/b' });
app.register(control.bound.bind(control), { prefix: '/c' });
app.register(isNew ? one : other, { prefix: '/d' });
app.register(control.none);
app.register((i, o, d) => control.passed(i, o, d), { prefix: '/e' });
app.register((f, o, done) => { users(f, store); done(); }, { prefix: '/f' });
app.register(async (f) => users(f, store), { prefix: '/g' });
elsewhere((e) => users(e, store), { prefix: '/h' });
`,
    routes: [
      'GET /a/arrow',
      'GET /b/method',
      'GET /c/bound',
      'GET /e/passed',
      'GET /f/users',
      'GET /g/users',
    ],
    unresolved: [
      "'/d': What is mounted here cannot be followed.",
      'control.none: What is mounted here cannot be followed.',
    ],
  },
  {
    name: 'fastify: shorthand, route, plugins with a prefix, wrapped and imported ones',
    files: `//- app.ts
import Fastify from 'fastify';
import cors from '@fastify/cors';
import orders from './orders';
const app = Fastify({ logger: true });
app.register(import('./users'), { prefix: '/users' });
app.register(orders, { prefix: '/v1' });
await app.register(async (instance) => {
  instance.get('/inline/:id', { schema }, show);
});
app.route({ method: ['GET', 'HEAD'], url: '/both', handler: both });
app.get<{ Params: P }>('/typed/*', async () => {});
app.register(cors, { origin: true });
//- orders.ts
import fp from 'fastify-plugin';
import type { FastifyInstance } from 'fastify';
async function orders(fastify: FastifyInstance, options: Options): Promise<void> {
  fastify.post('/orders', createOrder);
  fastify.register(items, { prefix: '/orders/:orderId' });
}
const items = async (child) => {
  child.route({ method: 'DELETE', path: '/items/:id', handler });
};
export default fp(orders);
//- users.ts
import type { FastifyPluginAsync } from 'fastify';
const users: FastifyPluginAsync = async (fastify) => {
  fastify.get('/', list);
};
export default users;
`,
    routes: [
      'GET /inline/{id}',
      'GET /both',
      'HEAD /both',
      'GET /typed/{rest*}',
      'POST /orders',
      'DELETE /orders/{orderId}/items/{id}',
      'GET /users',
    ],
  },
  {
    name: 'fastify: options that are written elsewhere, and ones that are not',
    files: `//- app.ts
import { fastify } from 'fastify';
const app = fastify();
const one = { method: 'GET', url: '/one', handler: a } as const;
app.route(one);
for (const route of routes) app.route(route);
`,
    routes: ['GET /one'],
    unresolved: ['route: The method and path of the route are not found.'],
  },
  {
    name: 'fastify: a folder that is not known is listed, other plugins of packages are not',
    files: `//- app.ts
import Fastify from 'fastify';
import AutoLoad from '@fastify/autoload';
import cors from '@fastify/cors';
const app = Fastify();
app.register(cors);
app.register(AutoLoad, { dir: join(dirname, 'routes') });
`,
    routes: [],
    unresolved: [
      "join(dirname, 'routes'): What lies in a folder is registered here, and which one is not known.",
    ],
  },
  {
    name: 'fastify: a plugin that nobody registers is likely',
    files: `//- plugin.ts
import type { FastifyInstance } from 'fastify';
export default async function (fastify: FastifyInstance) {
  fastify.get('/x', a);
}
`,
    routes: ['GET /x likely'],
  },
];

const hono: readonly RouteCase[] = [
  {
    name: 'hono: chains, route, base path, several methods, patterns and optional parameters',
    files: `//- index.ts
import { Hono } from 'hono';
import { books } from './books';
const app = new Hono().basePath('/api');
app.route('/books', books);
app.on(['PUT', 'DELETE'], '/both/:id', handle);
app.use('*', logger());
const route = app.get('/a', (c) => c.text('')).post('/b', validate, (c) => c.json({}));
export type AppType = typeof route;
//- books.ts
import { Hono } from 'hono';
export const books = new Hono<{ Bindings: Env }>()
  .get('/', list)
  .get('/:id{[0-9]+}', show)
  .get('/year/:year?', byYear)
  .basePath('/admin')
  .delete('/:id', remove);
`,
    routes: [
      'GET /api/books',
      'GET /api/books/{id}',
      'GET /api/books/year',
      'GET /api/books/year/{year}',
      'DELETE /api/books/admin/{id}',
      'PUT /api/both/{id}',
      'DELETE /api/both/{id}',
      'GET /api/a',
      'POST /api/b',
    ],
  },
  {
    name: 'hono: routes of zod-openapi, here and elsewhere',
    files: `//- index.ts
import { OpenAPIHono, createRoute } from '@hono/zod-openapi';
import { list } from './list';
const app = new OpenAPIHono();
const show = createRoute({ method: 'get', path: '/books/{id}', responses: {} });
app.openapi(show, (c) => c.json({}));
app.openapi(list, handler);
app.openapi(other(), handler);
//- list.ts
import { createRoute } from '@hono/zod-openapi';
export const list = createRoute({ method: 'get', path: '/books', responses: {} });
`,
    routes: ['GET /books/{id}', 'GET /books'],
    unresolved: ['other(): The method and path of the route are not found.'],
  },
];

for (const { name, files, routes, unresolved = [] } of [...koa, ...fastify, ...hono]) {
  test(name, () => {
    const found = linesOf(files);
    assert.deepEqual([...found.routes].sort(), [...routes].sort());
    assert.deepEqual(found.unresolved, unresolved);
  });
}
