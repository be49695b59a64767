import type { TokenText } from '../reading/token-text.ts';

/** The values of `enum X {…}`, whose brace this is; undefined for one that is computed. */
export function enumValues(tokens: TokenText, open: number): readonly (string | number | undefined)[] {
  const values: (string | number | undefined)[] = [];
  const close = tokens.closer(open);
  let next: number | undefined = 0;
  for (let at = open + 1; at < close; ) {
    const isSet = tokens.code(at + 1) === 61;
    const isNamed = tokens.isWord(at) || tokens.literalValue(at) !== undefined;
    const value: string | number | undefined = !isNamed
      ? undefined
      : isSet
        ? writtenAt(tokens, at + 2)
        : next;
    values.push(value);
    next = typeof value === 'number' ? value + 1 : undefined;
    while (at < close && tokens.code(at) !== 44) {
      const code = tokens.code(at);
      at = code === 40 || code === 91 || code === 123 ? tokens.closer(at) + 1 : at + 1;
    }
    at += 1;
  }
  return values;
}

/** A text or a number that stands alone. */
function writtenAt(tokens: TokenText, index: number): string | number | undefined {
  const isNegative = tokens.code(index) === 45;
  const at = isNegative ? index + 1 : index;
  if (tokens.code(at + 1) !== 44 && tokens.code(at + 1) !== 125) return undefined;
  const text = tokens.slice(at).replaceAll('_', '');
  if (/^\d+(?:\.\d+)?$/.test(text)) return isNegative ? -Number(text) : Number(text);
  return isNegative ? undefined : tokens.literalValue(at);
}
