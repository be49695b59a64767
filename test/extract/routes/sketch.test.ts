import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RouteSketch } from '../../../server/src/model/route-sketch.ts';
import { sketchesOf } from './route-fixture.ts';

interface SketchCase {
  readonly name: string;
  readonly files: string;
  readonly sketches: Readonly<Record<string, RouteSketch>>;
}

const text = { type: 'string' };
const whole = { type: 'integer' };

const order = {
  type: 'object',
  properties: {
    id: text,
    total: { type: 'number' },
    note: text,
    state: { type: 'string', enum: ['open', 'paid'] },
    lines: { type: 'array', items: { type: 'object', properties: { sku: text }, required: ['sku'] } },
    created: { type: 'string', format: 'date-time' },
    owner: { type: ['string', 'null'] },
  },
  required: ['id', 'total', 'state', 'lines', 'created', 'owner'],
};

const zod: readonly SketchCase[] = [
  {
    name: 'zod: what parses the body, with each kind of schema',
    files: `//- app.ts
import express from 'express';
import { z } from 'zod';
import { address } from './address';
const app = express();
const query = z.object({ page: z.coerce.number().int().min(1).optional(), sort: z.enum(['a', 'b']) });
const order = z.object({
  id: z.string().uuid(), mail: z.email(), age: z.number().min(18).max(99), tags: z.array(z.string().min(1)).max(5),
  isNew: z.boolean().default(true), kind: z.literal('order'), either: z.union([z.string(), z.number()]).nullable(),
  site: z.string().url().nullish(), meta: z.record(z.string(), z.number()), at: z.date(), other: custom(),
  address: address.partial(),
}).strict();
app.post('/orders/:id', (req, res) => {
  const { page } = query.parse(req.query);
  const body = order.omit({ meta: true }).parse(req.body);
  res.status(201).json({ id: body.id, count: 1, isOk: true, name: \`x\${page}\`, at: new Date().toISOString(), tags: ['a'] });
});
//- address.ts
import { z } from 'zod';
export const address = z.object({ deep: z.object({ deeper: z.object({ deepest: z.array(z.object({ x: z.string() })) }) }) });
`,
    sketches: {
      'POST /orders/{id}': {
        parameters: [
          { in: 'path', name: 'id', isRequired: true },
          { in: 'query', name: 'page', isRequired: false, schema: { type: 'integer', minimum: 1 } },
          { in: 'query', name: 'sort', isRequired: true, schema: { type: 'string', enum: ['a', 'b'] } },
        ],
        body: {
          type: 'object',
          properties: {
            id: { type: 'string', format: 'uuid' },
            mail: { type: 'string', format: 'email' },
            age: { type: 'number', minimum: 18, maximum: 99 },
            tags: { type: 'array', items: { type: 'string', minLength: 1 }, maxItems: 5 },
            isNew: { type: 'boolean', default: true },
            kind: { type: 'string', const: 'order' },
            either: { anyOf: [text, { type: 'number' }, { type: 'null' }] },
            site: { type: ['string', 'null'], format: 'uri' },
            at: { type: 'string', format: 'date-time' },
            other: {},
            address: {
              type: 'object',
              properties: {
                deep: {
                  type: 'object',
                  properties: {
                    deeper: {
                      type: 'object',
                      properties: {
                        deepest: {
                          type: 'array',
                          items: { type: 'object', properties: { x: text }, required: ['x'] },
                        },
                      },
                      required: ['deepest'],
                    },
                  },
                  required: ['deeper'],
                },
              },
            },
          },
          additionalProperties: false,
          required: ['id', 'mail', 'age', 'tags', 'kind', 'either', 'at', 'other', 'address'],
        },
        responses: [
          {
            status: '201',
            schema: {
              type: 'object',
              properties: {
                id: {},
                count: whole,
                isOk: { type: 'boolean' },
                name: text,
                at: { type: 'string', format: 'date-time' },
                tags: { type: 'array', items: text },
              },
              required: ['id', 'count', 'isOk', 'name', 'at', 'tags'],
            },
          },
        ],
      },
    },
  },
  {
    name: 'zod: in middleware, of Hono, and in the definition of a route',
    files: `//- app.ts
import express from 'express';
import { z } from 'zod';
const app = express();
app.put('/a', validate({ body: z.object({ a: z.string() }) }), (req, res) => { res.sendStatus(204); });
app.put('/b', validateBody(z.object({ b: z.string() })), (req, res) => res.status(code).json({}));
//- hono.ts
import { OpenAPIHono, createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
const app = new OpenAPIHono();
app.post('/c', zValidator('json', z.object({ c: z.string() })), (c) => c.json({ ok: true }, 201));
app.openapi(createRoute({
  method: 'post', path: '/d',
  request: { body: { content: { 'application/json': { schema: z.object({ d: z.string() }) } } } },
  responses: { 200: { content: { 'application/json': { schema: z.object({ e: z.string() }) } }, description: 'Fine' } },
}), (c) => c.json(x));
`,
    sketches: {
      'PUT /a': {
        parameters: [],
        body: { type: 'object', properties: { a: text }, required: ['a'] },
        responses: [{ status: '204' }],
      },
      'PUT /b': {
        parameters: [],
        body: { type: 'object', properties: { b: text }, required: ['b'] },
        responses: [],
      },
      'POST /c': {
        parameters: [],
        body: { type: 'object', properties: { c: text }, required: ['c'] },
        responses: [
          {
            status: '201',
            schema: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] },
          },
        ],
      },
      'POST /d': {
        parameters: [],
        body: { type: 'object', properties: { d: text }, required: ['d'] },
        responses: [{ status: '200', schema: { type: 'object', properties: { e: text }, required: ['e'] } }],
      },
    },
  },
];

const types: readonly SketchCase[] = [
  {
    name: 'types: of the request, the answer and what is asserted, from other files',
    files: `//- app.ts
import express, { type Request, type Response } from 'express';
import type { Order } from './types';
import { type Paging as Page } from './types';
const app = express();
interface Recursive { inner?: Recursive; keep: Unknown }
app.post('/a/:id', async (req: Request<{ id: string }, Order, Omit<Order, 'id' | 'lines'>, Page>, res: Response<Order>) => {
  res.json(await create(req.body));
});
app.post('/b', (req, res) => { const body = req.body as Recursive; res.status(404).json({ error: 'x' }); res.json(find() as Order[]); });
app.post('/c', (req, res) => { const { a, b } = req.body; use(req.body.c); });
app.post('/d', (req, res) => { const dto: Pick<Page, 'page'> = req.body; const found: Page = load(); res.json(found); });
app.get('/e', (req, res) => { res.json(req.body.x); });
//- types.ts
enum State { Open = 'open', Paid = 'paid' }
export interface Base { readonly id: string; total: number }
export interface Order extends Base {
  note?: string
  state: State
  lines: Array<{ sku: string }>;
  created: Date;
  owner: string | null;
  toString(): string;
}
export type Paging = Partial<{ page: number; by: 'a' | 'b' | undefined }>;
`,
    sketches: {
      'POST /a/{id}': {
        parameters: [
          { in: 'path', name: 'id', isRequired: true, schema: text },
          { in: 'query', name: 'page', isRequired: false, schema: { type: 'number' } },
          { in: 'query', name: 'by', isRequired: false, schema: { type: 'string', enum: ['a', 'b'] } },
        ],
        body: {
          type: 'object',
          properties: {
            total: { type: 'number' },
            note: text,
            state: order.properties.state,
            created: order.properties.created,
            owner: order.properties.owner,
          },
          required: ['total', 'state', 'created', 'owner'],
        },
        responses: [{ status: '200', schema: order }],
      },
      'POST /b': {
        parameters: [],
        body: { type: 'object', properties: { inner: {}, keep: {} }, required: ['keep'] },
        responses: [
          { status: '200', schema: { type: 'array', items: order } },
          { status: '404', schema: { type: 'object', properties: { error: text }, required: ['error'] } },
        ],
      },
      'POST /c': {
        parameters: [],
        body: { type: 'object', properties: { a: {}, b: {}, c: {} } },
        responses: [],
      },
      'POST /d': {
        parameters: [],
        body: { type: 'object', properties: { page: { type: 'number' } } },
        responses: [
          {
            status: '200',
            schema: {
              type: 'object',
              properties: { page: { type: 'number' }, by: { type: 'string', enum: ['a', 'b'] } },
            },
          },
        ],
      },
      'GET /e': { parameters: [], responses: [{ status: '200' }] },
    },
  },
  {
    name: 'nestjs: classes with decorators, return types and statuses',
    files: `//- a.controller.ts
import { CreateDto } from './dto';
@Controller('a')
export class A {
  @Post(':id') create(@Param('id', ParseIntPipe) id: number, @Body() dto: CreateDto, @Query('dry') dry?: boolean): Promise<Out> {}
  @Delete() @HttpCode(204) remove(): Promise<void> {}
  @Put() @HttpCode(HttpStatus.ACCEPTED) put(@Body('name') name: string) {}
}
type Out = { id: number }[];
//- dto.ts
export class CreateDto extends Base {
  static create() { return new CreateDto(); }
  @IsString() @MinLength(2) name: string;
  @IsOptional() @IsInt() @Min(1) count = 1;
  @IsOptional() @IsInt() @Min(1) age: number;
  @IsEmail() readonly mail!: string;
  @IsIn(['x', 'y']) kind: string
  @IsString({ each: true }) tags: string[];
  private secret: string;
}
class Base { base?: boolean }
`,
    sketches: {
      'POST /a/{id}': {
        parameters: [
          { in: 'path', name: 'id', isRequired: true, schema: { type: 'number' } },
          { in: 'query', name: 'dry', isRequired: false, schema: { type: 'boolean' } },
        ],
        body: {
          type: 'object',
          properties: {
            base: { type: 'boolean' },
            name: { type: 'string', minLength: 2 },
            age: { type: 'integer', minimum: 1 },
            mail: { type: 'string', format: 'email' },
            kind: { type: 'string', enum: ['x', 'y'] },
            tags: { type: 'array', items: text },
          },
          required: ['name', 'mail', 'kind', 'tags'],
        },
        responses: [
          {
            status: '201',
            schema: {
              type: 'array',
              items: { type: 'object', properties: { id: { type: 'number' } }, required: ['id'] },
            },
          },
        ],
      },
      'DELETE /a': { parameters: [], responses: [{ status: '204' }] },
      'PUT /a': {
        parameters: [],
        body: { type: 'object', properties: { name: text } },
        responses: [{ status: '202' }],
      },
    },
  },
  {
    name: 'a text that is sent is no JSON, and a body of which nothing is known is one',
    files: `//- app.ts
import express from 'express';
const app = express();
app.get('/text', (req, res) => { res.send('ok'); });
app.get('/json', (req, res) => { res.json('ok'); });
app.get('/truth', (req, res) => { res.send(true); });
app.post('/echo', (req, res) => { res.json(req.body); });
app.post('/none', (req, res) => { res.end('ok'); });
//- koa.ts
import Router from '@koa/router';
const router = new Router();
router.get('/koa', (ctx) => { ctx.body = 'ok'; });
`,
    sketches: {
      'GET /text': { parameters: [], responses: [{ status: '200' }] },
      'GET /json': { parameters: [], responses: [{ status: '200', schema: text }] },
      'GET /truth': { parameters: [], responses: [{ status: '200', schema: { type: 'boolean' } }] },
      'POST /echo': { parameters: [], body: {}, responses: [{ status: '200' }] },
      'POST /none': { parameters: [], responses: [{ status: '200' }] },
      'GET /koa likely': { parameters: [], responses: [{ status: '200' }] },
    },
  },
  {
    name: 'koa, fastify and next: contexts, generics, JSON schemas and answers',
    files: `//- koa.ts
import Router from '@koa/router';
const router = new Router();
router.post('/koa', async (ctx) => { const { name } = ctx.request.body; ctx.status = 201; ctx.body = { name, n: 1 }; });
//- fastify.ts
import fastify from 'fastify';
const app = fastify();
app.post('/f', { schema: { body: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }, response: { 200: { type: 'object' } } } }, handle);
app.post('/g', async (request: FastifyRequest<{ Body: { g: string } }>, reply) => reply.code(201).send({ id: 'x' }));
async function handle(request, reply) { return {}; }
//- app/api/next/route.ts
export async function POST(request: Request): Promise<Response> {
  const body: { a?: number } = await request.json();
  if (!body) return new Response(null);
  return NextResponse.json({ ok: true }, { status: 201 });
}
`,
    sketches: {
      'POST /koa likely': {
        parameters: [],
        body: { type: 'object', properties: { name: {} } },
        responses: [
          {
            status: '201',
            schema: { type: 'object', properties: { name: {}, n: whole }, required: ['name', 'n'] },
          },
        ],
      },
      'POST /f': {
        parameters: [],
        body: { type: 'object', properties: { a: text }, required: ['a'] },
        responses: [{ status: '200', schema: { type: 'object' } }],
      },
      'POST /g': {
        parameters: [],
        body: { type: 'object', properties: { g: text }, required: ['g'] },
        responses: [
          { status: '201', schema: { type: 'object', properties: { id: text }, required: ['id'] } },
        ],
      },
      'POST /api/next': {
        parameters: [],
        body: { type: 'object', properties: { a: { type: 'number' } } },
        responses: [
          {
            status: '201',
            schema: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] },
          },
        ],
      },
    },
  },
];

for (const { name, files, sketches } of [...zod, ...types]) {
  test(`sketches of ${name}`, () => {
    const found = sketchesOf(files);
    for (const [key, sketch] of Object.entries(sketches)) assert.deepEqual(found.get(key), sketch, key);
    assert.equal(found.size, Object.keys(sketches).length);
  });
}

test('no truncation of what is sketched fails', () => {
  const files = [...zod, ...types].map((each) => each.files).join('');
  for (let end = 0; end < files.length; end += 23) sketchesOf(files.slice(0, end));
});
