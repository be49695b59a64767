import type { TokenText } from '../reading/token-text.ts';

/** Whether nothing follows a type that makes another one of it. */
export function endsType(tokens: TokenText, at: number): boolean {
  const code = tokens.code(at);
  // `T?` of a tuple.
  if (code === 63 && [44, 93].includes(tokens.code(at + 1))) return true;
  if (code === -1 || [41, 44, 59, 61, 62, 93, 123, 125].includes(code)) return true;
  const isNewLine = tokens.text.slice(tokens.end(at - 1), tokens.start(at)).includes('\n');
  return isNewLine && tokens.word(at) !== 'extends';
}

export const modifiers: ReadonlySet<string> = new Set([
  'public',
  'private',
  'protected',
  'readonly',
  'static',
  'declare',
  'override',
]);

export function isHidden(tokens: TokenText, index: number): boolean {
  return ['private', 'protected', 'static'].includes(tokens.word(index));
}

/** Behind `;` or `,`, or at the first token of a line below. */
export function memberEnd(tokens: TokenText, from: number, close: number): number {
  for (let at = from; at < close; ) {
    const code = tokens.code(at);
    if (code === 59 || code === 44) return at + 1;
    const isNewLine = tokens.text.slice(tokens.end(at - 1), tokens.start(at)).includes('\n');
    if (at > from && isNewLine && (code === 1 || code === 3 || code === 64)) return at;
    if (at === from && isNewLine && at > 0 && code !== 61 && code !== 123 && code !== 40) return at;
    at = code === 40 || code === 91 || code === 123 ? tokens.closer(at) + 1 : at + 1;
  }
  return close;
}

/** The token behind type arguments. */
export function anglesEnd(tokens: TokenText, open: number): number {
  let angles = 0;
  for (let at = open; at < tokens.count && at < open + 400; at += 1) {
    const code = tokens.code(at);
    if (code === 60) angles += 1;
    else if (code === 62 && !tokens.isArrow(at - 1)) angles -= 1;
    else if (code === 40 || code === 91 || code === 123) at = tokens.closer(at);
    if (angles === 0) return at + 1;
  }
  return open + 1;
}
