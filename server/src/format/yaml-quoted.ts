import { parseDocument } from 'yaml';
import type { JsonString } from '../model/json.ts';
import { isLineEnd, skipSpaces } from './yaml-lines.ts';

/** A text in quotes that begins at `start`; undefined for one that does not end, or goes on too far left. */
export function readQuoted(text: string, start: number, parent: number): JsonString | undefined {
  const quote = text[start] === '"' ? '"' : "'";
  let close = text.indexOf(quote, start + 1);
  while (close >= 0 && isPart(text, start, close, quote)) {
    close = text.indexOf(quote, close + (quote === "'" ? 2 : 1));
  }
  if (close < 0) return undefined;
  const span = { start, end: close + 1 };
  const inner = text.slice(start + 1, close);
  if (!/[\\'\n]/.test(inner)) return { kind: 'string', span, value: inner };
  if (!isIndented(inner, parent)) return undefined;
  if (quote === "'" && !inner.includes('\n'))
    return { kind: 'string', span, value: inner.replaceAll("''", "'") };
  const value = textByLibrary(text.slice(start, close + 1));
  return value === undefined ? undefined : { kind: 'string', span, value };
}

/** One text with escapes or folded lines, whose rules are long; undefined for one with a mistake. */
export function textByLibrary(source: string): string | undefined {
  const document = parseDocument(source, { prettyErrors: false });
  const value: unknown = document.errors.length > 0 ? undefined : document.toJS();
  return typeof value === 'string' ? value : undefined;
}

/** A single quote is doubled, a double one stands behind an odd number of backslashes. */
function isPart(text: string, start: number, close: number, quote: string): boolean {
  if (quote === "'") return text[close + 1] === quote;
  let slashes = 0;
  while (close - 1 - slashes > start && text[close - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}

function isIndented(inner: string, parent: number): boolean {
  for (let start = inner.indexOf('\n') + 1; start > 0; start = inner.indexOf('\n', start) + 1) {
    const at = skipSpaces(inner, start);
    if (at < inner.length && !isLineEnd(inner, at) && at - start <= parent) return false;
    if (at >= inner.length && at - start <= parent) return false;
  }
  return true;
}
