import type { OrderRequestDto } from '@shop/contracts-types';
import type { FastifyInstance } from 'fastify';
import type { PlaceOrder } from '../application/place-order.js';
import type { QuoteBasket } from '../application/quote-basket.js';
import { toOrderDto } from './to-order-dto.js';

export interface OrderUseCases {
  readonly quoteBasket: QuoteBasket;
  readonly placeOrder: PlaceOrder;
}

export function registerOrderRoutes(server: FastifyInstance, { quoteBasket, placeOrder }: OrderUseCases): void {
  server.post<{ Body: OrderRequestDto }>('/quotes', async (request) => quoteBasket(request.body));

  server.post<{ Body: OrderRequestDto }>('/orders', async (request, reply) => {
    const order = await placeOrder(request.body);
    return reply.code(201).send(toOrderDto(order));
  });
}
