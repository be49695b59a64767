import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, type RouteCase, readLinesOf } from './route-fixture.ts';

const base = `//- base.ts
import { Router } from 'express';
export abstract class Base {
  protected router = Router();
  constructor(protected readonly path = '/none') { this.router.get('/health', (req, res) => res.json(1)); }
  getRouter() { return this.router; }
  get exposed() { return this.router; }
  getPath(): string { return this.path; }
  protected list = (req, res) => res.json(req.query.page);
}
`;

const cases: readonly RouteCase[] = [
  {
    name: 'each class has a router of its own of what its base class makes, with what that registers',
    files: `${base}//- users.ts
import { Base } from './base';
export class Users extends Base {
  constructor() { super(); this.router.get('/', h); this.init(); }
  private init() { this.router.post('/new', h); }
}
export class Orders extends Base {
  constructor() { super(); this.router.get('/open', h); }
}
export class Carts extends Base {
  constructor() { super('/carts'); this.router.get('/full', h).put(this.path, h); }
}
//- app.ts
import express from 'express';
import { Users, Orders, Carts } from './users';
const app = express();
app.use('/users', new Users().router);
app.use('/orders', new Orders().getRouter());
const carts = new Carts();
app.use(carts.getPath(), carts.exposed);
`,
    routes: [
      'GET /users/health',
      'GET /orders/health',
      'GET /carts/health',
      'GET /users',
      'POST /users/new',
      'GET /orders/open',
      'GET /carts/full',
      'PUT /carts/carts',
    ],
  },
  {
    name: 'a class that nobody mounts is likely where it begins, and what is mounted in turn is listed',
    files: `${base}//- lonely.ts
import { Base } from './base';
export class Lonely extends Base { constructor() { super(); this.router.get('/lonely', h); } }
//- app.ts
import express from 'express';
const app = express();
function mount(all) { all.forEach((each) => app.use('/api', each.router)); }
`,
    routes: ['GET /health likely', 'GET /lonely likely'],
    unresolved: ["'/api': What is mounted here in turn cannot be followed."],
  },
  {
    name: 'two classes of a file have different routers, and fields that are declared and then set',
    files: `//- app.ts
import express, { Router } from 'express';
class A { router = Router(); constructor() { this.router.get('/a', h); } }
class B {
  private router: Router;
  constructor() { this.router = Router(); this.router.get('/b', h); }
  get routes() { return this.router; }
}
const app = express();
app.use('/one', new A().router);
app.use('/two', new B().routes);
`,
    routes: ['GET /one/a', 'GET /two/b'],
  },
  {
    name: 'what a class is made with says where it is mounted, for each of several',
    files: `//- app.ts
import express, { Router } from 'express';
class Crud {
  router = Router();
  constructor(private name: string) { this.router.get('/list', h); }
  getPath() { return \`/crud/\${this.name}\`; }
}
class Named extends Crud { constructor(name) { super(name + 's'); } }
const app = express();
for (const each of [new Crud('a'), new Crud('b')]) app.use(each.getPath(), each.router);
const named = new Named('c');
app.use(named.getPath(), named.router);
const unknown = new Crud(process.env.NAME);
app.use(unknown.getPath(), unknown.router);
`,
    routes: ['GET /crud/a/list', 'GET /crud/b/list', 'GET /crud/cs/list', 'GET …/list likely'],
    unresolved: ['unknown.getPath(): The path is computed by a call.'],
  },
  {
    name: 'a default class that is abstract, and a base class that is not found',
    files: `//- base.ts
import { Router } from 'express';
export default abstract class Base { public router: Router; constructor() { this.router = Router(); } }
//- app.ts
import express from 'express';
import Base from './base';
import { Gone } from 'somewhere';
class Found extends Base { constructor() { super(); this.router.get('/found', h); } }
class Lost extends Gone { constructor() { super(); this.router.get('/lost', h); } }
const app = express();
app.use('/f', new Found().router);
app.use('/l', new Lost().router);
`,
    routes: ['GET /f/found'],
    unresolved: [
      "'/lost': It is not known what router this is registered on.",
      "'/l': What is mounted here cannot be followed.",
    ],
  },
  {
    name: 'a router with a prefix of its own in a base class is not told apart, and all of it likely',
    files: `//- app.ts
import Koa from 'koa';
import Router from '@koa/router';
class Base { router = new Router({ prefix: '/v1' }); }
class Users extends Base { constructor() { super(); this.router.get('/users', h); } }
new Koa().use(new Users().router.routes());
`,
    routes: ['GET /v1/users likely'],
  },
  {
    name: 'a method of a router in a field that is computed is listed',
    files: `//- app.ts
import { Router } from 'express';
class Base {
  router = Router();
  set(all) { for (const { method, path } of all) this.router[method](path, h); }
}
`,
    routes: [],
    unresolved: ['path: The method is computed.'],
  },
];

for (const { name, files, routes, unresolved = [] } of cases)
  test(name, () => {
    assert.deepEqual(linesOf(files), { routes, unresolved });
  });

test('handlers that are inherited are read, and called by their names', () => {
  const files = `${base}//- app.ts
import express from 'express';
import { Base } from './base';
class Users extends Base { constructor() { super(); this.router.get('/', this.list); this.router.post('/', this.gone); } }
express().use('/users', new Users().router);
`;
  assert.deepEqual(readLinesOf(files), ['GET /users: query page', 'POST /users: ?', 'GET /users/health: ']);
});
