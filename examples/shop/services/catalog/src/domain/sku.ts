export type Sku = string & { readonly brand: 'sku' };

const pattern = /^[A-Z]{3}-\d{4}$/;

export function parseSku(text: string): Sku | undefined {
  const candidate = text.trim().toUpperCase();
  return pattern.test(candidate) ? (candidate as Sku) : undefined;
}
