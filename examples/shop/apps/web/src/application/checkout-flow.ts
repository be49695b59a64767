import type { BasketStore } from './basket-store';
import type { Checkout } from './ports';

export type CheckoutFlow = (postcode: string) => Promise<string>;

export function createCheckoutFlow(checkout: Checkout, basket: BasketStore): CheckoutFlow {
  return async (postcode) => {
    const entries = basket.entries();
    const order = await checkout.order(entries, postcode);
    for (const entry of entries) basket.remove(entry.article.sku);
    return `Thank you. Your order number is ${order}.`;
  };
}
