import { type Money, money } from '@shop/money';
import type { Basket } from './basket.js';

const freeFrom = 5;

export function deliveryCost(basket: Basket, postcode: string): Money {
  const pieces = basket.lines.reduce((count, line) => count + line.quantity, 0);
  if (pieces >= freeFrom) return money(0, 'EUR');
  return isIsland(postcode) ? money(1490, 'EUR') : money(490, 'EUR');
}

function isIsland(postcode: string): boolean {
  return /^(?:18565|25849|27498)$/.test(postcode);
}
