import type { Product } from '../domain/product.js';

export interface Products {
  all(): Promise<readonly Product[]>;
  bySku(sku: string): Promise<Product | undefined>;
}
