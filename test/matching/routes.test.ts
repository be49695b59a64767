import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchContracts } from '../../server/src/matching/match-contracts.ts';
import { uncoveredServices } from '../../server/src/matching/services.ts';
import { bound, type ContractSketch, routes, told } from './matching-fixture.ts';

interface Case {
  readonly name: string;
  readonly contract: Partial<ContractSketch>;
  readonly routes: readonly string[];
  readonly told: readonly string[];
}

const v2 = ['GET /api/v2/orders', 'GET /api/v2/stock'];

const cases: readonly Case[] = [
  {
    name: 'a route under what the operations have in common is certain',
    contract: { operations: v2 },
    routes: [...v2, 'POST /api/v2/carts'],
    told: ['unpromised POST /api/v2/carts prefix certain openapi.yaml'],
  },
  {
    name: 'one outside is hardly meant',
    contract: { operations: v2 },
    routes: [...v2, 'POST /api/v1/carts'],
    told: ['unpromised POST /api/v1/carts nearest possible openapi.yaml'],
  },
  {
    name: 'unless it is of the service',
    contract: { operations: v2, service: 'shop' },
    routes: [...v2, 'POST /api/v1/carts'],
    told: ['unpromised POST /api/v1/carts service likely openapi.yaml'],
  },
  {
    name: 'the one thing that all operations are about is no prefix',
    contract: { operations: ['GET /api/orders', 'GET /api/orders/{id}'] },
    routes: ['GET /api/orders', 'GET /api/orders/{id}', 'GET /api/carts', 'GET /login'],
    told: [
      'unpromised GET /api/carts prefix certain openapi.yaml',
      'unpromised GET /login nearest possible openapi.yaml',
    ],
  },
  {
    name: 'what the servers have stays, whatever the operations are about',
    contract: { operations: ['GET /', 'GET /{id}'], prefixes: ['/api'] },
    routes: ['GET /api', 'GET /api/{id}', 'GET /api/a/b', 'GET /login'],
    told: [
      'unpromised GET /api/a/b prefix certain openapi.yaml',
      'unpromised GET /login nearest possible openapi.yaml',
    ],
  },
  {
    name: 'all operations count for what they have in common',
    contract: { operations: ['GET /api/v2/orders', 'GET /api/v1/stock'] },
    routes: ['GET /api/v2/orders', 'GET /api/v1/stock', 'GET /api/v3/carts'],
    told: ['unpromised GET /api/v3/carts prefix certain openapi.yaml'],
  },
  {
    name: 'what a policy says that a contract covers decides',
    contract: { operations: v2, covers: ['/api/**'] },
    routes: [...v2, 'POST /api/v1/carts', 'GET /login'],
    told: ['unpromised POST /api/v1/carts covers certain openapi.yaml', 'uncovered GET /login'],
  },
  {
    name: 'a route whose mount is not known is no more than likely',
    contract: { operations: v2 },
    routes: [...v2, 'POST /api/v2/carts likely'],
    told: ['unpromised POST /api/v2/carts prefix likely openapi.yaml'],
  },
  {
    name: 'what the code keeps out of a snapshot is none of it',
    contract: { operations: v2, mode: 'generated' },
    routes: [...v2, 'POST /api/v2/carts excluded', 'POST /api/v2/bags'],
    told: ['unpromised POST /api/v2/bags prefix certain openapi.yaml'],
  },
  {
    name: 'a contract that comes before the code is kept by all of it',
    contract: { operations: v2 },
    routes: [...v2, 'POST /api/v2/carts excluded'],
    told: ['unpromised POST /api/v2/carts prefix certain openapi.yaml'],
  },
  {
    name: 'HEAD, OPTIONS and TRACE are not accused',
    contract: { operations: v2 },
    routes: [...v2, 'HEAD /api/v2/a', 'OPTIONS /api/v2/a', 'TRACE /api/v2/a'],
    told: [],
  },
  {
    name: 'internal routes are not accused, and statements about nothing are told',
    contract: { operations: v2, internal: ['/api/v2/admin/**', '/api/v2/health', '/api/v2/gone'] },
    routes: [
      ...v2,
      ...['POST /api/v2/admin/users', 'GET /api/v2/health', 'POST /api/v2/health', 'POST /api/v2/healthy'],
    ],
    told: [
      'unpromised POST /api/v2/healthy prefix certain openapi.yaml',
      'internal POST /api/v2/admin/users by /api/v2/admin/**',
      'internal GET /api/v2/health by /api/v2/health',
      'internal POST /api/v2/health by /api/v2/health',
      'idle /api/v2/gone',
    ],
  },
  {
    name: 'patterns: a star is one segment, braces are one parameter, dots are dots',
    contract: {
      operations: v2,
      internal: ['/api/v2/*/raw', '/api/v2/jobs/{id}', '/api/v2/a.json', '/api/v2/files/{rest*}'],
    },
    routes: [
      ...v2,
      'GET /api/v2/stock/raw',
      'GET /api/v2/jobs/{job}',
      'GET /api/v2/a.json',
      'GET /api/v2/files/a/b',
      'GET /api/v2/a/b/raw',
      'GET /api/v2/jobs/all',
      'GET /api/v2/abjson',
    ],
    told: [
      'unpromised GET /api/v2/a/b/raw prefix certain openapi.yaml',
      'unpromised GET /api/v2/jobs/all prefix certain openapi.yaml',
      'unpromised GET /api/v2/abjson prefix certain openapi.yaml',
      'internal GET /api/v2/stock/raw by /api/v2/*/raw',
      'internal GET /api/v2/jobs/{job} by /api/v2/jobs/{id}',
      'internal GET /api/v2/a.json by /api/v2/a.json',
      'internal GET /api/v2/files/a/b by /api/v2/files/{rest*}',
    ],
  },
  {
    name: 'of one registration with a part that may be missing one path is enough',
    contract: { operations: [...v2, 'GET /api/v2/jobs'] },
    routes: [...v2, 'GET /api/v2/jobs at=9', 'GET /api/v2/jobs/{id} at=9'],
    told: [],
  },
  {
    name: 'and if none is promised one is told',
    contract: { operations: v2 },
    routes: [...v2, 'GET /api/v2/jobs at=9', 'GET /api/v2/jobs/{id} at=9'],
    told: ['unpromised GET /api/v2/jobs prefix certain openapi.yaml'],
  },
  {
    name: 'two registrations are two',
    contract: { operations: [...v2, 'GET /api/v2/jobs'] },
    routes: [...v2, 'GET /api/v2/jobs at=8', 'GET /api/v2/jobs/{id} at=9'],
    told: ['unpromised GET /api/v2/jobs/{id} prefix certain openapi.yaml'],
  },
  {
    name: 'and so are two methods of one',
    contract: { operations: [...v2, 'GET /api/v2/jobs'] },
    routes: [...v2, 'GET /api/v2/jobs at=9', 'POST /api/v2/jobs/{id} at=9'],
    told: ['unpromised POST /api/v2/jobs/{id} prefix certain openapi.yaml'],
  },
  {
    name: 'one router under two prefixes as well',
    contract: { operations: [...v2, 'GET /api/v2/jobs'] },
    routes: [...v2, 'GET /api/v2/jobs at=9', 'GET /api/v2/old/jobs at=9'],
    told: ['unpromised GET /api/v2/old/jobs prefix certain openapi.yaml'],
  },
  {
    name: 'an end that may be missing is told with the rest, other paths of one registration are not',
    contract: { operations: [...v2, 'GET /api/v2/jobs'] },
    routes: [
      ...v2,
      'GET /api/v2/{shop}/jobs at=9',
      ...['GET /api/v2/jobs at=9', 'GET /api/v2/jobs/all at=9', 'GET /api/v2/{list}/{id} at=9'],
      'GET /api/v2/lists at=9',
    ],
    told: [
      'unpromised GET /api/v2/{list}/{id} prefix certain openapi.yaml',
      'unpromised GET /api/v2/lists prefix certain openapi.yaml',
    ],
  },
];

for (const { name, contract, routes: served, told: expected } of cases)
  test(name, () => {
    assert.deepEqual(told([{ operations: [], ...contract }], served), expected);
  });

test('a route belongs to the contract with the longest path, then to the nearest', () => {
  const contracts = [
    { path: 'a/v1.yaml', operations: ['GET /v1/a', 'GET /v1/b'] },
    { path: 'a/v2.yaml', operations: ['GET /v1/new/a', 'GET /v1/new/b'] },
    { path: 'a/b/own.yaml', operations: [], isFragment: true },
  ];
  const all = contracts.flatMap(({ operations }) => operations);
  assert.deepEqual(told(contracts, [...all, 'GET /v1/new/c', 'GET /v1/c', 'GET /c a/b/x.ts']), [
    'unpromised GET /v1/new/c prefix certain a/v2.yaml',
    'unpromised GET /v1/c prefix certain a/v1.yaml',
    'unpromised GET /c nearest possible a/b/own.yaml',
  ]);
});

test('of contracts that a route fits alike none comes first, and what the policy covers stays so', () => {
  const covering = { path: 'a.yaml', operations: [], covers: ['/v1/**'] };
  const [first, second] = [covering, { ...covering, path: 'b.yaml' }];
  assert.deepEqual(told([first, second], ['GET /v1/a']), [
    'unpromised GET /v1/a covers certain a.yaml,b.yaml',
  ]);
  assert.deepEqual(told([second, first], ['GET /v1/a']), [
    'unpromised GET /v1/a covers certain b.yaml,a.yaml',
  ]);
  const exact = { ...covering, covers: ['/v1/a'] };
  const beside = { path: 'b.yaml', operations: ['GET /v1/a/x', 'GET /v1/a/y'] };
  const all = [...beside.operations, 'GET /v1/a'];
  assert.deepEqual(told([exact, beside], all), ['unpromised GET /v1/a covers certain a.yaml']);
  assert.deepEqual(told([beside], all), ['unpromised GET /v1/a prefix certain b.yaml']);
});

test('a contract of no beginning yields to one whose operations begin like the route, and keeps the rest', () => {
  const broad = { path: 'docs/broad.yaml', operations: ['GET /products', 'GET /categories'] };
  const narrow = { path: 'src/narrow.yaml', operations: ['GET /api/v1/x', 'GET /api/v1/y'] };
  const all = [...broad.operations, ...narrow.operations, 'GET /api/v2/z', 'GET /news'];
  assert.deepEqual(told([broad, narrow], all), [
    'unpromised GET /api/v2/z nearest possible src/narrow.yaml',
    'unpromised GET /news prefix likely docs/broad.yaml',
  ]);
});

test('of contracts whose operations begin alike the one whose code stands beside the route comes first', () => {
  const contract = (path: string, name: string) => ({
    path,
    operations: [`GET /${name}/a`, `GET /x/${name}`],
  });
  const both = [contract('one.yaml', 'one'), contract('two.yaml', 'two')];
  const served = [
    'GET /one/a lib/one.ts',
    'GET /x/one lib/one.ts',
    'GET /two/a src/two.ts',
    'GET /x/two src/two.ts',
  ];
  assert.deepEqual(told(both, [...served, 'GET /new src/new.ts', 'GET /old lib/old.ts']), [
    'unpromised GET /new prefix likely two.yaml',
    'unpromised GET /old prefix likely one.yaml',
  ]);
});

test('folders that have nothing in common are not near, however deep', () => {
  const contracts = ['a/b/c/openapi.yaml', 'src/openapi.yaml'].map((path) => ({
    ...{ path, operations: [], isFragment: true },
  }));
  assert.deepEqual(told(contracts, ['GET /a src/x.ts', 'GET /b a/x.ts']), [
    'unpromised GET /a nearest possible src/openapi.yaml',
    'unpromised GET /b nearest possible a/b/c/openapi.yaml',
  ]);
});

test('a shared router belongs to the service that is mounted furthest out', () => {
  const contracts = ['a', 'b'].map((service) => ({
    ...{ path: `${service}.yaml`, operations: [], covers: ['/x'], folder: `${service}/`, service },
  }));
  const toldOf = (mounted: string) => told(contracts, [`GET /x lib/x.ts mounted=${mounted}`]);
  assert.deepEqual(toldOf('a/x.ts,b/app.ts'), ['unpromised GET /x covers certain b.yaml']);
  assert.deepEqual(toldOf('b/x.ts,a/app.ts'), ['unpromised GET /x covers certain a.yaml']);
});

test('paths are internal to the files that a contract is for', () => {
  const contracts = [
    { path: 'a.yaml', operations: ['GET /a'], internal: ['/health'], folder: 'a/' },
    { path: 'b.yaml', operations: ['GET /b'], folder: 'b/' },
  ];
  assert.deepEqual(
    told(contracts, ['GET /a a/x.ts', 'GET /health a/x.ts', 'GET /b b/x.ts', 'GET /health b/x.ts']),
    ['unpromised GET /health prefix certain b.yaml', 'internal GET /health by /health'],
  );
});

test('of several contracts of no service one is sure of a route only where its operations alone begin so', () => {
  const catalog = { path: 'contracts/catalog.yaml', operations: ['GET /products', 'GET /categories/{id}'] };
  const checkout = { path: 'contracts/checkout.yaml', operations: ['POST /quotes', 'POST /orders'] };
  const served = [
    ...catalog.operations.map((line) => `${line} services/catalog/src/routes.ts`),
    ...checkout.operations.map((line) => `${line} services/checkout/src/routes.ts`),
  ];
  const labels = 'GET /labels/{sku} services/catalog/src/labels.ts';
  for (const [route, expected] of [
    ['POST /back-office/quotes services/checkout/src/back-office.ts', 'likely contracts/checkout.yaml'],
    ['GET /orders/{id}/lines services/catalog/src/odd.ts', 'certain contracts/checkout.yaml'],
    [labels, 'likely contracts/catalog.yaml'],
  ] as const) {
    const [line = ''] = told([catalog, checkout], [...served, route]);
    assert.ok(line.endsWith(` prefix ${expected}`), line);
  }
  const certain = ['unpromised GET /labels/{sku} prefix certain contracts/catalog.yaml'];
  assert.deepEqual(told([catalog], [...served.slice(0, 2), labels]), certain, 'alone it is');
  const covering = { ...checkout, covers: ['/quotes/**', '/orders/**'] };
  assert.deepEqual(
    told([catalog, covering], [...served, labels]),
    certain,
    'what covers its own is no rival',
  );
});

test('what begins like the operations of several contracts is surely promised by none of them', () => {
  const whole = { path: 'whole.yaml', operations: ['GET /api/orders', 'GET /api/stock'] };
  const other = { path: 'other.yaml', operations: ['GET /api/users', 'GET /api/teams'] };
  const all = [...whole.operations, ...other.operations];
  assert.deepEqual(told([whole, other], [...all, 'GET /api/labels', 'GET /api/teams/{id}']), [
    'unpromised GET /api/labels prefix certain whole.yaml,other.yaml',
    'unpromised GET /api/teams/{id} prefix certain other.yaml',
  ]);
  const single = { path: 'users.yaml', operations: ['GET /api/users', 'GET /api/users/{id}'] };
  assert.deepEqual(
    told([whole, single], [...whole.operations, ...single.operations, 'GET /api/users/{id}/teams']),
    ['unpromised GET /api/users/{id}/teams prefix certain users.yaml'],
  );
});

test('without a policy a contract stands for the code around it where it promises a third of that', () => {
  const operations = ['GET /orders', 'GET /stock'];
  const served = (count: number) => Array.from({ length: count }, (_, index) => `POST /thing${index}`);
  const sureOf = (contract: Partial<ContractSketch>, count: number) =>
    told([{ operations, ...contract }], [...operations, ...served(count)])[0];
  assert.equal(sureOf({}, 4), 'unpromised POST /thing0 prefix certain openapi.yaml');
  assert.equal(sureOf({}, 5), 'unpromised POST /thing0 prefix possible openapi.yaml');
  assert.equal(sureOf({ service: 'shop' }, 5), 'unpromised POST /thing0 prefix certain openapi.yaml');
});

test('the contract of a service comes before one without a prefix, and after one with', () => {
  const shop = { path: 'shop.yaml', operations: ['GET /api/v2/a', 'GET /api/v2/b'], service: 'shop' };
  const other = { path: 'docs/old.yaml', operations: ['GET /x', 'GET /y'] };
  const old = { path: 'docs/old.yaml', operations: ['GET /api/v1/x', 'GET /api/v1/y'] };
  const served = [...shop.operations, 'GET /api/v1/z'];
  assert.ok(told([shop, other], served).includes('unpromised GET /api/v1/z service likely shop.yaml'));
  assert.ok(told([shop, old], served).includes('unpromised GET /api/v1/z prefix likely docs/old.yaml'));
});

test('a route that is twice at one place is told for each path', () => {
  const found = told([{ operations: v2 }], [...v2, 'GET /api/v2/a at=7', 'POST /api/v2/a at=7']);
  assert.equal(found.length, 2);
});

test('services that serve what no contract covers, and those that do not', () => {
  const contract = bound({ operations: ['GET /a'], service: 'a', folder: 'a/', covers: ['/a'] });
  const served = routes('GET /a a/x.ts', 'GET /b a/x.ts', 'GET /c c/x.ts', 'GET /d d/x.ts');
  const service = (name: string) => ({ name, contains: (path: string) => path.startsWith(`${name}/`) });
  const matching = matchContracts([contract], served, []);
  const found = uncoveredServices([service('a'), service('b'), service('c')], [contract], matching);
  assert.deepEqual(
    found.map(({ name, routes: own, hasContract }) => [
      name,
      own.map(({ template }) => template),
      hasContract,
    ]),
    [
      ['a', ['/b'], true],
      ['c', ['/c'], false],
    ],
  );
  const [of, open] = [
    { operations: [], service: 'a' },
    { operations: [], covers: ['/none'] },
  ];
  const [alone] = uncoveredServices([service('c')], [bound(of)], matching);
  assert.equal(alone?.hasContract, false, 'the contract of another service is none of this one');
  const [shared] = uncoveredServices([service('c')], [bound(open)], matching);
  assert.equal(shared?.hasContract, true, 'one of no service may be');
});
