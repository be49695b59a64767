import { useState, useSyncExternalStore } from 'react';
import type { BasketStore } from '@/application/basket-store';
import type { CheckoutFlow } from '@/application/checkout-flow';
import { basketTotal } from '@/domain/basket';
import { BasketRow } from '@/ui/components/basket-row';
import { Button } from '@/ui/components/button';
import { EmptyBasket } from '@/ui/components/empty-basket';
import { PriceTag } from '@/ui/components/price-tag';

export interface BasketPageProps {
  readonly basket: BasketStore;
  readonly checkout: CheckoutFlow;
}

export default function BasketPage({ basket, checkout }: BasketPageProps) {
  const entries = useSyncExternalStore(basket.subscribe, basket.entries);
  const [message, setMessage] = useState('');
  if (entries.length === 0) return <EmptyBasket />;
  return (
    <section>
      {entries.map((entry) => (
        <BasketRow key={entry.article.sku} entry={entry} onRemove={() => basket.remove(entry.article.sku)} />
      ))}
      <PriceTag amount={basketTotal(entries)} />
      <Button label="Order now" onPress={() => void checkout('20095').then(setMessage)} />
      <p>{message}</p>
    </section>
  );
}
