/** Letters of source text, the most frequent first; a search runs fast to whatever is none of them. */
const frequent = 'etarnsoil.cdupmhfgbvwy';

/**
 * A test whether a text holds one of the words, without what another one holds anyway. A search is as fast as the first
 * letter of what it looks for is rare, so that the end of a word from its rarest letter on is looked for first.
 */
export function wordSearch(words: Iterable<string>): (text: string) => boolean {
  const all = [...new Set(words)];
  const needed = all.filter((word) => !all.some((other) => other !== word && word.includes(other)));
  const searches = needed.map((word) => ({ word, end: rareEnd(word) }));
  return (text) => {
    for (const { word, end } of searches) if (text.includes(end) && text.includes(word)) return true;
    return false;
  };
}

function rareEnd(word: string): string {
  let from = 0;
  for (let at = 1; at < word.length - 1; at += 1) if (rarity(word, at) >= rarity(word, from)) from = at;
  return word.slice(from);
}

function rarity(word: string, at: number): number {
  const rank = frequent.indexOf(word.charAt(at));
  return rank < 0 ? frequent.length : rank;
}
