import { type Money, multiply } from '@shop/money';
import type { Basket } from './basket.js';
import { activePromotions } from './promotion.js';

export function discountFor(basket: Basket, goods: Money): Money {
  const rates = activePromotions(basket).map((promotion) => promotion.rate);
  return multiply(goods, Math.max(0, ...rates));
}
