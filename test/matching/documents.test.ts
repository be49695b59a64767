import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchContracts } from '../../server/src/matching/match-contracts.ts';
import { bound, type ContractSketch, routes } from './matching-fixture.ts';

test('of a document and what is made of it the first is told, whatever the order and with or without a service', () => {
  const written = { path: 'api.yaml', operations: ['GET /orders'] };
  const made = { path: 'dist/api.yaml', operations: ['GET /orders'], mode: 'generated' } as const;
  const owned = (sketch: ContractSketch): ContractSketch => ({ ...sketch, service: 'shop' });
  for (const sketches of [
    [written, made],
    [made, written],
    [owned(written), made],
    [made, owned(written)],
    [written, owned(made)],
    [owned(made), written],
  ]) {
    const { operations } = matchContracts(sketches.map(bound), routes('GET /orders'), []);
    const copies = operations.filter(({ isCopy }) => isCopy).map(({ bound: of }) => of.contract.path);
    assert.deepEqual(copies, ['dist/api.yaml'], JSON.stringify(sketches));
  }
});

test('a route that a contract which is not there would answer for is paired with nothing', () => {
  const { covers = [], implementedBy } = bound({ operations: [], covers: ['/stock/**'] });
  const promising = bound({ operations: ['GET /orders', 'PUT /stock/a', 'PUT /carts/a'], service: 'shop' });
  const served = routes('GET /orders', 'POST /stock/a', 'POST /carts/a');
  const { mismatches, uncovered, missing } = matchContracts(
    [promising],
    served,
    [],
    [{ covers, implementedBy }],
  );
  assert.deepEqual(
    mismatches.flatMap(({ pairs }) => pairs.map(({ route }) => route.template)),
    ['/carts/a'],
  );
  assert.deepEqual(
    uncovered.map(({ template }) => template),
    ['/stock/a'],
  );
  assert.deepEqual(
    missing.map(({ match }) => match.operation.template),
    ['/stock/a'],
  );
});
