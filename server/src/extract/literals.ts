import { endsLine, isWord } from './characters.ts';

/**
 * Offset after the string that starts at `start`; negative when a line or the text ends first, and then its
 * complement (`~`) is that end.
 */
export function stringEnd(text: string, start: number): number {
  const quote = text.charCodeAt(start);
  for (let position = start + 1; position < text.length; position += 1) {
    const code = text.charCodeAt(position);
    if (code === quote) return position + 1;
    if (code === 92) {
      position += 1;
      if (text.charCodeAt(position) === 13 && text.charCodeAt(position + 1) === 10) position += 1;
    } else if (code === 10 || code === 13) return ~position;
  }
  return ~text.length;
}

/**
 * Offset after the piece of a template that starts at `from`: behind its closing backtick or behind `${`;
 * negative when the text ends first.
 */
export function templateEnd(text: string, from: number): number {
  for (let position = from; position < text.length; position += 1) {
    const code = text.charCodeAt(position);
    if (code === 96) return position + 1;
    if (code === 92) position += 1;
    else if (code === 36 && text.charCodeAt(position + 1) === 123) return position + 2;
  }
  return ~text.length;
}

/** Offset after the regular expression and its flags that may start at `start`; -1 when it does not end on its line. */
export function regularExpressionEnd(text: string, start: number): number {
  const body = regularExpressionBody(text, start);
  if (body < 0) return -1;
  let position = body;
  while (isWord(text.charCodeAt(position))) position += 1;
  return position;
}

function regularExpressionBody(text: string, start: number): number {
  let isInClass = false;
  for (let position = start + 1; position < text.length; position += 1) {
    const code = text.charCodeAt(position);
    if (endsLine(code)) return -1;
    if (code === 92) {
      position += 1;
      if (endsLine(text.charCodeAt(position))) return -1;
    } else if (code === 91) isInClass = true;
    else if (code === 93) isInClass = false;
    else if (code === 47 && !isInClass) return position + 1;
  }
  return -1;
}

/**
 * Whether the walk goes astray when it takes the would-be regular expression `[start, end)` for a division or the
 * other way round: without quotes, brackets and further slashes both readings arrive at the same place.
 */
export function isHarmful(text: string, start: number, end: number): boolean {
  const inner = /["'`()[\]{}<>/\\]/g;
  inner.lastIndex = start + 1;
  const first = inner.exec(text);
  if (first === null || first.index < end - 1 - flagsLength(text, end)) return true;
  const next = /\S/g;
  next.lastIndex = end;
  const after = next.exec(text)?.[0];
  return after === '/' || after === '<';
}

function flagsLength(text: string, end: number): number {
  let position = end;
  while (isWord(text.charCodeAt(position - 1))) position -= 1;
  return end - position;
}

/** Offset after the comment that starts at `start`; negative when the text ends first. */
export function commentEnd(text: string, start: number): number {
  if (text.charCodeAt(start + 1) === 42) {
    const close = text.indexOf('*/', start + 2);
    return close < 0 ? ~text.length : close + 2;
  }
  let position = start + 2;
  while (position < text.length && !endsLine(text.charCodeAt(position))) position += 1;
  return position;
}

const simpleEscapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
  '\r': '',
  '\r\n': '',
  '\u2028': '',
  '\u2029': '',
};

const escapes =
  /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3]?[0-7]{1,2})|(\r\n|[\s\S]))/g;

/** The value of the text between the quotes of a string or of a template without substitutions. */
export function decodeEscapes(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(escapes, (_whole, braced, four, two, octal, other) => {
    const hexadecimal: string | undefined = braced ?? four ?? two;
    if (hexadecimal !== undefined) return fromCodePoint(Number.parseInt(hexadecimal, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    return simpleEscapes[other] ?? other;
  });
}

function fromCodePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
