import type { Article } from '@/domain/article';
import type { BasketEntry } from '@/domain/basket';

export interface Catalog {
  search(query: string): Promise<readonly Article[]>;
}

export interface Checkout {
  order(entries: readonly BasketEntry[], postcode: string): Promise<string>;
}
