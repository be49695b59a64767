import assert from 'node:assert/strict';
import { test } from 'node:test';
import { told } from './matching-fixture.ts';

test('of several contracts of a service the one whose operations begin most like a route is meant', () => {
  const carts = { path: 'c/carts.yaml', service: 'shop', operations: ['GET /carts', 'GET /carts/{id}'] };
  const orders = { path: 'c/orders.yaml', service: 'shop', operations: ['GET /orders', 'GET /orders/open'] };
  const all = [...carts.operations, ...orders.operations];
  const both = 'c/carts.yaml,c/orders.yaml';
  for (const [more, claim] of [
    [{}, 'prefix'],
    [{ covers: ['/**'] }, 'covers'],
  ] as const)
    for (const [route, meant] of [
      ['GET /orders/{id}', 'c/orders.yaml'],
      ['GET /carts/{id}/lines', 'c/carts.yaml'],
      ['GET /stock', both],
    ] as const)
      assert.deepEqual(
        told(
          [
            { ...carts, ...more },
            { ...orders, ...more },
          ],
          [...all, route],
        ),
        [`unpromised ${route} ${claim} certain ${meant}`],
      );
  // Beside whose routes it is served tells them apart, too.
  const placed = [
    ...carts.operations.map((line) => `${line} src/carts.ts`),
    ...orders.operations.map((line) => `${line} src/orders.ts`),
  ];
  assert.deepEqual(told([carts, orders], [...placed, 'GET /stock src/orders.ts']), [
    'unpromised GET /stock prefix certain c/orders.yaml',
  ]);
  // What a policy says decides, and so does another service.
  const covering = { ...carts, covers: ['/orders/**', '/carts/**'] };
  assert.deepEqual(told([covering, { ...orders, covers: ['/**'] }], [...all, 'GET /orders/{id}']), [
    'unpromised GET /orders/{id} covers certain c/carts.yaml',
  ]);
  assert.deepEqual(
    told(
      [carts, { ...orders, service: 'other', folder: 'x/' }],
      [...carts.operations, 'GET /orders/{id}'],
    ).at(-1),
    'unpromised GET /orders/{id} prefix certain c/carts.yaml',
  );
});

test('a longer beginning that all operations have tells less than one operation that begins more alike', () => {
  const shop = { path: 'shop.yaml', service: 'shop', operations: ['GET /api/orders', 'GET /api/carts'] };
  const admin = {
    path: 'admin.yaml',
    service: 'shop',
    operations: ['GET /api/admin/x/a', 'GET /api/admin/x/b'],
  };
  const all = [...shop.operations, ...admin.operations];
  assert.deepEqual(told([shop, admin], [...all, 'GET /api/admin/y', 'GET /api/stock']), [
    'unpromised GET /api/admin/y prefix certain admin.yaml',
    'unpromised GET /api/stock prefix certain shop.yaml',
  ]);
});
