/** So many values are compared before it counts as other. */
const most = 30_000;
const deepest = 100;

/** Deep equality of plain data. Of what is very large or deep it says that it is not equal: then it is only used anew. */
export function isSameData(a: unknown, b: unknown): boolean {
  const left = { count: most };
  return compare(a, b, left, 0);
}

function compare(a: unknown, b: unknown, left: { count: number }, depth: number): boolean {
  if (a === b) return true;
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
    if (!compare(a[key as keyof typeof a], b[key as keyof typeof b], left, depth + 1)) return false;
  }
  for (const _ in b) keys -= 1;
  return keys === 0;
}
