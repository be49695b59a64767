import { type BasketEntry, entryTotal } from '@/domain/basket';
import { Button } from './button';
import { PriceTag } from './price-tag';

export interface BasketRowProps {
  readonly entry: BasketEntry;
  readonly onRemove: () => void;
}

export function BasketRow({ entry, onRemove }: BasketRowProps) {
  return (
    <div>
      {entry.quantity} × {entry.article.title} <PriceTag amount={entryTotal(entry)} />
      <Button label="Remove" onPress={onRemove} />
    </div>
  );
}
