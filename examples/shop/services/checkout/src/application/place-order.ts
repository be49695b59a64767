import { type Order, placeOrder } from '../domain/order.js';
import type { Clock, Orders } from './ports.js';
import type { BasketRequest, QuoteBasket } from './quote-basket.js';

export type PlaceOrder = (request: BasketRequest) => Promise<Order>;

export interface PlaceOrderNeeds {
  readonly orders: Orders;
  readonly quoteBasket: QuoteBasket;
  readonly clock: Clock;
}

export function createPlaceOrder({ orders, quoteBasket, clock }: PlaceOrderNeeds): PlaceOrder {
  return async (request) => {
    const quote = await quoteBasket(request);
    const order = placeOrder(await orders.nextId(), quote, clock.now());
    await orders.save(order);
    return order;
  };
}
