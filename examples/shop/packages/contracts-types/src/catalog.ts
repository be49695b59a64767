import type { components } from './generated/catalog-api.js';

export type ProductDto = components['schemas']['Product'];

export interface ProductPageDto {
  readonly products: readonly ProductDto[];
  readonly next?: string;
}
