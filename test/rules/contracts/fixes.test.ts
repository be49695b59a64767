import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Finding } from '../../../server/src/model/finding.ts';
import { isFix, type WayOut } from '../../../server/src/model/fix.ts';
import { applied, openFixable, waysOut } from '../../support/fix.ts';
import { contractOf, lines, policyOf, serving } from './shop.ts';

type Files = Readonly<Record<string, string>>;

const shop = { 'parapet.jsonc': policyOf() };

const open = (findings: readonly Finding[]) =>
  findings.filter(({ suppressed, isBaselined }) => suppressed === undefined && !isBaselined);

/** The ways out of the only finding of a rule. */
async function ways(rule: string, files: Files): Promise<readonly WayOut[]> {
  const all = new Map(Object.entries({ ...shop, ...files }));
  const fixable = await openFixable(all);
  const found = open(fixable.workspace.findings()).filter((one) => one.rule === `contracts/${rule}`);
  assert.equal(found.length, 1, lines(fixable.workspace.findings(), all).join('\n'));
  return waysOut(fixable, found[0] as Finding);
}

/** Takes a way out and returns the files as they are then, with what is still found. */
async function taken(rule: string, id: string, files: Files) {
  const way = (await ways(rule, files)).find((one) => one.id === id);
  assert.ok(way && isFix(way), JSON.stringify(way));
  const after = applied(way, new Map(Object.entries({ ...shop, ...files })));
  const { workspace } = await openFixable(after);
  const left = open(workspace.findings()).map(({ path, rule: of, message }) => `${path} ${of}: ${message}`);
  return { after, left, way };
}

async function refused(rule: string, id: string, files: Files): Promise<string> {
  const way = (await ways(rule, files)).find((one) => one.id === id);
  assert.ok(way && !isFix(way), JSON.stringify(way));
  return way.refused;
}

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

  test('is not added to a contract in TypeScript', async () => {
    const inCode = {
      'parapet.jsonc': policyOf({ file: 'contract.ts' }),
      'contract.ts': `import { initContract } from '@ts-rest/core';
const c = initContract();
export const contract = c.router({ list: { method: 'GET', path: '/orders', responses: { 200: c.type<string>() } } });
`,
      'src/app.ts': serving('GET /orders', 'GET /orders/:id'),
    };
    assert.match(
      await refused('route-without-operation', 'add-operation', inCode),
      /^"contract\.ts" is a contract in TypeScript/,
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

describe('a parameter that one side knows', () => {
  const reading = (name: string) => `${serving()}app.get('/orders/:${name}', (request, response) => {
  const { ${name} } = request.params;
  response.json({ ${name}, page: request.query['page'] });
});
`;
  const promised = (parameters: string) => `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders/{id}:
    get:
      parameters: [${parameters}]
      responses: {}
`;
  const id = '{ name: id, in: path, required: true }';
  const page = '{ name: page, in: query }';

  test('is added to the contract', async () => {
    const read = { 'openapi.yaml': promised(id), 'src/app.ts': reading('id') };
    const query = await taken('parameter-mismatch', 'add-parameter', read);
    assert.deepEqual(query.left, []);
    assert.match(query.way.title, /^Add the query parameter "page" to GET \/orders\/\{id\}$/);
    const undeclared = { 'openapi.yaml': promised(page), 'src/app.ts': reading('id') };
    assert.deepEqual((await taken('parameter-mismatch', 'add-parameter', undeclared)).left, []);
  });

  test('has one name, the one or the other', async () => {
    const files = { 'openapi.yaml': promised(`${id}, ${page}`), 'src/app.ts': reading('order') };
    const code = await taken('parameter-mismatch', 'rename-in-code', files);
    assert.deepEqual(code.left, []);
    assert.match(
      code.after.get('src/app.ts') ?? '',
      /'\/orders\/:id'.*\n.*\{ id: order \} = request\.params/,
    );
    const contract = await taken('parameter-mismatch', 'rename-in-contract', files);
    assert.deepEqual(contract.left, []);
    assert.match(contract.after.get('openapi.yaml') ?? '', /\/orders\/\{order\}:\n.*\n.*name: order,/);
  });

  test("keeps its name in code where its handler is another one's, too", async () => {
    const shared = `${serving()}const read = (request, response) => response.json(request.params.order);
app.get('/orders/:order', read);
app.get('/carts/:order', read);
`;
    const files = {
      'openapi.yaml': contractOf(['GET /orders/{id}', 'GET /carts/{order}']),
      'src/app.ts': shared,
    };
    assert.match(
      await refused('parameter-mismatch', 'rename-in-code', files),
      /for GET \/carts\/\{order\} as well/,
    );
  });

  test('is renamed or removed where the path has none of its name', async () => {
    const files = {
      'openapi.yaml': promised(`${id}, { name: cart, in: path, required: true }, ${page}`),
      'src/app.ts': reading('id'),
    };
    const gone = await taken('parameter-mismatch', 'remove-parameter', files);
    assert.deepEqual(gone.left, []);
    assert.equal(gone.after.get('openapi.yaml'), promised(`${id}, ${page}`));
  });

  test('is read by the name that it has in the path', async () => {
    const wrong = reading('id').replace('{ id } =', '{ order } =').replace('{ id,', '{ order,');
    const files = { 'openapi.yaml': promised(`${id}, ${page}`), 'src/app.ts': wrong };
    const { after, left, way } = await taken('parameter-mismatch', 'rename-in-code', files);
    assert.deepEqual(left, []);
    assert.equal(way.title, 'Read "id" instead');
    assert.match(after.get('src/app.ts') ?? '', /\{ id: order \} = request\.params/);
  });
});

describe('a version', () => {
  const files = (version: string) => ({
    'openapi.yaml': contractOf(['GET /orders'], `title: Shop${version}`),
    'src/app.ts': serving('GET /orders'),
  });

  test('is set as the scheme wants it', async () => {
    for (const [before, wanted] of [
      [', version: 1.0', '1.0.0'],
      ['', '1.0.0'],
      [', version: v2.1', '2.1.0'],
    ] as const) {
      const { after, left, way } = await taken('unversioned-contract', 'set-version', files(before));
      assert.deepEqual(left, []);
      assert.equal(way.title, `Set the version of "openapi.yaml" to ${wanted}`);
      assert.match(after.get('openapi.yaml') ?? '', new RegExp(`version: ["']?${wanted}`));
    }
  });

  test('of words is for a person to decide', async () => {
    assert.deepEqual(await ways('unversioned-contract', files(', version: latest')), []);
  });
});

describe('a service without a contract', () => {
  const app = serving('GET /orders', 'POST /orders', 'GET /orders/:id', 'GET /health');

  test('gets the one that the policy names, without what is internal', async () => {
    const { after, left } = await taken('missing-contract', 'write-contract', { 'src/app.ts': app });
    assert.deepEqual(left, []);
    assert.match(after.get('openapi.yaml') ?? '', /^openapi: 3\.1\.0\n/);
  });

  test('gets one with an entry in the policy', async () => {
    const policy = JSON.stringify({ services: [{ name: 'shop', files: 'src/**' }], contractFirst: 'change' });
    const { after, left, way } = await taken('missing-contract', 'write-contract', {
      'parapet.jsonc': policy,
      'src/app.ts': app,
    });
    assert.equal(way.title, 'Write a contract of what "shop" serves');
    assert.deepEqual(left, []);
    assert.match(after.get('contracts/shop.openapi.yaml') ?? '', /\/orders\/\{id\}:/);
    assert.match(after.get('parapet.jsonc') ?? '', /contracts\/shop\.openapi\.yaml/);
  });

  test('of no name gets one beside its package', async () => {
    const policy = JSON.stringify({ contractFirst: 'change' });
    const { left } = await taken('missing-contract', 'write-contract', {
      'parapet.jsonc': policy,
      'src/app.ts': app,
    });
    assert.deepEqual(left, []);
  });

  test('is left alone where a file is in the way, or nothing is served', async () => {
    const bare = JSON.stringify({
      services: [{ name: 'shop', files: 'src/**' }],
      contractFirst: 'change',
    });
    const taken = { 'parapet.jsonc': bare, 'contracts/shop.openapi.yaml': 'a: 1\n', 'src/app.ts': app };
    assert.match(
      await refused('missing-contract', 'write-contract', taken),
      /^"contracts\/shop\.openapi\.yaml" is there already/,
    );
    const inTheWay = { 'src/app.ts': app, 'openapi.yaml': 'a: 1\n' };
    assert.match(await refused('missing-contract', 'write-contract', inTheWay), /is not overwritten/);
    const nothing = { 'src/app.ts': 'export const one = 1;\n' };
    assert.match(await refused('missing-contract', 'write-contract', nothing), /serves no route/);
    const pattern = { 'parapet.jsonc': policyOf({ file: 'api/*.yaml' }), 'src/app.ts': app };
    assert.match(await refused('missing-contract', 'write-contract', pattern), /does not say how/);
  });
});

describe('a contract that nobody owns', () => {
  const files = {
    '.github/CODEOWNERS': '/.github/ @acme/all\n/parapet.jsonc @acme/all\n/src/ @acme/web\n',
    'openapi.yaml': contractOf(['GET /orders']),
    'src/app.ts': serving('GET /orders'),
  };

  test('gets a line', async () => {
    const { after, left } = await taken('unowned-contract', 'add-line', files);
    assert.deepEqual(left, []);
    assert.match(after.get('.github/CODEOWNERS') ?? '', /\/openapi\.yaml @acme/);
  });
});

describe('an operation that no test calls', () => {
  const policy = policyOf({}, { tests: ['test/**'], rules: { 'contracts/untested-operation': 'warning' } });
  const hono = `import { Hono } from 'hono';
export const app = new Hono();
app.get('/orders', (context) => context.json([]));
`;

  test('gets one beside the others', async () => {
    for (const app of [hono, serving('GET /orders')]) {
      const files = {
        'parapet.jsonc': policy,
        'openapi.yaml': contractOf(['GET /orders']),
        'src/app.ts': app,
        'test/other.test.ts': 'export {};\n',
      };
      const { after, left } = await taken('untested-operation', 'write-test', files);
      assert.deepEqual(left, []);
      assert.match(after.get('test/get-orders.test.ts') ?? '', /GET \/orders answers/);
    }
  });

  test('gets none where no test says how they are called', async () => {
    const files = {
      'parapet.jsonc': policy,
      'openapi.yaml': contractOf(['GET /orders']),
      'src/app.ts': hono,
    };
    assert.match(await refused('untested-operation', 'write-test', files), /^No test is there/);
  });
});
