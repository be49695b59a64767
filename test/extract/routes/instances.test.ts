import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, type RouteCase } from './route-fixture.ts';

const users = `//- users.ts
import { Router } from 'express';
export class UserRoute {
  public path = '/users';
  public router = Router();
  constructor() { this.initializeRoutes(); }
  private initializeRoutes() {
    this.router.get(\`\${this.path}\`, h);
    this.router.get(\`\${this.path}/:id(\\\\d+)\`, h);
  }
}
//- posts.ts
import { Router } from 'express';
export class PostRoute {
  readonly path = '/posts';
  readonly router = Router();
  constructor() { this.router.post(this.path, h); }
}
`;

const app = `//- app.ts
import express from 'express';
export class App {
  public app = express();
  constructor(routes, private prefix = '/') { this.initializeRoutes(routes); }
  private initializeRoutes(routes) { routes.forEach((route) => { this.app.use(this.prefix, route.router); }); }
}
`;

const imports = `import { App } from './app';
import { UserRoute } from './users';
import { PostRoute } from './posts';
`;

const all = ['GET /users', 'GET /users/{id}', 'POST /posts'];
const inTurn = 'What is mounted here in turn cannot be followed.';

const cases: readonly RouteCase[] = [
  {
    name: 'instances in a list that a constructor is given are mounted, although their file names no framework',
    files: `${app}${users}//- server.ts\n${imports}new App([new UserRoute(), new PostRoute()]).listen();\n`,
    routes: all.toSorted(),
  },
  {
    name: 'two instances of one class mount what each of them is given where each of them says',
    files: `${app}${users}//- server.ts\n${imports}new App([new UserRoute()], '/public');\nnew App([new PostRoute()], '/internal');\n`,
    routes: ['POST /internal/posts', 'GET /public/users', 'GET /public/users/{id}'],
  },
  {
    name: 'what a list is given elsewhere, and what is spread into it, is in it',
    files: `${app}${users}//- server.ts\n${imports}const more = [new PostRoute()];\nconst routes = [...more];\nroutes.push(new UserRoute());\nnew App(routes, '/api');\n`,
    routes: ['POST /api/posts', 'GET /api/users', 'GET /api/users/{id}'],
  },
  {
    name: 'a list that comes from elsewhere, an empty one that somebody fills, and no list at all are listed',
    files: `${app}${users}//- server.ts\n${imports}const routes = [];\nfill(routes);\nnew App(routes);\nnew App(load([UserRoute, PostRoute]));\n`,
    routes: ['POST /posts likely', 'GET /users likely', 'GET /users/{id} likely'],
    unresolved: [`this.prefix: ${inTurn}`],
  },
  {
    name: 'one list that is known and one that is not: both count',
    files: `${app}${users}//- server.ts\n${imports}new App([new UserRoute()], '/public');\nnew App(load(UserRoute), '/other');\n`,
    routes: ['POST /posts likely', 'GET /public/users', 'GET /public/users/{id}'],
    unresolved: [`this.prefix: ${inTurn}`],
  },
  {
    name: 'lists within what a function is given, which makes another app for each call',
    files: `${users}//- make.ts
import express, { Router } from 'express';
export function make({ routes, base }) {
  const api = Router();
  for (const { path, router } of routes) api.use(base + path, router);
  return api;
}
//- server.ts
import express from 'express';
import { make } from './make';
${imports}const app = express();
app.use('/a', make({ base: '/v1', routes: [new UserRoute()] }));
app.use('/b', make({ base: '/v2', routes: [new PostRoute()] }));
`,
    routes: ['POST /b/v2/posts/posts', 'GET /a/v1/users/users', 'GET /a/v1/users/users/{id}'],
  },
  {
    name: 'a router that a function mounts is that of each call, also among arguments that are spread',
    files: `//- app.ts
import express, { Router } from 'express';
const one = Router();
one.get('/one', h);
const two = Router();
two.get('/two', h);
const app = express();
function mount(app, path, router) { app.use(path, router); }
function mountAll(app, ...routers) { routers.forEach((router) => app.use('/all', router)); }
mount(app, '/a', one);
const given = [app, two];
mountAll(...given);
`,
    routes: ['GET /a/one', 'GET /all/two'],
  },
  {
    name: 'what a container gives is an instance of the class that it is asked for, and so is what is typed with it',
    files: `${users}//- app.ts
import express from 'express';
import { Container } from 'typedi';
import { UserRoute } from './users';
import { PostRoute } from './posts';
const app = express();
app.use('/api', Container.get(UserRoute).router);
class Api {
  constructor(private readonly posts: PostRoute, private other: Other) {
    app.use('/typed', this.posts.router);
    app.use('/other', this.other.router);
  }
}
`,
    routes: ['POST /typed/posts', 'GET /api/users', 'GET /api/users/{id}'],
    unresolved: ["'/other': What is mounted here cannot be followed."],
  },
  {
    name: 'what a class registers at what it is made with is there for each instance, and where that is mounted',
    files: `//- app.ts
import express, { Router } from 'express';
class Crud {
  router = Router();
  constructor(private path) { this.router.get('/all', h); this.init(); }
  private init() { this.router.get(this.path + '/:id', h); }
}
const app = express();
app.use('/a', new Crud('/x').router);
app.use('/b', new Crud('/y').router);
`,
    routes: ['GET /a/all', 'GET /b/all', 'GET /a/x/{id}', 'GET /b/y/{id}'],
  },
  {
    name: 'classes that a loop makes, and functions of theirs as plugins, with the prefix of each',
    files: `//- app.ts
import fastify from 'fastify';
class UserRoutes { prefix = '/users'; async routes(fastify) { fastify.get('/', h); } }
class PostRoutes { prefix = '/posts'; async routes(fastify) { fastify.get('/', h); } }
class App {
  app = fastify();
  constructor(routes) {
    routes.forEach((Route) => { const made = new Route(); this.app.register(made.routes, { prefix: made.prefix }); });
    for (const Route of routes) this.app.register((f) => new Route().routes(f), { prefix: '/again' + new Route().prefix });
  }
}
new App([UserRoutes, PostRoutes]);
`,
    routes: ['GET /users', 'GET /again/users', 'GET /posts', 'GET /again/posts'],
  },
  {
    name: 'what registers in turn and is not followed is listed',
    files: `//- app.ts
import express from 'express';
const app = express();
export function start(providers) { for (const provider of providers) provider.provide(app); }
`,
    routes: [],
    unresolved: ['provider.provide(app): What registers here in turn cannot be followed.'],
  },
  {
    name: 'what a file registers that is generated and not there is listed; what a package does with an app is not',
    files: `//- app.ts
import express from 'express';
import { RegisterRoutes } from './build/routes';
import { trace } from 'tracing';
const app = express();
RegisterRoutes(app);
trace(app);
`,
    routes: [],
    unresolved: ['RegisterRoutes(app): What registers here is not read.'],
  },
  {
    name: 'an app that somebody may mount in turn is likely; one that is mounted is not doubted',
    files: `//- users.ts
import { Hono } from 'hono';
export class Users { app = new Hono(); constructor() { this.app.get('/users', h); } }
export const posts = new Hono().get('/posts', h);
//- app.ts
import { Hono } from 'hono';
import { posts } from './users';
export const app = new Hono().route('/known', posts);
export function add(all) { all.forEach((each) => app.route('/api', each.app)); }
`,
    routes: ['GET /users likely', 'GET /known/posts'],
    unresolved: [`'/api': ${inTurn}`],
  },
  {
    name: 'routers that a module exports, by their names and in a loop over these',
    files: `//- routers.ts
export { one } from './one';
export * from './two';
//- one.ts
import { Router } from 'express';
export const one = Router().get('/', h);
//- two.ts
import { Router } from 'express';
export const two = Router().get('/', h);
export default 1;
//- app.ts
import express from 'express';
import * as routers from './routers';
const app = express();
for (const [name, router] of Object.entries(routers)) app.use('/' + name, router);
const named = { in: routers.one };
for (const key in named) app.use('/' + key, named[key]);
`,
    routes: ['GET /one', 'GET /in', 'GET /two'],
  },
];

for (const { name, files, routes, unresolved = [] } of cases)
  test(name, () => {
    const found = linesOf(files);
    assert.deepEqual(
      { routes: found.routes.toSorted(), unresolved: found.unresolved },
      { routes: routes.toSorted(), unresolved },
    );
  });

test('functions that call each other by many ways end, and lead to where they are called', () => {
  const calls = (name: string) => `  ${name}(path, router);\n`.repeat(30);
  const chain = [2, 3, 4, 5, 6, 7].map((at) => `function f${at}(path, router) {\n${calls(`f${at - 1}`)}}\n`);
  const files = `//- app.ts
import express, { Router } from 'express';
const app = express();
const router = Router().get('/x', h);
function f1(path, router) { app.use(path, router); }
${chain.join('')}f7('/a', router);
`;
  assert.deepEqual(linesOf(files).routes, ['GET /a/x']);
});
