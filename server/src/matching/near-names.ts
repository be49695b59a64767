import { editDistance } from '../model/nearest.ts';

/**
 * A test whether two literal segments are likely to mean the same: another number, another way of writing, letters mistaken.
 * It knows names again, as some are compared with many.
 */
export function nearTest(): (a: string, b: string) => boolean {
  const known = new Map<string, { readonly plain: string; readonly letters: string }>();
  const look = (name: string) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const own = plain(name);
    const found = { plain: own, letters: own.replace(/\d+/g, '') };
    known.set(name, found);
    return found;
  };
  return (a, b) => {
    if (a === b) return true;
    const [one, other] = [look(a), look(b)];
    const [first, second] = [one.plain, other.plain];
    if (first === second) return true;
    // `v1` and `v2`, `step1` and `step2` are meant to differ.
    if (one.letters === other.letters) return false;
    const length = Math.min(first.length, second.length);
    const limit = length >= 8 ? 2 : length >= 4 ? 1 : 0;
    return Math.abs(first.length - second.length) <= limit && editDistance(first, second) <= limit;
  };
}

/** In small letters, without what joins words, and in the singular. */
function plain(name: string): string {
  const joined = name.toLowerCase().replace(/[-_.]/g, '');
  if (joined.length > 4 && joined.endsWith('ies')) return `${joined.slice(0, -3)}y`;
  if (joined.length > 3 && /(?:s|x|z|ch|sh)es$/.test(joined)) return joined.slice(0, -2);
  return joined.length > 2 && /[^s]s$/.test(joined) ? joined.slice(0, -1) : joined;
}
