import { type Basket, basketTotal, createBasket } from '../domain/basket.js';
import { deliveryCost } from '../domain/delivery.js';
import { createQuote, type Quote } from '../domain/quote.js';
// parapet-allow architecture/upward-import: prices move behind a port (until 2026-06-30)
import { fetchPrice, fetchPrices } from '../infrastructure/catalog-client.js';

export interface BasketRequest {
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly postcode: string;
  readonly voucher?: string;
}

export type QuoteBasket = (request: BasketRequest) => Promise<Quote>;

export function createQuoteBasket(): QuoteBasket {
  return async ({ lines, postcode, voucher }) => {
    const prices = await fetchPrices(lines.map((line) => line.sku));
    const basket: Basket = createBasket(lines, prices, voucher);
    return createQuote(basketTotal(basket), deliveryCost(basket, postcode));
  };
}

export function createFindPrice() {
  return async (sku: string) => fetchPrice(sku);
}
