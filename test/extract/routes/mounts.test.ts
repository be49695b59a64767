import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foundIn, linesOf, type RouteCase } from './route-fixture.ts';

const api = `//- api.ts
import { Router } from 'express';
export const router = Router();
router.get('/one', h);
//- auth.ts
export function auth(req, res, next) { next(); }
export const checked = (req, res, next) => next();
export class Guard { check(req, res, next) { next(); } static open(req, res, next) { next(); } }
export const limited = (max) => (req, res, next) => next();
export const all = [auth, checked];
export const PREFIX = '/v1';
export const prefixOf = (name) => \`/of/\${name}\`;
`;

const open = 'GET …/one likely';

/** What stands before the router, and where its route is then. */
const firsts: readonly (readonly [first: string, ...routes: readonly string[]])[] = [
  ['auth', 'GET /one'],
  ['checked', 'GET /one'],
  ['all', 'GET /one'],
  ['[auth, checked]', 'GET /one'],
  ['limited(1)', 'GET /one'],
  ['limiter', 'GET /one'],
  ['rateLimit({ max: 1 })', 'GET /one'],
  ['passport.authenticate("jwt")', 'GET /one'],
  ['Guard.open', 'GET /one'],
  ['new Guard().check', 'GET /one'],
  ['guard.check.bind(guard)', 'GET /one'],
  ['typed', 'GET /one'],
  ['{ handle: auth }', 'GET /one'],
  ['strict ? auth : checked', 'GET /one'],
  // It may be a path, and nobody calls a path so.
  ['requireAuth', 'GET /one likely'],
  ['gone', 'GET /one likely'],
  ['this.auth', 'GET /one likely'],
  ['make().firebaseAuth', 'GET /one likely'],
  // Paths, wherever they are written.
  ['PREFIX', 'GET /v1/one'],
  ['`${PREFIX}/x`', 'GET /v1/x/one'],
  ['prefixOf("a")', 'GET /of/a/one'],
  ['["/a", PREFIX]', 'GET /a/one', 'GET /v1/one'],
  ['strict ? "/s" : "/t"', 'GET /s/one likely', 'GET /t/one likely'],
  ['process.env.BASE ?? "/base"', 'GET /base/one likely'],
  // Of what is called like a path and not known the end is.
  ['process.env.BASE', open],
  ['API_BASE', open],
  ['basePath', open],
  ['routes.users', open],
  ['config.get("apiPrefix")', open],
  ['PREFIX.concat(other)', open],
  ['path.posix.join("/a", other)', open],
];
for (const [first, ...routes] of firsts)
  test(`express: ${first} before a router`, () => {
    const files = `${api}//- app.ts
import express from 'express';
import path from 'node:path';
import config from 'config';
import passport from 'passport';
import rateLimit from 'express-rate-limit';
import { requireAuth, basePath } from '@acme/http';
import { auth, checked, all, limited, Guard, PREFIX, prefixOf } from './auth';
import { router } from './api';
const app = express();
const limiter = rateLimit({ max: 1 });
const guard = new Guard();
const typed: RequestHandler = wrap(hidden)(1);
app.use(${first}, router);
`;
    const found = linesOf(files);
    assert.deepEqual(found.routes, routes);
    const isTold = routes[0] === open || first.startsWith('process');
    assert.equal(found.unresolved.length, isTold ? 1 : 0, found.unresolved.join('\n'));
  });

const cases: readonly RouteCase[] = [
  {
    name: 'express: imports that wait, lists that are spread, and methods that make routers are mounted where it says',
    files: `${api}//- two.ts
import { Router } from 'express';
const two = Router();
two.get('/two', h);
export default two;
//- app.ts
import express from 'express';
import { router } from './api';
const app = express();
app.use('/await', (await import('./two')).default);
app.use('/require', require('./two').default);
import('./two').then((m) => app.use('/then', m.default));
import('./two').then(({ default: two }) => { app.use('/taken', two); });
const pair = ['/pair', router] as const;
app.use(...pair);
app.use('/spread', ...[auth, router]);
class Server {
  constructor(private readonly app: express.Application) {
    this.app.use('/method', this.inner());
  }
  inner() {
    const inner = express.Router();
    inner.get('/three', h);
    return inner;
  }
}
new Server(app);
`,
    routes: [
      'GET /pair/one',
      'GET /spread/one',
      'GET /method/three',
      'GET /await/two',
      'GET /require/two',
      'GET /then/two',
      'GET /taken/two',
    ],
  },
  {
    name: 'express: what is mounted under a condition is likely, and nothing in its place is no doubt',
    files: `${api}//- app.ts
import express, { Router } from 'express';
const app = express();
const dev = Router();
dev.get('/dev', h);
const extra = Router();
extra.get('/extra', h);
const other = Router();
other.get('/other', h);
app.use('/d', process.env.NODE_ENV !== 'production' && dev);
app.use(...(isOn ? [extra] : []));
app.use('/o', strict && isOn ? other : undefined);
`,
    routes: ['GET /one likely', 'GET /d/dev likely', 'GET /extra likely', 'GET /o/other likely'],
  },
  {
    name: 'express: what is looked for while the program runs is said, and what is spread from nowhere',
    files: `${api}//- app.ts
import express from 'express';
import { readdirSync } from 'node:fs';
const app = express();
readdirSync('routes').forEach((file) => app.use('/api', require(\`./routes/\${file}\`)));
for (const file of files) { const { default: found } = await import(file); app.use('/found', found); }
app.use(...listed());
require(file)(app);
`,
    routes: ['GET /one likely'],
    unresolved: [
      "'/api': What is mounted here is looked for while the program runs.",
      "'/found': What is mounted here is looked for while the program runs.",
      '...listed(): What is mounted here in turn cannot be followed.',
      'require(file)(app): What registers here is looked for while the program runs.',
    ],
  },
  {
    name: 'express: a function that is mounted serves what is below, and what a package makes may',
    files: `//- app.ts
import express from 'express';
import { graphqlHTTP } from 'express-graphql';
const app = express();
app.use('/webhook', (req, res) => { res.sendStatus(200); });
app.use('/rpc', express.json(), handle);
app.use('/graphql', graphqlHTTP({ schema }));
function handle(req, res) { res.end(); }
`,
    routes: ['ANY /webhook', 'ANY /webhook/{rest*}', 'ANY /rpc', 'ANY /rpc/{rest*}'],
    unresolved: ["'/graphql': What is mounted here may serve what is below it."],
  },
  {
    name: 'express: before routes it is middleware, behind them it answers what is not found, and files are no routes',
    files: `//- app.ts
import express from 'express';
import cors from 'cors';
const app = express();
app.use('/api', cors());
app.use('/api', (req, res, next) => next());
app.get('/api/orders', h);
app.use('/api', (req, res) => { res.sendStatus(404); });
app.use('/', (req, res) => { res.sendStatus(404); });
app.use((req, res) => { res.sendStatus(404); });
app.use('/public', express.static('public'));
`,
    routes: ['GET /api/orders'],
  },
];
for (const { name, files, routes, unresolved = [] } of cases)
  test(name, () => {
    assert.deepEqual(linesOf(files), { routes, unresolved });
  });

test('what may serve is below where it is mounted', () => {
  const { unresolved } = foundIn(`//- app.ts
import express from 'express';
const app = express();
app.use('/graphql', make());
`);
  assert.deepEqual(
    unresolved.map(({ below }) => below),
    [['/graphql']],
  );
});

test('express and koa ignore capital letters unless they are told not to', () => {
  const { routes } = foundIn(`//- app.ts
import express, { Router } from 'express';
import Koa from 'koa';
import KoaRouter from '@koa/router';
const app = express();
app.get('/Default', h);
const heeding = Router({ caseSensitive: true });
heeding.get('/Inner', h);
app.use('/in', heeding);
const told = express();
told.set('case sensitive routing', true);
told.get('/Told', h);
const enabled = express();
enabled.enable('case sensitive routing');
enabled.use('/Both', heeding);
const off = express();
off.set('case sensitive routing', false);
off.get('/Off', h);
const router = new KoaRouter({ sensitive: true });
router.get('/Koa', h);
`);
  assert.deepEqual(
    routes.map(({ template, ignoresCase = false }) => `${template} ${ignoresCase}`),
    ['/Default true', '/in/Inner true', '/Both/Inner false', '/Told false', '/Off true', '/Koa false'],
  );
});
