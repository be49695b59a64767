import { type Money, multiply, sum } from '@shop/money';
import type { Article } from './article';

export interface BasketEntry {
  readonly article: Article;
  readonly quantity: number;
}

export function addArticle(entries: readonly BasketEntry[], article: Article): readonly BasketEntry[] {
  const known = entries.find((entry) => entry.article.sku === article.sku);
  if (!known) return [...entries, { article, quantity: 1 }];
  return entries.map((entry) => (entry === known ? { ...entry, quantity: entry.quantity + 1 } : entry));
}

export function removeArticle(entries: readonly BasketEntry[], sku: string): readonly BasketEntry[] {
  return entries.filter((entry) => entry.article.sku !== sku);
}

export function entryTotal(entry: BasketEntry): Money {
  return multiply(entry.article.price, entry.quantity);
}

export function basketTotal(entries: readonly BasketEntry[]): Money {
  return sum(entries.map(entryTotal), entries[0]?.article.price.currency ?? 'EUR');
}
