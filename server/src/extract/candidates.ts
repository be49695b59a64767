import { directiveWord } from '../format/directive.ts';
import { endsLine, isSpace } from './characters.ts';

/**
 * Finds every place where an import, a `require`, or a directive may stand: a superset of what the walk accepts.
 * The walk ends at the last of them, so a file without any costs one scan. What certainly is none is left out:
 * `import.meta`, `export { a }` without `from`, the English word `import`, calls without a literal.
 * A match is the word alone, so that its length tells where it starts and no match object is needed.
 */
export function candidateExpression(): RegExp {
  // The compiler counts two more characters as white space than `\s` does.
  const gap = String.raw`[\s\x85\u200b]`;
  const literalStart = '["\'`/]';
  return new RegExp(
    [
      `import(?=${gap}*(?:["'{*/]|\\(${gap}*${literalStart}|\\.${gap}*(?:defer|source|/))`,
      `|${gap}+(?:type|typeof|defer|source)\\b|${gap}+[\\w$\\\\\\u0080-\\uffff]+${gap}*(?:[,=/]|from\\b))`,
      `|export(?=${gap}*(?:type${gap}*)?(?:[*/]|\\{[^{}/"']*(?:[/"']|\\}${gap}*(?:from\\b|/))))`,
      `|require(?=${gap}*(?:\\?\\.${gap}*)?(?:\\(${gap}*${literalStart}|[</]))`,
      `|${directiveWord}`,
    ].join(''),
    'g',
  );
}

/** The start of the candidate that ends at the offset. */
export function candidateStart(text: string, end: number): number {
  switch (text.charCodeAt(end - 1)) {
    case 116: // import, export
      return end - 6;
    case 101: // require
      return end - 7;
    default:
      return end - directiveWord.length;
  }
}

/**
 * True for a word that is certainly no import, because its line starts with `//` and nothing between them could end a
 * comment, string, template or JSX text that holds this line. Sentences and commented-out imports far below the last
 * import would otherwise make the walk go that far. A directive belongs into a comment and always counts.
 */
export function isCommentedOut(text: string, position: number): boolean {
  const least = Math.max(0, position - 200);
  let start = position;
  for (; start > least; start -= 1) {
    const code = text.charCodeAt(start - 1);
    if (endsLine(code)) break;
    if (mayLeave(text, code, start - 1)) return false;
  }
  if (start === position || (start === least && least > 0)) return false;
  while (isSpace(text.charCodeAt(start))) start += 1;
  return text.startsWith('//', start) && start < position && text.charCodeAt(position) !== 112;
}

function mayLeave(text: string, code: number, position: number): boolean {
  switch (code) {
    case 34: // "
    case 39: // '
    case 60: // <
    case 96: // `
    case 123: // {
      return true;
    case 47: // /
      return text.charCodeAt(position - 1) === 42;
    default:
      return false;
  }
}

/** Candidates for directives alone. */
export function directiveExpression(): RegExp {
  return new RegExp(directiveWord, 'g');
}
