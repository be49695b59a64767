import { randomInt } from 'node:crypto';

export type Sku = string & { readonly brand: 'sku' };

const pattern = /^[A-Z]{3}-\d{4}$/;

export function parseSku(text: string): Sku | undefined {
  const candidate = text.trim().toUpperCase();
  return pattern.test(candidate) ? (candidate as Sku) : undefined;
}

/** A number for a new product; whether it is taken is for the catalog to say. */
export function proposeSku(category: string): Sku | undefined {
  return parseSku(`${category}-${String(randomInt(10_000)).padStart(4, '0')}`);
}

export function isOfCategory(sku: Sku, category: string): boolean {
  return sku.startsWith(`${category}-`);
}
