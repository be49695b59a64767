import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, readLinesOf } from './route-fixture.ts';

const factory = `//- factory.ts
import { createFactory } from 'hono/factory';
export const factory = createFactory<Env>({ initApp: (app) => { app.get('/begun', (c) => c.text('x')); } });
export const createHono = factory.createApp;
export const createRoute = factory.createHandlers;
export const make = () => factory.createApp();
export const makeMore = () => { const app = make(); app.get('/more', (c) => c.text('')); return app; };
`;

const users = `//- users.ts
import { zValidator } from '@hono/zod-validator';
import { z } from 'zod';
import { factory, createHono, createRoute } from './factory';
export const list = factory.createHandlers(zValidator('query', z.object({ page: z.string() })), async (c) => c.json(c.req.query('q')));
export const one = createRoute(async (c) => c.json(c.req.param('id')));
export const users = factory.createApp().get('/', ...list).get('/:id', ...one);
export const orders = createHono().get(...list).post('/', auth, ...factory.createHandlers((c) => c.json(1)));
`;

test('hono: factories make apps and lists of handlers, and begin the apps', () => {
  const files = `${factory}${users}//- app.ts
import { createFactory } from 'hono/factory';
import { users, orders } from './users';
const { createApp } = createFactory();
const app = createApp().basePath('/api');
app.route('/users', users);
app.route('/orders', orders);
`;
  const { routes, unresolved } = linesOf(files);
  assert.deepEqual(
    routes.filter((line) => !line.endsWith('/more')),
    [
      'GET /begun',
      'GET /api/users/begun',
      'GET /api/orders/begun',
      'GET /api/users',
      'GET /api/users/{id}',
      'GET /api/orders',
      'POST /api/orders',
    ],
  );
  assert.deepEqual(unresolved, []);
  assert.deepEqual(
    readLinesOf(files).filter((line) => !/begun|more/.test(line)),
    [
      'GET /api/users: query page likely, query q',
      'GET /api/users/{id}: path id',
      'GET /api/orders: query page likely, query q',
      'POST /api/orders: ',
    ],
  );
});

test('hono: a function of the workspace makes another app for each call, also within another one', () => {
  const { routes } = linesOf(`${factory}//- carts.ts
import { makeMore } from './factory';
const app = makeMore();
app.get('/carts', (c) => c.text(''));
export default app;
//- tags.ts
import { makeMore } from './factory';
const app = makeMore();
app.get('/tags', (c) => c.text(''));
export default app;
//- app.ts
import { Hono } from 'hono';
import carts from './carts';
import tags from './tags';
new Hono().route('/a', carts).route('/b', tags);
`);
  assert.deepEqual(
    routes.filter((line) => !line.endsWith('/begun')),
    ['GET /a/carts', 'GET /a/more', 'GET /b/more', 'GET /b/tags'],
  );
});

test('hono: what another package makes is no app, and its handlers are not known', () => {
  const files = `//- app.ts
import { Hono } from 'hono';
import { createFactory } from 'other';
const made = createFactory().createApp();
made.get('/made', (c) => c.text(''));
const app = new Hono();
app.get('/spread', ...gone);
app.get(...gone);
app.get('/own', ...own());
function own() { return [auth, (c) => c.json(c.req.query('q'))]; }
`;
  const { routes, unresolved } = linesOf(files);
  assert.deepEqual(routes, ['GET /spread', 'GET /own']);
  assert.deepEqual(unresolved, ['...gone: What is registered here is not known.']);
  assert.deepEqual(readLinesOf(files), ['GET /spread: ?', 'GET /own: query q']);
});
