import type { ProblemDto, ProductPageDto } from '@shop/contracts-types';
import type { FastifyInstance } from 'fastify';
import type { FindProduct } from '../application/find-product.js';
import type { ListProducts } from '../application/list-products.js';
import { toProductDto } from './to-product-dto.js';

export interface ProductUseCases {
  readonly listProducts: ListProducts;
  readonly findProduct: FindProduct;
}

export function registerProductRoutes(server: FastifyInstance, { listProducts, findProduct }: ProductUseCases): void {
  server.get<{ Querystring: { q?: string } }>('/products', async (request): Promise<ProductPageDto> => {
    const products = await listProducts(request.query.q ?? '');
    return { products: products.map(toProductDto) };
  });

  server.get<{ Params: { sku: string } }>('/products/:sku', async (request, reply) => {
    const product = await findProduct(request.params.sku);
    if (product) return toProductDto(product);
    const problem: ProblemDto = { title: 'No such product', status: 404 };
    return reply.code(404).send(problem);
  });
}
