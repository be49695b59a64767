import type { Order } from '../domain/order.js';

export interface Orders {
  nextId(): Promise<string>;
  save(order: Order): Promise<void>;
  placedBefore(moment: Date): Promise<readonly Order[]>;
}

export interface Clock {
  now(): Date;
}
