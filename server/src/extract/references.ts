import type { ImportFact } from '../model/facts.ts';
import { isSpace } from './characters.ts';
import { commentEnd } from './literals.ts';

/** `/// <reference path="x" />` in the comments before the first code; other references name no file. */
export function readReferences(text: string, intern: (specifier: string) => string): readonly ImportFact[] {
  const found: ImportFact[] = [];
  let position = text.startsWith('#!') ? lineEnd(text, 0) : 0;
  for (;;) {
    while (isSpace(text.charCodeAt(position))) position += 1;
    const following = text.charCodeAt(position) === 47 ? text.charCodeAt(position + 1) : 0;
    if (following !== 47 && following !== 42) return found;
    const end = commentEnd(text, position);
    if (end < 0) return found;
    if (following === 47 && text.charCodeAt(position + 2) === 47) {
      const fact = readReference(text.slice(position, end), position, intern);
      if (fact !== undefined) found.push(fact);
    }
    position = end;
  }
}

function lineEnd(text: string, from: number): number {
  const end = commentEnd(text, from);
  return end < 0 ? text.length : end;
}

function readReference(
  comment: string,
  offset: number,
  intern: (specifier: string) => string,
): ImportFact | undefined {
  const tag = /^\/\/\/\s*<reference\s.*?\/>/i.exec(comment)?.[0];
  if (tag === undefined || /\s(?:types|lib|no-default-lib)\s*=\s*['"]/i.test(tag)) return undefined;
  const path = /(\spath\s*=\s*)('[^']*'|"[^"]*")/i.exec(tag);
  if (path === null) return undefined;
  const start = offset + path.index + (path[1] ?? '').length;
  const literal = path[2] ?? '';
  return {
    kind: 'type',
    specifier: intern(literal.slice(1, -1)),
    start,
    end: start + literal.length,
    statement: offset,
  };
}
