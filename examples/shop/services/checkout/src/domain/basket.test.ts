import assert from 'node:assert/strict';
import { test } from 'node:test';
import { money } from '@shop/money';
import { basketTotal, createBasket } from './basket.js';

const prices = new Map([['MUG-0001', money(1000, 'EUR')]]);

test('three mugs are cheaper', () => {
  const basket = createBasket([{ sku: 'MUG-0001', quantity: 3 }], prices);
  assert.deepEqual(basketTotal(basket), money(2550, 'EUR'));
});

test('two mugs are not', () => {
  const basket = createBasket([{ sku: 'MUG-0001', quantity: 2 }], prices);
  assert.deepEqual(basketTotal(basket), money(2000, 'EUR'));
});
