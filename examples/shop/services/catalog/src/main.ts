import { createFindProduct } from './application/find-product.js';
import { createListProducts } from './application/list-products.js';
import { createServer } from './http/server.js';
import { createMemoryProducts } from './infrastructure/memory-products.js';

const products = createMemoryProducts();
const server = createServer({
  listProducts: createListProducts(products),
  findProduct: createFindProduct(products),
});

await server.listen({ host: '127.0.0.1', port: 4001 });
