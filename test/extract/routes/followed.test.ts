import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, type RouteCase } from './route-fixture.ts';

const cases: readonly RouteCase[] = [
  {
    name: 'arrows with a return type make routers like any other function',
    files: `//- app.ts
import express, { Router } from 'express';
const app = express();
const bare = (): Router => { const r = Router(); r.get('/bare', h); return r; };
const either = (): Router | undefined => { const r = Router(); r.get('/either', h); return r; };
const short = ({ db }: Deps): Router => Router().get('/short', h);
const giving = (): (() => Router) => () => Router().get('/giving', h);
const later = (): () => Router => { const r = Router(); r.get('/later', h); return r; };
const other = cond ? made(1) : router => router.get('/other', h);
app.use(bare());
app.use(either());
app.use(short({ db }));
app.get('/own', h);
`,
    routes: ['GET /bare', 'GET /either', 'GET /short', 'GET /giving likely', 'GET /later likely', 'GET /own'],
    unresolved: ["'/other': It is not known what router this is registered on."],
  },
  {
    name: 'hono and koa: arrows with a return type',
    files: `//- hono.ts
import { Hono } from 'hono';
const sub = (): Hono => { const r = new Hono(); r.get('/sub', h); return r; };
new Hono().route('/h', sub());
//- koa.ts
import Koa from 'koa';
import Router from '@koa/router';
const sub = (): Router => { const r = new Router(); r.get('/sub', h); return r; };
new Koa().use(sub().routes());
`,
    routes: ['GET /h/sub', 'GET /sub'],
  },
  {
    name: 'a field is no name of the outside, and an assignment within a method is one',
    files: `//- hono.ts
import { Hono } from 'hono';
const app = new Hono().basePath('/api');
let path = '/a';
class Api {
  path = '/b';
  app = new Hono();
  constructor() { this.app.get('/field', h); }
}
app.route('/c', new Api().app);
app.get(path, h);
//- set.ts
import { Hono } from 'hono';
let late;
class Server {
  start() { late = new Hono(); late.get('/late', h); }
}
`,
    routes: ['GET /api/c/field', 'GET /api/a', 'GET /late'],
  },
  {
    name: 'methods of loops and lists, and what is no written list',
    files: `//- app.ts
import express from 'express';
const app = express();
const verb = 'delete';
['get', 'post'].forEach((m) => app[m]('/each', h));
for (const m of ['put', 'patch'] as const) { app[m]('/of', h); }
for (const { method, path } of table) app[method](path, h);
const table = [{ method: 'get', path: '/t1' }, { method: 'post', path: '/t2' }];
app[verb]('/constant', h);
app[strict ? 'get' : 'head']('/chosen', h);
app[verbOf()]('/gone', h);
app['listen']('/listen', h);
`,
    routes: [
      'GET /each',
      'POST /each',
      'PUT /of',
      'PATCH /of',
      'GET /t1',
      'POST /t2',
      'DELETE /constant',
      'GET /chosen',
      'HEAD /chosen',
    ],
    unresolved: ["'/gone': The method is computed."],
  },
  {
    name: 'constants of classes, each of its own class, and functions that give paths',
    files: `//- paths.ts
export class Users { static readonly BASE = '/users'; public static ONE = \`\${Users.BASE}/:id\`; base = '/none'; }
export class Orders { static readonly BASE = '/orders'; }
export const at = { byId: (base, id = 'id') => \`\${base}/:\${id}\`, other: (name) => lookup(name) };
//- app.ts
import express from 'express';
import { at, Orders, Users } from './paths';
const app = express();
app.get(Users.BASE, h);
app.get(Users.ONE, h);
app.get(Orders.BASE, h);
app.get(Orders.ONE, h);
app.get(Users.base, h);
app.get(at.byId(Orders.BASE, 'key'), h);
app.get(at.byId('/spare'), h);
app.get(at.other('x'), h);
`,
    routes: ['GET /users', 'GET /users/{id}', 'GET /orders', 'GET /orders/{key}', 'GET /spare/{id}'],
    unresolved: [
      'Orders.ONE: "ONE" is not found.',
      'Users.base: "base" is not found.',
      "at.other('x'): The path is computed by a call.",
    ],
  },
  {
    name: 'nest: what a decorator passes on',
    files: `//- made.ts
import { applyDecorators, Controller } from '@nestjs/common';
export const Versioned = (path: string, version = '1') => applyDecorators(Controller({ path, version }));
export const Named = (name) => applyDecorators(Controller({ path: names.get(name) }));
//- main.ts
const app = await NestFactory.create(AppModule);
app.enableVersioning();
//- cats.ts
import { Get } from '@nestjs/common';
import { Named, Versioned } from './made';
@Versioned('cats') export class Cats { @Get() all() {} }
@Versioned('dogs', '2') export class Dogs { @Get() all() {} }
@Named('birds') export class Birds { @Get() all() {} }
`,
    routes: ['GET /v1/cats', 'GET /v2/dogs'],
    unresolved: ['names.get(name): The path is computed by a call.'],
  },
  {
    name: 'nest: constants of classes, and defaults of the environment',
    files: `//- paths.ts
export class Paths { static readonly CATS = 'cats'; static readonly PREFIX = 'api'; }
//- main.ts
import { NestFactory } from '@nestjs/core';
import { Paths } from './paths';
const app = await NestFactory.create(AppModule);
app.setGlobalPrefix(Paths.PREFIX);
//- cats.ts
import { Controller, Get } from '@nestjs/common';
import { Paths } from './paths';
@Controller(Paths.CATS) export class Cats { @Get() all() {} }
@Controller(process.env.DOGS ?? 'dogs') export class Dogs { @Get() all() {} }
`,
    routes: ['GET /api/cats', 'GET /api/dogs likely'],
    unresolved: ["@Controller(process.env.DOGS ?? 'dogs'): The path comes from the environment."],
  },
  {
    name: 'a default of the environment is the likeliest path; an empty one is none',
    files: `//- app.ts
import express from 'express';
const app = express();
const BASE = process.env.BASE || '/base';
const api = express.Router();
app.get(process.env.HEALTH ?? '/health', h);
app.get(process.env.NONE ?? '', h);
app.get(strict ? '/s' : '/t', h);
api.get('/x', h);
app.use(BASE, api);
`,
    routes: ['GET /health likely', 'GET /s likely', 'GET /t likely', 'GET /base/x likely'],
    unresolved: [
      "process.env.HEALTH ?? '/health': The path comes from the environment.",
      "process.env.NONE ?? '': The path comes from the environment.",
      'BASE: The path comes from the environment.',
    ],
  },
  {
    name: 'a router that is chosen is where it is mounted; one that others may give is not surely only there',
    files: `//- app.ts
import express, { Router } from 'express';
const app = express();
const router = feature ? Router() : Router({ mergeParams: true });
router.get('/chosen', h);
app.use('/c', router);
const a = Router();
a.get('/a', h);
const b = Router();
b.get('/b', h);
app.use('/ab', strict && feature === 'on' ? a : b);
const given = options.router ?? Router();
given.get('/given', h);
app.use('/g', given);
`,
    routes: ['GET /c/chosen', 'GET /ab/a likely', 'GET /ab/b likely', 'GET /g/given likely'],
  },
  {
    name: 'routers that are passed in an object, to what makes an object, and kept there',
    files: `//- routes.ts
export const register = ({ router, app: main }) => { router.get('/taken', h); main.get('/main', h); };
export function late(deps) { deps.app.get('/late', h); deps.cache.get('/cache', h); }
export class Users {
  constructor(private readonly app: Application, private deps) { this.app.get('/users', h); this.deps.router.get('/deps', h); }
}
export class Kept { constructor(app) { this.app = app; this.routes(); } routes() { this.app.get('/kept', h); } }
//- app.ts
import express from 'express';
import { Kept, late, register, Users } from './routes';
const app = express();
const router = express.Router();
app.use('/r', router);
register({ router, app });
late({ app, cache });
new Users(app, { router });
new Kept(app);
`,
    routes: ['GET /r/taken', 'GET /main', 'GET /late', 'GET /users', 'GET /r/deps', 'GET /kept'],
  },
  {
    name: 'functions that are passed paths serve at each, on the router that they are passed with it',
    files: `//- help.ts
export function resource(router, path, all) {
  router.get(path, all.list);
  router.route(\`\${path}/:id\`).get(all.one);
  const full = path + '/all';
  router.get(full, all.list);
  router.get('/fixed', all.list);
}
export const page = (app, path) => { app.get(path, h); };
export function never(app, path) { app.get(path, h); }
//- app.ts
import express, { Router } from 'express';
import { never, page, resource } from './help';
const app = express();
const sub = Router();
app.use('/sub', sub);
resource(app, '/users', users);
resource(sub, '/posts', posts);
page(app, '/page');
page(app, pathOf());
never(app, pathOf());
navigate('/x', { replace: true });
`,
    routes: [
      'GET /users',
      'GET /sub/posts',
      'GET /users/{id}',
      'GET /sub/posts/{id}',
      'GET /users/all',
      'GET /sub/posts/all',
      'GET /fixed',
      'GET /sub/fixed',
      'GET /page',
    ],
    unresolved: ['path: The path is computed by a call.', 'path: The path is "path", a parameter.'],
  },
  {
    name: 'what a list takes of the rest of the parameters is a parameter at its place',
    files: `//- app.ts
import Koa from 'koa';
import Router from '@koa/router';
import { orders } from './orders';
import users from './users';
import { stock } from './stock';
const router = new Router({ prefix: '/api' });
orders(router, { db });
users(router, { db });
stock(router, { db });
new Koa().use(router.routes());
//- orders.ts
import { guard } from '@acme/koa';
export function orders<T extends Managed>(...[router, { db }]: Init<T>) {
  router.get('/orders', guard({ status: [200] }), async (ctx) => {});
}
//- users.ts
import { guard } from '@acme/koa';
export default function users<T extends Managed>(
  ...args: Init<T>
) {
  const [router, { db }] = args;
  router.get('/users', guard({ status: [200] }), async (ctx) => {});
}
//- stock.ts
export function stock(...args: Init) {
  const [router] = args.slice(1);
  router.get('/stock', async (ctx) => {});
}
`,
    routes: ['GET /api/orders', 'GET /api/users'],
    unresolved: ["'/stock': It is not known what router this is registered on."],
  },
  {
    name: 'what is passed to a function is a router by what makes it or what it is exported as, whatever its name',
    files: `//- app.ts
import { OpenAPIHono } from '@hono/zod-openapi';
import express from 'express';
import { orders } from './orders';
import { usersApi } from './users';
import { addStock } from './stock';
const stock: express.Express = express();
const cache = new Map();
addStock(stock);
addStock(cache);
new OpenAPIHono().route('/v1/orders', orders).route('/v1/users', usersApi);
//- orders.ts
import { Hono } from 'hono';
import { addRead } from './read';
export const orders = new Hono<{ Bindings: Env }>();
addRead(orders);
//- read.ts
import { createRoute } from '@hono/zod-openapi';
import type { orders } from './orders';
const read = createRoute({ method: 'get', path: '/{id}', responses: {} });
export function addRead(api: typeof orders) {
  return api.openapi(read, (c) => c.json({}));
}
//- users.ts
import { OpenAPIHono } from '@hono/zod-openapi';
export const usersApi = new OpenAPIHono();
//- more.ts
import type { Hono } from 'hono';
import { usersApi } from './users';
import { addRead } from './read';
addRead(usersApi);
//- stock.ts
export function addStock(app) { app.get('/stock', list); }
//- nobody.ts
import { createRoute, z } from '@hono/zod-openapi';
export const never = (api) => { api.openapi(createRoute({ method: 'get', path: '/x' }), handle); };
export const Order = z.object({}).openapi('Order', { description: 'x' });
api.openapi('Order', schema);
`,
    routes: ['GET /v1/orders/{id}', 'GET /v1/users/{id}', 'GET /stock'],
    unresolved: [
      "createRoute({ method: 'get', path: '/x' }): It is not known what router this is registered on.",
    ],
  },
];
for (const { name, files, routes, unresolved = [] } of cases)
  test(name, () => {
    assert.deepEqual(linesOf(files), { routes, unresolved });
  });
