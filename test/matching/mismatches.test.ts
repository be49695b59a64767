import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areNear } from '../../server/src/matching/near-names.ts';
import { type ContractSketch, told } from './matching-fixture.ts';

interface Case {
  readonly name: string;
  readonly operations: readonly string[];
  readonly routes: readonly string[];
  readonly told: readonly string[];
  readonly contract?: Partial<ContractSketch>;
}

/** They keep the contract, so that what differs is certain. */
const kept = ['GET /carts', 'GET /stock'];

const cases: readonly Case[] = [
  {
    name: 'another method on the same path is one mismatch',
    operations: ['PUT /orders/{id}'],
    routes: ['PATCH /orders/{id}'],
    told: ['method "PUT" is "PATCH" certain: PUT /orders/{id} ~ PATCH /orders/{id}'],
  },
  {
    name: 'methods that are alike go first',
    operations: ['PUT /orders', 'DELETE /orders'],
    routes: ['POST /orders', 'GET /orders'],
    told: [
      'method "PUT" is "POST" certain: PUT /orders ~ POST /orders',
      'method "DELETE" is "GET" certain: DELETE /orders ~ GET /orders',
    ],
  },
  {
    name: 'an operation is paired once, by its method before the way it is written',
    operations: ['PUT /orders/{id}'],
    routes: ['PATCH /orders/{id}', 'PUT /order/{id}'],
    told: [
      'unpromised PUT /order/{id} prefix certain openapi.yaml',
      'method "PUT" is "PATCH" certain: PUT /orders/{id} ~ PATCH /orders/{id}',
    ],
  },
  {
    name: 'several that are not alike are told apart',
    operations: ['DELETE /orders', 'GET /orders'],
    routes: ['PATCH /orders', 'POST /orders'],
    told: [
      'missing DELETE /orders certain',
      'missing GET /orders certain',
      'unpromised PATCH /orders prefix certain openapi.yaml',
      'unpromised POST /orders prefix certain openapi.yaml',
    ],
  },
  {
    name: 'paths are case-sensitive',
    operations: ['GET /orderItems'],
    routes: ['GET /orderitems'],
    told: ['case "orderItems" is "orderitems" certain: GET /orderItems ~ GET /orderitems'],
  },
  {
    name: 'one segment in another number',
    operations: ['GET /orders/{id}/item'],
    routes: ['GET /orders/{id}/items'],
    told: ['segment "item" is "items" certain: GET /orders/{id}/item ~ GET /orders/{id}/items'],
  },
  {
    name: 'one segment written another way',
    operations: ['GET /order-items/{id}'],
    routes: ['GET /orderItems/{id}'],
    told: ['segment "order-items" is "orderItems" certain: GET /order-items/{id} ~ GET /orderItems/{id}'],
  },
  {
    name: 'another word is another path',
    operations: ['GET /invoices'],
    routes: ['GET /payments'],
    told: ['missing GET /invoices certain', 'unpromised GET /payments prefix certain openapi.yaml'],
  },
  {
    name: 'two segments that differ are another path',
    operations: ['GET /order/item'],
    routes: ['GET /orders/items'],
    told: ['missing GET /order/item certain', 'unpromised GET /orders/items prefix certain openapi.yaml'],
  },
  {
    name: 'a route that may be internal is no neighbour',
    operations: ['PUT /orders'],
    routes: ['POST /orders'],
    contract: { internal: ['/orders'] },
    told: ['missing PUT /orders certain', 'internal POST /orders by /orders'],
  },
  {
    name: 'some that lack a prefix are told once',
    operations: ['GET /orders/open', 'GET /orders/{id}/items'],
    routes: ['GET /v1/orders/open', 'GET /v1/orders/{id}/items'],
    told: [
      'prefix "" is "/v1" likely: GET /orders/open ~ GET /v1/orders/open, GET /orders/{id}/items ~ GET /v1/orders/{id}/items',
    ],
  },
  {
    name: 'one last segment says too little',
    operations: ['GET /health'],
    routes: ['GET /database/health'],
    told: ['missing GET /health certain', 'unpromised GET /database/health prefix certain openapi.yaml'],
  },
];

for (const { name, operations, routes, told: expected, contract } of cases)
  test(name, () => {
    const found = told([{ operations: [...kept, ...operations], ...contract }], [...kept, ...routes]);
    assert.deepEqual(found, expected);
  });

const all = ['GET /orders', 'POST /orders', 'GET /orders/{id}', 'GET /stock/{id}'];

test('a prefix that all miss by is told once, and the rest is held against each other behind it', () => {
  const served = ['GET /api/orders', 'POST /api/orders', 'GET /api/orders/{id}', 'GET /api/news'];
  assert.deepEqual(told([{ operations: all, service: 'shop' }], served), [
    'missing GET /stock/{id} certain',
    'unpromised GET /api/news prefix likely openapi.yaml',
    'prefix "" is "/api" likely: GET /orders ~ GET /api/orders, POST /orders ~ POST /api/orders, GET /orders/{id} ~ GET /api/orders/{id}',
  ]);
});

test('a prefix may be too many, or another one', () => {
  const [extra] = told([{ operations: all, prefixes: ['/api'] }], all);
  assert.match(extra ?? '', /^prefix "\/api" is "" likely: GET \/orders ~ GET \/orders, /);
  const news = told([{ operations: all, prefixes: ['/api'], service: 'shop' }], [...all, 'GET /news']).find(
    (line) => line.startsWith('unpromised'),
  );
  assert.equal(news, 'unpromised GET /news prefix likely openapi.yaml');
  const moved = all.map((line) => line.replace(' ', ' /v2'));
  const [other, ...more] = told([{ operations: all, prefixes: ['/v1'] }], moved);
  assert.match(other ?? '', /^prefix "\/v1" is "\/v2" likely: /);
  assert.deepEqual(more, []);
});

test('what another contract promises where it is served is not taken for moved', () => {
  const contracts = [
    { path: 'new.yaml', operations: all.map((line) => line.replace(' ', ' /v2')) },
    { path: 'old.yaml', operations: all.slice(0, 2), prefixes: ['/v1'] },
  ];
  const served = contracts[0]?.operations ?? [];
  assert.deepEqual(told(contracts, served), ['missing GET /orders likely', 'missing POST /orders likely']);
});

test('one version in place of another is a prefix, a longer way is another path', () => {
  const two = ['GET /orders', 'POST /orders'];
  const servedAt = (prefix: string) =>
    told(
      [{ operations: two, prefixes: ['/api'] }],
      two.map((line) => line.replace(' ', ` ${prefix}`)),
    );
  assert.match(servedAt('/rest')[0] ?? '', /^prefix "\/api" is "\/rest"/);
  assert.ok(!servedAt('/v2/management').some((line) => line.startsWith('prefix')));
});

test('a prefix that all miss by is that of at least half, and of more than agree', () => {
  const promised = (...paths: readonly string[]) => paths.map((path) => `GET ${path}`);
  const six = promised('/a/{x}', '/b/{x}', '/c/{x}', '/d/{x}', '/e/{x}', '/f/{x}');
  const shifted = (count: number) => six.slice(0, count).map((line) => line.replace(' ', ' /api'));
  const prefixOf = (served: readonly string[], more: readonly string[] = []) =>
    told([{ operations: six, service: 'shop' }], [...served, ...more, 'GET /api/news']).filter((line) =>
      /^prefix|news/.test(line),
    );
  const [half] = prefixOf(shifted(3)).slice(1);
  assert.match(half ?? '', /^prefix "" is "\/api"/);
  assert.equal(prefixOf(shifted(3))[0], 'unpromised GET /api/news prefix likely openapi.yaml');
  assert.equal(prefixOf(shifted(2))[0], 'unpromised GET /api/news prefix certain openapi.yaml');
});

test('where most agree there is no prefix that all miss by', () => {
  const served = [...all.slice(0, 3), 'GET /api/stock/{id}'];
  assert.deepEqual(told([{ operations: all }], served), [
    'prefix "" is "/api" likely: GET /stock/{id} ~ GET /api/stock/{id}',
  ]);
});

test('names that are near, and names that are not', () => {
  for (const [a, b] of [
    ['category', 'categories'],
    ['boxes', 'box'],
    ['user_id', 'userId'],
    ['ORDER-ITEMS', 'orderItems'],
    ['user', 'usser'],
    ['favorite', 'favourite'],
    ['order', 'odrer'.replace('dr', 'rd')],
  ] as const)
    assert.ok(areNear(a, b), `${a} ${b}`);
  for (const [a, b] of [
    ['v1', 'v2'],
    ['step1', 'step2'],
    ['open', 'close'],
    ['me', 'my'],
    ['orders', 'others'],
    ['us', 'u'],
    ['abc', 'abd'],
    ['user', 'usr12'],
  ] as const)
    assert.ok(!areNear(a, b), `${a} ${b}`);
});

test('a route outside of what is covered is no pair by its prefix, unless all miss by it', () => {
  const operations = ['DELETE /api/v2/hooks/{id}', 'GET /api/v2/x'];
  const covers = ['/api/v2/**'];
  const served = ['GET /api/v2/x', 'DELETE /hooks/{id}'];
  assert.deepEqual(told([{ operations, covers, service: 's' }], served), [
    'missing DELETE /api/v2/hooks/{id} certain',
    'uncovered DELETE /hooks/{id}',
  ]);
  assert.deepEqual(told([{ operations, service: 's' }], served), [
    'prefix "/api/v2" is "" likely: DELETE /api/v2/hooks/{id} ~ DELETE /hooks/{id}',
  ]);
  const most = [...operations, 'GET /api/v2/y/{id}'];
  const some = ['GET /api/v2/x', 'DELETE /hooks/{id}', 'GET /y/{id}'];
  assert.equal(
    told([{ operations: most, covers }], some).some((line) => line.startsWith('prefix')),
    false,
  );
  assert.deepEqual(told([{ operations: most, covers }], ['GET /x', 'DELETE /hooks/{id}', 'GET /y/{id}']), [
    'prefix "/api/v2" is "" likely: DELETE /api/v2/hooks/{id} ~ DELETE /hooks/{id}, GET /api/v2/x ~ GET /x, GET /api/v2/y/{id} ~ GET /y/{id}',
  ]);
});
