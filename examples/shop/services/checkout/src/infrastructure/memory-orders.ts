import { randomUUID } from 'node:crypto';
import type { Orders } from '../application/ports.js';
import type { Order } from '../domain/order.js';

export function createMemoryOrders(): Orders {
  const orders = new Map<string, Order>();
  return {
    nextId: async () => randomUUID(),
    save: async (order) => {
      orders.set(order.id, order);
    },
    placedBefore: async (moment) =>
      [...orders.values()].filter((order) => order.state === 'placed' && order.placedAt < moment),
  };
}
