import type { Span } from '../../model/span.ts';

/**
 * Behind the bracket that closes what is open at an offset, where it is `close`; undefined where another bracket or the end
 * of the text comes first. Strings, templates and comments are passed over, and so are most regular expressions.
 */
export function closingOf(text: string, from: number, close: ')' | '}' | ']'): number | undefined {
  const open: string[] = [close];
  for (let at = from; at < text.length; at++) {
    const character = text[at] as string;
    const end = skipped(text, at);
    if (end > at) {
      at = end - 1;
      continue;
    }
    const closing = pairs[character];
    if (closing !== undefined) open.push(closing);
    else if (/[)\]}]/.test(character)) {
      if (open.pop() !== character) return undefined;
      if (open.length === 0) return at + 1;
    }
  }
  return undefined;
}

const pairs: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** What stands between commas, from an offset to another one, none of which is within brackets or a text. */
export function partsWithin(text: string, from: number, to: number): readonly Span[] {
  const parts: Span[] = [];
  let start = from;
  for (let at = from; at < to; at++) {
    const end = skipped(text, at);
    const close = pairs[text[at] as string] as ')' | '}' | ']' | undefined;
    if (end > at) at = end - 1;
    else if (close !== undefined) at = (closingOf(text, at + 1, close) ?? to) - 1;
    else if (text[at] === ',') {
      parts.push({ start, end: at });
      start = at + 1;
    }
  }
  return text.slice(start, to).trim() === '' ? parts : [...parts, { start, end: to }];
}

/** Behind what begins at an offset and holds no code. */
function skipped(text: string, at: number): number {
  const character = text[at];
  if (character === '"' || character === "'") return stringEnd(text, at, character);
  if (character === '`') return templateEnd(text, at);
  if (character !== '/') return at;
  const next = text[at + 1];
  if (next === '/') return indexOrEnd(text, '\n', at);
  if (next === '*') return indexOrEnd(text, '*/', at + 2) + 2;
  // After a value it divides.
  if (/[\w$)\]]\s*$/.test(text.slice(Math.max(0, at - 50), at))) return at;
  const pattern = /^\/(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/.exec(text.slice(at, at + 1000));
  return at + (pattern?.[0].length ?? 0);
}

function stringEnd(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote || text[at] === '\n') return at + 1;
  }
  return text.length;
}

function templateEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '`') return at + 1;
    else if (text[at] === '$' && text[at + 1] === '{') at = (closingOf(text, at + 2, '}') ?? text.length) - 1;
  }
  return text.length;
}

function indexOrEnd(text: string, sought: string, from: number): number {
  const at = text.indexOf(sought, from);
  return at < 0 ? text.length : at;
}
