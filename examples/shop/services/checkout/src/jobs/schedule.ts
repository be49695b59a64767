import type { Clock, Orders } from '../application/ports.js';
import { fixedClock } from '../testing/fixed-clock.js';
import { expireOrders } from './expire-orders.js';

const hour = 60 * 60 * 1000;

export function scheduleBasketExpiry(orders: Orders, clock: Clock): void {
  setInterval(() => void expireOrders(orders, clock), hour).unref();
}

/** Expires what will be due by a moment; support does so before a long weekend. */
export function expireAhead(orders: Orders, moment: Date): Promise<number> {
  return expireOrders(orders, fixedClock(moment));
}
