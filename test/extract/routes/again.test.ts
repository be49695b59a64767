import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRouteFinder } from '../../../server/src/extract/routes/find-routes.ts';
import { createPrefilter } from '../../../server/src/extract/routes/prefilter.ts';
import { readRouteFacts } from '../../../server/src/extract/routes/reading/read-facts.ts';
import type { Found, RouteInput } from '../../../server/src/extract/routes/search.ts';
import type { Route } from '../../../server/src/model/contract.ts';
import type { RouteFacts } from '../../../server/src/model/route-facts.ts';
import { followIn } from './route-fixture.ts';

const express = "import express, { Router } from 'express';\n";

/** What each file may be; every one leads to others. */
const variants: Readonly<Record<string, readonly string[]>> = {
  'app.ts': [
    `${express}import { users, orders } from './routes';\nimport { base } from './paths';\nconst app = express();\napp.use(base, users);\napp.use('/api', orders);\n`,
    `${express}import { users } from './routes/users';\nimport { add } from './plain';\nconst app = express();\napp.use('/v9', users);\nadd(app);\n`,
    `${express}import * as all from './routes';\nconst app = express();\napp.use(all.users).use(process.env.BASE, all.orders);\n`,
    'export {};\n',
  ],
  'paths.ts': [
    "export const base = '/v1';\nexport const names = ['a', 'b'];\n",
    "export const base = ['/v1', '/v2'];\nexport const names = ['c'];\n",
    'export const base = process.env.BASE;\n',
    "export { base, names } from './other';\n",
  ],
  'other.ts': ["export const base = '/other';\nexport const names = ['x', 'y', 'z'];\n", 'export {};\n'],
  'routes/index.ts': [
    "export * from './users';\nexport { orders } from './orders';\n",
    "export * from './orders';\nexport * from './users';\n",
    "export { orders as users } from './orders';\nexport { users as orders } from './users';\n",
    "export * from '../routes';\n",
  ],
  'routes/users.ts': [
    `${express}import { check } from '../check';\nimport { names } from '../paths';\nexport const users = Router();\nusers.get('/users', check, (req, res) => res.json(req.query.page));\nfor (const name of names) users.post('/' + name, (req) => req.body);\n`,
    `${express}import * as handlers from '../check';\nexport const users = Router();\nusers.route('/users/:id').all(handlers.check).get(handlers.read).put(handlers.read);\n`,
    `${express}import { orders } from './orders';\nexport const users = Router();\nusers.use('/nested', orders);\nusers.get('/users', (req, res) => res.json(req.query.q));\n`,
  ],
  'routes/orders.ts': [
    `${express}import { read } from '../check';\nexport const orders = Router();\norders.get('/orders/:id?', read);\n`,
    `${express}import { base } from '../paths';\nexport const orders = Router();\norders.get(base + '/orders', (req) => req.headers.tenant);\norders.use('/sub', makeRouter());\n`,
    `${express}import { users } from './users';\nexport const orders = Router();\norders.use('/round', users);\nother.get('/somewhere', (req) => req.query);\n`,
  ],
  'check.ts': [
    'export const check = (req, res, next) => next(req.query.limit);\nexport const read = (req, res) => res.json(req.query.sort);\n',
    "import { deep } from './deep';\nexport function check(req, res, next) { deep(req); }\nexport const read = async (req, res) => req.get('x-tenant');\n",
    "export { deep as check, deep as read } from './deep';\n",
  ],
  'deep.ts': [
    'export const deep = (req) => req.query.deep;\n',
    'export const deep = (req, res) => req.params.id;\n',
  ],
  'plain.ts': [
    "import { base } from './paths';\nexport function add(app) { app.get(base, (req) => req.query.plain); }\n",
    "export function add(app) { app.get('/plain', (req) => req.query.plain); app[method]('/x', y); }\n",
  ],
  'extra.ts': [
    "import 'express';\nimport { users } from './routes/users';\nusers.get('/extra', (req) => req.query.more);\n",
    "import 'express';\nimport { orders } from './routes/orders';\norders.get('/extra', (req) => req.query.more);\n",
    "import { all } from './deep';\nall.get('/extra', (req) => req.query.more);\n",
    `${express}const own = express();\nown.use("/more", (req, res) => res.json(req.query.all));\nown.get('/more/own', (req) => req.query.more);\n`,
  ],
  'server.ts': [
    "import { App } from './base';\nimport { CatRoute } from './cat-route';\nnew App([new CatRoute('/cats')], '/api');\n",
    "import { App } from './base';\nimport { CatRoute } from './cat-route';\nimport { base } from './paths';\nconst routes = [];\nroutes.push(new CatRoute('/dogs'), new CatRoute(base));\nnew App(routes, base);\n",
    "import { App } from './base';\nimport { CatRoute } from './cat-route';\nconst given = [[Container.get(CatRoute)], '/given'];\nnew App(...given);\nnew App(load(CatRoute), '/loaded');\n",
  ],
  'base.ts': [
    `${express}export class App { app = express(); constructor(routes, private prefix) { this.mount(routes); } mount(routes) { routes.forEach((route) => this.app.use(this.prefix, route.router)); } }\n`,
    `${express}import { add } from './plain';\nexport class App { app = express(); constructor(routes, prefix) { for (const { router, path } of routes) this.app.use(path, router); add(this.app); } }\n`,
  ],
  'cat-route.ts': [
    `${express}import { read } from './check';\nexport class CatRoute { router = Router(); constructor(private readonly path) { this.router.get('/all', read); this.init(); } init() { this.router.get(this.path, read); } }\n`,
    `${express}import { Above } from './above';\nexport class CatRoute extends Above { constructor(path) { super(path); } }\n`,
  ],
  'above.ts': [
    `${express}export class Above { router = Router(); path = '/above'; constructor(own) { this.router.post(own, (req) => req.query.above); } }\n`,
    'export class Above {}\n',
  ],
  'web/app/items/route.ts': [
    "export async function GET(request) { return new URL(request.url).searchParams.get('page'); }\n",
    "import { handle } from '../../../handle';\nexport const POST = handle(async (request) => request.json());\nexport { GET } from '../more/route';\n",
    "export * from '../more/route';\n",
  ],
  'web/app/more/route.ts': ['export async function GET() {}\n', 'export async function DELETE() {}\n'],
  'web/next.config.js': [
    "module.exports = { basePath: '/web' };\n",
    "import { base } from '../paths';\nexport default { basePath: base };\n",
    'module.exports = {};\n',
  ],
  'nest/main.ts': [
    "app.setGlobalPrefix('global');\n",
    "import { base } from '../paths';\napp.setGlobalPrefix(base, { exclude: ['cats'] });\napp.enableVersioning();\n",
    'export {};\n',
  ],
  'nest/module.ts': [
    "import { RouterModule, Module } from '@nestjs/core';\nimport { tree } from './tree';\n@Module({ imports: [RouterModule.register(tree)] })\nexport class AppModule {}\n",
    'export {};\n',
  ],
  'nest/tree.ts': [
    "import { base } from '../paths';\nimport { CatsModule } from './cats-module';\nexport const tree = [{ path: base, module: CatsModule }];\n",
    "import { CatsModule } from './cats-module';\nexport const tree = [{ path: 'outer', children: [{ path: 'inner', module: CatsModule }] }];\n",
    'export const tree = made();\n',
  ],
  'nest/cats-module.ts': [
    "import { Module } from '@nestjs/common';\nimport { Cats } from './cats';\n@Module({ controllers: [Cats] })\nexport class CatsModule {}\n",
    "import { Module } from '@nestjs/common';\n@Module({ controllers: [] })\nexport class CatsModule {}\n",
  ],
  'nest/cats.ts': [
    "import { Controller, Get, Query } from '@nestjs/common';\n@Controller('cats')\nexport class Cats { @Get(':id') read(@Query('q') q: string) {} }\n",
    "import { Controller, Get } from '@nestjs/common';\nimport { base } from '../paths';\n@Controller({ path: base, version: '2' })\nexport class Cats { @Get() list() {} }\n",
  ],
};
const paths = Object.keys(variants);

interface Edit {
  readonly path: string;
  readonly variant: number;
  readonly lines: number;
  /** Spaces in front of what the first arrow gives. */
  readonly within: number;
  /** What texts that begin with a slash begin with instead. */
  readonly words: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  path: fc.constantFrom(...paths),
  variant: fc.nat(4),
  lines: fc.nat(2),
  within: fc.nat(2),
  words: fc.constantFrom('/', '/', '/more/', '/users/', '/api', ':id?', '*'),
});

/** The texts as edits leave them, with facts that are read once for each text. */
function workspaceOf(own: Readonly<Record<string, string>> = {}) {
  const paths = [...Object.keys(variants), ...Object.keys(own)];
  const texts = new Map(paths.map((path) => [path, own[path] ?? variants[path]?.[0] ?? '']));
  const known = new Map<string, { readonly text: string; readonly facts: RouteFacts }>();
  const asked = { follows: 0 };
  const mayServe = createPrefilter();
  const input = (leadsAsBefore: boolean): RouteInput => ({
    paths: paths.filter((path) => mayServe(path, texts.get(path) ?? '')),
    facts: (path) => {
      const text = texts.get(path);
      const last = known.get(path);
      if (text === undefined || last?.text === text) return last?.facts;
      const facts = readRouteFacts(path, text);
      known.set(path, { text, facts });
      return facts;
    },
    follow: (from, specifier) => {
      asked.follows += 1;
      return followIn(texts, from, specifier);
    },
    leadsAsBefore,
  });
  return { texts, input, asked };
}

test('any sequence of edits leaves what a fresh search finds, in the same order', () => {
  fc.assert(
    fc.property(fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { maxLength: 12 }), (batches) => {
      const { texts, input } = workspaceOf();
      const find = createRouteFinder();
      find(input(false));
      for (const batch of batches) {
        for (const { path, variant, lines, within, words } of batch) {
          const all = variants[path] ?? [];
          const text = (all[variant % all.length] ?? '').replace('=> ', `=> ${' '.repeat(within)}`);
          texts.set(path, '\n'.repeat(lines) + text.replaceAll("'/", `'${words}`));
        }
        assert.deepEqual(find(input(true)), createRouteFinder()(input(false)));
      }
    }),
    { numRuns: 10_000, interruptAfterTimeLimit: 2500, markInterruptAsFailure: false },
  );
});

test('an edit leaves the routes of other files the same objects, and follows only imports that rest on it', () => {
  const { texts, input, asked } = workspaceOf();
  const find = createRouteFinder();
  const before = find(input(false));
  const all = asked.follows;
  asked.follows = 0;
  assert.equal(find(input(true)), before, 'the same where nothing changed');
  assert.equal(asked.follows, 0);
  texts.set('routes/orders.ts', `\n${texts.get('routes/orders.ts')}`);
  const moved = find(input(true));
  assert.equal(asked.follows, 0, 'places alone take no search');
  assert.deepEqual(othersOf(moved), keptOf(moved, before));
  assert.notDeepEqual(moved, before);
  texts.set('routes/orders.ts', `${texts.get('routes/orders.ts')}orders.post('/orders', read);\n`);
  const after = find(input(true));
  assert.deepEqual(othersOf(after), keptOf(after, before));
  assert.equal(after.routes.length, before.routes.length + 1);
  assert.ok(asked.follows > 0 && asked.follows * 2 < all, `${asked.follows} of ${all}`);
});

const middleware = 'own.use("/more", (req, res) => res.json(req.query.all));\n';
/** A path that is typed anew, what was typed there before, and whether that takes a search. */
const retyped: readonly {
  readonly name: string;
  readonly calls: string;
  readonly from: string;
  readonly to: string;
  readonly searches: boolean;
}[] = [
  { name: 'of one route', calls: '', from: "'/it", to: "'/item", searches: false },
  { name: 'of all methods of a chain', calls: '', from: "'/both", to: "'/each", searches: false },
  { name: 'that becomes another one', calls: '', from: "'/it", to: "'/both", searches: false },
  { name: 'with a part that may be missing', calls: '', from: "'/it", to: "'/it/:id?", searches: false },
  { name: 'that is no path any more', calls: '', from: "'/it", to: "'it", searches: true },
  { name: 'that is no text any more', calls: '', from: "'/it'", to: 'it', searches: true },
  { name: 'of what is mounted', calls: '', from: "'/sub", to: "'/below", searches: true },
  {
    name: 'that is registered twice',
    calls: "own.route('/shared').get((req) => req.query.a).get((req) => 1);\n",
    from: "'/shared",
    to: "'/common",
    searches: false,
  },
  {
    name: 'above a loop that takes its items apart',
    calls:
      "own.get('/above', (req) => 1);\nfor (const { word } of [{ word: 'a' }]) own.get('/in/' + word, (req) => 1);\n",
    from: "'/above",
    to: "'/over",
    searches: false,
  },
  { name: 'below middleware', calls: middleware, from: "'/it", to: "'/more/it", searches: true },
  { name: 'that was below middleware', calls: middleware, from: "'/it", to: "'/other", searches: false },
  {
    name: 'with other text too',
    calls: '',
    from: "'/it', (req) => req.query.a",
    to: "'/at', (req) => 1",
    searches: true,
  },
];

for (const { name, calls, from, to, searches } of retyped)
  test(`another path leaves what a fresh search finds: ${name}`, () => {
    const text = `${express}const own = express();\nconst sub = Router();\nown.use('/sub', sub);\n${calls}sub.route('/both').get((req) => req.query.a).put((req) => 1);\nown.get('/it', (req) => req.query.a);\nsub.get('/it', (req) => req.query.b);\nown.use('/twice', sub);\n`;
    const { texts, input, asked } = workspaceOf({ 'own.ts': text });
    const find = createRouteFinder();
    const before = find(input(false));
    asked.follows = 0;
    texts.set('own.ts', text.replaceAll(from, to));
    const after = find(input(true));
    assert.equal(asked.follows > 0, searches);
    const fresh = createRouteFinder()(input(false));
    assert.deepEqual(after, fresh);
    assert.notDeepEqual(after, before);
    texts.set('own.ts', `\n${text}`);
    assert.deepEqual(find(input(true)), createRouteFinder()(input(false)));
    texts.set('own.ts', text);
    assert.deepEqual(find(input(true)), before);
  });

function othersOf({ routes }: Found): readonly Route[] {
  return routes.filter(({ path }) => path !== 'routes/orders.ts');
}

function keptOf({ routes }: Found, before: Found): readonly Route[] {
  return routes.filter((route) => before.routes.includes(route));
}
