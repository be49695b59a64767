import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sketchesOf } from './route-fixture.ts';

test('what a handler of Fastify gives back is answered, beside what it sends, and not what functions in it give', () => {
  const text = { type: 'string' };
  const files = `//- fastify.ts
import fastify from 'fastify';
const app = fastify();
app.get('/h/:id', async (request, reply) => { const a = list.map((one) => { return one.id; }); return a ? \`\${a}\` : reply.code(404).send(); });
app.get('/i', async (request, reply) => { if (!x) return refuse(reply, 403); reply.code(201); return { id: 'x' }; });
app.get('/j', async (request, reply) => { list.map((one) => { return one.id; }); return reply.code(204).send(); });
app.get('/k', async (request, reply) => (x?.y ?? z ? reply.code(304).send() : load()));
`;
  const sketches = {
    'GET /h/{id}': {
      parameters: [{ name: 'id', in: 'path', isRequired: true }],
      responses: [{ status: '200' }, { status: '404' }],
    },
    'GET /i': {
      parameters: [],
      responses: [{ status: '201', schema: { type: 'object', properties: { id: text }, required: ['id'] } }],
    },
    'GET /j': { parameters: [], responses: [{ status: '204' }] },
    'GET /k': { parameters: [], responses: [{ status: '200' }, { status: '304' }] },
  };
  const found = sketchesOf(files);
  for (const [key, sketch] of Object.entries(sketches)) assert.deepEqual(found.get(key), sketch, key);
});
