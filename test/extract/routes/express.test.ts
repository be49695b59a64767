import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, type RouteCase } from './route-fixture.ts';

const cases: readonly RouteCase[] = [
  {
    name: 'a function that makes a router makes one for each call; one that hands out the same does not',
    files: `//- make.ts
import express, { Router } from 'express';
export function makeRouter() {
  const router = Router();
  router.get('/health', health);
  return router;
}
const shared = Router();
export const theShared = () => shared;
//- app.ts
import express from 'express';
import { makeRouter, theShared } from './make';
const app = express();
const a = makeRouter();
const b = makeRouter();
a.get('/only-a', show);
b.get('/only-b', show);
theShared().get('/one', show);
theShared().get('/two', show);
app.use('/a', a);
a.use('/b', b);
app.use('/s', theShared());
`,
    routes: [
      'GET /a/only-a',
      'GET /a/b/only-b',
      'GET /s/one',
      'GET /s/two',
      'GET /a/health',
      'GET /a/b/health',
    ],
  },
  {
    name: 'methods on an application, and middleware that is no route',
    files: `//- app.ts
import express from 'express';
import cors from 'cors';
const app = express();
app.use(cors());
app.use(express.json({ limit: '1mb' }));
app.get('/health', (_request, response) => response.json({}));
app.post(\`/orders/:id/items\`, auth, createItem);
app.all('/any', handle);
app.set('trust proxy', 1);
app.get('env');
app.get(setting);
cache.get('/orders', 1);
app.listen(3000);
`,
    routes: ['GET /health', 'POST /orders/{id}/items', 'ANY /any'],
  },
  {
    name: 'routers mounted across files, one of them twice',
    files: `//- app.ts
import express, { type Application } from 'express';
import { orders } from './orders';
import * as users from './users';
const app: Application = express();
const api = express.Router();
api.use('/orders', requireUser, orders);
api.use(['/users', '/people'], users.router);
app.use('/api', api);
//- orders.ts
import { Router } from 'express';
import items from './items';
export const orders = Router({ mergeParams: true });
orders.get('/', list);
orders.use('/:orderId/items', items);
//- items.ts
const express = require('express');
const router = new express.Router();
router.delete('/:id', remove);
module.exports = router;
//- users.ts
import { Router } from 'express';
export const router = Router();
router.get('/:id(\\\\d+)', show);
`,
    routes: [
      'DELETE /api/orders/{orderId}/items/{id}',
      'GET /api/orders',
      'GET /api/users/{id}',
      'GET /api/people/{id}',
    ],
  },
  {
    name: 'route(…) chains, chained use, and a default export that is a chain',
    files: `//- main.ts
import express from 'express';
import routes from './routes';
express().use(routes);
//- routes.ts
import { Router } from 'express';
import orders from './orders';
export default Router().use('/api', Router().use(orders));
//- orders.ts
import { Router } from 'express';
const router = Router();
router.route('/orders/:id').all(auth).get(show).put([validate, update]).delete(remove);
export default router;
`,
    routes: [
      'ANY /api/orders/{id}',
      'GET /api/orders/{id}',
      'PUT /api/orders/{id}',
      'DELETE /api/orders/{id}',
    ],
  },
  {
    name: 'constants of the file and of another one, enums, sums and templates',
    files: `//- app.ts
import express from 'express';
import { BASE, Paths, paths } from './paths';
const VERSION = 'v1';
const app = express();
app.get(BASE, a);
app.get(BASE + '/a', a);
app.get(\`\${BASE}/\${VERSION}/b\`, b);
app.get(Paths.Orders, c);
app.get(paths.users.one, d);
app.get(['/x', '/y'], e);
//- paths.ts
export { BASE } from './base';
export enum Paths { Orders = '/orders' }
export const paths = { users: { one: '/users/:id' } } as const;
//- base.ts
export const BASE = '/base';
`,
    routes: [
      'GET /base',
      'GET /base/a',
      'GET /base/v1/b',
      'GET /orders',
      'GET /users/{id}',
      'GET /x',
      'GET /y',
    ],
  },
  {
    name: 'functions that are given the application, make a router, or hold one',
    files: `//- app.ts
import express, { type Express } from 'express';
import register from './register';
import { createRouter } from './create';
import { UserRoutes } from './users';
const app = express();
register(app);
require('./plain')(app);
app.use('/made', createRouter(deps));
app.use('/users', new UserRoutes().router);
//- register.ts
import type { Express } from 'express';
export default function (app: Express) {
  app.get('/registered', handle);
}
//- plain.ts
module.exports = (app) => {
  app.get('/plain', handle);
};
//- create.ts
import { Router } from 'express';
export function createRouter(deps: { readonly a: string }): Router {
  const router = Router();
  router.get('/inner', handle);
  return router;
}
//- users.ts
import { Router } from 'express';
export class UserRoutes {
  readonly router = Router();
  constructor() {
    this.router.get('/:id', this.show.bind(this));
  }
}
`,
    routes: ['GET /made/inner', 'GET /plain', 'GET /registered', 'GET /users/{id}'],
  },
  {
    name: 'what cannot be resolved is listed with its reason, and the rest is found',
    files: `//- app.ts
import express from 'express';
import config from 'config';
import plugin from './plugin.json';
const app = express();
app.get(process.env.BASE_PATH, a);
app.get(\`/\${name}/x\`, a);
app.get(config.path, a);
app.get(plugin.id, a);
app.get(/^\\/files\\/.*/, a);
app.get(pathFor('x'), a);
for (const method of methodsOf()) app[method]('/computed', a);
function add(path: string) {
  app.get(path, a);
}
app.use('/hidden', hook.value.routes());
app.get('/known', a);
`,
    routes: ['GET …/x likely', 'GET /known'],
    unresolved: [
      'process.env.BASE_PATH: The path comes from the environment.',
      '`/${name}/x`: "name" is not found.',
      'config.path: The path comes from the package "config".',
      'plugin.id: "./plugin.json" is not read.',
      '/^\\/files\\/.*/: The path is a regular expression.',
      "pathFor('x'): The path is computed by a call.",
      "'/computed': The method is computed.",
      'path: The path is "path", a parameter.',
      "'/hidden': What is mounted here cannot be followed.",
    ],
  },
  {
    name: 'a router that nobody mounts is likely, and of what is below a mount that cannot be placed the end is known',
    files: `//- lone.ts
import { Router } from 'express';
export const router = Router();
router.get('/lone', a);
//- app.ts
import express, { Router } from 'express';
const app = express();
const below = Router();
below.get('/below', a);
app.use(process.env.PREFIX, below);
`,
    routes: ['GET …/below likely', 'GET /lone likely'],
    unresolved: ['process.env.PREFIX: The path comes from the environment.'],
  },
  {
    name: 'optional parameters, optional parts and the rest, of Express 4 and 5',
    files: `//- app.ts
import express from 'express';
const app = express();
app.get('/a/:id?', a);
app.get('/b{/:id}', a);
app.get('/c/*rest', a);
app.get('/d/*', a);
app.get('/e/:from-:to', a);
app.get('/f/:name.:format', a);
app.get('/g/:path(.*)', a);
app.get('*', a);
`,
    routes: [
      'GET /a',
      'GET /a/{id}',
      'GET /b',
      'GET /b/{id}',
      'GET /c/{rest*}',
      'GET /d/{rest*}',
      'GET /e/{from}-{to}',
      'GET /f/{name}.{format}',
      'GET /g/{path*}',
      'GET /{rest*}',
    ],
  },
  {
    name: 'long chains are followed to their end',
    files: `//- app.ts
import { Router } from 'express';
import express from 'express';
const router = Router()${Array.from({ length: 60 }, (_, index) => `\n  .get('/${index}', handle)`).join('')};
export default express().use('/x', router);
`,
    routes: Array.from({ length: 60 }, (_, index) => `GET /x/${index}`),
  },
  {
    name: 'a client, a test request and a map are no routers',
    files: `//- client.ts
import axios from 'axios';
import express from 'express';
axios.get('/orders', { params });
request(express()).get('/orders', done);
const routes = new Map();
routes.get('/x', y);
//- form.ts
import { api } from './client';
export async function save(values) {
  const done = await api.post('/orders', values);
  await checked(api.put('/orders', values));
  void api.patch('/orders', values);
}
`,
    routes: [],
  },
  {
    name: 'a router of unknown make',
    files: `//- app.ts
import { createRouter } from '@internal/http';
const router = createRouter();
router.get('/orders', list);
await router.get('/stock', (request) => {});
`,
    routes: [],
    unresolved: [
      "'/orders': It is not known what router this is registered on.",
      "'/stock': It is not known what router this is registered on.",
    ],
  },
];

for (const { name, files, routes, unresolved = [] } of cases) {
  test(`express: ${name}`, () => assert.deepEqual(linesOf(files), { routes, unresolved }));
}
