import type { ScopeRange } from './scopes.ts';

/** For each token the number of the function that begins there, or whose body does; else 0. */
export function byToken(
  count: number,
  ranges: readonly ScopeRange[],
  key: 'start' | 'body' | 'parameters',
): Int32Array {
  const found = new Int32Array(count);
  for (const [index, range] of ranges.entries()) found[range[key]] = index + 1;
  return found;
}

export function codeTable(codes: readonly number[]): Uint8Array {
  const table = new Uint8Array(128);
  for (const code of codes) table[code] = 1;
  return table;
}
