import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, type RouteCase } from './route-fixture.ts';

const app = (options: string, before = '') => `//- src/app.ts
import { join } from 'node:path';
import AutoLoad from '@fastify/autoload';
import Fastify from 'fastify';
const app = Fastify();
${before}
app.register(AutoLoad, ${options});
`;
const routes = "dir: join(__dirname, 'routes')";
const get = (path: string, text = '') =>
  `//- src/routes/${path}\nexport default async (fastify) => { fastify.get('/x', h); };\n${text}\n`;

const cases: readonly RouteCase[] = [
  {
    name: 'folders are what paths begin with; an index stands for its folder, and what lies beside it is not loaded',
    files:
      app(`{ ${routes} }`) +
      get('root.ts') +
      get('users/index.ts') +
      get('users/beside.ts') +
      get('users/deep/down.ts') +
      get('users/autohooks.ts') +
      get('orders/all.js') +
      get('orders/types.d.ts') +
      '//- src/routes/orders/none.ts\nexport const nothing = 1;\n//- src/elsewhere/a.ts\nexport const b = 1;\n',
    routes: ['GET /orders/x', 'GET /x', 'GET /users/deep/x', 'GET /users/x'],
    unresolved: [
      "'/x': It is not known what router this is registered on.",
      "'/x': It is not known what router this is registered on.",
    ],
  },
  {
    name: 'a prefix for all, what files say of themselves, and in which way',
    files:
      app(`{ ${routes}, options: { prefix: '/api/' } }`) +
      get('a/prefixed.ts', "export const autoPrefix = '/own';") +
      get('a/over.ts', "export const prefixOverride = '/else';") +
      get('a/none.ts', "export const prefixOverride = '';") +
      get('a/off.ts', 'export const autoload = false;') +
      get('a/config.ts', "export const autoConfig = { prefix: '/overridden' };") +
      '//- src/routes/a/carried.js\nasync function routes(fastify) { fastify.get("/c", h); }\nroutes.autoPrefix = "/carried";\nmodule.exports = routes;\n' +
      '//- src/routes/a/plain.js\nmodule.exports = async function (fastify) { fastify.get("/p", h); };\nmodule.exports.autoPrefix = `/plain`;\n' +
      '//- src/routes/a/flat.ts\nimport fp from "fastify-plugin";\nexport default fp(async (fastify) => { fastify.get("/flat", h); });\n' +
      '//- src/routes/a/old.ts\nexport = async (fastify) => { fastify.get("/old", h); };\n',
    routes: [
      'GET /api/carried/c',
      'GET /api/a/x',
      'GET /flat',
      'GET /x',
      'GET /api/a/old',
      'GET /else/x',
      'GET /api/plain/p',
      'GET /api/own/x',
    ],
    unresolved: ["'/x': It is not known what router this is registered on."],
  },
  {
    name: 'the prefix that a file sets for itself, where there is none for all',
    files:
      app(`{ ${routes} }`) +
      get('a/config.ts', "export const autoConfig = { prefix: '/set' };") +
      get('a/made.ts', "export const autoConfig = (app) => ({});\nautoConfig.prefix = '/made';"),
    routes: ['GET /set/a/x', 'GET /made/a/x'],
  },
  {
    name: 'folders that are parameters, and those that are not',
    files:
      app(`{ ${routes}, routeParams: true }`) +
      get('users/_id/a.ts') +
      get('__from-__to/b.ts') +
      app(`{ dir: join(__dirname, 'plain') }`).replace('app.ts', 'plain.ts') +
      '//- src/plain/_id/a.ts\nexport default async (fastify) => { fastify.get("/p", h); };\n',
    routes: ['GET /_id/p', 'GET /{from}-{to}/x', 'GET /users/{id}/x'],
  },
  {
    name: 'no prefixes of folders, not encapsulated, and not deeper than asked for',
    files:
      app(`{ ${routes}, dirNameRoutePrefix: false }`) +
      get('a/b/c.ts') +
      app(
        `{ dir: join(__dirname, 'flat'), encapsulate: flat, options: { prefix: '/api' } }`,
        'const flat = false;',
      ).replace('app.ts', 'flat.ts') +
      '//- src/flat/a/b.ts\nexport default async (fastify) => { fastify.get("/flat", h); };\n' +
      app(`{ dir: join(__dirname, 'deep'), maxDepth: 1 }`).replace('app.ts', 'deep.ts') +
      '//- src/deep/a/b.ts\nexport default async (fastify) => { fastify.get("/one", h); };\n//- src/deep/a/b/c.ts\nexport default async (fastify) => { fastify.get("/two", h); };\n',
    routes: ['GET /a/one', 'GET /flat', 'GET /x'],
    unresolved: ['"/two": It is not known what router this is registered on.'],
  },
  {
    name: 'patterns say what is loaded',
    files:
      app(`{ ${routes}, ignorePattern: /^.*(?:helpers|[.]schema[.]ts)$/ }`) +
      get('a/b.ts') +
      get('a/c.schema.ts') +
      get('a/helpers/d.ts') +
      app(
        `{ dir: join(__dirname, 'own'), indexPattern: /[.]routes[.]ts$/, matchFilter: '.routes', ignoreFilter: /old/i }`,
      ).replace('app.ts', 'own.ts') +
      '//- src/own/users/users.routes.ts\nexport default async (fastify) => { fastify.get("/u", h); };\n' +
      '//- src/own/users/users.service.ts\nexport default async (fastify) => { fastify.get("/s", h); };\n' +
      '//- src/own/OLD/old.routes.ts\nexport default async (fastify) => { fastify.get("/o", h); };\n',
    routes: ['GET /users/u', 'GET /a/x'],
    unresolved: [
      '"/o": It is not known what router this is registered on.',
      '"/s": It is not known what router this is registered on.',
      "'/x': It is not known what router this is registered on.",
      "'/x': It is not known what router this is registered on.",
    ],
  },
  {
    name: 'a pattern that would take long and what cannot be read are listed, and all that is loaded is likely',
    files:
      app(
        `{ ${routes}, ignorePattern: /^(?:[a-z]+)+$/, matchFilter: (path) => check(path), dirNameRoutePrefix: named }`,
        'function named(parent, name) { return name.toLowerCase(); }',
      ) + get('a/b.ts'),
    routes: ['GET /a/x likely'],
    unresolved: [
      'named: What the paths of a folder begin with is computed.',
      '/^(?:[a-z]+)+$/: Which files are registered here is decided by "ignorePattern", which is not known.',
      '(path) => check(path): Which files are registered here is decided by "matchFilter", which is not known.',
    ],
  },
  {
    name: 'a function that asks for a part of the path says as much, and there may be other ways out of it',
    files:
      app(`{ ${routes}, matchFilter: (path) => path.endsWith('.route.ts') }`) +
      get('a/b.route.ts') +
      get('a/c.ts'),
    routes: ['GET /a/x likely'],
    unresolved: ["'/x': It is not known what router this is registered on."],
  },
  {
    name: 'options that are handed on may bring a prefix, and one that is computed is listed',
    files:
      '//- src/app.js\nconst path = require("path");\nconst AutoLoad = require("@fastify/autoload");\nmodule.exports = async function (fastify, opts) {\n  fastify.register(AutoLoad, { dir: path.join(__dirname, "routes"), options: Object.assign({}, opts) });\n};\n' +
      get('a/b.ts') +
      app(`{ dir: join(__dirname, 'hidden'), options: { prefix: process.env.PREFIX } }`).replace(
        'app.ts',
        'hidden.ts',
      ) +
      '//- src/hidden/a.ts\nexport default async (fastify) => { fastify.get("/h", h); };\n',
    routes: ['GET /a/x likely', 'GET …/h likely'],
    unresolved: ['process.env.PREFIX: The path comes from the environment.'],
  },
  {
    name: 'what is no function, a folder without files and one that is not known',
    files: `${app(
      `{ ${routes} }`,
      "app.register(AutoLoad, { dir: join(__dirname, 'empty') });\napp.register(AutoLoad, { dir: process.env.DIR });\napp.register(AutoLoad);\napp.register(AutoLoad, { dir: join(__dirname, '../../out') });",
    )}//- src/routes/a.ts\nexport default { method: "GET", url: "/a", handler };\n`,
    routes: [],
    unresolved: [
      'join(__dirname, \'empty\'): No file is found in "src/empty", which is registered here.',
      'process.env.DIR: What lies in a folder is registered here, and which one is not known.',
      'AutoLoad: What lies in a folder is registered here, and which one is not known.',
      "join(__dirname, '../../out'): What lies in a folder is registered here, and which one is not known.",
      '{ method: "GET", url: "/a", handler }: What is no function is registered here.',
    ],
  },
];

for (const { name, files, routes: expected, unresolved = [] } of cases)
  test(`autoload: ${name}`, () => {
    const found = linesOf(files);
    assert.deepEqual(found.routes.toSorted(), expected.toSorted());
    assert.deepEqual(found.unresolved.toSorted(), unresolved.toSorted());
  });

/** Ways to write the folder beside the file; `undefined` where it is not known. */
const folders: readonly (readonly [string, boolean])[] = [
  ["join(__dirname, 'routes')", true],
  ["path.join(__dirname, 'routes')", true],
  ["path.resolve(__dirname, '..', 'src', './routes')", true],
  ['`${__dirname}/routes`', true],
  ["__dirname + '/routes'", true],
  ["join(import.meta.dirname, 'routes')", true],
  ["desm(import.meta.url, 'routes')", true],
  ["fileURLToPath(new URL('./routes', import.meta.url))", true],
  ["new URL('routes', import.meta.url).pathname", true],
  ["join(dirname(fileURLToPath(import.meta.url)), 'routes')", true],
  ["join(here, 'routes')", true],
  ['join(here, name)', true],
  ["join(process.cwd(), 'src/routes')", false],
  ["'/srv/src/routes'", false],
  ["join(__dirname, process.env.ROUTES ?? 'routes')", false],
  ['folderOf()', false],
];

for (const [dir, isKnown] of folders)
  test(`the folder ${dir} is ${isKnown ? 'known' : 'not known'}`, () => {
    const { routes: found, unresolved } = linesOf(`//- src/app.ts
import path, { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { join as desm } from 'desm';
import Fastify from 'fastify';
import { fastifyAutoload } from '@fastify/autoload';
const here = dirname(fileURLToPath(import.meta.url));
const name = 'routes';
Fastify().register(fastifyAutoload, { dir: ${dir} });
//- src/routes/a/b.ts
export default async (fastify) => { fastify.get('/x', h); };
`);
    assert.deepEqual(found, isKnown ? ['GET /a/x'] : []);
    assert.equal(unresolved.length, isKnown ? 0 : 2);
  });
