import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, type RouteCase } from './route-fixture.ts';

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
const pathOf = (name) => '/' + name;
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

for (const { name, files, routes, unresolved = [] } of [...chains, ...casts])
  test(name, () => assert.deepEqual(linesOf(files), { routes, unresolved }));
