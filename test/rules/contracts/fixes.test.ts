import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFix } from '../../../server/src/model/fix.ts';
import { openFixable } from '../../support/fix.ts';
import { open, refused, taken, ways } from './contract-fix.ts';
import { contractOf, policyOf, serving } from './shop.ts';

describe('a route that nothing promises', () => {
  const files = {
    'openapi.yaml': contractOf(['GET /orders']),
    'src/app.ts': `${serving('GET /orders')}function readOrder(request, response) {
  response.json({ id: request.params.id, page: request.query.page });
}
app.get('/orders/:id', readOrder);
`,
  };

  test('is added to the contract with what its handler reads', async () => {
    const { after, left, way } = await taken('route-without-operation', 'add-operation', files);
    assert.equal(way.title, 'Add GET /orders/{id} to "openapi.yaml"');
    assert.deepEqual(left, []);
    const text = after.get('openapi.yaml') ?? '';
    assert.match(text, /\/orders\/\{id\}:\n {4}get:\n {6}operationId: readOrder\n/);
    assert.match(text, /name: page/);
    assert.equal(way.safe, false);
  });

  test('is added to the contract that is nearest, or to any of those that are as near', async () => {
    const policy = JSON.stringify({
      services: [{ name: 'shop', files: 'src/**', contracts: [{ file: 'c/*.yaml' }] }],
    });
    const several = (route: string) => ({
      'parapet.jsonc': policy,
      'c/carts.yaml': contractOf(['GET /carts']),
      'c/orders.yaml': contractOf(['GET /orders']),
      'src/app.ts': serving('GET /carts', 'GET /orders', route),
    });
    const near = await taken('route-without-operation', 'add-operation', several('GET /orders/open'));
    assert.equal(near.way.title, 'Add GET /orders/open to "c/orders.yaml"');
    assert.deepEqual(near.left, []);
    assert.match(near.after.get('c/orders.yaml') ?? '', /\/orders\/open:/);
    const titles = (await ways('route-without-operation', several('GET /users'))).map(({ title }) => title);
    assert.deepEqual(titles, [
      'Add GET /users to "c/carts.yaml"',
      'Add GET /users to "c/orders.yaml"',
      'Mark GET /users as internal, with a reason',
    ]);
  });

  test('is marked as internal, once somebody has said why', async () => {
    const { after, left, way } = await taken('route-without-operation', 'mark-internal', files);
    assert.ok(isFix(way) && way.asks);
    const policy = after.get('parapet.jsonc') ?? '';
    assert.equal(policy.slice(way.asks.start, way.asks.end), 'reason');
    assert.deepEqual(left.map((line) => line.split(':')[0]).sort(), [
      'parapet.jsonc policy/invalid-policy',
      'src/app.ts contracts/route-without-operation',
    ]);
    const said = `${policy.slice(0, way.asks.start)}only we ask${policy.slice(way.asks.end)}`;
    const { workspace } = await openFixable(new Map([...after, ['parapet.jsonc', said]]));
    assert.deepEqual(open(workspace.findings()), []);
  });

  test('is not marked as internal where its path is promised by another method', async () => {
    const more = { ...files, 'src/app.ts': serving('GET /orders', 'POST /orders') };
    assert.match(
      await refused('route-without-operation', 'mark-internal', more),
      /GET \/orders is served there, too, and promised/,
    );
  });

  test('of any method is asked for by GET', async () => {
    const any = { ...files, 'src/app.ts': `${serving('GET /orders')}app.all('/carts', handle);\n` };
    const { after, left, way } = await taken('route-without-operation', 'add-operation', any);
    assert.equal(way.title, 'Add GET /carts to "openapi.yaml"');
    assert.deepEqual(left, []);
    assert.match(
      after.get('openapi.yaml') ?? '',
      /handle\n {6}summary: The handler looks at the method itself\./,
    );
  });

  const inCode = (contract: string) => ({
    'parapet.jsonc': policyOf({ file: 'contract.ts' }),
    'contract.ts': contract,
    'src/app.ts': serving('GET /orders', 'GET /orders/:id'),
  });

  test('is added to a contract in TypeScript that has an object for each', async () => {
    const tsRest = `import { initContract } from '@ts-rest/core';
const c = initContract();
export const contract = c.router({ list: { method: 'GET', path: '/orders', responses: { 200: c.type<string>() } } });
`;
    const { after, left } = await taken('route-without-operation', 'add-operation', inCode(tsRest));
    assert.deepEqual(left, []);
    assert.match(
      after.get('contract.ts') ?? '',
      /string>\(\) \} \}, handle: \{ method: 'GET', path: '\/orders\/:id', responses: \{ 200: c\.type<unknown>\(\) \} \} \}\);/,
    );
    const table = `export const promised = [{ method: 'GET', path: '/orders' }];\n`;
    const row = await taken('route-without-operation', 'add-operation', inCode(table));
    assert.deepEqual(row.left, []);
    assert.match(row.after.get('contract.ts') ?? '', /\}, \{ method: 'GET', path: '\/orders\/:id' \}\];/);
  });

  test('is added to a contract in TypeScript that is chains of calls, where these have no handlers', async () => {
    const orpc = (more = '') => `import { oc } from '@orpc/contract';
import { os } from '@orpc/server';
export const contract = oc.router({ list: ${more ? 'os' : 'oc'}.route({ method: 'GET', path: '/orders' })${more} });
`;
    const chained = await taken('route-without-operation', 'add-operation', inCode(orpc()));
    assert.deepEqual(chained.left, []);
    assert.match(
      chained.after.get('contract.ts') ?? '',
      /^import \{ z \} from 'zod';\n[\s\S]*handle: oc\.route\(\{ method: 'GET', path: '\/orders\/\{id\}' \}\)\.input/,
    );
    assert.match(
      await refused('route-without-operation', 'add-operation', inCode(orpc('.handler(() => [])'))),
      /have handlers, which nobody knows/,
    );
    const hono = `import { createRoute, z } from '@hono/zod-openapi';
export const list = createRoute({ method: 'get', path: '/orders', responses: {} });
`;
    const declared = await taken('route-without-operation', 'add-operation', inCode(hono));
    assert.deepEqual(declared.left, []);
    assert.match(
      declared.after.get('contract.ts') ?? '',
      /export const handle = createRoute\(\{ method: 'get', path: '\/orders\/\{id\}'/,
    );
  });

  test('is not added to a snapshot', async () => {
    const generated = { ...files, 'parapet.jsonc': policyOf({ mode: 'generated' }) };
    assert.equal(
      await refused('route-without-operation', 'add-operation', generated),
      '"openapi.yaml" is made of the code: run its generator again.',
    );
  });

  test('goes into the policy as internal of a contract that was only found by its name', async () => {
    const found = {
      ...files,
      'parapet.jsonc': JSON.stringify({
        services: [{ name: 'shop', files: 'src/**' }],
        contractFirst: 'change',
      }),
      'src/openapi.yaml': files['openapi.yaml'],
    };
    const { 'openapi.yaml': _, ...rest } = found;
    const { after } = await taken('route-without-operation', 'mark-internal', rest);
    const said = (after.get('parapet.jsonc') ?? '').replace('"reason"', '"only we ask"');
    const { workspace } = await openFixable(new Map([...after, ['parapet.jsonc', said]]));
    assert.deepEqual(
      open(workspace.findings()).map(({ message }) => message),
      [],
    );
  });
});

describe('an operation that nothing serves', () => {
  const files = {
    'openapi.yaml': contractOf(['GET /orders', 'POST /orders']),
    'src/app.ts': serving('GET /orders'),
  };

  test('gets a handler beside the others', async () => {
    const { after, left } = await taken('operation-without-route', 'write-handler', files);
    assert.deepEqual(left, []);
    assert.match(after.get('src/app.ts') ?? '', /app\.post\('\/orders', \(_request, response\) => \{\n/);
  });

  test('is marked as planned', async () => {
    const { after, left } = await taken('operation-without-route', 'mark-planned', files);
    assert.deepEqual(left, []);
    assert.match(after.get('openapi.yaml') ?? '', /x-status: planned/);
  });

  test('gets no handler where nothing is served that it could stand beside', async () => {
    const more = { 'openapi.yaml': contractOf(['POST /orders']), 'src/app.ts': 'export const one = 1;\n' };
    assert.match(await refused('operation-without-route', 'write-handler', more), /^Nothing is served/);
  });

  test('gets its handler in the file of the nearest path', async () => {
    const router = (name: string) => `import { Router } from 'express';
export const ${name} = Router();
${name}.get('/:id', handle);
`;
    const several = {
      'openapi.yaml': contractOf(['GET /carts/{id}', 'GET /orders/{id}', 'POST /orders']),
      'src/a-carts.ts': router('carts'),
      'src/orders.ts': router('orders'),
      'src/app.ts': `import express from 'express';
import { carts } from './a-carts';
import { orders } from './orders';
const app = express();
app.use('/carts', carts);
app.use('/orders', orders);
`,
    };
    const { after, left } = await taken('operation-without-route', 'write-handler', several);
    assert.deepEqual(left, []);
    assert.match(after.get('src/orders.ts') ?? '', /orders\.post\('\/'/);
  });

  test('gets a file of its own in a file router', async () => {
    const next = {
      'openapi.yaml': contractOf(['GET /api/orders', 'GET /api/orders/{id}']),
      'src/app/api/orders/route.ts': 'export function GET() {\n  return Response.json([]);\n}\n',
    };
    const { after, left } = await taken('operation-without-route', 'write-handler', next);
    assert.deepEqual(left, []);
    assert.match(after.get('src/app/api/orders/[id]/route.ts') ?? '', /^export function GET\(\)/);
  });
});

describe('a route and an operation that differ', () => {
  const byMethod = {
    'openapi.yaml': contractOf(['GET /orders', 'PUT /orders']),
    'src/app.ts': serving('GET /orders', 'PATCH /orders'),
  };
  const bySegment = {
    'openapi.yaml': contractOf(['GET /orders/{id}', 'GET /carts']),
    'src/app.ts': `${serving('GET /carts')}app.get('/order/:id', handle);\n`,
  };

  test('have one method, the one or the other', async () => {
    const code = await taken('route-mismatch', 'rename-in-code', byMethod);
    assert.deepEqual(code.left, []);
    assert.match(code.after.get('src/app.ts') ?? '', /app\.put\('\/orders'/);
    const contract = await taken('route-mismatch', 'rename-in-contract', byMethod);
    assert.deepEqual(contract.left, []);
    assert.match(contract.after.get('openapi.yaml') ?? '', /patch: /);
  });

  test('have one path, the one or the other', async () => {
    const code = await taken('route-mismatch', 'rename-in-code', bySegment);
    assert.deepEqual(code.left, []);
    assert.match(code.after.get('src/app.ts') ?? '', /'\/orders\/:id'/);
    const contract = await taken('route-mismatch', 'rename-in-contract', bySegment);
    assert.deepEqual(contract.left, []);
    assert.match(contract.after.get('openapi.yaml') ?? '', /\/order\/\{id\}:/);
  });

  test('keep their paths where others are served or mounted there', async () => {
    const shared = {
      'openapi.yaml': contractOf(['GET /orders/{id}', 'DELETE /orders/{id}']),
      'src/app.ts': `${serving()}app.get('/order/:id', handle);\napp.delete('/orders/:id', handle);\n`,
    };
    assert.match(
      await refused('route-mismatch', 'rename-in-contract', shared),
      /DELETE \/orders\/\{id\} has the same path/,
    );
    const mounted = {
      'openapi.yaml': contractOf(['GET /orders/{id}', 'GET /carts']),
      'src/app.ts': `${serving('GET /carts')}const router = express.Router();\napp.use('/order', router);\nrouter.get('/:id', handle);\n`,
    };
    assert.match(await refused('route-mismatch', 'rename-in-code', mounted), /mounted at/);
  });
});
