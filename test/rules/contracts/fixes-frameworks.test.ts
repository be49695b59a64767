import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFix } from '../../../server/src/model/fix.ts';
import { applied, openFixable, waysOut } from '../../support/fix.ts';
import { contractOf, policyOf } from './shop.ts';

/** One service in each framework: `GET /orders` and, as `more` says it, one route that the contract has not. */
const frameworks: Readonly<Record<string, (more: boolean) => Readonly<Record<string, string>>>> = {
  express: (more) => ({
    'src/app.ts': `import express from 'express';\nimport { orders } from './orders';\nconst app = express();\napp.use('/orders', orders);\n`,
    'src/orders.ts': `import { Router } from 'express';\nexport const orders = Router();\norders.get('/', (request, response) => response.json([]));\n${more ? `orders.patch('/:id', (request, response) => response.json({ id: request.params.id }));\n` : ''}`,
  }),
  koa: (more) => ({
    'src/app.ts': `import Koa from 'koa';\nimport Router from '@koa/router';\nconst router = new Router({ prefix: '/orders' });\nrouter.get('/', (ctx) => {\n  ctx.body = [];\n});\n${more ? `router.patch('/:id', (ctx) => {\n  ctx.body = { id: ctx.params.id };\n});\n` : ''}new Koa().use(router.routes());\n`,
  }),
  fastify: (more) => ({
    'src/app.ts': `import fastify from 'fastify';\nconst app = fastify();\napp.get('/orders', async () => []);\n${more ? `app.patch('/orders/:id', async (request) => ({ id: request.params.id }));\n` : ''}`,
  }),
  hono: (more) => ({
    'src/app.ts': `import { Hono } from 'hono';\nconst app = new Hono().basePath('/orders');\napp.get('/', (c) => c.json([]));\n${more ? `app.patch('/:id', (c) => c.json({ id: c.req.param('id') }));\n` : ''}export default app;\n`,
  }),
  nestjs: (more) => ({
    'src/orders.controller.ts': `import { Controller, Get, Param, Patch } from '@nestjs/common';\n\n@Controller('orders')\nexport class OrdersController {\n  @Get()\n  list() {\n    return [];\n  }\n${more ? `\n  @Patch(':id')\n  change(@Param('id') id: string) {\n    return { id };\n  }\n` : ''}}\n`,
  }),
  next: (more) => ({
    'src/app/orders/route.ts': `export function GET() {\n  return Response.json([]);\n}\n`,
    ...(more && {
      'src/app/orders/[id]/route.ts': `export async function PATCH(request: Request, { params }: { params: { id: string } }) {\n  return Response.json({ id: params.id });\n}\n`,
    }),
  }),
};

async function taken(rule: string, id: string, files: Readonly<Record<string, string>>) {
  const all = new Map(Object.entries({ 'parapet.jsonc': policyOf(), ...files }));
  const fixable = await openFixable(all);
  const findings = fixable.workspace.findings();
  const finding = findings.find((one) => one.rule === `contracts/${rule}`);
  assert.ok(finding, JSON.stringify(findings));
  const ways = await waysOut(fixable, finding);
  const way = ways.find((one) => one.id === id);
  assert.ok(way && isFix(way), JSON.stringify(ways));
  const after = applied(way, all);
  const { workspace } = await openFixable(after);
  return { after, left: workspace.findings().map(({ path, message }) => `${path}: ${message}`) };
}

for (const [name, filesOf] of Object.entries(frameworks)) {
  describe(`in ${name}`, () => {
    test('a route is added to the contract', async () => {
      const files = { 'openapi.yaml': contractOf(['GET /orders']), ...filesOf(true) };
      const { after, left } = await taken('route-without-operation', 'add-operation', files);
      assert.deepEqual(left, []);
      assert.match(after.get('openapi.yaml') ?? '', /\/orders\/\{id\}:\n {4}patch:/);
    });

    test('an operation gets a handler', async () => {
      const files = { 'openapi.yaml': contractOf(['GET /orders', 'DELETE /orders/{id}']), ...filesOf(false) };
      const { left } = await taken('operation-without-route', 'write-handler', files);
      assert.deepEqual(left, []);
    });

    test('a method is that of the contract', async () => {
      const files = { 'openapi.yaml': contractOf(['GET /orders', 'PUT /orders/{id}']), ...filesOf(true) };
      const { after, left } = await taken('route-mismatch', 'rename-in-code', files);
      assert.deepEqual(left, []);
      if (name === 'nestjs')
        assert.match(
          after.get('src/orders.controller.ts') ?? '',
          /import \{ .*\bPut\b.* \} from '@nestjs\/common'/,
        );
    });

    test('a whole contract is written of what is served', async () => {
      const { after, left } = await taken('missing-contract', 'write-contract', filesOf(true));
      assert.deepEqual(left, []);
      assert.match(after.get('openapi.yaml') ?? '', /\/orders:\n {4}get:/);
    });
  });
}
