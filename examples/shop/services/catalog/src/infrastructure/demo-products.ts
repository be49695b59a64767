import { money } from '@shop/money';
import type { Product } from '../domain/product.js';
import type { Sku } from '../domain/sku.js';

export const demoProducts: readonly Product[] = [
  { sku: 'MUG-0001' as Sku, title: 'Stoneware mug', price: money(1450, 'EUR'), stock: { onHand: 40, reserved: 3 } },
  { sku: 'LMP-0007' as Sku, title: 'Reading lamp', price: money(5900, 'EUR'), stock: { onHand: 2, reserved: 2 } },
  { sku: 'RUG-0012' as Sku, title: 'Wool rug', price: money(18900, 'EUR'), stock: { onHand: 5, reserved: 0 } },
];
