import type { Article } from '@/domain/article';
import { addArticle, type BasketEntry, removeArticle } from '@/domain/basket';
// parapet-allow architecture/upward-import
import { readEntries, writeEntries } from '@/infrastructure/local-basket';

export interface BasketStore {
  entries(): readonly BasketEntry[];
  add(article: Article): void;
  remove(sku: string): void;
  subscribe(listener: () => void): () => void;
}

export function createBasketStore(): BasketStore {
  let entries = readEntries();
  const listeners = new Set<() => void>();
  const change = (next: readonly BasketEntry[]) => {
    entries = next;
    writeEntries(next);
    for (const listener of listeners) listener();
  };
  return {
    entries: () => entries,
    add: (article) => change(addArticle(entries, article)),
    remove: (sku) => change(removeArticle(entries, sku)),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
