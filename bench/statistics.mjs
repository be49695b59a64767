// Medians and percentiles: the mean of a noisy machine says nothing.

/** @param {readonly number[]} values not empty */
export function median(values) {
  return percentile(values, 50);
}

/** Linear between the two nearest ranks. @param {readonly number[]} values not empty @param {number} percent 0 to 100 */
export function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b);
  const place = ((sorted.length - 1) * percent) / 100;
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  return low + (high - low) * (place - Math.floor(place));
}

/** The ratios `pick(a) / pick(b)` pair by pair. */
export function ratios(pairs, pick) {
  return pairs.map(([a, b]) => pick(a) / pick(b));
}
