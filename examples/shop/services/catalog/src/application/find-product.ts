import type { Product } from '../domain/product.js';
import { type Sku, parseSku } from '../domain/sku.js';
import type { Products } from './ports.js';

export type FindProduct = (sku: string) => Promise<Product | undefined>;

export function createFindProduct(products: Products): FindProduct {
  return async (text) => {
    const sku: Sku | undefined = parseSku(text);
    return sku === undefined ? undefined : products.bySku(sku);
  };
}
