import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createContractParts } from '../../server/src/contract-parts.ts';
import type { ContractParts } from '../../server/src/engine/parts.ts';
import type { Workspace } from '../../server/src/engine/workspace.ts';
import { createWorkspace, openWorkspace, plain } from '../support/workspace.ts';

const contract = (paths: string) => `openapi: 3.1.0\ninfo: { title: Shop, version: 1.0.0 }\npaths:\n${paths}`;
const orders = '  /v1/orders:\n    get: { operationId: list, responses: {} }\n';
const users =
  '  /v1/users/{id}:\n    get: { parameters: [{ name: id, in: path, required: true }, { name: page, in: query }], responses: {} }\n';
const express =
  "import express from 'express';\nimport { base } from './base';\nexport const app = express();\n";
const loading =
  "import { join } from 'node:path';\nimport Fastify from 'fastify';\nimport AutoLoad from '@fastify/autoload';\nimport { base } from './base';\n";
const plugin = (path: string) =>
  `export default async function (fastify) { fastify.get(${path}, (req) => req.query.page); }\n`;
const pact = (path: string) =>
  JSON.stringify({ provider: { name: 'shop' }, interactions: [{ request: { method: 'GET', path } }] });
const policy = (contracts: object, rest: object = {}) =>
  JSON.stringify({ services: [{ name: 'shop', files: 'src/**', contracts }], ...rest });

/** What each file may be; the first is where a sequence begins. */
const variants: Readonly<Record<string, readonly string[]>> = {
  'parapet.jsonc': [
    policy([{ file: 'openapi.yaml' }]),
    policy([{ file: 'openapi.yaml', covers: ['/v1/**'] }, { file: 'src/table.ts' }]),
    policy([{ file: '*.json' }], { tests: ['src/users.ts'] }),
    policy([{ file: 'openapi.yaml', consumers: ['web/**'] }], { tests: ['test/**'] }),
    '{ "contractFirst": "change" }',
    '{}',
  ],
  'openapi.yaml': [
    contract(orders + users),
    contract(`  /v1/orders: { $ref: ./shared.yaml }\n${users}`),
    `# parapet-allow contracts/operation-without-route: agreed\n${contract(orders)}`,
    contract('  /orders:\n    post: {}\n'),
    'openapi: 3.1.0\npaths: {',
  ],
  'shared.yaml': ['get: { responses: {} }\n', 'post: { responses: {} }\n'],
  'src/base.ts': [
    "export const base = '/v1';\n",
    "export const base = '/v2';\n",
    'export const base = env.BASE;\n',
  ],
  'src/app.ts': [
    `${express}import { users } from './users';\napp.get(base + '/orders', (req) => req.query.q);\napp.use(base, users);\n`,
    `${express}app.get('/v1/orders', (req) => req.query.q);\n// parapet-allow contracts/route-without-operation: agreed\napp.get('/v1/users/:id/more', () => {});\n`,
    `${express}import { users } from './users';\napp.use(users);\napp.put('/v1/orders', () => {});\n`,
    'export const app = 1;\n',
  ],
  'src/users.ts': [
    "import { Router } from 'express';\nimport { read } from './read';\nexport const users = Router();\nusers.get('/users/:id', read);\n",
    "import { Router } from 'express';\nexport const users = Router();\nusers.get('/users/:name', (req) => req.query.page);\nusers.get('/users', () => {});\n",
  ],
  'src/open.ts': [
    `${express}import { users } from './users';\nimport { open } from './open-base';\nconst own = express.Router();\nown.get('/orders', (req) => req.query.q);\nown.use(users);\napp.use(open, own);\napp.get(open + '/more', () => {});\n`,
    `${express}import { users } from './users';\nimport { open } from './open-base';\napp.use(open, users);\napp.use('/v1', users);\n`,
    `${express}const own = express.Router();\nown.get('/things', () => {});\nown.get('/things/:id', () => {});\napp.use(setting.get('base'), own);\n`,
    'export const open = 1;\n',
  ],
  'src/open-base.ts': [
    'export const open = `${process.env.OPEN}/v1`;\n',
    'export const open = process.env.OPEN;\n',
    "export const open = '/v1';\n",
    "export const open = setting.get('base');\n",
  ],
  'src/main.ts': [
    'export const main = 1;\n',
    "import { open } from './open-base';\napp.setGlobalPrefix(open);\n",
    "app.setGlobalPrefix(setting.get('base'), { exclude: ['v1/orders'] });\n",
  ],
  'src/read.ts': [
    "export const read = (req) => req.query.page;\nexport const only = 'GET';\n",
    "export const read = (req) => [req.query.other, req.params.key];\nexport const only = ['GET', 'PUT'];\n",
  ],
  'src/load.ts': [
    'export const nothing = 1;\n',
    `${loading}Fastify().register(AutoLoad, { dir: join(__dirname, 'loaded'), options: { prefix: base } });\n`,
    `${loading}Fastify().register(AutoLoad, { dir: join(__dirname, 'loaded'), routeParams: true, ignorePattern: /more/ });\n`,
    `${loading}Fastify().register(AutoLoad, { dir: base });\n`,
  ],
  'src/loaded/users/index.ts': [
    plugin("'/'"),
    'export const nothing = 1;\n',
    `${plugin("'/:id'")}export const autoPrefix = '/users';\n`,
    `import { base } from '../../base';\n${plugin("'/'")}export const prefixOverride = base + '/orders';\n`,
  ],
  'src/loaded/users/_id/more.ts': [
    plugin("'/'"),
    `export { default } from '../index';\n`,
    `${plugin("'/'")}export const autoload = false;\n`,
  ],
  'src/base-class.ts': [
    "import { Router } from 'express';\nexport class Base { router = Router(); constructor(public path = '/v1') { this.router.get('/health', () => {}); } }\n",
    "import { Router } from 'express';\nexport class Base { get router() { return made; } }\nconst made = Router({ caseSensitive: true });\n",
    'export class Other {}\n',
  ],
  'src/classes.ts': [
    "import { Base } from './base-class';\nexport class Users extends Base { constructor() { super('/v1/users'); this.router.get('/:id', this.one); } one = (req) => req.query.page; }\n",
    "import { Base } from './base-class';\nimport { base } from './base';\nexport class Users extends Base { path = base; constructor() { super(); this.router.get(this.path, () => {}); } }\n",
  ],
  'src/mounted.ts': [
    "import express from 'express';\nimport { Users } from './classes';\nconst users = new Users();\nexpress().use(users.path, users.router);\n",
    "import express from 'express';\nimport { Users } from './classes';\nexpress().use('/v1/orders', new Users().router);\n",
  ],
  'src/pages/api/orders.ts': [
    "export default function (req, res) { if (req.method !== 'GET') return res.status(405).end(); res.json(req.query.page); }\n",
    "import { only } from '../../read';\nexport default function (req, res) { if (req.method !== only) { res.setHeader('Allow', [only]); return res.status(405).end(); } }\n",
    "import nc from 'next-connect';\nimport { read } from '../../read';\nconst handler = nc().get(read);\nhandler.post(read);\nexport default handler;\n",
  ],
  'src/query.ts': [
    'export class Query { page?: number; order: string }\n',
    'export class Query { [key: string]: string; page: number }\n',
    "import { Made } from './made';\nexport class Query extends Made { @Expose({ name: 'p' }) page: number; size: number }\n",
  ],
  'src/controller.ts': [
    "import { Query } from './query';\n@Controller('v1')\nexport class Carts { @Get('users/:id') list(@Query() query: Query, @Param() params) { return params.id; } }\n",
    "import { Query } from './query';\n@Controller('v1')\nexport class Carts { @Get('orders') list(@Query() query: Query[]) {} }\n",
  ],
  'src/native.ts': [
    'export const nothing = 1;\n',
    "import { initContract } from '@ts-rest/core';\nimport { base } from './base';\nexport const api = initContract().router({ list: { method: 'GET', path: base, responses: {} } });\n",
    "import { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';\nexport const all = new OpenAPIRegistry();\nall.registerPath({ method: 'get', path: '/v1/orders', responses: {} });\n",
  ],
  'src/table.ts': [
    "export const api = { list: { method: 'GET', path: '/v1/orders' } };\n",
    'export const api = {};\n',
  ],
  'src/port.ts': [
    'export interface Port { a(): void }\n',
    '/** @contract port 1.0.0 */\nexport interface Port { a(): void }\n',
    '/** @contract port one */\nexport interface Port { a(): void; b(): void }\n',
  ],
  'src/made.ts': [
    "import type { Port } from './port';\nexport class Made implements Port { a() {} }\n",
    'export {};\n',
  ],
  'web/call.ts': [
    "export const load = () => fetch('/v1/orders');\n",
    "import { base } from '../src/base';\nexport const load = (id: string) => fetch(`${base}/users/${id}?x`);\n",
    'export const nothing = 1;\n',
  ],
  'web/client.ts': [
    "import axios from 'axios';\nexport const api = axios.create({ baseURL: '/v1' });\n",
    "import axios from 'axios';\nexport const api = axios.create({ baseURL: '/v2' });\n",
    'export const api = { get: (path: string) => path };\n',
  ],
  'web/use.ts': [
    "import { api } from './client';\nexport const load = () => api.get('/orders');\n",
    "import { api } from './client';\nexport const load = () => api.list(env.NAME);\n",
  ],
  'test/app.test.ts': [
    "import request from 'supertest';\nit('is there', () => request(app).get('/v1/orders'));\n",
    "import { api } from '../web/client';\nit('is listed', () => api.list());\n",
  ],
  'pacts/web-shop.json': [pact('/v1/orders'), pact('/v1/users/1'), '{ "provider": {'],
  'package.json': ['{ "name": "shop", "version": "1.0.0" }', '{ "name": "shop", "version": "2.0.0" }'],
  'new.json': [
    '{}',
    '{ "openapi": "3.0.0", "info": { "version": "1" }, "paths": { "/v1/users": { "get": {} } } }',
  ],
};
const paths = Object.keys(variants);

function textOf(path: string, variant: number): string {
  const all = variants[path] ?? [];
  return all[variant % all.length] ?? '';
}

interface Step {
  readonly path: string;
  readonly does: 'type' | 'write' | 'close' | 'delete';
  readonly variant: number;
  readonly lines: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  path: fc.constantFrom(...paths),
  does: fc.constantFrom('type', 'type', 'type', 'write', 'close', 'delete'),
  variant: fc.nat(4),
  lines: fc.nat(2),
});

function take(
  workspace: Workspace,
  files: Map<string, string>,
  typed: Map<string, string>,
  { path, does, variant, lines }: Step,
): void {
  const text = '\n'.repeat(lines) + textOf(path, variant);
  if (does === 'type') typed.set(path, text);
  else if (does === 'close') typed.delete(path);
  else if (does === 'write') files.set(path, text);
  else files.delete(path);
  if (does === 'type' || does === 'close') workspace.setText(path, typed.get(path));
  else workspace.touch(path);
}

/** Everything that is known of contracts, as plain data. */
function shown(workspace: Workspace): unknown {
  const { contracts, missing, routes, unresolved, interfaces, matching, findUses } =
    workspace.facts().contracts;
  const { of, match: _, isTest: __, consumed: ___, ...calls } = findUses();
  const uses = matching.operations.map((match) => {
    const { callers, tests, covers } = of(match) ?? {};
    return { callers, tests, covers };
  });
  const data = { contracts, missing, routes, unresolved, interfaces, matching, uses, calls };
  return JSON.parse(
    JSON.stringify(data, (key, value) => (key === 'root' || key === 'policy' ? undefined : value)),
  );
}

async function assertIsFresh(
  workspace: Workspace,
  files: Map<string, string>,
  typed: ReadonlyMap<string, string>,
  after?: string,
): Promise<void> {
  const fresh = createWorkspace(files);
  for (const [path, text] of typed) fresh.setText(path, text);
  await fresh.refresh();
  assert.deepEqual(shown(workspace), shown(fresh), after);
  assert.deepEqual(plain(workspace.findings()), plain(fresh.findings()), after);
}

for (const [name, at] of Object.entries({ 'its first': 0, 'its second': 1 }))
  test(`each other text leaves what a fresh run finds, where every file begins with ${name}`, async () => {
    const files = new Map(paths.map((path) => [path, textOf(path, at)]));
    const workspace = await openWorkspace(files);
    for (const path of paths)
      for (const variant of (variants[path] ?? []).keys()) {
        const text = `\n${textOf(path, variant)}`;
        workspace.setText(path, text);
        await workspace.refresh();
        await assertIsFresh(workspace, files, new Map([[path, text]]), `${path}, variant ${variant}`);
        workspace.setText(path, undefined);
        await workspace.refresh();
      }
    await assertIsFresh(workspace, files, new Map(), 'as it was in the beginning');
  });

test('whatever was edited before, contracts, routes and findings are those of a fresh run', {
  timeout: 900_000,
}, async () => {
  const holds = async (batches: readonly (readonly Step[])[]) => {
    const files = new Map(paths.map((path) => [path, textOf(path, 0)]));
    const typed = new Map<string, string>();
    const workspace = await openWorkspace(files);
    for (const batch of batches) {
      for (const one of batch) take(workspace, files, typed, one);
      await workspace.refresh();
      await assertIsFresh(workspace, files, typed);
    }
  };
  const seconds = Number(process.env['PARAPET_PROPERTY_SECONDS'] ?? 3);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 10 }), holds),
    { numRuns: 100_000, interruptAfterTimeLimit: seconds * 1000, markInterruptAsFailure: false },
  );
});

/** How often the costly parts were asked since the last look. */
function counting() {
  const counts = { searches: 0, matchings: 0 };
  const parts = async (): Promise<ContractParts> => {
    const real = createContractParts();
    return {
      ...real,
      createRouteFinder: () => {
        const find = real.createRouteFinder();
        return (input) => {
          counts.searches += 1;
          return find(input);
        };
      },
      createMatcher: () => {
        const match = real.createMatcher();
        return (...sides) => {
          counts.matchings += 1;
          return match(...sides);
        };
      },
    };
  };
  const taken = () => {
    const now = { ...counts };
    counts.searches = 0;
    counts.matchings = 0;
    return now;
  };
  return { parts, taken };
}

const edits: readonly {
  readonly name: string;
  readonly path: string;
  readonly to: (text: string) => string;
  readonly asked: { readonly searches: number; readonly matchings: number };
}[] = [
  {
    name: 'a blank line at the end',
    path: 'src/app.ts',
    to: (text) => `${text}\n`,
    asked: { searches: 0, matchings: 0 },
  },
  {
    name: 'a comment at the end',
    path: 'src/users.ts',
    to: (text) => `${text}// more`,
    asked: { searches: 0, matchings: 0 },
  },
  {
    name: 'a file that serves nothing',
    path: 'src/made.ts',
    to: (text) => `${text}export const more = 1;\n`,
    asked: { searches: 0, matchings: 0 },
  },
  {
    name: 'a place that no route has',
    path: 'src/base.ts',
    to: (text) => `\n${text}`,
    asked: { searches: 1, matchings: 0 },
  },
  {
    name: 'the place of a route',
    path: 'src/app.ts',
    to: (text) => `\n${text}`,
    asked: { searches: 1, matchings: 1 },
  },
  {
    name: 'a contract',
    path: 'openapi.yaml',
    to: (text) => `\n${text}`,
    asked: { searches: 0, matchings: 1 },
  },
];

for (const { name, path, to, asked } of edits)
  test(`an edit asks again for what it may change only: ${name}`, async () => {
    const { parts, taken } = counting();
    const files = new Map(paths.map((each) => [each, textOf(each, 0)]));
    const workspace = createWorkspace(files, { parts: { loadContracts: parts } });
    await workspace.refresh();
    // What was read for the first time is looked at once more.
    workspace.setText('src/base.ts', `${files.get('src/base.ts')}\n`);
    await workspace.refresh();
    taken();
    workspace.setText(path, to(files.get(path) ?? ''));
    await workspace.refresh();
    assert.deepEqual(taken(), asked);
  });
