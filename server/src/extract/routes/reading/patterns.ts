import type { Pattern, PatternEntry } from '../../../model/route-facts.ts';
import type { TokenText } from './token-text.ts';

const deepest = 6;

/** What the pattern whose brace this is takes. */
export function readPattern(tokens: TokenText, open: number, depth = 0): Pattern {
  const close = tokens.closer(open);
  const entries: PatternEntry[] = [];
  let isOpen = depth > deepest;
  for (let at = open + 1; at < close && !isOpen; at += 1) {
    const entry = readEntry(tokens, at, depth);
    if (entry === undefined) isOpen = true;
    else entries.push(entry);
    at = entryEnd(tokens, at, close);
  }
  return { entries, isOpen };
}

/** `a`, `a = 1`, `a: b`, `a: { b }`; undefined for a rest or a computed key. */
function readEntry(tokens: TokenText, index: number, depth: number): PatternEntry | undefined {
  const key = tokens.literalValue(index) ?? tokens.word(index);
  if (key === '') return undefined;
  const keySpan = { start: tokens.literalStart(index), end: tokens.end(index) };
  if (tokens.code(index + 1) !== 58) return { key, keySpan, name: key };
  if (tokens.code(index + 2) === 123)
    return { key, keySpan, pattern: readPattern(tokens, index + 2, depth + 1) };
  const name = tokens.word(index + 2);
  return name === '' ? { key, keySpan } : { key, keySpan, name };
}

function entryEnd(tokens: TokenText, from: number, close: number): number {
  let at = from;
  while (at < close && tokens.code(at) !== 44) {
    const code = tokens.code(at);
    at = code === 123 || code === 91 || code === 40 ? tokens.closer(at) + 1 : at + 1;
  }
  return at;
}
