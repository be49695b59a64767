import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRouteFinder } from '../../../server/src/extract/routes/find-routes.ts';
import { createPrefilter } from '../../../server/src/extract/routes/prefilter.ts';
import { readRouteFacts } from '../../../server/src/extract/routes/reading/read-facts.ts';
import { linesOf } from './route-fixture.ts';

const source = `import express, { Router } from 'express';
import { other } from './other';
const BASE = '/api', paths = { a: '/a', ['b']: \`/b/\${BASE}\` } as const;
enum Names { One = '/one', Two = 2 }
@Controller({ path: 'cats', version: ['1'] })
export class Cats<T extends { a: 1 }> { private readonly router: Router = Router();
  @Get([':id', BASE]) async find<U>(@Param('id') id: string): Promise<{ a: U }> { return <U>id; } }
export default (app: express.Application = express()): Router => {
  app.route(BASE + paths.a).get<{ a: string }>(handler).all((q, s) => { s.json(/[/"]/.test(q)); });
  for (const method of ['get']) app[method](\`/x\${y ? \`/\${z}\` : ''}\`, h);
  return app.use('/r', other, new Cats().router)!;
};
export const { GET, POST: PUT } = handlers();
export * from './other'; export { a as b } from "./c";
module.exports = Router().use('/m', require('./other')(app));
`;

const classes = `import { Router } from 'express';

class Cats { router = Router(); }
class Dogs extends Cats { static all?: string; constructor(readonly path = '/d', page!: number) { super('/u', path); this.router.get(this.path, this.list); }
  get exposed() { return this.router } ['x' + 1]: string }
app.use(new Dogs('/e').path, new Dogs().exposed);
Fastify().register(require('@fastify/autoload'), { dir: join(__dirname, '..'), ignorePattern: /^(a|b)*$/, options: { prefix: '/p' } });
Cats.autoPrefix = \`/q\`;
const page = async ({ method, query }, res) => { switch (method) { case 'GET': case "PUT": { break; } default: res.setHeader('Allow', ['GET', 'PUT']).status(405); } };
if ('GET' !== req.method || !['PUT'].includes(req?.method!)) { next(createRouter().get(page)); }
new Hono().get('/h', ...createFactory({ initApp: (app) => app }).createHandlers(page));
`;

const finder = createRouteFinder();

function find(text: string) {
  const facts = readRouteFacts('app/x/route.ts', text);
  return finder({ paths: ['app/x/route.ts'], facts: () => facts, follow: () => 'app/x/route.ts' });
}

/** As the page of a framework, and in a folder that is loaded. */
function findElsewhere(text: string) {
  const paths = ['pages/api/a.ts', 'pages/b.js'];
  const facts = readRouteFacts('pages/api/a.ts', text);
  return finder({
    paths,
    facts: () => facts,
    follow: (_, to) => (to.startsWith('.') ? paths[0] : undefined),
  });
}

for (const [name, text, search] of [
  ['routes', source, find],
  ['classes, pages and folders', classes, findElsewhere],
] as const)
  test(`no truncation of ${name} fails, and every place is within the text`, () => {
    for (let end = 0; end <= text.length; end += 3)
      for (const part of [text.slice(0, end), text.slice(end)]) {
        const { routes, unresolved } = search(part);
        for (const { span } of [...routes, ...unresolved])
          assert.ok(span.start >= 0 && span.end >= span.start && span.end <= part.length, part);
      }
  });

test('no character that is lost or doubled, by turns, fails', () => {
  for (let at = 0; at < source.length; at += 1) {
    const end = at % 2 === 0 ? source.slice(at + 1) : source.charAt(at) + source.slice(at);
    find(source.slice(0, at) + end);
  }
  for (let at = 0; at < classes.length; at += 5) findElsewhere(classes.slice(0, at) + classes.slice(at + 1));
});

test('the same text gives the same routes', () => {
  assert.deepEqual(find(source), find(source));
});

test('what leads to itself ends: loops over themselves, classes that extend each other, plugins that load their folder', () => {
  const { routes, unresolved } = linesOf(`//- src/app.ts

import AutoLoad from '@fastify/autoload';
import express from 'express';
import Fastify from 'fastify';

const app = express();
function use(handler) { handler.forEach((handler) => { app.use(handler); }); }
for (const self of self) app.use(self);
const paths = ['/a', '/b'];
paths.forEach((paths) => app.get(paths, h));
class A extends B { constructor() { super(this.path); this.router.get(this.path, h); } }
class B extends A { get path() { return this.path; } }
app.use(new A().router, new B().path);
export default async (fastify) => { fastify.register(AutoLoad, { dir: __dirname }); fastify.get('/c', h); };
Fastify().register(AutoLoad, { dir: __dirname });
`);
  assert.deepEqual(routes, ['GET /a', 'GET /b', 'GET /c']);
  assert.deepEqual(unresolved, [
    'handler: What is mounted here in turn cannot be followed.',
    'self: What is mounted here in turn cannot be followed.',
  ]);
});

test('what stands before a broken end is found', () => {
  const { routes } = linesOf(
    `//- app.ts\nimport express from 'express';\nconst app = express();\napp.get('/a', a);\napp.get('/b', (x) => {\n`,
  );
  assert.deepEqual(routes, ['GET /a', 'GET /b']);
});

test('routers that mount each other end', () => {
  const { routes } = linesOf(`//- app.ts
import { Router } from 'express';
const a = Router();
const b = Router();
a.use('/b', b);
b.use('/a', a);
a.get('/x', x);
const c = c;
app.get(c, x);
`);
  assert.deepEqual(routes, []);
});

/** Brackets that no text has; a reading that takes their square takes minutes. */
const many = 250_000;
const large: readonly (readonly [name: string, text: string])[] = [
  [
    '3 MB of handlers',
    `const app = express();\n${`app.get('/a/:id', () => {${' f(a.b, {});'.repeat(90)}});\n`.repeat(2700)}`,
  ],
  ['nested calls', `${'app.get("/a", '.repeat(many / 40)}`],
  ['nested brackets', '(['.repeat(many)],
  ['nested arrows', 'app.use((a) => '.repeat(many / 40)],
  ['one chain', `Router()${".get('/a', b)".repeat(many / 8)}`],
  ['one list', `const list = [${"'/a', ".repeat(many)}];`],
  ['templates', 'app.get(`${'.repeat(many / 40)],
  ['type arguments', 'app.get<'.repeat(many / 4)],
  ['arrows and types', 'a = (b): c<'.repeat(many / 8)],
  ['sums', `const a = ${"'a' + ".repeat(many / 2)}'b';`],
];

for (const [name, text] of large) {
  test(`large: ${name}`, { timeout: 60_000 }, () => {
    const started = process.cpuUsage();
    find(`import express, { Router } from 'express';\n${text}`);
    const { user } = process.cpuUsage(started);
    assert.ok(user < 4_000_000, `${user / 1000} ms`);
  });
}

test('the prefilter lets pass what may register, and nothing else', () => {
  const mayHold = createPrefilter();
  const passes = (path: string, text: string) => mayHold(path, text);
  assert.ok(passes('a.ts', `import Koa from "koa";`));
  assert.ok(passes('a.ts', `const Router = require('@koa/router')`));
  assert.ok(passes('a.ts', `@Controller('x') class A {}`));
  assert.ok(passes('a.ts', `apiRouter.post('/x', y)`));
  assert.ok(passes('src/app/x/route.ts', ''));
  assert.ok(!passes('a.ts', `import { useRouter } from 'next/router'; router.push('/x'); map.get('/x', y)`));
  assert.ok(!passes('a.test.ts', `import Koa from "koa";`));
  assert.ok(!passes('a.d.ts', `import Koa from "koa";`));
  assert.ok(!passes('a.ts', `// the express train to koala town`));
});
