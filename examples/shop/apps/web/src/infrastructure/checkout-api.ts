import type { OrderDto } from '@shop/contracts-types';
import type { components } from '@shop/contracts-types/generated/checkout-api';
import type { Checkout } from '@/application/ports';
import { requestJson } from './http-client';

type OrderRequest = components['schemas']['OrderRequest'];

export function createCheckoutApi(baseUrl: string): Checkout {
  return {
    async order(entries, postcode) {
      const lines = entries.map(({ article, quantity }) => ({ sku: article.sku, quantity }));
      const request: OrderRequest = { lines, postcode };
      const order = await requestJson<OrderDto>(`${baseUrl}/orders`, { method: 'POST', body: JSON.stringify(request) });
      return order.id;
    },
  };
}
