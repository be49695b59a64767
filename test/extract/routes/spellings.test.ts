import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foundIn, linesOf, type RouteCase } from './route-fixture.ts';

const chains: readonly RouteCase[] = [
  {
    name: 'hono: a call without a path is about the one before it',
    files: `//- app.ts
import { Hono } from 'hono';
import { validator } from 'hono/validator';
const h = new Hono();
h.get('/api/x', f).post(validator('json', s), (c) => c.json(1)).put(g);
h.get('/a', f).post('/b', g).delete(named);
h.on(['GET', 'PURGE'], '/c', f).patch(g);
h.on('LINK', '/d', f);
const sub = new Hono().get('/s', f);
sub.post((c) => c.text(''));
h.route('/sub', sub);
export default new Hono().get((c) => c.text('root'));
`,
    routes: [
      'GET /api/x',
      'POST /api/x',
      'PUT /api/x',
      'GET /a',
      'POST /b',
      'DELETE /b',
      'GET /c',
      'PATCH /c',
      'GET /sub/s',
      'POST /sub/s',
      'GET /',
    ],
    unresolved: [
      'on: No contract promises the method "PURGE".',
      'on: No contract promises the method "LINK".',
    ],
  },
  {
    name: 'hono: what may be a path or a handler is not guessed, and a client is none',
    files: `//- app.ts
import { Hono } from 'hono';
const h = new Hono();
const pathOf = (name) => names.get(name);
h.get('/a', f).post(pathOf('b'), g);
h.get(pathOf('c'), g);
cache.get(key).post(other);
client.get((c) => c);
`,
    routes: ['GET /a'],
    unresolved: [
      "pathOf('b'): The path is computed by a call.",
      "pathOf('c'): The path is computed by a call.",
    ],
  },
];

const casts: readonly RouteCase[] = [
  {
    name: 'express: a cast or an asserted application registers like any other, by a written key too',
    files: `//- app.ts
import express from 'express';
const app = express();
(app as any).post('/api/cast', h);
(app as unknown as Other<string>)['put']('/api/both', h);
(<any>app).get('/api/angles', h);
app!.get('/api/asserted', h);
(app!).get('/api/within', h);
app['post']('/api/key', h);
function start() {
  return (app as express.Express).delete('/api/returned', h);
}
`,
    routes: [
      'POST /api/cast',
      'PUT /api/both',
      'GET /api/angles',
      'GET /api/asserted',
      'GET /api/within',
      'POST /api/key',
      'DELETE /api/returned',
    ],
  },
  {
    name: 'express: what is called with a cast is no application, and a computed key is said',
    files: `//- app.ts
import express from 'express';
const app = express();
wrap(app as any).post('/a', h);
(map as any).get('/b', h);
app[verb]('/c', h);
`,
    routes: [],
    unresolved: ["'/c': The method is computed."],
  },
];

const fastify: readonly RouteCase[] = [
  {
    name: 'fastify: a prefix is not for a plugin that breaks encapsulation',
    files: `//- app.ts
import Fastify from 'fastify';
import fp from 'fastify-plugin';
const app = Fastify();
app.register(fp(async (i) => i.get('/y', h)), { prefix: '/pre' });
app.register(async (i) => i.get('/z', h), { prefix: '/pre' });
app.register(fp(async (i) => i.get('/w', h), { encapsulate: true }), { prefix: '/pre' });
`,
    routes: ['GET /y', 'GET /pre/z', 'GET /pre/w'],
  },
];

const changing: readonly RouteCase[] = [
  {
    name: 'a path that is assigned again is any of its texts, or not known',
    files: `//- app.ts
import express from 'express';
const app = express();
let v = '/api/q'
v = '/api/x'
app.get(v, h);
let w = '/api/w';
w += suffix;
app.get(w, h);
let same = '/api/same';
const other = '/api/other';
if (same === '/x') start({ other: 1 });
app.get(same, h);
app.get(other, h);
`,
    routes: ['GET /api/q', 'GET /api/x', 'GET /api/same', 'GET /api/other'],
    unresolved: ['w: "w" is assigned more than once.'],
  },
];

const nest: readonly RouteCase[] = [
  {
    name: 'nestjs: methods of a base class and own decorators serve below the path of the controller',
    files: `//- cats.ts
import { Controller, Get } from '@nestjs/common';
import { Crud } from './crud';
import { Secured } from './secured';
const MyGet = (p: string) => Get(p);
@Controller('cats')
export class Cats extends Crud<Cat> {
  @MyGet('z') z() {}
  @Secured() s() {}
  hidden() {}
}
@Controller('dogs')
export class Dogs extends Crud<Dog> {}
//- crud.ts
import { Delete, Get } from '@nestjs/common';
export abstract class Crud<T extends object> {
  @Delete(':id') remove() {}
  @Get('hidden') hidden() {}
}
//- secured.ts
import { applyDecorators, Post, UseGuards } from '@nestjs/common';
export function Secured(path = 'secured') {
  return applyDecorators(UseGuards(Guard), Post(path));
}
`,
    routes: [
      'GET /cats/z',
      'POST /cats/secured',
      'DELETE /cats/{id}',
      'DELETE /dogs/{id}',
      'GET /dogs/hidden',
    ],
  },
  {
    name: 'nestjs: what its packages decorate with serves nothing, what others do may',
    files: `//- a.controller.ts
import { Controller, Get } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { GetMany } from '@acme/crud';
@Controller('a')
export class A {
  @Get() @ApiExcludeEndpoint() list() {}
  @GetMany() many() {}
}
`,
    routes: ['GET /a'],
    unresolved: ['@GetMany(): What "@GetMany" serves is not found.'],
  },
  {
    name: 'nestjs: bases and decorators from elsewhere are said, other decorators and classes are not',
    files: `//- cats.ts
import { Controller, Get } from '@nestjs/common';
import { OurGet, Getter } from 'ours';
@Controller('cats')
export class Cats extends mixin(Base) {
  @OurGet('a') a() {}
  @Getter('b') b() {}
  @Get('c') c() {}
}
export class Plain extends mixin(Base) {}
`,
    routes: ['GET /cats/c'],
    unresolved: [
      'mixin(Base): The class that is extended is not found.',
      '@OurGet(\'a\'): What "@OurGet" serves is not found.',
    ],
  },
];

const loops: readonly RouteCase[] = [
  {
    name: 'what is registered in loops over written lists and objects is registered for each item',
    files: `//- app.ts
import express, { Router } from 'express';
const app = express();
const users = Router();
users.get('/u', h);
const orders = Router();
orders.get('/o', h);
for (const p of ['/l1', '/l2']) app.get(p, h);
['/f1', '/f2'].forEach((p) => app.post(p, h));
const mounts = [{ path: '/users', route: users }, { path: '/orders', route: orders }];
mounts.forEach((each) => { app.use(each.path, each.route); });
for (const { path, route } of mounts) app.use('/again' + path, route);
const routers = { users, orders };
for (const [name, router] of Object.entries(routers)) app.use(\`/e/\${name}\`, router);
for (const key of Object.keys(routers)) app.use(\`/k/\${key}\`, routers[key]);
`,
    routes: [
      ...['users', 'again/users', 'e/users', 'k/users'].map((path) => `GET /${path}/u`),
      ...['orders', 'again/orders', 'e/orders', 'k/orders'].map((path) => `GET /${path}/o`),
      'GET /l1',
      'GET /l2',
      'POST /f1',
      'POST /f2',
    ],
  },
  {
    name: 'loops that cannot be followed are said, and their routers are not only where others put them',
    files: `//- app.ts
import express, { Router } from 'express';
const app = express();
const users = Router();
users.get('/u', h);
const orders = Router();
orders.get('/o', h);
const others = Router();
others.get('/x', h);
app.use('/users', users);
app.use('/orders', orders);
app.use('/others', others);
for (const { path, router } of Object.values({ ...rest, users })) app.use(path, router);
for (const p of pathsOf()) app.use(p, orders);
for (const p of pathsOf()) app.get(p, h);
for (const key in rest) app.use(rest[key]);
`,
    routes: ['GET /users/u likely', 'GET /orders/o likely', 'GET …/o likely', 'GET /others/x'],
    unresolved: [
      'path: What is mounted here in turn cannot be followed.',
      'p: "p" is an item of what is no written list.',
      'p: "p" is an item of what is no written list.',
      'rest[key]: What is mounted here in turn cannot be followed.',
    ],
  },
];

for (const { name, files, routes, unresolved = [] } of [
  ...chains,
  ...casts,
  ...fastify,
  ...changing,
  ...nest,
  ...loops,
])
  test(name, () => assert.deepEqual(linesOf(files), { routes, unresolved }));

test('a shared router is in the files that mount it, and an application of its own in none', () => {
  const { routes } = foundIn(`//- lib/health.ts
import { Router } from 'express';
export const health = Router();
health.get('/health', h);
//- a/routes.ts
import { Router } from 'express';
import { health } from '../lib/health';
export const all = Router();
all.use('/in', health);
//- a/app.ts
import express from 'express';
import { all } from './routes';
const app = express();
app.use('/a', all);
app.get('/own', h);
//- b/app.ts
import express from 'express';
import { health } from '../lib/health';
express().use('/b', health);
`);
  const lines = routes.map(({ template, mountedIn = [] }) => [template, ...mountedIn].join(' '));
  assert.deepEqual(lines, ['/own', '/a/in/health a/routes.ts a/app.ts', '/b/health b/app.ts']);
});

test('nestjs: what its documents leave out is said', () => {
  const { routes } = foundIn(`//- a.controller.ts
import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController, ApiExcludeEndpoint } from '@nestjs/swagger';
@Controller('a')
export class A {
  @Get('out') @ApiExcludeEndpoint() out() {}
  @Get('in') in() {}
  @Get('again') @ApiExcludeEndpoint(false) again() {}
}
@ApiExcludeController()
@Controller('b')
export class B { @Get('all') all() {} }
`);
  const left = routes.filter(({ isExcluded }) => isExcluded).map(({ template }) => template);
  assert.deepEqual(left, ['/a/out', '/b/all']);
});
