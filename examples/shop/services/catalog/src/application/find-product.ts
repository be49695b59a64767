import type { FastifyBaseLogger } from 'fastify';
import type { Product } from '../domain/product.js';
import { type Sku, parseSku } from '../domain/sku.js';
import type { Products } from './ports.js';

export type FindProduct = (sku: string) => Promise<Product | undefined>;

export function createFindProduct(products: Products, log?: FastifyBaseLogger): FindProduct {
  return async (text) => {
    const sku: Sku | undefined = parseSku(text);
    if (sku === undefined) log?.debug({ text }, 'This is no SKU.');
    return sku === undefined ? undefined : products.bySku(sku);
  };
}
