import type { Money } from '@shop/money';

export interface Article {
  readonly sku: string;
  readonly title: string;
  readonly price: Money;
  readonly available: boolean;
}
