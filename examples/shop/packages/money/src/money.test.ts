import assert from 'node:assert/strict';
import { test } from 'node:test';
import { add, allocate, money } from './index.js';

test('adds amounts of one currency', () => {
  assert.deepEqual(add(money(1250, 'EUR'), money(99, 'EUR')), money(1349, 'EUR'));
});

test('allocation keeps the sum', () => {
  assert.deepEqual(allocate(money(100, 'EUR'), [1, 1, 1]), [money(34, 'EUR'), money(33, 'EUR'), money(33, 'EUR')]);
});
