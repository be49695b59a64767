/** Any number of segments, none included. */
export const globstar = '**';

/** What one segment of a pattern stands for. */
export interface SegmentPattern {
  /** As written. */
  readonly source: string;
  /** The only name that it stands for. */
  readonly literal?: string;
  /** What every such name ends with, from its last dot on; only where nothing else is asked of it. */
  readonly extension?: string;
  matches(name: string): boolean;
}

type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  | { readonly kind: 'set'; has(character: string): boolean };

/** Reads one segment: `*`, `?`, `\x` and, where `hasSets`, `[a-z]` and `[!a]`; everything else is itself. */
export function parseSegment(source: string, hasSets: boolean): SegmentPattern {
  const tokens = tokensOf(source, hasSets);
  if (tokens === undefined) return { source, matches: () => false };
  const [first, second] = tokens;
  if (tokens.length === 0) return { source, literal: '', matches: (name) => name === '' };
  if (tokens.length === 1 && first?.kind === 'text') {
    const literal = first.text;
    return { source, literal, matches: (name) => name === literal };
  }
  if (tokens.length === 1 && first?.kind === 'any') return { source, matches: () => true };
  if (tokens.length === 2 && first?.kind === 'any' && second?.kind === 'text') {
    const end = second.text;
    const isExtension = /^\.[^.]+$/.test(end);
    return { source, ...(isExtension && { extension: end }), matches: (name) => name.endsWith(end) };
  }
  if (tokens.length === 3 || tokens.length === 2) {
    const [start, any, end] = tokens;
    if (start?.kind === 'text' && any?.kind === 'any' && (end === undefined || end.kind === 'text'))
      return { source, matches: between(start.text, end?.text ?? '') };
  }
  const characters = tokens.flatMap((token) =>
    token.kind === 'text' ? [...token.text].map((text): Token => ({ kind: 'text', text })) : [token],
  );
  return { source, matches: (name) => matchesCharacters(characters, [...name]) };
}

function between(start: string, end: string): (name: string) => boolean {
  const least = start.length + end.length;
  return (name) => name.length >= least && name.startsWith(start) && name.endsWith(end);
}

/** Undefined for a set without an end, which never matches. */
function tokensOf(source: string, hasSets: boolean): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') tokens.push({ kind: 'text', text });
    text = '';
  };
  for (let at = 0; at < source.length; at++) {
    const character = source[at] as string;
    if (character === '\\' && at + 1 < source.length) text += source[++at];
    else if (character === '*' || character === '?') {
      flush();
      if (character === '?') tokens.push({ kind: 'one' });
      else if (tokens.at(-1)?.kind !== 'any') tokens.push({ kind: 'any' });
    } else if (character === '[' && hasSets) {
      flush();
      const set = readSet(source, at + 1);
      if (!set) return undefined;
      tokens.push(set.token);
      at = set.end;
    } else text += character;
  }
  flush();
  return tokens;
}

/** A set from behind its bracket; `end` is the offset of the closing one. */
function readSet(source: string, from: number): { readonly token: Token; readonly end: number } | undefined {
  const isNegated = source[from] === '!' || source[from] === '^';
  const ranges: (readonly [low: string, high: string])[] = [];
  let at = isNegated ? from + 1 : from;
  const next = () => {
    if (source[at] === '\\' && at + 1 < source.length) at++;
    const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
    at += character.length;
    return character;
  };
  while (at < source.length && source[at] !== ']') {
    const low = next();
    const isRange = source[at] === '-' && at + 1 < source.length && source[at + 1] !== ']';
    if (isRange) at++;
    ranges.push([low, isRange ? next() : low]);
  }
  if (at >= source.length) return undefined;
  const isIn = (character: string) => ranges.some(([low, high]) => low <= character && character <= high);
  return { token: { kind: 'set', has: (character) => isIn(character) !== isNegated }, end: at };
}

/** As for whole paths: only the last `*` is tried again. */
function matchesCharacters(tokens: readonly Token[], name: readonly string[]): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  for (;;) {
    const token = tokens[next];
    if (token === undefined) {
      if (at === name.length) return true;
    } else if (token.kind === 'any') {
      star = next++;
      resume = at;
      continue;
    } else {
      const character = name[at];
      if (character !== undefined && matchesOne(token, character)) {
        at++;
        next++;
        continue;
      }
    }
    if (star < 0 || resume >= name.length) return false;
    at = ++resume;
    next = star + 1;
  }
}

function matchesOne(token: Exclude<Token, { kind: 'any' }>, character: string): boolean {
  switch (token.kind) {
    case 'text':
      return token.text === character;
    case 'one':
      return true;
    case 'set':
      return token.has(character);
  }
}
