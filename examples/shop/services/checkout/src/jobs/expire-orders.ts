import type { Clock, Orders } from '../application/ports.js';
import { cancelOrder } from '../domain/order.js';

const graceMilliseconds = 48 * 60 * 60 * 1000;

export async function expireOrders(orders: Orders, clock: Clock): Promise<number> {
  const due = await orders.placedBefore(new Date(clock.now().getTime() - graceMilliseconds));
  for (const order of due) await orders.save(cancelOrder(order));
  return due.length;
}
