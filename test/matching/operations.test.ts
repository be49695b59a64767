import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchContracts } from '../../server/src/matching/match-contracts.ts';
import { bound, type ContractSketch, routes, told } from './matching-fixture.ts';

interface Case {
  readonly name: string;
  readonly contracts: readonly ContractSketch[];
  readonly routes: readonly string[];
  readonly unresolved?: readonly string[];
  readonly told: readonly string[];
}

const orders = ['GET /orders', 'POST /orders', 'GET /orders/{id}'];
const others = ['GET /stock', 'POST /stock', 'GET /stock/{id}'];
const one = (
  operations: readonly string[],
  more: Partial<ContractSketch> = {},
): readonly ContractSketch[] => [{ operations, ...more }];

const cases: readonly Case[] = [
  { name: 'both sides agree', contracts: one(orders), routes: orders, told: [] },
  {
    name: 'names of parameters and a slash at the end make no difference to what is served',
    contracts: one(['GET /orders/']),
    routes: ['GET /orders'],
    told: [],
  },
  {
    name: 'an operation without a route is certain',
    contracts: one(orders),
    routes: orders.slice(0, 2),
    told: ['missing GET /orders/{id} certain'],
  },
  {
    name: 'a registration that may be it lowers the confidence',
    contracts: one(orders, { folder: 'src/' }),
    routes: orders.slice(0, 2),
    unresolved: ['src/more.ts'],
    told: ['missing GET /orders/{id} likely'],
  },
  {
    name: 'a registration elsewhere does not',
    contracts: one(orders, { folder: 'src/' }),
    routes: orders.slice(0, 2),
    unresolved: ['tools/more.ts'],
    told: ['missing GET /orders/{id} certain'],
  },
  {
    name: 'a route that catches the rest may answer, and is not accused',
    contracts: one([...orders, 'GET /reports/day']),
    routes: [...orders, 'GET /reports/{rest*}'],
    told: ['missing GET /reports/day likely'],
  },
  {
    name: 'a route that catches the rest elsewhere neither answers nor is left out',
    contracts: one([...orders, 'GET /reports/day']),
    routes: [...orders, 'GET /files/{rest*}'],
    told: ['missing GET /reports/day certain', 'unpromised GET /files/{rest*} prefix certain openapi.yaml'],
  },
  {
    name: 'what catches the rest for somebody else or another method does not answer',
    contracts: [
      { path: 'a/openapi.yaml', operations: ['GET /a', 'GET /reports/day'], folder: 'a/' },
      { path: 'b/openapi.yaml', operations: ['GET /b', 'GET /b/{rest}'], folder: 'b/' },
    ],
    routes: [
      'GET /a a/x.ts',
      'POST /{rest*} a/x.ts',
      'GET /b b/x.ts',
      'GET /b/{rest*} b/x.ts',
      'GET /{all*} b/x.ts',
    ],
    told: ['missing GET /reports/day certain'],
  },
  {
    name: 'a parameter at the end stands for what catches the rest',
    contracts: one(['GET /files/{path}']),
    routes: ['GET /files/{rest*}'],
    told: [],
  },
  {
    name: 'but not where a route has the parameter',
    contracts: one(['GET /files/{path}']),
    routes: ['GET /files/{path}', 'GET /files/{path}/{rest*}'],
    told: ['unpromised GET /files/{path}/{rest*} prefix certain openapi.yaml'],
  },
  {
    name: 'what is planned need not be there',
    contracts: one([...orders, 'GET /stock planned']),
    routes: orders,
    told: [],
  },
  {
    name: 'what is deprecated must still be there',
    contracts: one([...orders, 'GET /stock deprecated']),
    routes: orders,
    told: ['missing GET /stock certain'],
  },
  {
    name: 'frameworks answer HEAD from GET, and OPTIONS by themselves',
    contracts: one(['GET /orders', 'HEAD /orders', 'OPTIONS /orders', 'TRACE /orders']),
    routes: ['GET /orders', 'HEAD /orders/x', 'OPTIONS /{rest*}'],
    told: ['missing OPTIONS /orders likely', 'missing TRACE /orders likely'],
  },
  {
    name: 'HEAD needs a GET',
    contracts: one(['GET /orders', 'HEAD /stock']),
    routes: ['GET /orders'],
    told: ['missing HEAD /stock likely'],
  },
  {
    name: 'a handler of any method serves all of its path',
    contracts: one(['GET /orders', 'PUT /orders']),
    routes: ['ANY /orders'],
    told: [],
  },
  {
    name: 'and nothing else',
    contracts: one(['GET /orders', 'PUT /stock']),
    routes: ['ANY /orders'],
    told: ['missing PUT /stock certain'],
  },
  {
    name: 'the prefix of the servers belongs to the path',
    contracts: one(orders, { prefixes: ['/api', '/v1'] }),
    routes: orders.map((line) => line.replace(' ', ' /api')),
    told: [],
  },
  {
    name: 'each of several servers has its own prefix, and no other is meant',
    contracts: one(orders, { prefixes: ['/api', '/v1'] }),
    routes: ['GET /v1/orders', 'POST /v1/orders', 'GET /v2/orders/{id}'],
    told: [
      'missing GET /orders/{id} certain',
      'unpromised GET /v2/orders/{id} nearest possible openapi.yaml',
    ],
  },
  {
    name: 'a handler for HEAD stands before the one for GET that would answer',
    contracts: one(['GET /orders query:page', 'HEAD /orders']),
    routes: ['GET /orders reads=query:page', 'HEAD /orders reads='],
    told: [],
  },
  {
    name: 'which answers where there is none',
    contracts: one(['GET /orders query:page', 'HEAD /orders']),
    routes: ['GET /orders reads=query:page'],
    told: ['not-promised query:page of HEAD /orders'],
  },
  {
    name: 'in front of the root a variable may be missing as well, and what stands before it stays',
    contracts: [
      ...one(['GET /'], { prefixes: ['/{base}'], path: 'a.yaml', folder: 'a/' }),
      ...one(['GET /'], { prefixes: ['/api/{region}'], path: 'b.yaml', folder: 'b/' }),
    ],
    routes: ['GET / a/x.ts', 'GET /api b/x.ts'],
    told: [],
  },
  {
    name: 'what stands behind the variable is not left out, nor counted twice',
    contracts: [
      ...one(['GET /orders'], { prefixes: ['/api/{region}/v1'], folder: 'a/' }),
      ...one(['GET /api/x'], { prefixes: ['/api/{region}'], path: 'b.yaml', folder: 'b/' }),
    ],
    routes: ['GET /api/eu/v2/orders a/x.ts', 'GET /api/x b/x.ts'],
    told: [
      'prefix "/api/{}" is "" likely: GET /api/x ~ GET /api/x',
      'prefix "/api/{}/v1" is "/api/eu/v2" likely: GET /orders ~ GET /api/eu/v2/orders',
    ],
  },
  {
    name: 'a variable of a server stands for any segments, and for none',
    contracts: one(orders, { prefixes: ['/{basePath}'] }),
    routes: ['GET /a/b/orders', 'POST /orders', 'GET /a/orders/{id}'],
    told: [],
  },
  {
    name: 'what stands around the variable still counts',
    contracts: one(orders, { prefixes: ['/api/{region}/v1'] }),
    routes: ['GET /api/eu/v1/orders', 'POST /api/v1/orders', 'GET /web/eu/v1/orders/{id}'],
    told: [
      'unpromised GET /web/eu/v1/orders/{id} nearest possible openapi.yaml',
      'missing GET /orders/{id} certain',
    ].sort(),
  },
  {
    name: 'without a policy a contract that nothing keeps may be of somebody else',
    contracts: one(['GET /orders', 'GET /stock']),
    routes: ['GET /login'],
    told: [
      'missing GET /orders likely',
      'missing GET /stock likely',
      'unpromised GET /login prefix possible openapi.yaml',
    ],
  },
  {
    name: 'with no routes at all even more so',
    contracts: one(['GET /orders']),
    routes: [],
    told: ['missing GET /orders possible'],
  },
  {
    name: 'unless the policy says whose it is',
    contracts: one(['GET /orders'], { service: 'shop' }),
    routes: [],
    told: ['missing GET /orders certain'],
  },
  {
    name: 'services with the same paths keep their own contracts',
    contracts: [
      { path: 'a/openapi.yaml', operations: ['GET /health', 'GET /a'], folder: 'a/' },
      { path: 'b/openapi.yaml', operations: ['GET /health', 'GET /b'], folder: 'b/' },
    ],
    routes: ['GET /health a/x.ts', 'GET /a a/x.ts', 'GET /b b/x.ts'],
    told: ['missing GET /health certain'],
  },
  {
    name: 'a shared router serves the services that mount it, each at its own paths',
    contracts: [
      { path: 'a/openapi.yaml', operations: ['GET /health', 'GET /a'], folder: 'a/' },
      { path: 'b/openapi.yaml', operations: ['GET /b/health', 'GET /b'], folder: 'b/' },
    ],
    routes: [
      'GET /health lib/health.ts mounted=a/app.ts',
      'GET /b/health lib/health.ts mounted=a/app.ts',
      'GET /a a/x.ts',
      'GET /b b/x.ts',
    ],
    told: ['missing GET /b/health certain', 'unpromised GET /b/health prefix certain a/openapi.yaml'],
  },
  {
    name: 'a copy of a contract is not told again',
    contracts: [
      { path: 'dist/openapi.yaml', operations: orders, mode: 'generated' },
      { path: 'openapi.yaml', operations: orders },
    ],
    routes: orders.slice(0, 2),
    told: ['missing GET /orders/{id} certain'],
  },
  {
    name: 'a copy of what another package serves is no contract of the one that calls',
    contracts: [
      { path: 'api/openapi.yaml', operations: orders, folder: 'api/', service: 'api' },
      { path: 'client/openapi.yaml', operations: [...orders, 'GET /new'], folder: 'client/' },
    ],
    routes: [...orders.map((line) => `${line} api/x.ts`), 'GET /mcp client/y.ts'],
    told: ['missing GET /new likely', 'unpromised GET /mcp prefix possible client/openapi.yaml'],
  },
  {
    name: 'but one operation of the same name makes no copy',
    contracts: [
      { path: 'a/openapi.yaml', operations: ['GET /health', 'GET /a'], folder: 'a/' },
      { path: 'b/openapi.yaml', operations: ['GET /health', 'GET /b'], folder: 'b/' },
    ],
    routes: ['GET /health a/x.ts', 'GET /a a/x.ts'],
    told: ['missing GET /health possible', 'missing GET /b possible'],
  },
  {
    name: 'a contract among documentation promises what another package serves',
    contracts: [{ path: 'docs/openapi.yaml', operations: [...orders, 'GET /new'], folder: 'docs/' }],
    routes: [...orders, 'GET /other'].map((line) => `${line} api/x.ts`),
    told: ['missing GET /new possible', 'uncovered GET /other'],
  },
  {
    name: 'and a second one beside it is a copy',
    contracts: [
      { path: 'docs/openapi.yaml', operations: orders, folder: 'docs/' },
      { path: 'client/openapi.yaml', operations: [...orders, 'GET /new'], folder: 'client/' },
    ],
    routes: [...orders.map((line) => `${line} api/x.ts`), 'GET /mcp client/y.ts'],
    told: ['missing GET /new likely', 'unpromised GET /mcp prefix possible client/openapi.yaml'],
  },
  {
    name: 'but half of it is not enough',
    contracts: [{ path: 'docs/openapi.yaml', operations: [...orders, ...others], folder: 'docs/' }],
    routes: orders.map((line) => `${line} api/x.ts`),
    told: [
      ...[...orders, ...others].map((line) => `missing ${line} possible`),
      ...orders.map((line) => `uncovered ${line}`),
    ],
  },
  {
    name: 'nor are one or two of them, or what a contract of its own promises',
    contracts: [
      { path: 'docs/a.yaml', operations: orders.slice(0, 2), folder: 'docs/' },
      { path: 'b/openapi.yaml', operations: others, folder: 'b/' },
      { path: 'docs/c.yaml', operations: ['GET /c', ...others], folder: 'docs/', service: 'docs' },
    ],
    routes: [
      ...orders.slice(0, 2).map((line) => `${line} a/x.ts`),
      ...others.map((line) => `${line} b/x.ts`),
    ],
    told: [
      ...orders.slice(0, 2).flatMap((line) => [`missing ${line} possible`, `uncovered ${line}`]),
      ...['GET /c', ...others].map((line) => `missing ${line} certain`),
    ],
  },
  {
    name: 'what only one of them has is',
    contracts: [
      { path: 'src/orders.yaml', operations: orders, isFragment: true },
      { path: 'openapi.yaml', operations: [...orders, 'GET /stock'] },
    ],
    routes: orders.slice(0, 2),
    told: ['missing GET /orders/{id} certain', 'missing GET /stock certain'],
  },
];

for (const { name, contracts, routes: served, unresolved, told: expected } of cases)
  test(name, () => {
    assert.deepEqual([...told(contracts, served, unresolved)].sort(), [...expected].sort());
  });

test('what served an operation, what doubts it, and which document is told', () => {
  const whole = bound({ path: 'openapi.yaml', operations: ['GET /orders', 'GET /stock'] });
  const part = bound({ path: 'src/orders.yaml', operations: ['GET /orders'], isFragment: true });
  const served = routes('GET /orders');
  const reason = 'The path is no text.';
  const hidden = { path: 'src/x.ts', span: { start: 3, end: 5 }, framework: 'koa', reason };
  const { operations, missing } = matchContracts([whole, part], served, [hidden]);
  assert.deepEqual(
    operations.map(({ bound: of, operation, routes: own, isCopy }) => [
      of.contract.path,
      operation.template,
      own.length,
      isCopy,
    ]),
    [
      ['openapi.yaml', '/orders', 1, true],
      ['openapi.yaml', '/stock', 0, false],
      ['src/orders.yaml', '/orders', 1, false],
    ],
  );
  assert.equal(operations[0]?.bound, whole);
  assert.deepEqual(missing[0]?.doubts, [{ path: 'src/x.ts', span: { start: 3, end: 5 }, reason }]);
  const rest = routes('GET /orders', 'GET /{any*}');
  const [caught] = matchContracts([whole], rest, []).missing;
  const told = '"/{any*}" may answer for it.';
  assert.deepEqual(caught?.doubts, [{ path: 'src/routes.ts', span: rest[1]?.span, reason: told }]);
});

test('of a document and a bundle of it the one that is put together is told', () => {
  const contracts = [
    bound({ path: 'bundle.yaml', operations: orders }),
    bound({ path: 'main.yaml', operations: orders, inputs: ['paths/orders.yaml'] }),
  ];
  const tell = (given: typeof contracts) =>
    matchContracts(given, routes(...orders.slice(0, 2)), []).missing.map(
      ({ match }) => match.bound.contract.path,
    );
  assert.deepEqual(tell(contracts), ['main.yaml']);
  assert.deepEqual(tell([bound({ path: 'a.yaml', operations: orders }), ...contracts.slice(0, 1)]), [
    'a.yaml',
  ]);
  const part = bound({ path: 'part.yaml', operations: orders, isFragment: true });
  assert.deepEqual(tell([...contracts, part]), ['part.yaml'], 'a fragment stands before the whole');
});

test('a registration below another path is no doubt, nor is a prefix that is not known where something is served', () => {
  const hidden = { path: 'src/x.ts', span: { start: 3, end: 5 }, framework: 'koa', reason: 'It is hidden.' };
  const tell = (operations: readonly string[], doubt: object) =>
    matchContracts([bound({ operations })], routes('GET /orders'), [{ ...hidden, ...doubt }]).missing.map(
      ({ match, confidence, doubts }) => `${match.operation.template} ${confidence} ${doubts.length}`,
    );
  const kept = ['GET /orders', 'GET /admin/users', 'GET /admins'];
  assert.deepEqual(tell(kept, { below: ['/admin'] }), ['/admin/users likely 1', '/admins certain 0']);
  assert.deepEqual(tell(kept, { below: ['/{tenant}', '/admins'] }), [
    '/admin/users certain 0',
    '/admins likely 1',
  ]);
  assert.deepEqual(tell(kept, { isPrefix: true }), ['/admin/users certain 0', '/admins certain 0']);
  assert.deepEqual(tell(['GET /admins'], { isPrefix: true }), ['/admins likely 1']);
});
