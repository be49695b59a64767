import { type Money, money } from './money.js';

/** Splits an amount by weights without losing a cent: the first shares take the remainder. */
export function allocate(amount: Money, weights: readonly number[]): readonly Money[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total <= 0) return [];
  const shares = weights.map((weight) => Math.floor((amount.minor * weight) / total));
  let rest = amount.minor - shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => {
    const extra = rest > 0 ? 1 : 0;
    rest -= extra;
    return money(share + extra, amount.currency);
  });
}
