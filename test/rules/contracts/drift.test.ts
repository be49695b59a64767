import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openWorkspace } from '../../support/workspace.ts';
import { contractOf, policyOf, rulesTold, serving, told } from './shop.ts';

const listed = contractOf(['GET /orders']);
const asked = (...routes: readonly string[]) => ({ 'src/app.ts': serving(...routes) });

describe('what is served and not promised', () => {
  const files = { 'openapi.yaml': listed, ...asked('GET /orders', 'POST /customers') };
  const covering = { 'parapet.jsonc': policyOf({ covers: ['/orders/**', '/customers/**'] }) };
  const error =
    'src/app.ts:4 error route-without-operation: POST /customers is served here, and "openapi.yaml" does not promise it.';

  test('is an error, and a warning outside of what the operations have in common', async () => {
    assert.deepEqual(await told(files), [error]);
    assert.deepEqual(await told({ ...files, ...covering }), [error]);
    const below = { 'openapi.yaml': contractOf(['GET /api/orders', 'GET /api/carts']) };
    const code = asked('GET /api/orders', 'GET /api/carts', 'POST /customers');
    assert.deepEqual(await told({ ...below, ...code }), [error.replace(':4 error', ':5 warning')]);
  });

  test('is told of an unsure route as a warning only', async () => {
    const unsure = { 'src/app.ts': serving('GET /orders', 'POST `/customers/${which}`') };
    const lines = await told({ ...files, ...covering, ...unsure });
    assert.equal(
      lines.every((line) => !line.includes(' error ')),
      true,
      lines.join('\n'),
    );
  });

  test('names the contract and where the policy names it', async () => {
    const workspace = await openWorkspace(new Map(Object.entries({ ...files, ...covering })));
    const [finding] = workspace.findings();
    assert.deepEqual(
      finding?.related.map(({ path, message }) => [path, message]),
      [
        ['openapi.yaml', 'This contract would promise it.'],
        ['parapet.jsonc', 'The policy names the contract here.'],
      ],
    );
  });

  test('names the contract that is nearest, and no one before others that are as near', async () => {
    const named = (setting: object, ...globs: readonly string[]) => ({
      'parapet.jsonc': JSON.stringify({
        services: [{ name: 'shop', files: 'src/**', contracts: globs.map((file) => ({ file, ...setting })) }],
      }),
    });
    const contracts = {
      'c/carts.yaml': contractOf(['GET /carts', 'GET /carts/{id}']),
      'c/orders.yaml': contractOf(['GET /orders', 'GET /orders/open']),
      'c/stock.yaml': contractOf(['GET /stock']),
      ...asked('GET /carts', 'GET /carts/:id', 'GET /orders', 'GET /orders/open', 'GET /stock'),
    };
    const found = async (route: string, policy: object, more: object = {}) => {
      const own = { ...contracts, ...policy, ...more, 'src/b.ts': serving(route) };
      return (await told(own)).map((line) => line.replace(/^.*is served here, and /, ''));
    };
    const glob = named({}, 'c/*.yaml');
    assert.deepEqual(await found('GET /orders/:id/lines', glob), ['"c/orders.yaml" does not promise it.']);
    assert.deepEqual(await found('GET /users', glob), ['none of 3 contracts of "c/*.yaml" promises it.']);
    const two = named({}, 'c/carts.yaml', 'c/orders.yaml');
    assert.deepEqual(
      await found(
        'GET /users',
        two,
        asked('GET /carts', 'GET /carts/:id', 'GET /orders', 'GET /orders/open'),
      ),
      ['neither "c/carts.yaml" nor "c/orders.yaml" promises it.'],
    );
    const three = named({}, 'c/carts.yaml', 'c/orders.yaml', 'c/stock.yaml');
    assert.deepEqual(await found('GET /users', three), [
      'none of "c/carts.yaml", "c/orders.yaml" and 1 more contract promises it.',
    ]);
    const stale = named({ mode: 'generated' }, 'c/*.yaml');
    assert.deepEqual(await found('GET /users', stale), [
      'a snapshot is stale: none of 3 contracts of "c/*.yaml" has it.',
    ]);
  });

  test('of a snapshot it is stale', async () => {
    const policy = policyOf({ mode: 'generated', covers: ['/**'] });
    assert.deepEqual(await told({ ...files, 'parapet.jsonc': policy }), [
      'src/app.ts:4 error route-without-operation: POST /customers is served here, and the snapshot "openapi.yaml" is stale: it does not have it.',
    ]);
  });

  const silent: readonly (readonly [name: string, files: Readonly<Record<string, string>>])[] = [
    ['internal', { 'parapet.jsonc': policyOf({ internal: [{ path: '/customers', why: 'Ours.' }] }) }],
    [
      'in a test',
      {
        ...asked('GET /orders'),
        'src/app.test.ts': serving('POST /customers'),
        'parapet.jsonc': policyOf({}, { tests: ['**/*.test.ts'] }),
      },
    ],
    [
      'excluded',
      {
        ...asked('GET /orders'),
        'src/old.ts': serving('POST /customers'),
        'parapet.jsonc': policyOf({}, { exclude: ['src/old.ts'] }),
      },
    ],
    ['promised', { 'openapi.yaml': contractOf(['GET /orders', 'POST /customers']) }],
    [
      'promised and deprecated',
      { 'openapi.yaml': contractOf(['GET /orders', 'POST /customers deprecated']) },
    ],
    ['promised for insiders', { 'openapi.yaml': contractOf(['GET /orders', 'POST /customers internal']) }],
    ['planned, and early', { 'openapi.yaml': contractOf(['GET /orders', 'POST /customers planned']) }],
    [
      'under a policy without contracts',
      { 'parapet.jsonc': '{ "services": [{ "name": "shop", "files": "src/**" }] }' },
    ],
    ['turned off', { 'parapet.jsonc': policyOf({}, { rules: { 'contracts/*': 'off' } }) }],
  ];
  for (const [name, own] of silent)
    test(`says nothing of what is ${name}`, async () =>
      assert.deepEqual(await told({ ...files, ...own }), []));
});

describe('what is promised and not served', () => {
  const files = { 'openapi.yaml': contractOf(['GET /orders', 'POST /customers']), ...asked('GET /orders') };
  const line = 'openapi.yaml:7 warning operation-without-route: ';

  test('is a warning at the operation', async () => {
    assert.deepEqual(await told(files), [
      `${line}POST /customers is promised here, and no route of service "shop" serves it.`,
    ]);
  });

  test('is told with what could not be understood', async () => {
    const all = {
      'parapet.jsonc': policyOf(),
      ...files,
      'src/app.ts': `${serving('GET /orders')}app.get(process.env.PATH_OF_IT, handle);\n`,
    };
    const workspace = await openWorkspace(new Map(Object.entries(all)));
    const [finding] = workspace.findings();
    assert.match(finding?.message ?? '', /no route of service "shop" that could be understood serves it/);
    assert.equal(finding?.confidence, 'likely');
    assert.deepEqual(
      finding?.related.map(({ path }) => path),
      ['parapet.jsonc', 'src/app.ts'],
    );
  });

  test('is no error where it could not be understood, whatever the policy says', async () => {
    const policy = policyOf({}, { rules: { 'contracts/*': 'error' } });
    const doubtful = {
      ...files,
      'src/app.ts': `${serving('GET /orders')}app.get(process.env.PATH_OF_IT, handle);\n`,
    };
    assert.deepEqual(await rulesTold({ ...files, 'parapet.jsonc': policy }), [
      'error operation-without-route',
    ]);
    assert.deepEqual(await rulesTold({ ...doubtful, 'parapet.jsonc': policy }), [
      'warning operation-without-route',
    ]);
  });

  test('of a snapshot it is stale', async () => {
    const policy = policyOf({ mode: 'generated' });
    assert.deepEqual(await told({ ...files, 'parapet.jsonc': policy }), [
      `${line}The snapshot "openapi.yaml" is stale: it has POST /customers, and no route of service "shop" serves it.`,
    ]);
  });

  test('says nothing of what is planned, and does of what is only deprecated: it is promised still', async () => {
    const of = (flag: string) => ({
      ...files,
      'openapi.yaml': contractOf(['GET /orders', `POST /customers ${flag}`]),
    });
    assert.deepEqual(await told(of('planned')), []);
    assert.equal((await told(of('deprecated'))).length, 1);
  });
});

describe('what both sides spell differently', () => {
  const cases: readonly (readonly [name: string, promised: string, served: string, message: string])[] = [
    [
      'a method',
      'PUT /orders/{id}',
      'PATCH /orders/:id',
      'error route-mismatch: PATCH /orders/{id} is served here, and "openapi.yaml" promises PUT /orders/{id}: the methods differ.',
    ],
    [
      'capital letters',
      'GET /customers',
      'GET /Customers',
      'warning route-mismatch: GET /Customers is served here, and "openapi.yaml" promises GET /customers: "Customers" and "customers" differ in capital letters, which its router ignores and others on the way may not.',
    ],
    [
      'a segment',
      'GET /customers',
      'GET /customer',
      'error route-mismatch: GET /customer is served here, and "openapi.yaml" promises GET /customers: "customer" is not "customers".',
    ],
  ];
  for (const [name, promised, served, message] of cases)
    test(`is one finding: ${name}`, async () => {
      const files = {
        'openapi.yaml': contractOf(['GET /orders', promised]),
        ...asked('GET /orders', served),
      };
      assert.deepEqual(await told(files), [`src/app.ts:4 ${message}`]);
    });

  test('a prefix that all miss is told once, with the other routes', async () => {
    const files = {
      'parapet.jsonc': policyOf(),
      'openapi.yaml': contractOf(['GET /orders', 'GET /customers', 'GET /carts']),
      ...asked('GET /api/orders', 'GET /api/customers', 'GET /api/carts'),
    };
    assert.deepEqual(await told(files), [
      'src/app.ts:3 warning route-mismatch: 3 routes of "openapi.yaml" are served below "/api" and promised without a prefix, such as GET /api/orders.',
    ]);
    const workspace = await openWorkspace(new Map(Object.entries(files)));
    assert.equal(workspace.findings()[0]?.related.filter(({ path }) => path === 'src/app.ts').length, 2);
  });

  test('of a snapshot it is said so, with the operation and the policy beside it', async () => {
    const files = {
      'parapet.jsonc': policyOf({ mode: 'generated' }),
      'openapi.yaml': contractOf(['GET /orders', 'PUT /orders/{id}', 'GET /stock', 'GET /carts']),
      ...asked('GET /orders', 'PATCH /orders/:id', 'GET /stock', 'GET /carts'),
    };
    assert.deepEqual(await told(files), [
      'src/app.ts:4 error route-mismatch: PATCH /orders/{id} is served here, and the snapshot "openapi.yaml" still has PUT /orders/{id}: the methods differ.',
    ]);
    const workspace = await openWorkspace(new Map(Object.entries(files)));
    assert.deepEqual(
      workspace.findings()[0]?.related.map(({ path }) => path),
      ['openapi.yaml', 'parapet.jsonc'],
    );
  });

  test('servers bring the prefix', async () => {
    const servers = contractOf(['GET /orders']).replace(
      'paths:',
      'servers: [{ url: https://a.example/api }]\npaths:',
    );
    assert.deepEqual(await told({ 'openapi.yaml': servers, ...asked('GET /api/orders') }), []);
  });
});

describe('parameters', () => {
  test('that are called otherwise in code are a warning, and a mismatch within the contract an error', async () => {
    const renamed = { 'openapi.yaml': contractOf(['GET /orders/{id}']), ...asked('GET /orders/:orderId') };
    assert.deepEqual(await told(renamed), [
      'src/app.ts:3 warning parameter-mismatch: The parameter "orderId" of this path is called "id" in GET /orders/{id} of "openapi.yaml".',
    ]);
    const stray = contractOf(['GET /orders/{id}']).replace('name: id', 'name: ID');
    assert.deepEqual(await told({ 'openapi.yaml': stray, ...asked('GET /orders/:id') }), [
      'openapi.yaml:5 error parameter-mismatch: The path of GET /orders/{id} has a parameter "id", and "openapi.yaml" does not declare it.',
      'openapi.yaml:5 error parameter-mismatch: "openapi.yaml" declares the path parameter "ID", which the path of GET /orders/{id} does not have.',
    ]);
  });

  test('that a reference should bring are not missed where it leads nowhere', async () => {
    const lost = contractOf(['GET /orders/{id}']).replace(
      '{ name: id, in: path }',
      "{ $ref: '#/components/parameters/Id' }",
    );
    assert.deepEqual(await rulesTold({ 'openapi.yaml': lost, ...asked('GET /orders/:id') }), [
      'error invalid-contract',
    ]);
    assert.deepEqual(await rulesTold({ 'openapi.yaml': lost, ...asked('GET /orders/:key') }), [
      'error invalid-contract',
      'warning parameter-mismatch',
    ]);
    const fragment = { 'parapet.jsonc': policyOf({ file: 'orders.yaml' }), 'openapi.yaml': '' };
    const part = (lost.split('paths:\n')[1] ?? '').replace(/^ {2}/gm, '');
    assert.deepEqual(await rulesTold({ ...fragment, 'orders.yaml': part, ...asked('GET /orders/:id') }), [
      'error invalid-contract',
    ]);
    const elsewhere = contractOf(['GET /orders/{id}'])
      .replace('{ name: id, in: path }', '')
      .replace('responses: {}', "responses: { 200: { $ref: '#/no' } }");
    const told = ['error invalid-contract', 'error parameter-mismatch'];
    assert.deepEqual(await rulesTold({ 'openapi.yaml': elsewhere, ...asked('GET /orders/:id') }), told);
    const own = (elsewhere.split('paths:\n')[1] ?? '').replace(/^ {2}/gm, '');
    assert.deepEqual(await rulesTold({ ...fragment, 'orders.yaml': own, ...asked('GET /orders/:id') }), told);
  });

  test('are as unsure as the route that is behind a path which is not known', async () => {
    const files = {
      'openapi.yaml': contractOf(['GET /orders']),
      'src/app.ts': `import express from 'express';
const app = express();
const router = express.Router();
router.get('/orders', (req, res) => res.json(req.query.page));
app.use(mounted, router);
`,
    };
    const lines = (await told(files)).filter((line) => line.includes('parameter-mismatch'));
    assert.deepEqual(
      lines.map((line) => line.split(':')[1]),
      ['4 warning parameter-mismatch'],
    );
    const known = { ...files, 'src/app.ts': files['src/app.ts'].replace('mounted', "'/'") };
    assert.deepEqual(
      (await told(known)).map((line) => line.split(':')[1]),
      ['4 error parameter-mismatch'],
    );
  });

  test('that a handler reads and nothing promises are an error, and headers a warning', async () => {
    const code = (body: string) =>
      [
        "import express from 'express';",
        'const app = express();',
        `app.get('/orders', (req, res) => {`,
        `  ${body}`,
        '});',
        '',
      ].join('\n');
    const judged = (body: string, operation = 'GET /orders') =>
      told({ 'openapi.yaml': contractOf([operation]), 'src/app.ts': code(body) });
    assert.deepEqual(await judged('res.json(req.query.page);'), [
      'src/app.ts:4 error parameter-mismatch: The query parameter "page" is read here, and "openapi.yaml" does not promise it for GET /orders.',
    ]);
    assert.deepEqual(await judged("res.json(req.get('x-tenant'));"), [
      'src/app.ts:4 warning parameter-mismatch: The header "x-tenant" is read here, and "openapi.yaml" does not promise it for GET /orders.',
    ]);
    assert.deepEqual(await judged('res.json(req.params.id);'), [
      'src/app.ts:4 error parameter-mismatch: The parameter "id" is read here, and the path that serves GET /orders has none of this name.',
    ]);
    assert.deepEqual(await judged('res.json(req.body, req);'), []);
    const before = (own: string) =>
      told({
        'openapi.yaml': contractOf(['GET /orders']),
        'src/app.ts': code('res.json();').replace("'/orders', ", `'/orders', ${own}, `),
      });
    assert.deepEqual(await before('(req, res, next) => next(req.query.page)'), [
      'src/app.ts:3 warning parameter-mismatch: The query parameter "page" is read here, and "openapi.yaml" does not promise it for GET /orders.',
    ]);
    assert.deepEqual(await before('(req, res, next) => next()'), []);
    const files = new Map([
      ['parapet.jsonc', policyOf()],
      ['openapi.yaml', contractOf(['GET /orders'])],
      ['src/app.ts', code('res.json(req.query.page);')],
    ]);
    const [finding, ...rest] = (await openWorkspace(files)).findings();
    assert.ok(finding && rest.length === 0);
    assert.equal(finding.subject, 'GET /orders not-promised query page');
    assert.deepEqual(
      finding.related.map(({ path, span }) => files.get(path)?.slice(span.start, span.end)),
      ['get', "'/orders'", '"openapi.yaml"'],
    );
    const promised = 'GET /orders parameters:_[{_name:_page,_in:_query_}]';
    assert.deepEqual(await judged('res.json(req.query.page);', promised), []);
  });

  test('that agree are silent', async () => {
    const agreeing = { 'openapi.yaml': contractOf(['GET /orders/{id}']), ...asked('GET /orders/:id') };
    assert.deepEqual(await told(agreeing), []);
  });
});
