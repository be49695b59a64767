import assert from 'node:assert/strict';
import { test } from 'node:test';
import { money } from '@shop/money';
import { createQuote } from '../domain/quote.js';
import { HttpError } from '../http/http-error.js';
import { createMemoryOrders } from '../infrastructure/memory-orders.js';
import { fixedClock } from '../testing/fixed-clock.js';
import { createPlaceOrder } from './place-order.js';

const clock = fixedClock(new Date('2026-11-01T12:00:00Z'));
const request = { lines: [], postcode: '20095' };

test('an order carries the quoted total', async () => {
  const quoteBasket = async () => createQuote(money(2000, 'EUR'), money(490, 'EUR'));
  const order = await createPlaceOrder({ orders: createMemoryOrders(), quoteBasket, clock })(request);
  assert.deepEqual(order.total, money(2490, 'EUR'));
});

test('an empty basket is refused', async () => {
  const quoteBasket = async () => createQuote(money(0, 'EUR'), money(490, 'EUR'));
  const placeOrder = createPlaceOrder({ orders: createMemoryOrders(), quoteBasket, clock });
  await assert.rejects(placeOrder(request), HttpError);
});
