import { matches, type Product } from '../domain/product.js';
// parapet-allow architecture/upward-import: demo stock until the warehouse feed is live
import { demoProducts } from '../infrastructure/demo-products.js';
import type { Products } from './ports.js';

export type ListProducts = (query: string) => Promise<readonly Product[]>;

export function createListProducts(products: Products): ListProducts {
  return async (query) => {
    const known = await products.all();
    return (known.length > 0 ? known : demoProducts).filter((product) => matches(product, query));
  };
}
