import { formatMoney, type Money } from '@shop/money';

export function PriceTag({ amount }: { readonly amount: Money }) {
  return <strong>{formatMoney(amount)}</strong>;
}
