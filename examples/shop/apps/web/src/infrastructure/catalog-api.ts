import type { ProductPageDto } from '@shop/contracts-types';
import type { Catalog } from '@/application/ports';
import { requestJson } from './http-client';

export function createCatalogApi(baseUrl: string): Catalog {
  return {
    async search(query) {
      const page = await requestJson<ProductPageDto>(`${baseUrl}/products?q=${encodeURIComponent(query)}`);
      return page.products.map(({ sku, title, price, inStock }) => ({ sku, title, price, available: inStock }));
    },
  };
}
