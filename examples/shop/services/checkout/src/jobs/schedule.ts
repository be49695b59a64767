import type { Clock, Orders } from '../application/ports.js';
import { expireOrders } from './expire-orders.js';

const hour = 60 * 60 * 1000;

export function scheduleBasketExpiry(orders: Orders, clock: Clock): void {
  setInterval(() => void expireOrders(orders, clock), hour).unref();
}
