import { lazy, Suspense, useState } from 'react';
import type { BasketStore } from '@/application/basket-store';
import type { CheckoutFlow } from '@/application/checkout-flow';
import type { ProductSearch } from '@/application/product-search';
import { Button } from '@/ui/components/button';
import { ProductsPage } from '@/ui/pages/products-page';

const BasketPage = lazy(() => import('@/ui/pages/basket-page'));

export interface AppProps {
  readonly basket: BasketStore;
  readonly search: ProductSearch;
  readonly checkout: CheckoutFlow;
}

export function App({ basket, search, checkout }: AppProps) {
  const [page, setPage] = useState<'products' | 'basket'>('products');
  return (
    <main>
      <nav>
        <Button label="Products" onPress={() => setPage('products')} />
        <Button label="Basket" onPress={() => setPage('basket')} />
      </nav>
      <Suspense fallback={<p>Loading…</p>}>
        {page === 'products' ? (
          <ProductsPage search={search} basket={basket} />
        ) : (
          <BasketPage basket={basket} checkout={checkout} />
        )}
      </Suspense>
    </main>
  );
}
