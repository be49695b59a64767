import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { closedSchema } from '../report/closed-schema.ts';
import { runCommand } from '../support/command-line.ts';
import { runGit } from '../support/repository.ts';
import { makeFolder } from '../support/server.ts';

const contract = `openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
paths:
  /orders/{id}:
    get:
      operationId: readOrder
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: the order } }
  /orders:
    post:
      deprecated: true
      responses: { '201': { description: made } }
`;

const files = {
  'parapet.jsonc': '{ "tests": ["**/*.test.ts"] }',
  'contracts/openapi.yaml': contract,
  'src/orders.ts': `import { Router } from 'express';
export const orders = Router();
orders.get('/:id', readOrder);
orders.post(\`/\${process.env.BASE}\`, makeOrder);
`,
  'src/app.ts': `import express from 'express';
import { orders } from './orders';
const app = express();
app.use('/api/orders', orders);
`,
  'src/app.test.ts': `import express from 'express';
const app = express();
app.get('/only-in-tests', () => {});
`,
};

function shop(more: Readonly<Record<string, string>> = {}): string {
  const folder = makeFolder({ ...files, ...more });
  runGit(folder, ['init', '-q']);
  return folder;
}

async function json(folder: string, what: string): Promise<unknown> {
  const { code, out, err } = await runCommand(folder, ['contracts', what, '--format', 'json']);
  assert.equal(code, 0, err);
  return JSON.parse(out);
}

describe('parapet contracts routes', () => {
  test('lists routes with their mounts, and what could not be understood with its reason', async () => {
    const { code, out } = await runCommand(shop(), ['contracts', 'routes']);
    assert.equal(code, 0);
    assert.match(out, /^GET +\/api\/orders\/\{id\} +src\/orders\.ts:3:12 express$/m);
    assert.match(out, /^src\/orders\.ts:4:\d+ express: /m);
    assert.match(out, /1 route, 1 registration not understood\.\n$/);
    assert.doesNotMatch(out, /only-in-tests/);
  });

  test('is frozen as JSON, and the same twice', async () => {
    const folder = shop();
    const report = await json(folder, 'routes');
    const isValid = closedSchema('contracts-routes.schema.json');
    assert.ok(isValid(report), JSON.stringify(isValid.errors));
    assert.deepEqual(await json(folder, 'routes'), report);
  });

  test('lists the end of a route whose beginning is not known, and what a contract has in its place', async () => {
    const folder = shop({
      'parapet.jsonc':
        '{ "services": [{ "name": "shop", "files": "src/**", "contracts": [{ "file": "contracts/openapi.yaml" }] }] }',
      'contracts/openapi.yaml': contract.replaceAll('  /orders', '  /v2/orders'),
      'src/app.ts': files['src/app.ts'].replace("'/api/orders'", '`${process.env.BASE}/orders`'),
      'src/other.ts': `import Fastify from 'fastify';
Fastify().register(async (app) => { app.get('/things', readThings); }, { prefix: process.env.OTHER });
`,
    });
    const { out } = await runCommand(folder, ['contracts', 'routes']);
    assert.match(
      out,
      /^GET +…\/orders\/\{id\} +src\/orders\.ts:3:12 express likely below "\/v2", as the contract has it$/m,
    );
    assert.match(
      out,
      /^src\/app\.ts:4:9 express: The path comes from the environment\. The contract has "\/v2" here\.$/m,
    );
    assert.match(out, /^GET +…\/things +src\/other\.ts:2:45 fastify$/m);
    assert.match(out, /^src\/other\.ts:2:82 fastify: The path comes from the environment\.$/m);
    assert.match(out, /1 route, 1 more of which only the end is known, 3 registrations not understood\.\n$/);
    const report = await json(folder, 'routes');
    const isValid = closedSchema('contracts-routes.schema.json');
    assert.ok(isValid(report), JSON.stringify(isValid.errors));
    const { routes, unresolved } = report as {
      readonly routes: readonly { readonly path: string; readonly ending?: string }[];
      readonly unresolved: readonly { readonly suggested?: string; readonly endings?: readonly object[] }[];
    };
    assert.deepEqual(
      routes.map(({ path, ending }) => [path, ending]),
      [['/v2/orders/{id}', '/orders/{id}']],
    );
    assert.deepEqual(
      unresolved.map(({ suggested, endings }) => [suggested, endings?.length]),
      [
        ['/v2', undefined],
        [undefined, undefined],
        [undefined, 1],
      ],
    );
  });

  test('finds none where nothing serves', async () => {
    const folder = makeFolder({ 'a.ts': 'export const a = 1;\n' });
    assert.match((await runCommand(folder, ['contracts', 'routes'])).out, /^0 routes\.\n$/);
  });
});

describe('parapet contracts operations', () => {
  test('lists what contracts in TypeScript promise, with the version of their package', async () => {
    const folder = shop({
      'package.json': '{ "name": "shop", "version": "2.3.4" }',
      'src/contract.ts': `import { initContract } from '@ts-rest/core';
export const carts = initContract().router({
  one: { method: 'GET', path: '/carts/:id' },
  odd: { method: verb, path: '/odd' },
});
`,
      'src/docs.ts': `registry.registerPath({ ...shared });\n`,
      'src/contract.test.ts': `import { initContract } from '@ts-rest/core';
initContract().router({ two: { method: 'GET', path: '/only-in-tests' } });
`,
    });
    const { code, out } = await runCommand(folder, ['contracts', 'operations']);
    assert.equal(code, 0);
    assert.match(out, /^src\/contract\.ts 2\.3\.4$/m);
    assert.match(out, /^GET +\/carts\/\{id\} +src\/contract\.ts:3:31 one$/m);
    assert.match(out, /^src\/contract\.ts:4:30 CTR-012 The method is no text/m);
    assert.match(out, /^src\/docs\.ts:1:23 CTR-012 Its method and path cannot be followed\.$/m);
    assert.match(out, /3 operations in 3 contracts\.\n$/);
    assert.doesNotMatch(out, /only-in-tests/);
    const isValid = closedSchema('contracts-operations.schema.json');
    assert.ok(isValid(await json(folder, 'operations')), JSON.stringify(isValid.errors));
  });

  test('lists what only a policy names: tables, and documents of any name', async () => {
    const files = {
      'parapet.jsonc':
        '{ "services": [{ "name": "shop", "files": "src/**", "contracts": [{ "file": "src/table.ts" }, { "file": "docs/api.yaml" }] }] }',
      'docs/api.yaml': contract,
      'src/table.ts': "export const rows = [{ method: 'GET', path: '/rows/:id' }];\n",
      'src/other.ts': "export const rows = [{ method: 'GET', path: '/other' }];\n",
    };
    for (const folder of [makeFolder(files), shop(files)]) {
      const { out } = await runCommand(folder, ['contracts', 'operations']);
      assert.match(out, /^docs\/api\.yaml 1\.2\.0$/m);
      assert.match(out, /^GET +\/rows\/\{id\} +src\/table\.ts:1:45$/m);
      assert.doesNotMatch(out, /other/);
    }
  });

  test('lists what a check reads where there is no git, and what git does not know neither', async () => {
    const policy = '{ "contractFirst": "change" }';
    const without = makeFolder({ ...files, 'parapet.jsonc': policy });
    const { out } = await runCommand(without, ['contracts', 'operations']);
    assert.match(out, /2 operations in 1 contract\.\n$/);
    const nothing = makeFolder({
      'parapet.jsonc': policy,
      '.gitignore': 'contracts\n',
      'contracts/openapi.yaml': contract,
    });
    assert.match(
      (await runCommand(nothing, ['contracts', 'operations'])).out,
      /^0 operations in 0 contracts\.\n$/m,
    );
  });

  test('lists what contracts promise, with their versions', async () => {
    const { code, out } = await runCommand(shop(), ['contracts', 'operations']);
    assert.equal(code, 0);
    assert.match(out, /^contracts\/openapi\.yaml 1\.2\.0$/m);
    assert.match(out, /^GET +\/orders\/\{id\} +contracts\/openapi\.yaml:5:5 readOrder$/m);
    assert.match(out, /^POST +\/orders +contracts\/openapi\.yaml:10:5 deprecated$/m);
    assert.match(out, /2 operations in 1 contract\.\n$/);
  });

  test('says the path that is served behind each server, and JSON the one of the contract', async () => {
    const folder = shop({
      'contracts/openapi.yaml': `servers: [{ url: 'https://a.example/api/v1' }, { url: /b/ }]\n${contract}  /:\n    get: {}\n`,
    });
    const { out } = await runCommand(folder, ['contracts', 'operations']);
    assert.match(out, /^GET +\/api\/v1\/orders\/\{id\} +contracts\/openapi\.yaml:6:5 readOrder$/m);
    assert.match(out, /^GET +\/b\/orders\/\{id\} +contracts/m);
    assert.match(out, /^GET +\/b +contracts/m);
    assert.match(out, /3 operations in 1 contract\.\n$/);
    const { operations } = (await json(folder, 'operations')) as {
      readonly operations: readonly { readonly path: string }[];
    };
    assert.deepEqual(
      operations.map((one) => one.path),
      ['/orders/{id}', '/orders', '/'],
    );
  });

  test('lists a file once, whatever it promises by and however much of it is not understood', async () => {
    const folder = makeFolder({
      'src/app.ts': `import { createRoute } from '@hono/zod-openapi';
export const one = createRoute({ method: 'get', path: '/one' });
registry.registerPath({ ...shared });
registry.registerPath({ ...others });
`,
    });
    runGit(folder, ['init', '-q']);
    const { out } = await runCommand(folder, ['contracts', 'operations']);
    assert.equal(out.match(/^src\/app\.ts$/gm)?.length, 1, out);
    assert.match(out, /1 operation in 1 contract\.\n$/);
    assert.equal(out.match(/CTR-012/g)?.length, 2);
  });

  test('is frozen as JSON, with what is wrong at its place', async () => {
    const folder = shop({ 'contracts/broken.openapi.yaml': 'openapi: 3.1.0\npaths: {}\n' });
    const report = (await json(folder, 'operations')) as { readonly problems: readonly unknown[] };
    const isValid = closedSchema('contracts-operations.schema.json');
    assert.ok(isValid(report), JSON.stringify(isValid.errors));
    assert.ok(report.problems.length > 0);
  });
});

test('another word is refused, and what was meant is said', async () => {
  const { code, err } = await runCommand(shop(), ['contracts', 'route']);
  assert.equal(code, 2);
  assert.match(err, /It has no "route"\. Did you mean "routes"\?/);
});
