import { directiveWord } from '../format/directive.ts';

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

/** Candidates for directives alone. */
export function directiveExpression(): RegExp {
  return new RegExp(directiveWord, 'g');
}
