import { Basket, BasketLine } from './basket.js';

export interface Promotion {
  readonly name: string;
  readonly rate: number;
  applies(basket: Basket): boolean;
}

const promotions: readonly Promotion[] = [
  { name: 'welcome', rate: 0.1, applies: (basket) => basket.voucher === 'WELCOME10' },
  { name: 'three mugs', rate: 0.15, applies: (basket) => mugs(basket.lines) >= 3 },
];

export function activePromotions(basket: Basket): readonly Promotion[] {
  return promotions.filter((promotion) => promotion.applies(basket));
}

function mugs(lines: readonly BasketLine[]): number {
  return lines.filter((line) => line.sku.startsWith('MUG-')).reduce((count, line) => count + line.quantity, 0);
}
