import { createRoot } from 'react-dom/client';
import { createBasketStore } from '@/application/basket-store';
import { createCheckoutFlow } from '@/application/checkout-flow';
import { createProductSearch } from '@/application/product-search';
import { createCatalogApi } from '@/infrastructure/catalog-api';
import { createCheckoutApi } from '@/infrastructure/checkout-api';
import { App } from '@/ui/app';

const root = document.getElementById('root');
if (root) {
  const basket = createBasketStore();
  const search = createProductSearch(createCatalogApi('/api/catalog'));
  const checkout = createCheckoutFlow(createCheckoutApi('/api/checkout'), basket);
  createRoot(root).render(<App basket={basket} search={search} checkout={checkout} />);
}
