import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sketchesOf } from './route-fixture.ts';

test('bodies are known by schemas of valibot and TypeBox, and what is none of a library says nothing', () => {
  const sketches = sketchesOf(`//- fastify.ts
import fastify from 'fastify';
import { Type } from '@sinclair/typebox';
const app = fastify();
const Order = Type.Object({ id: Type.String({ format: 'uuid' }), note: Type.Optional(Type.Integer({ minimum: 1 })) });
app.post('/a', { schema: { body: Order } }, handle);
app.post('/b', { schema: { body: Types.Object({ id: Types.String() }) } }, handle);
async function handle(request, reply) { return {}; }
//- hono.ts
import { Hono } from 'hono';
import * as v from 'valibot';
const app = new Hono();
app.post('/c', vValidator('json', v.object({ at: v.pipe(v.string(), v.isoDate()), to: v.optional(v.picklist(['x', 'y'])) })), (c) => c.json({}));
`);
  const bodies = [...sketches].map(([name, { body }]) => [name, body] as const);
  assert.deepEqual(bodies, [
    [
      'POST /a',
      {
        type: 'object',
        properties: { id: { type: 'string', format: 'uuid' }, note: { type: 'integer', minimum: 1 } },
        required: ['id'],
      },
    ],
    ['POST /b', undefined],
    [
      'POST /c',
      {
        type: 'object',
        properties: { at: { type: 'string', format: 'date' }, to: { type: 'string', enum: ['x', 'y'] } },
        required: ['at'],
      },
    ],
  ]);
});

test('what all of a list ask for is known of two, and of none nothing is', () => {
  const bodies = (schema: string) =>
    sketchesOf(`//- a.ts
import { Hono } from 'hono';
import * as v from 'valibot';
import { Type } from '@sinclair/typebox';
const app = new Hono();
app.post('/a', vValidator('json', ${schema}), (c) => c.json({}));
`).get('POST /a')?.body;
  const both = {
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'string' } },
    required: ['a', 'b'],
  };
  assert.deepEqual(bodies('v.intersect([v.object({ a: v.string() }), v.object({ b: v.string() })])'), both);
  for (const none of ['v.intersect([])', 'v.union([])', 'Type.Intersect([])', 'Type.Union([])'])
    assert.equal(bodies(none), undefined, none);
});

test('bodies are known by tables, tuples and types that are made of others, and nothing of what is not plain', () => {
  const body = (schema: string, declared = '') =>
    sketchesOf(`//- db.ts
import { pgTable, serial, text } from 'drizzle-orm/pg-core';
export const users = pgTable('users', { id: serial().primaryKey(), name: text().notNull(), note: text() });
//- a.ts
import { Hono } from 'hono';
import { z } from 'zod';
import { createInsertSchema } from 'drizzle-zod';
import { users } from './db';
${declared}
const app = new Hono();
app.post('/a', zValidator('json', ${schema}), (c) => c.json({}));
`).get('POST /a')?.body;
  assert.deepEqual(body('createInsertSchema(users).omit({ id: true })'), {
    type: 'object',
    properties: { name: { type: 'string' }, note: { type: ['string', 'null'] } },
    required: ['name'],
  });
  assert.deepEqual(body('z.tuple([z.string()], z.number())'), {
    ...{ type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'number' }, minItems: 1 },
  });
  assert.equal(body('createInsertSchema(others)'), undefined);
  const typed = (type: string) =>
    sketchesOf(`//- a.ts
import express, { type Request } from 'express';
const app = express();
const roles = ['admin', 'user'] as const;
app.post('/a', (request: Request<object, object, ${type}>, response) => response.json({}));
`).get('POST /a')?.body;
  assert.deepEqual(typed("Record<'a' | 'b', [string, number?]>"), {
    type: 'object',
    properties: {
      a: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], minItems: 1, maxItems: 2 },
      b: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], minItems: 1, maxItems: 2 },
    },
    required: ['a', 'b'],
  });
  assert.deepEqual(typed('{ role: (typeof roles)[number] }'), {
    type: 'object',
    properties: { role: { type: 'string', enum: ['admin', 'user'] } },
    required: ['role'],
  });
  assert.deepEqual(typed('{ a: string extends Made ? string : number }'), {
    type: 'object',
    properties: { a: {} },
    required: ['a'],
  });
});
