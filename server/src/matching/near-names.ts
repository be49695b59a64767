import { editDistance } from '../model/nearest.ts';

/** Whether two literal segments are likely to mean the same: another number, another way of writing, letters mistaken. */
export function areNear(a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [formsOf(a), formsOf(b)];
  const [first, second] = [one.plain, other.plain];
  if (first === second) return true;
  // `v1` and `v2`, `step1` and `step2` are meant to differ.
  if (one.letters === other.letters) return false;
  const length = Math.min(first.length, second.length);
  const limit = length >= 8 ? 2 : length >= 4 ? 1 : 0;
  return Math.abs(first.length - second.length) <= limit && editDistance(first, second) <= limit;
}

interface Forms {
  readonly plain: string;
  readonly letters: string;
}

/** Names are known again from one edit to the next, as some are compared with many. */
const known = new Map<string, Forms>();
const mostKnown = 10_000;

function formsOf(name: string): Forms {
  const before = known.get(name);
  if (before !== undefined) return before;
  const own = plain(name);
  const found = { plain: own, letters: own.replace(/\d+/g, '') };
  if (known.size >= mostKnown) known.clear();
  known.set(name, found);
  return found;
}

/** In small letters, without what joins words, and in the singular. */
function plain(name: string): string {
  const joined = name.toLowerCase().replace(/[-_.]/g, '');
  if (joined.length > 4 && joined.endsWith('ies')) return `${joined.slice(0, -3)}y`;
  if (joined.length > 3 && /(?:s|x|z|ch|sh)es$/.test(joined)) return joined.slice(0, -2);
  return joined.length > 2 && /[^s]s$/.test(joined) ? joined.slice(0, -1) : joined;
}
