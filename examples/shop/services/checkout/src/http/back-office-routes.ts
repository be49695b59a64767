import { backOffice, type OrderRequestDto } from '@shop/contracts-types';
import type { FastifyInstance } from 'fastify';
import type { OrderUseCases } from './order-routes.js';

export function registerBackOfficeRoutes(server: FastifyInstance, { quoteBasket }: OrderUseCases): void {
  server.post<{ Body: OrderRequestDto }>(backOffice.quote.path, async (request) => quoteBasket(request.body));
}
