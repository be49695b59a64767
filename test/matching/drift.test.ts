import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseContractText } from '../../server/src/format/contract-text.ts';
import { matchContracts } from '../../server/src/matching/match-contracts.ts';
import type { Matching } from '../../server/src/model/matching.ts';
import { readOpenApi } from '../../server/src/read/openapi/read-openapi.ts';
import { foundIn } from '../extract/routes/route-fixture.ts';

/** Everything that is taken away, one after the other, is told at the other side, and nothing else is. */
const contract = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
servers: [{ url: https://shop.example/api }]
paths:
  /orders:
    get: { operationId: listOrders }
    post: { operationId: addOrder }
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true }]
    get: { operationId: getOrder }
    delete: { operationId: dropOrder }
  /orders/{id}/items:
    parameters: [{ name: id, in: path, required: true }]
    get: { operationId: listItems }
  /carts/{id}/items:
    parameters: [{ name: id, in: path, required: true }]
    put: { operationId: setItems }
`;
const code = `//- app.ts
import express from 'express';
import { orders } from './orders';
const app = express();
app.use('/api/orders', orders);
app.put('/api/carts/:id/items', setItems);
app.get('/health', () => {});
//- orders.ts
import { Router } from 'express';
export const orders = Router();
orders.get('/', listOrders);
orders.post('/', addOrder);
orders.get('/:id', getOrder);
orders.delete('/:id', dropOrder);
orders.get('/:id/items', listItems);
`;

function matchingOf(text: string, files: string): Matching {
  const path = 'openapi.yaml';
  const read = readOpenApi({ path, text, document: parseContractText(text), read: () => undefined });
  assert.ok(read);
  const { routes, unresolved } = foundIn(files);
  const bound = {
    contract: read,
    mode: 'design-first',
    internal: [],
    service: 'shop',
    implementedBy: () => true,
  } as const;
  return matchContracts([bound], routes, unresolved);
}

function toldBy({ missing, unpromised, mismatches, parameters }: Matching): readonly string[] {
  return [
    ...missing.map(({ match, confidence }) => `missing ${match.operation.operationId} ${confidence}`),
    ...unpromised.map(
      ({ route, confidence }) => `unpromised ${route.handler ?? route.template} ${confidence}`,
    ),
    ...mismatches.map(({ differs, promised, served }) => `${differs} ${promised} ${served}`),
    ...parameters.map(({ problem, name, other }) => `${problem} ${name} ${other}`),
  ];
}

const always = ['unpromised /health likely'];
const names = ['listOrders', 'addOrder', 'getOrder', 'dropOrder', 'listItems', 'setItems'];

test('what nobody touched is told as it was', () => {
  assert.deepEqual(toldBy(matchingOf(contract, code)), always);
});

for (const name of names) {
  test(`the route ${name} without its operation`, () => {
    const text = contract.replace(new RegExp(`^ +\\w+: \\{ operationId: ${name} \\}\\n`, 'm'), '');
    const found = toldBy(matchingOf(text, code));
    assert.deepEqual([...found].sort(), [...always, `unpromised ${name} certain`].sort());
  });

  test(`the operation ${name} without its route`, () => {
    const files = code.replace(new RegExp(`^.*, ${name}\\);\\n`, 'm'), '');
    assert.deepEqual(toldBy(matchingOf(contract, files)), [`missing ${name} certain`, ...always]);
  });
}

test('a change on one side is one mismatch, not two findings', () => {
  const changed = (from: string, to: string) => toldBy(matchingOf(contract, code.replace(from, to)));
  assert.deepEqual(changed('orders.post(', 'orders.put('), [...always, 'method POST PUT']);
  assert.deepEqual(changed('/carts/', '/cart/'), [...always, 'segment carts cart']);
  assert.deepEqual(changed("'/:id/items'", "'/:orderId/items'"), [...always, 'renamed id orderId']);
  assert.deepEqual(changed("'/api/orders'", "'/orders'"), [...always, 'prefix /api ']);
});
