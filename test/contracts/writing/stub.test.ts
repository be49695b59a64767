import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ts } from 'ts-morph';
import { type CodeStyle, functionName, textLiteral } from '../../../server/src/contracts/writing/names.ts';
import {
  belowRouter,
  type Framework,
  servedPath,
  stubOf,
} from '../../../server/src/contracts/writing/stub.ts';
import { type Stubbed, stubBeside, stubInFolder } from '../../../server/src/contracts/writing/stub-place.ts';
import { createRouteFinder } from '../../../server/src/extract/routes/find-routes.ts';
import { readRouteFacts } from '../../../server/src/extract/routes/reading/read-facts.ts';
import { applyEdits } from '../../../server/src/model/apply-edits.ts';
import type { HttpMethod, Route } from '../../../server/src/model/contract.ts';
import { complaints, style, styles } from './code.ts';

const globals = `
declare class Response { constructor(); static json(body: unknown, init?: { status: number }): Response }
`;
const ambient = `${globals}
declare module 'express' {
  interface Res { status(code: number): Res; json(body: unknown): Res }
  type Handler = (request: object, response: Res) => void;
  interface Router { use(path: string, router: Router): void; route(path: string): { get(handler: Handler): { post(handler: Handler): void } };
    get(path: string, handler: Handler): void; post(path: string, handler: Handler): void; patch(path: string, handler: Handler): void; delete(path: string, handler: Handler): void; options(path: string, handler: Handler): void }
  function express(): Router;
  namespace express { function Router(): Router }
  export default express;
  export function Router(): Router;
}
declare module '@koa/router' {
  type Handler = (context: { status: number; body: unknown }) => void;
  export default class Router { constructor(options?: { prefix?: string }); get(path: string, handler: Handler): this; patch(path: string, handler: Handler): this }
}
declare module 'fastify' {
  interface Reply { code(status: number): Reply; send(body: unknown): Reply }
  type Handler = (request: object, reply: Reply) => Promise<unknown>;
  interface App { get(path: string, handler: Handler): App; patch(path: string, handler: Handler): App }
  export default function fastify(): App;
}
declare module 'hono' {
  interface Context { json(body: unknown, status?: number): Response }
  type Handler = (context: Context) => Response;
  export class Hono { basePath(path: string): Hono; get(path: string, handler: Handler): Hono; patch(path: string, handler: Handler): Hono; on(method: string, path: string, handler: Handler): Hono }
}
declare module '@nestjs/common' {
  export function Controller(path: string): ClassDecorator;
  export function Get(path?: string): MethodDecorator;
  export function Patch(path?: string): MethodDecorator;
  export class NotImplementedException extends Error {}
}
`;

function routesOf(files: Readonly<Record<string, string>>): readonly Route[] {
  return createRouteFinder()({
    paths: Object.keys(files),
    facts: (path) => (files[path] === undefined ? undefined : readRouteFacts(path, files[path])),
    follow: (_, specifier) =>
      Object.keys(files).find((path) => path.endsWith(specifier.replace(/^\.\//, ''))),
  }).routes;
}

function result(files: Readonly<Record<string, string>>, stubbed: Stubbed): Readonly<Record<string, string>> {
  assert.ok('edits' in stubbed, JSON.stringify(stubbed));
  const after: Record<string, string> = { ...files };
  for (const { path, text } of stubbed.creates ?? []) after[path] = text;
  for (const path of new Set(stubbed.edits.map((edit) => edit.path))) {
    after[path] = applyEdits(
      files[path] ?? '',
      stubbed.edits.filter((edit) => edit.path === path),
    );
  }
  return after;
}

const apps: Readonly<Record<string, string>> = {
  express: `import express, { Router } from 'express';
const app = express();
const router = Router();
router.get('/orders/:id', (_request, response) => {
  response.json({ a: ')', b: \`\${(1)}\`, c: /[)]/.test('x') }); // )
});
app.use('/api', router);
export { app };
`,
  koa: `import Router from '@koa/router';
export const router = new Router({ prefix: '/api' });
router
  .get('/orders/:id', (context) => {
    context.body = 1;
  })
  .get('/orders', (context) => { context.body = 2; });
`,
  fastify: `import fastify from 'fastify';
export const app = fastify();
app.get("/api/orders/:id", async (_request, reply) => reply.send(1))
`,
  hono: `import { Hono } from 'hono';
export const app = new Hono().basePath('/api');
app.get('/orders/:id', (context) => context.json(1));
`,
  nestjs: `import { Controller, Get } from '@nestjs/common';

@Controller('api')
export class Orders {
  @Get('orders/:id')
  read(): { id: string } {
    return { id: '}' };
  }

  @Get()
  all(): string[] {
    return [];
  }
}
`,
};

test('a stub stands behind the last route of its router, compiles and is found as the route that was promised', () => {
  const compiled: Record<string, string> = {};
  for (const [framework, text] of Object.entries(apps)) {
    for (const own of styles) {
      const files = { 'app.ts': text.replaceAll('\n', own === style ? '\n' : '\r\n') };
      const before = routesOf(files);
      assert.ok(before.length > 0 && before.every((route) => route.framework === framework), framework);
      const operation = {
        method: 'PATCH',
        template: '/api/orders/{order-id}/lines',
        operationId: 'change-lines',
      } as const;
      const after = result(
        files,
        stubBeside({ path: 'app.ts', text: files['app.ts'] }, before, operation, own),
      );
      compiled[`${framework}${styles.indexOf(own)}.ts`] = after['app.ts'] ?? '';
      const found = routesOf(after).map(({ method, template }) => `${method} ${template}`);
      assert.equal(found.length, before.length + 1, after['app.ts']);
      assert.ok(found.includes('PATCH /api/orders/{orderId}/lines'), `${found} in ${after['app.ts']}`);
    }
  }
  assert.deepEqual(complaints(compiled, ambient), [], JSON.stringify(compiled, null, 1));
});

test('the layout around a stub is kept', () => {
  const text = apps['express'] ?? '';
  const written = stubBeside(
    { path: 'app.ts', text },
    routesOf({ 'app.ts': text }),
    { method: 'DELETE', template: '/api/orders/{id}' },
    style,
  );
  assert.equal(
    result({ 'app.ts': text }, written)['app.ts'],
    text.replace(
      '// )\n});\n',
      "// )\n});\n\nrouter.delete('/orders/:id', (_request, response) => {\n  response.status(501).json({ error: 'Not implemented' });\n});\n",
    ),
  );
  const nest = apps['nestjs'] ?? '';
  const own = stubBeside(
    { path: 'app.ts', text: nest },
    routesOf({ 'app.ts': nest }),
    { method: 'PATCH', template: '/api/x', operationId: 'delete' },
    style,
  );
  const after = result({ 'app.ts': nest }, own)['app.ts'] ?? '';
  assert.match(
    after,
    /^import \{ Controller, Get, Patch, NotImplementedException \} from '@nestjs\/common';\n/,
  );
  assert.match(
    after,
    /return \[\];\n {2}\}\n\n {2}@Patch\('x'\)\n {2}deleteOperation\(\): never \{\n {4}throw new NotImplementedException\(\);\n {2}\}\n\}\n$/,
  );
});

const hono = "import { Hono } from 'hono';\n";
const fastify = "import fastify from 'fastify';\nconst app = fastify();\n";

/** The text with a stub for `GET /carts` beside its routes, and whether it is found then. */
function withCarts(text: string): string {
  const files = { 'app.ts': text };
  const operation = { method: 'GET', template: '/carts' } as const;
  const after = result(files, stubBeside({ path: 'app.ts', text }, routesOf(files), operation, style));
  const found = routesOf(after).map(({ method, template }) => `${method} ${template}`);
  assert.ok(found.includes('GET /carts'), `${after['app.ts']}: ${found.join(', ')}`);
  return after['app.ts'] ?? '';
}

test('a stub goes on a chain of calls where no statement is there to stand beside', () => {
  const stub = "  .get('/carts', (context) => context.json({ error: 'Not implemented' }, 501))";
  const get = ".get('/orders', (c) => c.json([]))";
  assert.equal(
    withCarts(`${hono}export const app = new Hono()${get};\n`),
    `${hono}export const app = new Hono()${get}\n${stub};\n`,
  );
  assert.equal(
    withCarts(`${hono}export const app = new Hono()\n  ${get}\n  .use(log);\n`),
    `${hono}export const app = new Hono()\n  ${get}\n${stub}\n  .use(log);\n`,
  );
  const statement = `${hono}const app = new Hono();\napp.get('/a', f)${get};\n`;
  assert.equal(withCarts(statement), `${statement}\n${stub.trim().replace(/^/, 'app')};\n`);
});

test('a stub stands behind routes that are objects', () => {
  const route =
    "app.route({ schema: { a: ')' }, method: 'GET', url: '/orders', handler: async () => [] });\n";
  assert.equal(
    withCarts(fastify + route),
    `${fastify}${route}\napp.get('/carts', async (_request, reply) => {\n  return reply.code(501).send({ error: 'Not implemented' });\n});\n`,
  );
  const listed = "for (const one of [{ method: 'GET', url: '/orders' }]) app.route(one);\n";
  const text = fastify + listed;
  const own = { path: 'app.ts', text };
  const operation = { method: 'GET', template: '/carts' } as const;
  assert.deepEqual(stubBeside(own, routesOf({ 'app.ts': text }), operation, style), {
    refused: '"app.ts" has no route that GET /carts could stand beside.',
  });
});

test('type arguments are no part of the call that a stub stands behind', () => {
  const stub =
    "\napp.get('/carts', async (_request, reply) => {\n  return reply.code(501).send({ error: 'Not implemented' });\n});\n";
  const typed =
    "app.get<{ Params: { id: string }; Reply: () => Array<A> }>('/orders/:id', async (r) => r.x < 1);\n";
  assert.equal(withCarts(fastify + typed), fastify + typed + stub);
  const object = "app.route<{ Body: Array<{ a: string }> }>({ method: 'GET', url: '/orders', handler });\n";
  assert.equal(withCarts(fastify + object), fastify + object + stub);
  const chained = `${hono}export const app = new Hono().get<'/orders'>('/orders', (c) => c.json([]));\n`;
  assert.match(withCarts(chained), /\[\]\)\)\n {2}\.get\('\/carts'/);
});

test('a route that the operation cannot stand beside is passed over, and without one it is refused', () => {
  const text = apps['express'] ?? '';
  const routes = routesOf({ 'app.ts': text });
  const file = { path: 'app.ts', text };
  assert.deepEqual(stubBeside(file, routes, { method: 'GET', template: '/other' }, style), {
    refused: '"app.ts" has no route that GET /other could stand beside.',
  });
  const looped = "for (const path of ['/a', '/b']) router.get(path, f);";
  const span = { start: looped.indexOf("'/b'"), end: looped.indexOf("'/b'") + 4 };
  const route: Route = {
    path: 'app.ts',
    span,
    method: 'GET',
    template: '/b',
    framework: 'express',
    confidence: 'certain',
  };
  assert.ok(
    'refused' in
      stubBeside({ path: 'app.ts', text: looped }, [route], { method: 'GET', template: '/c' }, style),
  );
  const cut = "router.get('/b', (request) => {";
  const open: Route = { ...route, span: { start: 11, end: 15 } };
  assert.ok(
    'refused' in stubBeside({ path: 'app.ts', text: cut }, [open], { method: 'GET', template: '/c' }, style),
  );
  assert.ok('refused' in stubBeside(file, routes, { method: 'QUERY', template: '/api/x' }, style));
  assert.equal(belowRouter('/v1/x', { template: '/v1/orders/{id}', written: '/orders/:id' }), '/x');
  assert.equal(belowRouter('/{tenant}/x', { template: '/{t}/orders', written: '/orders' }), '/x');
  assert.equal(belowRouter('/v2/x', { template: '/v1/orders', written: '/orders' }), undefined);
});

test('file routers get a file, or an export in the one that is there', () => {
  const files: Readonly<Record<string, string>> = {
    'src/app/api/orders/[orderId]/route.ts': 'export async function GET() {\n  return new Response();\n}\n',
    'next.config.js': 'export default {};\n',
  };
  const place = {
    framework: 'next',
    folder: 'src/app',
    paths: Object.keys(files),
    read: (path: string) => files[path],
  } as const;
  const beside = result(files, stubInFolder(place, { method: 'PUT', template: '/api/orders/{id}' }, style));
  assert.deepEqual(
    routesOf(beside).map(({ method, template }) => `${method} ${template}`),
    ['GET /api/orders/{orderId}', 'PUT /api/orders/{orderId}'],
  );
  const fresh = result(
    files,
    stubInFolder(place, { method: 'GET', template: '/api/orders/{id}/files/{path*}' }, style),
  );
  assert.ok(
    routesOf(fresh).some(
      ({ method, template }) => `${method} ${template}` === 'GET /api/orders/{orderId}/files/{path*}',
    ),
  );
  assert.deepEqual(complaints(fresh, globals), []);
  assert.deepEqual(stubInFolder(place, { method: 'GET', template: '/api/orders/{id}' }, style), {
    refused: '"src/app/api/orders/[orderId]/route.ts" already exports GET.',
  });
  assert.ok('refused' in stubInFolder(place, { method: 'TRACE', template: '/a' }, style));
  assert.ok('refused' in stubInFolder(place, { method: 'GET', template: '/a/../b' }, style));
  assert.ok(
    'refused' in stubInFolder({ ...place, prefix: '/shop' }, { method: 'GET', template: '/a' }, style),
  );
  const medusa = { framework: 'api-folder', folder: 'src/api', paths: [], read: () => undefined } as const;
  for (const own of [...styles, { ...style, isTypeScript: false } satisfies CodeStyle]) {
    const made = result({}, stubInFolder(medusa, { method: 'POST', template: '/store/{id}' }, own));
    assert.deepEqual(
      routesOf(made).map(({ method, template }) => `${method} ${template}`),
      ['POST /store/{id}'],
    );
    if (own.isTypeScript) assert.deepEqual(complaints(made), []);
  }
});

test('paths are written as each framework has them, and what would mean something else is refused', () => {
  const ways: readonly (readonly [Framework, string, string | undefined])[] = [
    ['express', '/a/{id}', '/a/:id'],
    ['express', '/a/{order-id}/{2nd}', '/a/:orderId/:_2nd'],
    ['express', '/files/{path*}', undefined],
    ['koa', '/files/{path*}', undefined],
    ['hono', '/files/{path*}', '/files/:path{.+}'],
    ['fastify', '/files/{path*}', '/files/*'],
    ['express', '/a/{x}.{y}', '/a/:x.:y'],
    ['hono', '/a/{x}.{y}', undefined],
    ['express', '/orders:search', undefined],
    ['express', '/a/{x-y}/{xY}', undefined],
    ['express', "/it's", "/it's"],
  ];
  for (const [framework, template, path] of ways)
    assert.equal(servedPath(template, framework), path, template);
  const stub = stubOf({ framework: 'express', method: 'GET', template: "/it's/\n" }, style);
  assert.ok('text' in stub && stub.text.startsWith("router.get('/it\\'s/\\n', "));
});

test('a method that a framework has no word for is refused', () => {
  const textFor = (framework: Framework, method: HttpMethod) => {
    const stub = stubOf({ framework, method, template: '/a' }, style);
    return 'refused' in stub ? undefined : stub.text.split('\n')[0];
  };
  for (const framework of ['express', 'koa', 'fastify', 'nestjs'] as const)
    assert.equal(textFor(framework, 'QUERY'), undefined, framework);
  for (const framework of ['koa', 'fastify', 'nestjs'] as const)
    assert.equal(textFor(framework, 'TRACE'), undefined, framework);
  assert.match(textFor('hono', 'TRACE') ?? '', /^app\.on\('TRACE', '\/a', /);
  assert.match(textFor('fastify', 'HEAD') ?? '', /^app\.head\('\/a', /);
});

test('a stub of any operation is one statement, whatever its names hold', () => {
  const evil = ['a`${x}`', "');process.exit()//", '</script>', '\u2028', 'ключ', '', '-', 'class'];
  for (const name of evil) {
    const literal = textLiteral(name, style);
    assert.equal(new Function(`return ${literal};`)(), name);
    assert.match(functionName(name), /^[a-z]\w*$/);
    for (const framework of ['express', 'koa', 'fastify', 'hono', 'nestjs'] as const) {
      for (const method of ['GET', 'TRACE', 'HEAD'] satisfies readonly HttpMethod[]) {
        const stub = stubOf({ framework, method, template: `/${name}/{${name}}`, operationId: name }, style);
        if ('refused' in stub) continue;
        const code = framework === 'nestjs' ? `class A {\n${stub.text}\n}` : stub.text;
        const { diagnostics = [] } = ts.transpileModule(code, { reportDiagnostics: true });
        assert.deepEqual(
          diagnostics.map(({ messageText }) => messageText),
          [],
          code,
        );
      }
    }
  }
});
