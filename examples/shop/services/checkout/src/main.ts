import { pino } from 'pino';
import pretty from 'pino-pretty';
import { createPlaceOrder } from './application/place-order.js';
import { createQuoteBasket } from './application/quote-basket.js';
import { createServer } from './http/server.js';
import { createMemoryOrders } from './infrastructure/memory-orders.js';
import { systemClock } from './infrastructure/system-clock.js';
import { scheduleBasketExpiry } from './jobs/schedule.js';

const log = pino({ name: 'checkout' }, pretty());
const orders = createMemoryOrders();
const quoteBasket = createQuoteBasket();
const server = createServer({
  quoteBasket,
  placeOrder: createPlaceOrder({ orders, quoteBasket, clock: systemClock }),
});

scheduleBasketExpiry(orders, systemClock);
log.info(`Listening on ${await server.listen({ host: '127.0.0.1', port: 4002 })}.`);
