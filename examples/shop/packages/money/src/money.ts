import type { Currency } from './currency.js';

/** An amount in the currency's smallest unit, so that no sum is ever rounded. */
export interface Money {
  readonly minor: number;
  readonly currency: Currency;
}

export function money(minor: number, currency: Currency): Money {
  return { minor: Math.round(minor), currency };
}

export function zero(currency: Currency): Money {
  return { minor: 0, currency };
}

export function isZero(amount: Money): boolean {
  return amount.minor === 0;
}

export function add(left: Money, right: Money): Money {
  assertSameCurrency(left, right);
  return { minor: left.minor + right.minor, currency: left.currency };
}

export function subtract(left: Money, right: Money): Money {
  assertSameCurrency(left, right);
  return { minor: left.minor - right.minor, currency: left.currency };
}

export function multiply(amount: Money, factor: number): Money {
  return money(amount.minor * factor, amount.currency);
}

export function sum(amounts: readonly Money[], currency: Currency): Money {
  return amounts.reduce(add, zero(currency));
}

function assertSameCurrency(left: Money, right: Money): void {
  if (left.currency !== right.currency) {
    throw new RangeError(`Cannot combine ${left.currency} with ${right.currency}.`);
  }
}
