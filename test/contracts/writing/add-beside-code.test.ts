import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { createContractWriting } from '../../../server/src/contract-writing.ts';
import { findNativeContracts } from '../../../server/src/extract/contracts/find-contracts.ts';
import { applyEdits } from '../../../server/src/model/apply-edits.ts';
import type { HttpMethod, Route } from '../../../server/src/model/contract.ts';
import { factsOf, filesOf, followIn } from '../../extract/routes/route-fixture.ts';

interface Added {
  /** The lines that are new, by file, and `-` before those that are gone. */
  readonly lines: readonly string[];
  readonly refused?: string;
}

/** Adds what a handler of Express serves to the first contract of the files; all that is made has to be TypeScript. */
function added(files: string, ...served: readonly string[]): Added {
  const texts = filesOf(files);
  const follow = (from: string, specifier: string) => followIn(texts, from, specifier);
  const { contracts } = findNativeContracts({ paths: [...texts.keys()], facts: factsOf(texts), follow });
  const writing = createContractWriting({
    read: (path) => texts.get(path),
    ...{ follow, paths: () => [...texts.keys()], routes: () => [], document: () => undefined },
    ...{ isKnown: () => false, declares: () => false },
  });
  const [contract] = contracts;
  assert.ok(contract, 'a contract');
  const written = writing.addOperations(
    contract,
    served.map((each) => routeOf(each, texts)),
  );
  if ('refused' in written) return { lines: [], refused: written.refused };
  const lines = [...new Set(written.edits.map(({ path }) => path))].flatMap((path) => {
    const before = texts.get(path) ?? '';
    const text = applyEdits(
      before,
      written.edits.filter((edit) => edit.path === path),
    );
    const { parseDiagnostics } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest) as unknown as {
      readonly parseDiagnostics: readonly unknown[];
    };
    assert.deepEqual(parseDiagnostics, [], text);
    return [`${path}:`, ...difference(before.split('\n'), text.split('\n'))];
  });
  return { lines };
}

function routeOf(served: string, texts: ReadonlyMap<string, string>): Route {
  const [method = '', template = ''] = served.split(' ');
  const path = texts.has('server.ts') ? 'server.ts' : 'none.ts';
  const start = texts.get(path)?.indexOf(`'${template.replace(/\{(\w+)\}/g, ':$1')}'`) ?? 0;
  const span = { start, end: start + template.replace(/\{(\w+)\}/g, ':$1').length + 2 };
  return { path, span, method: method as HttpMethod, template, framework: 'express', confidence: 'certain' };
}

function difference(before: readonly string[], after: readonly string[]): readonly string[] {
  const left = [...before];
  const fresh = after.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...left.map((line) => `-${line}`), ...fresh.filter((line) => line !== '')];
}

const served = `//- server.ts
import express from 'express';
import { z } from 'zod';
const app = express();
const Order = z.object({ id: z.string().uuid(), count: z.number().int().min(1), note: z.string().nullable().optional(), of: z.enum(['a', 'b']) });
app.put('/orders/:id', (req, res) => {
  const order = Order.parse(req.body);
  res.json({ id: req.params.id, page: req.query.page });
});
`;

test('createRoute: a statement behind the one that begins like it, with its tags and the ending of its name', () => {
  const { lines } = added(
    `//- api.ts
import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { Order } from './schemas'

const listRoute = createRoute({ method: 'get', path: '/users', responses: {} })

export const ListOrdersRoute = createRoute({
  tags: ['orders'],
  security: [{ token: [] }],
  method: 'get',
  path: '/orders',
  operationId: 'listOrders',
  responses: { 200: { description: 'all' } },
})
app.openapi(ListOrdersRoute, (c) => c.json([]))
${served}`,
    'PUT /orders/{id}',
    'GET /users/{id}',
  );
  assert.deepEqual(lines, [
    'api.ts:',
    "-import { createRoute, OpenAPIHono } from '@hono/zod-openapi'",
    "import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'",
    'const getUsersByIdRoute = createRoute({ ' +
      "method: 'get', path: '/users/{id}', request: { params: z.object({ id: z.string() }) }, responses: { 200: { description: 'OK' } } })",
    'export const PutOrdersByIdRoute = createRoute({',
    "  method: 'put',",
    "  path: '/orders/{id}',",
    "  tags: ['orders'],",
    '  security: [{ token: [] }],',
    "  operationId: 'putOrdersById',",
    '  request: {',
    '    params: z.object({ id: z.string() }),',
    '    body: {',
    '      content: {',
    "        'application/json': {",
    '          schema: z.object({',
    '            id: z.string().uuid(),',
    '            count: z.number().int().min(1),',
    '            note: z.string().nullable().optional(),',
    "            of: z.enum(['a', 'b']),",
    '          }),',
    '        },',
    '      },',
    '    },',
    '  },',
    '  responses: {',
    '    200: {',
    "      description: 'OK',",
    "      content: { 'application/json': { schema: z.object({ id: z.unknown(), page: z.unknown() }) } },",
    '    },',
    '  },',
    '})',
  ]);
});

test('registerPath: a statement behind another one, with the import that it asks for', () => {
  const { lines } = added(
    `//- api.ts
import { OpenAPIRegistry } from "@asteasolutions/zod-to-openapi";
export const registry = new OpenAPIRegistry();
registry.registerPath({ method: "get", path: "/orders", responses: {} }); // all
`,
    'POST /orders/{id}/lines',
  );
  assert.deepEqual(lines, [
    'api.ts:',
    'import { z } from "zod";',
    'registry.registerPath({ method: "post", path: "/orders/{id}/lines", request: { params: z.object({ id: z.string() }), ' +
      'body: { content: { "application/json": { schema: z.unknown() } } } }, responses: { 201: { description: "Created" } } });',
  ]);
});

test('oRPC: an entry of the router, which begins as the one beside it does', () => {
  const { lines } = added(
    `//- api.ts
import { oc } from '@orpc/contract';
import * as z from 'zod';
const base = oc.errors({ UNAUTHORIZED: {} });
export const api = oc.prefix('/v1').router({
  orders: {
    list: base
      .route({ method: 'GET', path: '/orders' })
      .output(z.array(z.string())), // all
  },
});
${served.replace("'/orders/:id'", "'/v1/orders/:id'")}`,
    'PUT /v1/orders/{id}',
    'GET /v1/orders/{id}/lines',
  );
  assert.deepEqual(lines, [
    'api.ts:',
    '    putV1OrdersById: base',
    "      .route({ method: 'PUT', path: '/orders/{id}' })",
    '      .input(z.object({',
    '        id: z.string(),',
    '        count: z.number().int().min(1),',
    '        note: z.string().nullable().optional(),',
    "        of: z.enum(['a', 'b'])",
    '      }))',
    '      .output(z.object({ id: z.unknown(), page: z.unknown() })),',
    '    getV1OrdersByIdLines: base',
    "      .route({ method: 'GET', path: '/orders/{id}/lines' })",
    '      .input(z.object({ id: z.string() }))',
    '      .output(z.unknown()),',
  ]);
});

const contract = (router: string) => `//- orders.ts
import { oc } from '@orpc/contract';
import { z } from 'zod';
export const listOrders = oc.route({ method: 'GET', path: '/orders' }).output(z.string());
//- index.ts
${router}`;

test('oRPC: what is declared is named in its router, in the same file or in another one', () => {
  const listed = added(
    contract(
      "import { implement } from '@orpc/server';\nimport { listOrders } from './orders';\nexport const api = { list: listOrders };\nimplement(api);\n",
    ),
    'POST /orders',
  );
  const statement =
    "export const postOrders = oc.route({ method: 'POST', path: '/orders', successStatus: 201 }).input(z.unknown()).output(z.unknown());";
  assert.deepEqual(listed.lines, [
    ...['orders.ts:', statement, 'index.ts:'],
    "-import { listOrders } from './orders';",
    '-export const api = { list: listOrders };',
    "import { listOrders, postOrders } from './orders';",
    'export const api = { list: listOrders, postOrders: postOrders };',
  ]);
  const whole = added(
    contract(
      "import { implement } from '@orpc/server';\nimport * as orders from './orders';\nexport const api = { orders };\nimplement(api);\n",
    ),
    'POST /orders',
  );
  assert.deepEqual(whole.lines, ['orders.ts:', statement]);
});

const refusals: readonly (readonly [name: string, files: string, refused: RegExp])[] = [
  ['nothing names what it is declared as', contract(''), /There is not one router that names "listOrders"/],
  [
    'two routers do',
    contract(
      "import { listOrders } from './orders';\nexport const a = { listOrders };\nexport const b = { listOrders };\n",
    ),
    /There is not one router that names "listOrders"/,
  ],
  [
    'procedures have handlers',
    `//- api.ts\nimport { os } from '@orpc/server';\nexport const api = os.router({ list: os.route({ method: 'GET', path: '/orders' }).handler(() => 1) });\n`,
    /have handlers, which nobody knows/,
  ],
  [
    'a route is made where it is served',
    "//- api.ts\nimport { createRoute } from '@hono/zod-openapi';\napp.openapi(createRoute({ method: 'get', path: '/orders', responses: {} }), (c) => c.json([]));\n",
    /has no operation that another one could stand beside/,
  ],
  [
    'its schemas are those of another library',
    "//- api.ts\nimport { oc } from '@orpc/contract';\nimport * as v from 'valibot';\nexport const api = oc.router({ list: oc.route({ method: 'GET', path: '/orders' }).output(v.string()) });\n",
    /Its schemas are written with "valibot"/,
  ],
  [
    'operations there say what nobody knows',
    "//- api.ts\nimport { createRoute } from '@hono/zod-openapi';\nexport const a = createRoute({ method: 'get', path: '/orders', 'x-scope': 'b', responses: {} });\n",
    /Operations there say "'x-scope'|say "x/,
  ],
];
for (const [name, files, refused] of refusals)
  test(`nothing is written where ${name}`, () => {
    assert.match(added(files, 'POST /orders').refused ?? '', refused);
  });
