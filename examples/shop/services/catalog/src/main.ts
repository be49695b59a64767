import { pino } from 'pino';
import { createFindProduct } from './application/find-product.js';
import { createListProducts } from './application/list-products.js';
import { createServer } from './http/server.js';
import { createMemoryProducts } from './infrastructure/memory-products.js';

const log = pino({ name: 'catalog' });
const products = createMemoryProducts();
const server = createServer({
  listProducts: createListProducts(products),
  findProduct: createFindProduct(products),
});

log.info(`Listening on ${await server.listen({ host: '127.0.0.1', port: 4001 })}.`);
