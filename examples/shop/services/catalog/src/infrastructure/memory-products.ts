import type { Products } from '../application/ports.js';
import type { Product } from '../domain/product.js';

export function createMemoryProducts(products: readonly Product[] = []): Products {
  const bySku = new Map(products.map((product) => [product.sku as string, product]));
  return {
    all: async () => [...bySku.values()],
    bySku: async (sku) => bySku.get(sku),
  };
}
