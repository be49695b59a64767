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
