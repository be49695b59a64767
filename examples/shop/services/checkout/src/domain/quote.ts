import { add, type Money } from '@shop/money';

export interface Quote {
  readonly goods: Money;
  readonly delivery: Money;
  readonly total: Money;
}

export function createQuote(goods: Money, delivery: Money): Quote {
  return { goods, delivery, total: add(goods, delivery) };
}
