import assert from 'node:assert/strict';
import { test } from 'node:test';
import { money } from '@shop/money';
import { addArticle, basketTotal } from './basket';

const mug = { sku: 'MUG-0001', title: 'Stoneware mug', price: money(1450, 'EUR'), available: true };

test('the same article twice is one entry', () => {
  const entries = addArticle(addArticle([], mug), mug);
  assert.equal(entries.length, 1);
  assert.deepEqual(basketTotal(entries), money(2900, 'EUR'));
});
