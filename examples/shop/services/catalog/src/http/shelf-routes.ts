import type { ProductPageDto } from '@shop/contracts-types';
import type { FastifyInstance } from 'fastify';
import { isOfCategory } from '../domain/sku.js';
import { sellable } from '../domain/stock.js';
import type { ProductUseCases } from './product-routes.js';
import { toProductDto } from './to-product-dto.js';

export function registerShelfRoutes(server: FastifyInstance, { listProducts, findProduct }: ProductUseCases): void {
  server.get<{ Params: { sku: string } }>('/product/:sku/stock', async (request, reply) => {
    const product = await findProduct(request.params.sku);
    return product ? { available: sellable(product.stock) } : reply.code(404).send();
  });

  server.get<{ Params: { category: string }; Querystring: { sort?: string } }>(
    '/categories/:category/products',
    async (request): Promise<ProductPageDto> => {
      const all = await listProducts('');
      const products = all.filter(({ sku }) => isOfCategory(sku, request.params.category)).map(toProductDto);
      return { products: request.query.sort === 'title' ? products.sort(byTitle) : products };
    },
  );
}

function byTitle(one: { readonly title: string }, other: { readonly title: string }): number {
  return one.title.localeCompare(other.title);
}
