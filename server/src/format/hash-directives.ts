import type { DirectiveFact } from '../model/facts.ts';
import { directiveWord, readDirectives } from './directive.ts';

const comment = new RegExp(`(?:^|(?<=\\s))#+(?=[^\\S\\r\\n]*${directiveWord})[^\\r\\n]*`, 'gm');

/** Suppressions in a text where a comment begins with `#` and ends with its line, as in CODEOWNERS and YAML. */
export function hashDirectives(text: string): readonly DirectiveFact[] {
  if (!text.includes(directiveWord)) return [];
  return [...text.matchAll(comment)].flatMap((match) => {
    const start = match.index + match[0].search(/[^#]/) - 1;
    const before = text.slice(0, match.index);
    const codeBefore = /\S[^\S\r\n]*$/.test(before) ? before.trimEnd().length : 0;
    return readDirectives(text, { start, end: match.index + match[0].length, codeBefore });
  });
}
