import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foundIn, linesOf, type RouteCase } from './route-fixture.ts';

const computed = 'The path is computed by a call.';
const environment = 'The path comes from the environment.';

const cases: readonly RouteCase[] = [
  {
    name: 'express: prefixes from the environment, parameters and what is put together of them',
    files: `//- users.ts
import { Router } from 'express';
export const users = Router();
users.get('/', h);
users.get('/:id', h);
//- app.ts
import express from 'express';
import { users } from './users';
const app = express();
const base = \`\${process.env.BASE}/v1\`;
app.use(\`\${base}/users\`, users);
app.get(base + '/orders', h);
app.get(\`\${base}-old/x/y\`, h);
app.get(\`x-\${process.env.X}-old/y\`, h);
app.get('/api/' + process.env.VERSION + '/:id?', h);
app.get(process.env.ALL, h);
export const add = (to, prefix) => { to.use(prefix + '/in', users); };
`,
    routes: [
      'GET …/v1/orders likely',
      'GET …/v1-old/x/y likely',
      'GET …/y likely',
      'GET /api/… likely',
      'GET /api/…/{id} likely',
      'GET …/v1/users likely',
      'GET …/v1/users/{id} likely',
    ],
    unresolved: [
      `\`\${base}/users\`: ${environment}`,
      `base + '/orders': ${environment}`,
      `\`\${base}-old/x/y\`: ${environment}`,
      `\`x-\${process.env.X}-old/y\`: ${environment}`,
      `'/api/' + process.env.VERSION + '/:id?': ${environment}`,
      `process.env.ALL: ${environment}`,
    ],
  },
  {
    name: 'express: what is known stands before and behind, also of mounts within each other',
    files: `//- app.ts
import express, { Router } from 'express';
const app = express();
const api = Router();
const inner = Router();
const known = Router();
inner.get('/a', h);
api.use('/:tenant', inner);
api.use(process.env.INNER, inner);
app.use('/api', known);
known.use(process.env.VERSION, api);
known.get('/b', h);
`,
    routes: ['GET /api/…/{tenant}/a likely', 'GET …/a likely', 'GET /api/b'],
    unresolved: [`process.env.INNER: ${environment}`, `process.env.VERSION: ${environment}`],
  },
  {
    name: 'express: what is mounted at a known path as well is there, and likely',
    files: `//- app.ts
import express, { Router } from 'express';
const app = express();
const users = Router();
users.get('/users', h);
app.use('/v1', users);
app.use(process.env.OLD, users);
app.use('/files', express.static('files'), (req, res) => {});
`,
    routes: ['GET /v1/users likely', 'GET …/users likely', 'ANY /files', 'ANY /files/{rest*}'],
    unresolved: [`process.env.OLD: ${environment}`],
  },
  {
    name: 'express: handlers alone are nowhere where it is not known',
    files: `//- app.ts
import express, { Router } from 'express';
const app = express();
const api = Router();
api.use('/alone', (req, res) => {});
app.use(process.env.BASE, api);
`,
    routes: [],
    unresolved: [`process.env.BASE: ${environment}`],
  },
  {
    name: 'koa, hono and fastify: prefixes of routers, apps and plugins',
    files: `//- koa.ts
import Koa from 'koa';
import Router from '@koa/router';
const router = new Router({ prefix: config.get('prefix') });
router.get('/koa', h);
const chained = new Router().prefix(process.env.KOA);
chained.get('/chained/:id', h);
new Koa().use(router.routes()).use(chained.routes());
//- hono.ts
import { Hono } from 'hono';
const app = new Hono().basePath(process.env.HONO);
app.get('/hono', h);
const whole = new Hono();
whole.route(process.env.OTHER, app);
whole.get('/whole', h);
export default whole;
//- fastify.ts
import Fastify from 'fastify';
const app = Fastify();
app.register(async (own) => { own.get('/fastify', h); }, { prefix: process.env.FASTIFY });
app.register(async (own) => { own.get('/known', h); }, { prefix: '/v1' });
`,
    routes: [
      'GET …/fastify likely',
      'GET /v1/known',
      'GET …/hono likely',
      'GET /whole',
      'GET …/koa likely',
      'GET …/chained/{id} likely',
    ],
    unresolved: [
      `process.env.FASTIFY: ${environment}`,
      `process.env.HONO: ${environment}`,
      `process.env.OTHER: ${environment}`,
      `config.get('prefix'): ${computed}`,
      `process.env.KOA: ${environment}`,
    ],
  },
  {
    name: 'nestjs: a global prefix of which the end is known, and what is excluded from it',
    files: `//- main.ts
app.setGlobalPrefix(\`\${config.get('prefix')}/v1\`, { exclude: ['health'] });
app.enableVersioning({ type: VersioningType.URI });
//- users.controller.ts
@Controller({ path: 'users', version: '2' })
export class Users { @Get(':id') one() {} }
//- health.controller.ts
@Controller('health')
export class Health { @Get() get() {} }
`,
    routes: ['GET /health likely', 'GET …/v1/v2/users/{id} likely'],
    unresolved: [`\`\${config.get('prefix')}/v1\`: ${computed}`],
  },
  {
    name: 'nestjs: with a default the prefix is known, if not surely',
    files: `//- main.ts
app.setGlobalPrefix(process.env.PREFIX ?? 'api');
//- users.controller.ts
@Controller('users')
export class Users { @Get() all() {} }
`,
    routes: ['GET /api/users likely'],
    unresolved: [`process.env.PREFIX ?? 'api': ${environment}`],
  },
];

for (const { name, files, routes, unresolved = [] } of cases)
  test(`a prefix that is not known, ${name}`, () => {
    assert.deepEqual(linesOf(files), { routes, unresolved });
  });

test('one prefix that is not known is the same wherever it is used', () => {
  const sources = (...prefixes: readonly string[]) => {
    const uses = prefixes.map((prefix, at) => `app.get(\`\${${prefix}}/${at}\`, h);`);
    const { routes } = foundIn(`//- app.ts
import express from 'express';
import { prefix } from './prefix';
const app = express();
const made = config.get('prefix');
${uses.join('\n')}
//- prefix.ts
export const prefix = process.env.PREFIX;
`);
    return new Set(routes.map(({ beneath }) => JSON.stringify(beneath?.source))).size;
  };
  assert.equal(sources('prefix', 'prefix'), 1);
  assert.equal(sources('prefix', 'process.env.PREFIX'), 1);
  assert.equal(sources('made', 'made'), 1);
  assert.equal(sources('prefix', 'process.env.OTHER'), 2);
  assert.equal(sources('made', "config.get('prefix')"), 2);
});
