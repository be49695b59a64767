/** So many values are compared before it counts as other. */
const most = 40_000;
const deepest = 100;

/** Decides by the key whether two values are equal, `a` of this object; undefined for those that are compared as all others. */
export type EqualAt = (key: string, a: unknown, b: unknown, of: object) => boolean | undefined;

/**
 * Deep equality of plain data. Of what is very large or deep it says that it is not equal: then it is only used anew. With
 * `at` everything is walked, also what is one object on both sides.
 */
export function isSameData(a: unknown, b: unknown, at?: EqualAt): boolean {
  return compare(a, b, { count: most, at }, 0);
}

interface Comparison {
  count: number;
  readonly at: EqualAt | undefined;
}

function compare(a: unknown, b: unknown, left: Comparison, depth: number): boolean {
  if (a === b && (left.at === undefined || typeof a !== 'object')) return true;
  if (a === null && b === null) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  left.count -= 1;
  if (left.count < 0 || depth > deepest) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let at = 0; at < a.length; at += 1) if (!compare(a[at], b[at], left, depth + 1)) return false;
    return true;
  }
  let keys = 0;
  for (const key in a) {
    keys += 1;
    const [one, other]: readonly unknown[] = [a[key as keyof typeof a], b[key as keyof typeof b]];
    if (!(left.at?.(key, one, other, a) ?? compare(one, other, left, depth + 1))) return false;
  }
  for (const _ in b) keys -= 1;
  return keys === 0;
}

/** Of equal length, with the same items, or with those that `same` says are. */
export function isSameList<T>(
  a: readonly T[] | undefined,
  b: readonly T[] | undefined,
  same: (a: T, b: T) => boolean = (one, other) => one === other,
): boolean {
  if (a === b) return true;
  return a?.length === b?.length && a?.every((each, at) => same(each, b?.[at] as T)) === true;
}
