import type { FastifyInstance } from 'fastify';
import { createFindPrice } from '../application/quote-basket.js';

const findPrice = createFindPrice();

export async function priceOf(sku: string) {
  return findPrice(sku);
}

export function registerPriceRoutes(server: FastifyInstance): void {
  server.get<{ Params: { sku: string } }>('/prices/:sku', async (request) => priceOf(request.params.sku));
}
