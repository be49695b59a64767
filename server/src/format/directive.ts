import type { DirectiveFact, NamedRule } from '../model/facts.ts';
import type { Span } from '../model/span.ts';
import { detached } from './detached.ts';
import { bareEnd, endInBrackets, type WrittenEnd } from './written-end.ts';

/** The word that makes a comment a directive. */
export const directiveWord = 'parapet-allow';

/** A real comment of a JavaScript-like text, of markup, or of a text where it begins with `#`, with its delimiters, and what stands around it. */
export interface CommentPlace extends Span {
  /** Where the last code before the comment ends; 0 when there is none. */
  readonly codeBefore: number;
  /** Set when the comment is alone in a JSX container: the offset after its closing brace. */
  readonly containerEnd?: number;
}

/**
 * The directives of one comment. The comment has to start with `parapet-allow` after optional stars and spaces;
 * further lines of a block comment belong to the reason unless they start a directive of their own.
 * Grammar: `parapet-allow RULE[, RULE…][: reason] [(until DATE)]`; other brackets, a colon, and none around a last day do as well.
 */
export function readDirectives(text: string, comment: CommentPlace): readonly DirectiveFact[] {
  const inner = innerOf(text, comment);
  const body = text.slice(inner.start, inner.end);
  // Masking keeps every offset; a star that decorates a line is as good as a space.
  const masked = body.replace(/(?:^|[\r\n])[ \t]*\*+/g, (margin) => ' '.repeat(margin.length));
  const starts = [...body.matchAll(/(?:^|[\r\n])[ \t*]*(?=parapet-allow(?![\w-]))/g)].map(
    (match) => match.index + match[0].length,
  );
  if (starts.length === 0 || masked.slice(0, starts[0]).trim() !== '') return [];
  const line = governedLine(text, comment);
  return starts.map((start, index) => {
    const source = masked.slice(start, starts[index + 1] ?? masked.length).trimEnd();
    return readDirective(source, inner.start + start, line);
  });
}

/** What stands between a comment's delimiters. */
function innerOf(text: string, comment: CommentPlace): Span {
  if (isMarkup(text, comment)) {
    const start = comment.start + 4;
    const isClosed = comment.end - start >= 3 && text.startsWith('-->', comment.end - 3);
    return { start, end: isClosed ? comment.end - 3 : comment.end };
  }
  if (isHash(text, comment)) return { start: comment.start + 1, end: comment.end };
  const start = comment.start + 2;
  const isBlock = text.startsWith('/*', comment.start);
  if (!isBlock || comment.end - start < 2 || !text.startsWith('*/', comment.end - 2))
    return { start, end: comment.end };
  let end = comment.end - 2;
  while (text.charCodeAt(end - 1) === 42 && end > start) end -= 1;
  return { start, end };
}

function isMarkup(text: string, { start }: CommentPlace): boolean {
  return text.startsWith('<!--', start);
}

/** A comment up to the end of its line, as in YAML and CODEOWNERS. */
function isHash(text: string, { start }: CommentPlace): boolean {
  return text[start] === '#';
}

function readDirective(source: string, offset: number, line: Span): DirectiveFact {
  const listStart = directiveWord.length;
  const list = /^\s*[^\s,:()]+(?:\s*,\s*[^\s,:()]+)*/.exec(source.slice(listStart))?.[0] ?? '';
  const rules = [...list.matchAll(/[^\s,]+/g)].map((match): NamedRule => {
    const start = offset + listStart + match.index;
    return { id: detached(match[0]), span: { start, end: start + match[0].length } };
  });
  const rest = listStart + list.length;
  const tail = source.slice(rest);
  const until = endInBrackets(tail) ?? bareEnd(tail);
  const withoutEnd = until ? tail.slice(0, until.start) + tail.slice(until.end) : tail;
  const reason = /^\s*:/.test(withoutEnd) ? withoutEnd.replace(':', '').replace(/\s+/g, ' ').trim() : '';
  return {
    span: { start: offset, end: offset + source.length },
    rules,
    reason: detached(reason),
    ...(until && { until: untilOf(until, offset + rest) }),
    line,
  };
}

function untilOf(end: WrittenEnd, offset: number): NonNullable<DirectiveFact['until']> {
  const start = offset + end.textStart;
  return { text: detached(end.text), span: { start, end: start + end.text.length } };
}

/** The comment's own line when code shares it, else the first line of code below its block, else its own. */
function governedLine(text: string, comment: CommentPlace): Span {
  const ownLine = lineAt(text, comment.start);
  if (comment.codeBefore > ownLine.start) return ownLine;
  const trivia = triviaAround(text, comment);
  let position = comment.containerEnd ?? comment.end;
  for (;;) {
    trivia.lastIndex = position;
    while (trivia.test(text)) position = trivia.lastIndex;
    const newline = /\r\n|\r|\n|$/y;
    newline.lastIndex = position;
    if (!newline.test(text)) return lineAt(text, position);
    const next = newline.lastIndex;
    if (next === position || next >= text.length || /^[^\S\r\n]*(?:[\r\n]|$)/.test(lineText(text, next)))
      return ownLine;
    position = next;
  }
}

/** White space and comments of the same sort. */
function triviaAround(text: string, comment: CommentPlace): RegExp {
  if (isMarkup(text, comment)) return /[^\S\r\n]+|<!--[\s\S]*?-->/y;
  if (isHash(text, comment)) return /[^\S\r\n]+|#[^\r\n]*/y;
  return comment.containerEnd === undefined
    ? /[^\S\r\n]+|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//y
    : /[^\S\r\n]+|\{\s*\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/\s*\}/y;
}

function lineAt(text: string, offset: number): Span {
  let start = offset;
  while (start > 0 && !isNewline(text.charCodeAt(start - 1))) start -= 1;
  let end = offset;
  while (end < text.length && !isNewline(text.charCodeAt(end))) end += 1;
  return { start, end };
}

function lineText(text: string, start: number): string {
  return text.slice(start, lineAt(text, start).end);
}

function isNewline(code: number): boolean {
  return code === 10 || code === 13;
}
