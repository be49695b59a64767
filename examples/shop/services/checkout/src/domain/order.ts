import { isZero, type Money } from '@shop/money';
import { HttpError } from '../http/http-error.js';
import type { Quote } from './quote.js';

export type OrderState = 'placed' | 'paid' | 'shipped' | 'cancelled';

export interface Order {
  readonly id: string;
  readonly state: OrderState;
  readonly total: Money;
  readonly placedAt: Date;
}

export function placeOrder(id: string, quote: Quote, now: Date): Order {
  if (isZero(quote.goods)) throw new HttpError(422, 'An order needs at least one line');
  return { id, state: 'placed', total: quote.total, placedAt: now };
}

export function cancelOrder(order: Order): Order {
  if (order.state === 'shipped') throw new HttpError(409, 'A shipped order cannot be cancelled');
  return { ...order, state: 'cancelled' };
}
