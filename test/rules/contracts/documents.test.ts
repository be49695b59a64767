import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createWorkspace } from '../../support/workspace.ts';
import { contractOf, lines, policyOf, rulesTold, serving, told } from './shop.ts';

const orders = contractOf(['GET /orders']);
const app = { 'src/app.ts': serving('GET /orders') };

describe('missing-contract', () => {
  const named = 'parapet.jsonc:1 error missing-contract: Service "shop" promises by the ';

  test('tells a contract that is not there, holds none, or is named by a glob that matches none', async () => {
    assert.deepEqual(await told(app), [`${named}contract "openapi.yaml", which does not exist.`]);
    const other = { ...app, 'parapet.jsonc': policyOf({ file: 'notes.yaml' }), 'notes.yaml': 'a: 1\n' };
    assert.deepEqual(await told(other), [
      `${named}contract "notes.yaml", which is no contract that can be read.`,
    ]);
    const glob = { ...app, 'parapet.jsonc': policyOf({ file: 'api/*.yaml' }) };
    assert.deepEqual(await told(glob), [`${named}contracts "api/*.yaml", of which there are none.`]);
    assert.deepEqual(await told({ ...glob, 'api/shop.yaml': orders }), []);
  });

  test('names who owns the service and why, in its own policy alone', async () => {
    const named = (why: string) =>
      JSON.stringify({
        services: [
          { name: 'shop', files: 'src/**', owner: '@acme/shop', why, contracts: [{ file: 'a.yaml' }] },
        ],
      });
    const inside = Object.fromEntries(Object.entries(app).map(([path, text]) => [`own/${path}`, text]));
    const files = { ...app, ...inside, 'parapet.jsonc': named('ADR-1'), 'own/parapet.jsonc': named('ADR-2') };
    const workspace = createWorkspace(new Map(Object.entries(files)));
    await workspace.refresh();
    assert.deepEqual(
      workspace.findings().map(({ rule, path, owners, why }) => [rule, path, owners, why]),
      [
        ['contracts/missing-contract', 'own/parapet.jsonc', ['@acme/shop'], 'ADR-2'],
        ['contracts/missing-contract', 'parapet.jsonc', ['@acme/shop'], 'ADR-1'],
      ],
    );
  });

  test('tells routes of a service that none of its contracts covers, where the first one is named', async () => {
    const policy = JSON.stringify({
      services: [
        {
          name: 'web',
          files: 'web/**',
          owner: '@acme/web',
          contracts: [{ file: 'a.yaml', covers: ['/web/**'] }],
        },
        {
          name: 'shop',
          files: 'src/**',
          owner: '@acme/shop',
          contracts: [{ file: 'shop.yaml', covers: ['/orders/**'] }],
        },
      ],
    });
    const files = {
      'parapet.jsonc': policy,
      'a.yaml': contractOf(['GET /web/a']),
      'web/app.ts': serving('GET /web/a'),
      'shop.yaml': orders,
      'src/app.ts': serving('GET /orders', 'GET /login'),
    };
    const workspace = createWorkspace(new Map(Object.entries(files)));
    await workspace.refresh();
    assert.deepEqual(
      workspace
        .findings()
        .map(({ severity, message, owners, span }) => [
          ...[severity, message, ...owners, policy.slice(span.start, span.end)],
        ]),
      [
        [
          'warning',
          'Service "shop" serves 1 route such as GET /login that no contract covers.',
          ...['@acme/shop', '"/orders/**"'],
        ],
      ],
    );
    assert.deepEqual(await told({ ...files, 'src/app.ts': app['src/app.ts'] }), []);
  });

  test('notices the first contract of a glob', async () => {
    const files = new Map(Object.entries({ ...app, 'parapet.jsonc': policyOf({ file: 'api/*.yaml' }) }));
    const workspace = createWorkspace(files);
    await workspace.refresh();
    assert.equal(lines(workspace.findings(), files).length, 1);
    files.set('api/shop.yaml', orders);
    workspace.touch('api/shop.yaml');
    await workspace.refresh();
    assert.deepEqual(lines(workspace.findings(), files), []);
  });

  test('tells a service that serves routes without any contract, once contracts come first', async () => {
    const services = [{ name: 'shop', files: 'src/**' }];
    const first = JSON.stringify({ services, contractFirst: 'change' });
    assert.deepEqual(await told({ ...app, 'parapet.jsonc': first }), [
      'parapet.jsonc:1 error missing-contract: Service "shop" serves 1 route and has no contract.',
    ]);
    assert.deepEqual(await told({ ...app, 'parapet.jsonc': JSON.stringify({ services }) }), []);
    assert.deepEqual(await told({ 'src/app.ts': 'export {};', 'parapet.jsonc': first }), []);
    assert.deepEqual(await told({ ...app, 'parapet.jsonc': first, 'src/openapi.yaml': orders }), []);
  });

  test('is all that is told of the routes that the one which is not there covers', async () => {
    const named = (...contracts: readonly object[]) =>
      JSON.stringify({ services: [{ name: 'shop', files: 'src/**', contracts }] });
    const gone = { file: 'orders.yaml', covers: ['/orders/**'] };
    const found = {
      'parapet.jsonc': named(gone),
      'src/carts.openapi.yaml': contractOf(['GET /carts', 'PUT /orders/late', 'GET /api/orders/{id}']),
      'src/app.ts': serving('GET /carts', 'GET /orders', 'PATCH /orders/late', 'GET /orders/:id'),
    };
    const missing =
      'parapet.jsonc:1 error missing-contract: Service "shop" promises by the contract "orders.yaml", which does not exist.';
    const unserved = 'warning operation-without-route:';
    const all = await told(found);
    assert.deepEqual(
      all.map((each) => each.replace(/ (?:PUT|GET) .*/, '').replace(/yaml:\d+ /, '')),
      [missing, `src/carts.openapi.${unserved}`, `src/carts.openapi.${unserved}`],
    );
    const other = {
      ...found,
      'src/app.ts': serving('GET /carts', 'GET /orders', 'PUT /orders/late', 'GET /late'),
    };
    const rules = async (files: typeof other) => (await told(files)).map((each) => each.split(' ')[2]);
    assert.deepEqual(await rules(other), [
      'missing-contract:',
      'route-without-operation:',
      'operation-without-route:',
    ]);
    const closer = { file: 'src/carts.openapi.yaml', covers: ['/orders/late/**', '/carts'] };
    assert.deepEqual(await rules({ ...found, 'parapet.jsonc': named(gone, closer) }), [
      'missing-contract:',
      'route-mismatch:',
      'operation-without-route:',
    ]);
    const elsewhere = {
      ...found,
      'src/carts.openapi.yaml': contractOf(['GET /v1/orders', 'POST /v1/orders', 'GET /v1/orders/{id}']),
      'src/app.ts': serving('GET /orders', 'POST /orders', 'GET /orders/:id'),
    };
    assert.ok(!(await rules(elsewhere)).includes('route-mismatch:'));
    const everything = { 'parapet.jsonc': named({ file: 'orders.yaml' }) };
    assert.ok((await rules({ ...found, ...everything })).includes('route-without-operation:'));
  });

  test('tells routes of no service at the beginning of the policy', async () => {
    const policy = { 'parapet.jsonc': '{ "contractFirst": "change" }' };
    assert.deepEqual(await told({ ...app, ...policy }), [
      'parapet.jsonc:1 error missing-contract: Contracts come first here, and no contract promises the 1 route of no service, such as GET /orders.',
    ]);
    assert.deepEqual(await told({ ...app, ...policy, 'openapi.yaml': orders }), []);
    assert.deepEqual(await told({ 'src/app.ts': '', ...policy }), []);
    const packages = {
      ...{ 'a/package.json': '{ "name": "a" }', 'a/app.ts': app['src/app.ts'] },
      ...{ 'b/package.json': '{ "name": "b" }', 'b/app.ts': app['src/app.ts'] },
    };
    const each = (head: string, severity: string) =>
      ['a', 'b'].map(
        (name) =>
          `parapet.jsonc:1 ${severity} missing-contract: ${head}, and no contract promises the 1 route of no service in "${name}", such as GET /orders.`,
      );
    assert.deepEqual(await told({ ...packages, ...policy }), each('Contracts come first here', 'error'));
    const services = { 'parapet.jsonc': policyOf(), 'openapi.yaml': orders };
    assert.deepEqual(
      await told({ ...app, ...services, ...packages }),
      each('Services have contracts here', 'warning'),
    );
  });
});

describe('unversioned-contract', () => {
  const versioned = (info: string, more: object = {}) => ({
    ...app,
    'parapet.jsonc': policyOf(more),
    'openapi.yaml': contractOf(['GET /orders'], info),
  });
  const warning = 'openapi.yaml:2 warning unversioned-contract: ';
  const cases: readonly (readonly [info: string, more: object, message?: string])[] = [
    ['title: Shop', {}, '"openapi.yaml" has no version: "info.version" is not there.'],
    ["title: Shop, version: ''", {}, 'The version of "openapi.yaml" is empty.'],
    [
      'title: Shop, version: 2',
      {},
      'The version of "openapi.yaml" is the number 2 and not a text, so that 2 and 2.0 are one.',
    ],
    ['title: Shop, version: true', {}, 'The version of "openapi.yaml" is true and not a text.'],
    [
      'title: Shop, version: v1',
      {},
      'The version "v1" of "openapi.yaml" is none of "versioning": "semver", such as 1.2.0.',
    ],
    ['title: Shop, version: v1', { versioning: 'none' }],
    ['title: Shop', { versioning: 'none' }],
    ['title: Shop, version: 1.0.0-beta.1', {}],
    [
      'title: Shop, version: 1.0.0',
      { versioning: 'path' },
      'No path or server of "openapi.yaml" has a version such as /v1, by which "versioning": "path" tells it.',
    ],
  ];
  for (const [info, more, message] of cases)
    test(`${info} ${JSON.stringify(more)}`, async () => {
      assert.deepEqual(await told(versioned(info, more)), message === undefined ? [] : [warning + message]);
    });

  test('by paths or servers', async () => {
    const policy = { 'parapet.jsonc': policyOf({ versioning: 'path' }) };
    const inPath = {
      'openapi.yaml': contractOf(['GET /v1/orders']),
      'src/app.ts': serving('GET /v1/orders'),
    };
    assert.deepEqual(await told({ ...policy, ...inPath }), []);
    const servers = orders.replace('paths:', 'servers: [{ url: https://a.example/v2 }]\npaths:');
    assert.deepEqual(
      await told({ ...policy, 'openapi.yaml': servers, 'src/app.ts': serving('GET /v2/orders') }),
      [],
    );
  });

  test('one that is only found by its name may have any form, and a fragment none', async () => {
    const policy = { 'parapet.jsonc': '{ "contractFirst": "change" }' };
    const found = (text: string) => rulesTold({ ...app, ...policy, 'openapi.yaml': text });
    assert.deepEqual(await found(contractOf(['GET /orders'], 'title: Shop, version: 2026-01-31')), []);
    assert.deepEqual(await found('/orders:\n  get: { responses: {} }\n'), []);
    assert.deepEqual(await found(contractOf(['GET /orders'], 'title: Shop')), [
      'warning unversioned-contract',
    ]);
  });
});

describe('unowned-contract', () => {
  const owned = (lines: string) => ({ ...app, 'api/openapi.yaml': orders, '.github/CODEOWNERS': lines });
  const policy = (service: object) => ({
    'parapet.jsonc': JSON.stringify({
      services: [{ name: 'shop', files: 'src/**', contracts: [{ file: 'api/openapi.yaml' }], ...service }],
    }),
  });
  const few = owned('/src/ @acme/web\n/parapet.jsonc @acme/web\n/.github/ @acme/web\n');

  test('asks CODEOWNERS, the service and the contract', async () => {
    assert.deepEqual(await told({ ...few, ...policy({}) }), [
      'api/openapi.yaml:2 warning unowned-contract: Nobody owns the contract "api/openapi.yaml", neither by CODEOWNERS nor by its service.',
    ]);
    assert.deepEqual(await told({ ...few, ...policy({ owner: '@acme/shop' }) }), []);
    assert.deepEqual(await told({ ...owned('* @acme/all\n'), ...policy({}) }), []);
    const own = orders.replace('info: {', "info: { x-owner: '@acme/shop',");
    assert.deepEqual(await told({ ...few, ...policy({}), 'api/openapi.yaml': own }), []);
  });

  test('asks nothing where nobody owns anything', async () => {
    assert.deepEqual(await told({ ...app, 'api/openapi.yaml': orders, ...policy({}) }), []);
  });

  test('follows CODEOWNERS', async () => {
    const files = new Map(Object.entries({ ...few, ...policy({}) }));
    const workspace = createWorkspace(files);
    await workspace.refresh();
    assert.equal(lines(workspace.findings(), files).length, 1);
    workspace.setText('.github/CODEOWNERS', '* @acme/all\n');
    await workspace.refresh();
    assert.deepEqual(lines(workspace.findings(), files), []);
  });
});

describe('paths and globs of a policy', () => {
  const judged = (more: object) => told({ ...app, 'openapi.yaml': orders, 'parapet.jsonc': policyOf(more) });
  const warning = 'parapet.jsonc:1 warning policy/unmatched-pattern: The pa';

  test('that match no route are told', async () => {
    assert.deepEqual(await judged({ covers: ['/orders/**', '/v9/**'] }), [
      `${warning}th "/v9/**" of "covers" matches no route and no operation.`,
    ]);
    assert.deepEqual(await judged({ internal: [{ path: '/health', why: 'Ours.' }] }), [
      `${warning}th "/health" of "internal" matches no route.`,
    ]);
    assert.deepEqual(await judged({ consumers: ['web/**'] }), [
      `${warning}ttern "web/**" of "consumers" matches no file.`,
    ]);
  });

  test('that match one are not, nor those of a contract that is not there', async () => {
    assert.deepEqual(await judged({ covers: ['/orders'], internal: [], consumers: ['src/**'] }), []);
    const gone = await rulesTold({ ...app, 'parapet.jsonc': policyOf({ covers: ['/v9/**'] }) });
    assert.deepEqual(gone, ['error missing-contract']);
  });

  test('that only routes of another service match are told', async () => {
    const [covers, served] = [['/orders/**', '/v9/**'], serving('GET /v9/a')];
    const beside = (path: string) =>
      told({ ...app, 'openapi.yaml': orders, 'parapet.jsonc': policyOf({ covers }), [path]: served });
    assert.deepEqual((await beside('other/app.ts')).slice(1), [
      `${warning}th "/v9/**" of "covers" matches no route and no operation.`,
    ]);
    assert.deepEqual(
      (await beside('src/more.ts')).map((line) => line.split(' ')[2]),
      ['route-without-operation:'],
    );
  });

  test('are judged anew when a route comes', async () => {
    const internal = policyOf({ internal: [{ path: '/health', why: 'Ours.' }] });
    const files = new Map(Object.entries({ ...app, 'openapi.yaml': orders, 'parapet.jsonc': internal }));
    const workspace = createWorkspace(files);
    await workspace.refresh();
    assert.equal(lines(workspace.findings(), files).length, 1);
    workspace.setText('src/app.ts', serving('GET /orders', 'GET /health'));
    await workspace.refresh();
    assert.deepEqual(lines(workspace.findings(), files), []);
  });

  test('shared by the contracts of a glob are used where one of these uses them', async () => {
    const policy = policyOf({ file: 'api/*.yaml', covers: ['/orders', '/carts', '/v9'] });
    const files = { 'api/a.yaml': orders, 'api/b.yaml': contractOf(['GET /carts planned']), ...app };
    assert.deepEqual(await told({ ...files, 'parapet.jsonc': policy }), [
      `${warning}th "/v9" of "covers" matches no route and no operation.`,
    ]);
  });
});

test('operations that are the same are told by what keeps their paths apart', async () => {
  const collisions = async (...paths: readonly string[]) => {
    const lines = await told({
      'openapi.yaml': contractOf(paths.map((path) => `GET ${path}`)),
      'src/app.ts': serving(`GET ${(paths[0] ?? '').replace(/\{(\w+)\}/g, ':$1')}`),
    });
    return lines
      .filter((line) => line.includes('same operation'))
      .map((line) => line.split(': ').slice(1).join(': '));
  };
  assert.deepEqual(await collisions('/y', '/y/'), [
    'GET /y/ and GET /y are the same operation: only a slash at the end tells their paths apart.',
  ]);
  assert.deepEqual(await collisions('/y/{a}', '/y/{b}'), [
    'GET /y/{b} and GET /y/{a} are the same operation: only names of parameters tell their paths apart.',
  ]);
  assert.deepEqual(await collisions('/y', '/z'), []);
});

test('where the same operation or the same name stands first is told with the later one', async () => {
  const text = contractOf(['GET /y', 'GET /y/']);
  const files = new Map(Object.entries({ 'openapi.yaml': text, 'parapet.jsonc': policyOf({}) }));
  const workspace = createWorkspace(files);
  await workspace.refresh();
  const twice = workspace.findings().find(({ detail }) => detail === 'CTR-010');
  const [first] = twice?.related ?? [];
  assert.equal(first?.message, 'The first one stands here.');
  assert.ok(first.path === 'openapi.yaml' && first.span.start < (twice?.span.start ?? 0));
});
