import { type Money, money, multiply, subtract, sum } from '@shop/money';
import { discountFor } from './discount.js';

export interface BasketLine {
  readonly sku: string;
  readonly quantity: number;
  readonly price: Money;
}

export interface Basket {
  readonly lines: readonly BasketLine[];
  readonly voucher?: string;
}

export type RequestedLine = Pick<BasketLine, 'sku' | 'quantity'>;

export function createBasket(
  requested: readonly RequestedLine[],
  prices: ReadonlyMap<string, Money>,
  voucher?: string,
): Basket {
  const lines = requested.map(({ sku, quantity }) => ({ sku, quantity, price: prices.get(sku) ?? money(0, 'EUR') }));
  return voucher === undefined ? { lines } : { lines, voucher };
}

export function goodsTotal(basket: Basket): Money {
  return sum(
    basket.lines.map((line) => multiply(line.price, line.quantity)),
    'EUR',
  );
}

export function basketTotal(basket: Basket): Money {
  const goods = goodsTotal(basket);
  return subtract(goods, discountFor(basket, goods));
}
