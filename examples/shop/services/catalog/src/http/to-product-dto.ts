import type { ProductDto } from '@shop/contracts-types';
import type { Product } from '../domain/product.js';
import { isAvailable } from '../domain/stock.js';

export function toProductDto(product: Product): ProductDto {
  return {
    sku: product.sku,
    title: product.title,
    price: product.price,
    inStock: isAvailable(product.stock),
  };
}
