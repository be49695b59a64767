import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foundIn } from './route-fixture.ts';

const named = (files: string) =>
  foundIn(files).routes.map(({ method, template, handler }) => `${method} ${template} ${handler}`);

test('a route is called like the function that handles it, wherever that is written', () => {
  const files = `//- app.ts
import express from 'express';
const app = express();
app.get('/a', list);
app.delete('/b/:id', async function removeB(request, response) { response.status(204).end(); });
app.get('/c', function* steps() {});
app.get('/d', wrap(function listD() {}));
app.get('/e', function checked() {}, orders.list);
`;
  assert.deepEqual(named(files), [
    'GET /a list',
    'DELETE /b/{id} removeB',
    'GET /c steps',
    'GET /d listD',
    'GET /e list',
  ]);
});

test('without a name of its own it has none', () => {
  const files = `//- app.ts
import fastify from 'fastify';
const app = fastify();
app.get('/a', async function (request) {});
app.get('/b', function checked() {}, async (request) => []);
app.route({ method: 'GET', url: '/c', async handler(request) { function inner() {} } });
`;
  assert.deepEqual(named(files), ['GET /a undefined', 'GET /b undefined', 'GET /c undefined']);
});
