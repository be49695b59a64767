import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openFixable, waysOut } from '../../support/fix.ts';
import { openWorkspace } from '../../support/workspace.ts';
import { open, refused, taken, ways } from './contract-fix.ts';
import { contractOf, policyOf, serving } from './shop.ts';

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

  test('that is read in one place for several operations is told there once, and added to all of them', async () => {
    const paths = ['orders', 'carts', 'bills'];
    const files = {
      'openapi.yaml': `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
${paths.map((name) => `  /${name}:\n    get:\n      responses: {}\n`).join('')}`,
      'src/app.ts': `import express from 'express';
const app = express();
function list(request, response) { response.json(request.query.page); }
${paths.map((name) => `app.get('/${name}', list);\n`).join('')}`,
    };
    const all = await taken('parameter-mismatch', 'add-parameter', files);
    assert.equal(all.way.title, 'Add the query parameter "page" to 3 operations');
    assert.equal(all.after.get('openapi.yaml')?.match(/name: page/g)?.length, 3);
    assert.deepEqual(all.left, []);
    // Each is accepted by itself, as if nobody else read it.
    const accepted = (...names: readonly string[]) => ({
      'governance/baseline.txt': names
        .map((name) => `contracts/parameter-mismatch\tsrc/app.ts\tGET /${name} not-promised query page\n`)
        .join(''),
    });
    const told = async (more: Readonly<Record<string, string>>) => {
      const workspace = await openWorkspace(
        new Map(Object.entries({ 'parapet.jsonc': policyOf(), ...files, ...more })),
      );
      return open(workspace.findings()).map(({ message }) => message);
    };
    const sentence =
      'The query parameter "page" is read here, and "openapi.yaml" does not promise it for GET /orders and 2 other operations.';
    assert.deepEqual(await told({}), [sentence]);
    assert.deepEqual(await told(accepted('bills', 'carts')), [sentence]);
    assert.deepEqual(await told(accepted('bills', 'carts', 'orders')), []);
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

  test('is renamed to the one part of the path that is not declared, and to none where there are several', async () => {
    const strays = async (...declared: readonly string[]) => {
      const parameters = declared.map((name) => `{ name: ${name}, in: path, required: true }`);
      const files = new Map([
        ['parapet.jsonc', policyOf()],
        [
          'openapi.yaml',
          promised([...parameters, '{ name: line, in: query }'].join(', ')).replace(
            '/orders/{id}:',
            '/orders/{id}/{line}:',
          ),
        ],
        ['src/app.ts', serving('GET /orders/:id/:line')],
      ]);
      const fixable = await openFixable(files);
      const found = fixable.workspace.findings().find(({ detail }) => detail === 'not-in-template');
      assert.ok(found);
      return (await waysOut(fixable, found)).map(({ title }) => title);
    };
    const removal = 'Remove the parameter "row" from GET /orders/{id}/{line}';
    assert.deepEqual(await strays('id', 'row'), ['Rename the parameter "row" to "line"', removal]);
    assert.deepEqual(await strays('row'), [removal]);
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

  test('gets the one that the policy names, without what is internal or of another service', async () => {
    const internal = [{ path: '/health', why: 'Ours.' }];
    const { after, left } = await taken('missing-contract', 'write-contract', {
      'parapet.jsonc': JSON.stringify({
        services: [
          { name: 'shop', files: 'src/**', contracts: [{ file: 'openapi.yaml', internal }] },
          { name: 'web', files: 'web/**', contracts: [{ file: 'web.yaml' }] },
        ],
      }),
      'src/app.ts': app,
      'web.yaml': contractOf(['GET /elsewhere']),
      'web/app.ts': serving('GET /elsewhere'),
    });
    assert.deepEqual(left, []);
    const text = after.get('openapi.yaml') ?? '';
    assert.match(text, /^openapi: 3\.1\.0\n/);
    assert.match(text, /\/orders:\n/);
    assert.doesNotMatch(text, /health|elsewhere/);
  });

  test('gets one that promises what it covers', async () => {
    const { after } = await taken('missing-contract', 'write-contract', {
      'parapet.jsonc': policyOf({ covers: ['/orders/**'] }),
      'src/app.ts': app,
    });
    assert.match(after.get('openapi.yaml') ?? '', /\/orders\/\{id\}:/);
    assert.doesNotMatch(after.get('openapi.yaml') ?? '', /health/);
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
