import type { Confidence } from '../model/finding.ts';

const order: readonly Confidence[] = ['certain', 'likely', 'possible'];

/** The lower one of two confidences. */
export function weaker(a: Confidence, b: Confidence): Confidence {
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}
