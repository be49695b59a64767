import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareContracts } from '../../server/src/contracts/compare.ts';
import { isSameContract } from '../../server/src/contracts/same.ts';
import { gets } from './pairs.ts';
import { side } from './sides.ts';

const schemas = { components: { schemas: { A: { type: 'string' } } } };
const inside = gets({ $ref: '#/components/schemas/A' }, schemas);

test('a document held against the same text is not compared', () => {
  assert.ok(isSameContract(side(inside), side(structuredClone(inside))));
  assert.deepEqual(compareContracts(side(inside), side(inside)).changes, []);
  assert.ok(!isSameContract(side(inside), side(gets({ type: 'string' }, schemas))));
});

test('where a reference leads elsewhere or nowhere it is', () => {
  const elsewhere = gets({ $ref: 'a.json' });
  const [old, now] = [
    side(elsewhere, { 'a.json': { type: 'string' } }),
    side(elsewhere, { 'a.json': { type: 'integer' } }),
  ];
  assert.equal(compareContracts(old, now).changes.length, 1);
  const nowhere = gets({ $ref: '#/components/schemas/B' }, schemas);
  assert.equal(compareContracts(side(nowhere), side(nowhere)).unresolved.length, 2);
});
