import type { ProductDto } from '@shop/contracts-types';
import type { Money } from '@shop/money';

const catalogUrl = process.env['CATALOG_URL'] ?? 'http://127.0.0.1:4001';

export async function fetchPrices(skus: readonly string[]): Promise<ReadonlyMap<string, Money>> {
  const products = await Promise.all(skus.map(fetchProduct));
  return new Map(products.map((product) => [product.sku, product.price]));
}

/** A price with the moment at which the catalog named it. */
export interface CatalogPrice {
  readonly price: Money;
  readonly asOf: string;
}

export async function fetchPrice(sku: string): Promise<CatalogPrice> {
  const { price } = await fetchProduct(sku);
  return { price, asOf: new Date().toISOString() };
}

async function fetchProduct(sku: string): Promise<ProductDto> {
  const response = await fetch(`${catalogUrl}/products/${encodeURIComponent(sku)}`);
  if (!response.ok) throw new Error(`The catalog does not know ${sku}.`);
  return (await response.json()) as ProductDto;
}

/** Keeps pieces aside until the order is paid. */
export async function reserve(sku: string, pieces: number): Promise<void> {
  const body = JSON.stringify({ pieces });
  await fetch(`${catalogUrl}/products/${encodeURIComponent(sku)}/reservations`, { method: 'POST', body });
}
