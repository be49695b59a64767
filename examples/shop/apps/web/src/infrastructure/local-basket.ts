import type { BasketEntry } from '@/domain/basket';

const key = 'shop.basket';

export function readEntries(): readonly BasketEntry[] {
  const stored = localStorage.getItem(key);
  return stored === null ? [] : (JSON.parse(stored) as readonly BasketEntry[]);
}

export function writeEntries(entries: readonly BasketEntry[]): void {
  localStorage.setItem(key, JSON.stringify(entries));
}
