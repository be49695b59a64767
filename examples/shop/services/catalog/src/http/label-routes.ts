import type { FastifyInstance } from 'fastify';
import type { ProductUseCases } from './product-routes.js';

/** What the printer at the shelf asks for. */
export function registerLabelRoutes(server: FastifyInstance, { findProduct }: ProductUseCases): void {
  server.get<{ Params: { sku: string } }>('/labels/:sku', async (request, reply) => {
    const product = await findProduct(request.params.sku);
    return product ? `${product.sku} ${product.title}` : reply.code(404).send();
  });
}
