import { findScopes, type ScopeRange } from '../reading/scopes.ts';
import type { TokenText } from '../reading/token-text.ts';
import { behind, itemEnd } from './values.ts';

/** By its first token the end of each value that a function gives back, each branch of a condition by itself; not what functions within it do. */
export function valuesReturned(tokens: TokenText, range: ScopeRange): ReadonlyMap<number, number> {
  if (!range.isBlock) return new Map(branches(tokens, range.body));
  const within = findScopes(tokens).filter(({ body, end }) => body > range.body && end <= range.end);
  const values = new Map<number, number>();
  for (let at = range.body; at < range.end; at += 1) {
    const isOwn =
      tokens.isNamed(at, 'return') &&
      tokens.code(at - 1) !== 46 &&
      !within.some(({ body, end }) => body <= at && at < end);
    const code = tokens.code(at + 1);
    if (!isOwn || code === 59 || code === 125) continue;
    for (const [start, end] of branches(tokens, at + 1)) values.set(start, end);
  }
  return values;
}

function branches(tokens: TokenText, from: number): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  let start = inner(tokens, from);
  const end = itemEnd(tokens, start);
  for (let at = start; at < end; at = behind(tokens, at)) {
    const code = tokens.code(at);
    if (code === 63 && [63, 46].includes(tokens.code(at + 1))) at += 1;
    else if (code === 63) start = inner(tokens, at + 1);
    else if (code === 58) {
      found.push([start, at]);
      start = inner(tokens, at + 1);
    }
  }
  return [...found, [start, end]];
}

/** Within brackets, and behind what waits for it. */
function inner(tokens: TokenText, from: number): number {
  let at = from;
  while (tokens.code(at) === 40 || tokens.isNamed(at, 'await')) at += 1;
  return at;
}
