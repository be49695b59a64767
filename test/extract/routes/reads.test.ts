import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRouteFinder } from '../../../server/src/extract/routes/find-routes.ts';
import { readRouteFacts } from '../../../server/src/extract/routes/reading/read-facts.ts';
import type { RouteFacts } from '../../../server/src/model/route-facts.ts';
import { readLinesOf } from './route-fixture.ts';

interface ReadCase {
  readonly name: string;
  readonly files: string;
  readonly reads: readonly string[];
}

const express: readonly ReadCase[] = [
  {
    name: 'express: members, keys, functions and patterns of the request',
    files: `//- app.ts
import express from 'express';
const app = express();
app.get('/a/:id', (req, res) => {
  const page = req.query.page ?? req.query['size'];
  res.json(req.params.orderId, req.get('If-Match'), req.header("x-a"), req.headers['x-b'], req.cookies.session);
});
app.get('/b/:id', async function (request, response) {
  const { id } = request.params as { id: string };
  const { page: first = 1, sort: { by } } = request.query;
  const { params, query } = request;
  [1].map(() => params.inner + query.deep);
});
app.get('/c', ({ params: { id }, query, headers }, res) => res.send(query.page, headers.accept));
`,
    reads: [
      'GET /a/{id}: query page, query size, path orderId, header If-Match, header x-a, header x-b, cookie session',
      'GET /b/{id}: path id, query page, query sort, path inner, query deep',
      'GET /c: path id, query page, header accept',
    ],
  },
  {
    name: 'express: what is no request is not read, and what has the name of one neither',
    files: `//- app.ts
import express from 'express';
const app = express();
const req = client();
app.get('/a', (_req, res) => {
  const params = load();
  res.send(params.id, req.params.x, other.query.y, map.get('z'), { query: 1 }.query);
});
app.get('/b', (req, res) => {
  function inner(req) { return req.params.id; }
  req.body.params; res.get('etag'); res.headers.x;
});
`,
    reads: ['GET /a: ', 'GET /b: '],
  },
  {
    name: 'express: more may be read where a whole object is handed on or a key is computed',
    files: `//- app.ts
import express from 'express';
const app = express();
app.get('/a', (req, res) => find({ ...req.query }));
app.get('/b', (req, res) => find(req.params));
app.get('/c', (req, res) => req.headers[name]);
app.get('/d', (req, res) => { const { id, ...rest } = req.params; });
app.get('/e', (req, res) => service(req));
app.get('/f', (req, res) => { const query = req.query; query.page; });
app.get('/g', (req, res) => { const all = req.query; all.page; });
app.get('/h', (r, res) => r.send());
app.get('/i', handle);
app.get('/j', (req, res) => { res.json({ params: req.params, id: req.get(name) }); });
`,
    reads: [
      'GET /a: query …',
      'GET /b: path …',
      'GET /c: header …',
      'GET /d: path id, path …',
      'GET /e: path …, query …, header …, cookie …',
      'GET /f: query page',
      'GET /g: query …',
      'GET /h: path …, query …, header …, cookie …',
      'GET /i: ?',
      'GET /j: path …, header …',
    ],
  },
  {
    name: 'express: handlers in other files, of objects, classes and wrappers; what runs before is likely',
    files: `//- app.ts
import express from 'express';
import * as orders from './orders';
import controller, { Users } from './users';
import { find, asyncHandler } from './find';
const app = express();
const users = new Users();
app.get('/a', orders.list);
app.get('/b', controller.show);
app.get('/c', users.remove.bind(users));
app.get('/d', asyncHandler(find));
app.get('/e', withSession(find));
app.get('/f', [auth, orders.list], Users.all);
app.get('/g', users.arrow);
app.get('/h', make('x'));
app.get('/i', users.missing);
app.route('/j').get(auth, find).post(find);
function auth(req, res, next) { req.get('authorization'); next(); }
const make = (kind) => (req, res) => req.query.made;
app.get('/k', (error, req, res, next) => req.query.failed);
//- orders.ts
export const list = (req, res) => req.query.page;
//- users.ts
export default { show(req, res) { return req.params.id; }, async hide(req) {} };
export class Users {
  arrow = (req, res) => req.query.arrow;
  constructor(private readonly db: Db) {}
  async remove(req: Request, res: Response): Promise<void> { req.params.userId; }
  static all(req, res) { req.query.all; }
}
//- find.ts
export function find(req, res) { return req.query.q; }
`,
    reads: [
      'GET /a: query page',
      'GET /b: path id',
      'GET /c: path userId',
      'GET /d: query q',
      'GET /e: query q likely',
      'GET /f: header authorization likely, query page likely, query all',
      'GET /g: query arrow',
      'GET /h: query made',
      'GET /i: ?',
      'GET /j: header authorization likely, query q',
      'POST /j: query q',
      'GET /k: query failed',
    ],
  },
];

const schemas: readonly ReadCase[] = [
  {
    name: 'schemas: the keys of what parses a part, in the handler, before it and in another file',
    files: `//- app.ts
import express from 'express';
import { z } from 'zod';
import { listQuery } from './schemas';
const app = express();
const params = z.object({ id: z.string().uuid() }).strict();
app.get('/a/:id', (req, res) => { const { id } = params.parse(req.params); listQuery.safeParse(req.query); });
app.get('/b', validate({ query: listQuery, body: z.object({ x: z.string() }) }), (req, res) => {});
app.get('/c', validate(z.object({ query: z.object({ from: z.string() }), params })), (req, res) => {});
app.get('/d', (req, res) => check(req.query, z.object({ deep: z.string() }).optional()));
app.get('/e', (req, res) => z.object({ a: z.string() }).passthrough().parse(req.query));
app.get('/f', (req, res) => unknownSchema.parse(req.query));
app.get('/g', (req, res) => z.object({ ...Sorted.shape, from: z.date() }).parse(req.query));
app.get('/h', (req, res) => z.object({ a: z.string() }).or(z.object({ b: z.string() })).parse(req.query));
app.get('/i', (req, res) => Joi.object().keys({ q: Joi.string() }).keys({ r: Joi.string() }).validate(req.query));
app.get('/j', (req, res) => count(Object.keys(req.query)));
app.get('/k', validateQuery(whole.shape.query.unwrap()), (req, res) => whole.shape.query.partial().parse(req.query));
app.get('/l', (req, res) => whole.shape.none.unwrap().parse(req.query));
app.get('/m', (req, res) => whole.shape.parse(req.query));
const whole = z.object({ path: z.object({ id: z.string() }), query: z.object({ page: z.number() }).optional() });
const Sorted = z.object({ sort: z.string() });
//- schemas.ts
import { z } from 'zod';
const paging = z.object({ page: z.number(), size: z.number(), secret: z.string() });
export const listQuery = paging.omit({ secret: true }).extend({ sort: z.enum(['a']) }).partial();
`,
    reads: [
      'GET /a/{id}: path id, query page, query size, query sort',
      'GET /b: query page likely, query size likely, query sort likely',
      'GET /c: path id likely, query from likely',
      'GET /d: query deep',
      'GET /e: query a, query …',
      'GET /f: query …',
      'GET /g: query from, query sort',
      'GET /h: query a, query …',
      'GET /i: query q, query r',
      'GET /j: query …',
      'GET /k: query page',
      'GET /l: query …',
      'GET /m: query …',
    ],
  },
];

const others: readonly ReadCase[] = [
  {
    name: 'koa: of the context and of its request',
    files: `//- app.ts
import Router from '@koa/router';
const router = new Router();
router.get('/a/:id', auth(), async (ctx) => {
  const { page } = ctx.query;
  ctx.body = [ctx.params.id, ctx.request.query.sort, ctx.get('x-a'), ctx.cookies.get('sid'), ctx.request.headers['x-b']];
  ctx.cookies.set('other', 1);
});
router.get('/b', async (ctx, next) => { ctx.state.query.x; ctx.response.get('y'); await next(); });
router.get('/c', async (ctx) => { present(ctx.request.query); ctx.query.z; });
export default router;
`,
    reads: [
      'GET /a/{id} : query page, path id, query sort, header x-a, cookie sid, header x-b',
      'GET /b : ',
      'GET /c : query z, query …',
    ],
  },
  {
    name: 'fastify: of the request, and of a schema in the options',
    files: `//- app.ts
import fastify from 'fastify';
import { Type } from '@sinclair/typebox';
const app = fastify();
app.get('/a/:id', async (request, reply) => (request.params as { id: string }).id + (request.query as any).page);
app.get('/b', { schema: { querystring: { type: 'object', properties: { q: { type: 'string' } } } } }, list);
app.route({ method: 'GET', url: '/c/:id', schema: { params: Type.Object({ id: Type.String() }) }, handler: list });
async function list(request, reply) { request.query.page; }
app.get('/d', { preHandler: [] }, list);
`,
    reads: [
      'GET /a/{id}: path id, query page',
      'GET /b: query q likely, query page',
      'GET /c/{id}: path id likely, query page',
      'GET /d: query page',
    ],
  },
  {
    name: 'hono: by functions of the request, and validated by schemas',
    files: `//- app.ts
import { Hono } from 'hono';
import { zValidator } from '@hono/zod-validator';
import { z } from 'zod';
const app = new Hono();
app.get('/a/:id', (c) => c.json([c.req.param('id'), c.req.query('page'), c.req.queries("tags"), c.req.header('x-a')]));
app.get('/b', zValidator('query', z.object({ q: z.string() })), (c) => c.json(c.req.valid('query').q));
app.get('/c', validator('query', (value) => value), (c) => c.json(c.req.valid('query')));
app.get('/d', (c) => { const { id } = c.req.param(); c.header('x', 'y'); return c.json(new URL(c.req.url).searchParams.get('s')); });
app.get('/e', (c) => c.json(c.get('user').query));
app.get('/f', (c) => { const { page, size: s } = c.req.query(); const { 'x-b': b } = c.req.header(); return c.json([page, s, b]); });
app.get('/g', (c) => { const query = c.req.query(); return c.json([query.q, c.req.query().r]); });
app.get('/h', (c) => { const { page, ...rest } = c.req.query(); return c.json(rest); });
app.get('/i', (c) => c.json(c.req.query()));
app.get('/j', (c) => c.json(schema.parse(c.req.query())));
app.get('/k', (c) => { const asked = c.req.query(); return c.json(asked.page); });
`,
    reads: [
      'GET /a/{id}: path id, query page, query tags, header x-a',
      'GET /b: query q likely',
      'GET /c: query …',
      'GET /d: path id, query s',
      'GET /e: ',
      'GET /f: query page, query size, header x-b',
      'GET /g: query q, query r',
      'GET /h: query page, query …',
      'GET /i: query …',
      'GET /j: query …',
      'GET /k: query …',
    ],
  },
];

const files: readonly ReadCase[] = [
  {
    name: 'nestjs: decorators of parameters; of whole objects what is taken of them',
    files: `//- cats.controller.ts
@Controller('cats')
export class CatsController {
  @Get(':id')
  async one(@Param('id', ParseIntPipe) id: number, @Query('page') page: string, @Headers('x-a') a: string): Promise<Cat> {}
  @Get() all(@Query() query: ListDto, @Body() dto: CreateDto, @Res() res) {}
  @Post() create(@Req() req: Request, @Param() params) { req.query.dry; }
  @Put() put(id: string, query) { query.page; }
  @Patch(':id') taken(@Param() params, @Query() { sort, page: p }, @Headers() headers) { headers['x-b']; return this.cats.find(params.id); }
  @Delete() passed(@Query() query) { return this.cats.find(query); }
  @Options() named(@Query() asked) { return asked.page; }
}
`,
    reads: [
      'GET /cats/{id}: path id, query page, header x-a',
      'GET /cats: ',
      'POST /cats: query dry',
      'PUT /cats: ',
      'PATCH /cats/{id}: query sort, query page, header x-b, path id',
      'DELETE /cats: query …',
      'OPTIONS /cats: query …',
    ],
  },
  {
    name: 'next: the context of handlers and the address of the request; pages by their template',
    files: `//- app/api/a/[id]/route.ts
export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { searchParams } = new URL(request.url);
  return [searchParams.get('page'), request.nextUrl.searchParams.get('size'), request.headers.get('x-a')];
}
export const POST = async (req: Request, context: Context) => {
  const url = new URL(req.url);
  url.searchParams.append('x', 'y');
  return (await context.params).id + url.searchParams.get('q') + req.cookies.get('sid');
};
export const PUT = withAuth(async (request, props) => { const params = await props.params; return params.orderId; });
export const PATCH = async (request, props) => handle({ request, props });
export const DELETE = async (request) => Object.fromEntries(request.nextUrl.searchParams);
//- pages/api/users/[id].ts
export default async function handler(req, res) {
  const { id, page } = req.query;
}
//- src/api/store/carts/[id]/route.ts
export const GET = async (req, res) => { req.params.id; req.query.fields; };
`,
    reads: [
      'GET /api/a/{id}: path id, query page, query size, header x-a',
      'POST /api/a/{id}: path id, query q, cookie sid',
      'PUT /api/a/{id}: path orderId likely',
      'PATCH /api/a/{id}: path …, query …, header …, cookie …',
      'DELETE /api/a/{id}: query …',
      'ANY /api/users/{id}: path id, query page',
      'GET /store/carts/{id}: path id, query fields',
    ],
  },
];

for (const { name, files: texts, reads } of [...express, ...schemas, ...others, ...files]) {
  test(`reads of ${name}`, () => {
    assert.deepEqual(
      readLinesOf(texts).map((line) => line.trim()),
      reads.map((line) => line.replace(' :', ':').trim()),
    );
  });
}

test('reads are found again where a file that they were found by has changed, and only there', () => {
  const find = createRouteFinder();
  const app = readRouteFacts(
    'app.ts',
    `import express from 'express';\nimport { list } from './list';\nexpress().get('/a', list);\n`,
  );
  const other = readRouteFacts('other.ts', '');
  const namesIn = (list: RouteFacts | undefined, to: string | undefined) => {
    const known = new Map([
      ['app.ts', app],
      ['other.ts', other],
      ...(list === undefined ? [] : [['list.ts', list] as const]),
    ]);
    const { routes } = find({
      paths: ['app.ts'],
      facts: (path) => known.get(path),
      follow: (_from, specifier) => (specifier.startsWith('.') ? to : undefined),
    });
    return routes.flatMap(({ reads }) => reads ?? []);
  };
  const first = readRouteFacts('list.ts', 'export const list = (req, res) => req.query.first;');
  const second = readRouteFacts('list.ts', 'export const list = (req, res) => req.query.second;');
  const found = namesIn(first, 'list.ts');
  assert.deepEqual(
    found.map(({ name }) => name),
    ['first'],
  );
  assert.equal(namesIn(first, 'list.ts')[0]?.span, found[0]?.span);
  assert.deepEqual(
    namesIn(second, 'list.ts').map(({ name }) => name),
    ['second'],
  );
  assert.deepEqual(namesIn(second, 'other.ts'), []);
  assert.deepEqual(namesIn(undefined, undefined), []);
});
