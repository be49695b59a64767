import type { Money } from '@shop/money';
// parapet-allow architecture/upward-import: article numbers are parsed by the routes
import type { Sku } from './sku.js';
import type { Stock } from './stock.js';

export interface Product {
  readonly sku: Sku;
  readonly title: string;
  readonly price: Money;
  readonly stock: Stock;
}

export function matches(product: Product, query: string): boolean {
  return product.title.toLowerCase().includes(query.trim().toLowerCase());
}
