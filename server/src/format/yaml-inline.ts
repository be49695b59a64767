import type { JsonNode } from '../model/json.ts';
import { readFlow } from './yaml-flow.ts';
import { isLineEnd, type Lines, leave, lineEnd, skipSpaces, toContent, withoutBlanks } from './yaml-lines.ts';
import { readQuoted, textByLibrary } from './yaml-quoted.ts';
import { plainScalar } from './yaml-scalar.ts';

/** A text or flow collection at the place of `lines`; lines that are indented by more than `parent` may belong to it. */
export function readInline(lines: Lines, parent: number): JsonNode | undefined {
  const { text, at } = lines;
  switch (text[at]) {
    case '"':
    case "'":
      return finished(lines, readQuoted(text, at, parent));
    case '[':
    case '{':
      return finished(lines, readFlow({ text, at, parent, depth: lines.depth }));
    case '|':
    case '>':
      return readBlockText(lines, parent);
    default:
      return canBegin(text, at) ? readWords(lines, parent) : undefined;
  }
}

/** Whether an unquoted text may begin here. */
export function canBegin(text: string, at: number): boolean {
  return !/[\]},#&*!%@`?:\t]/.test(text[at] ?? '') && !/^-(?:\s|$)/.test(text.slice(at, at + 2));
}

function finished(lines: Lines, node: JsonNode | undefined): JsonNode | undefined {
  return node && leave(lines, node.span.end) ? node : undefined;
}

/** An unquoted text: line breaks are spaces, and empty lines are line breaks. */
function readWords(lines: Lines, parent: number): JsonNode | undefined {
  const { text, at: start } = lines;
  let line = wordsUntil(text, start);
  if (!line) return undefined;
  let value = line.words;
  let end = start + value.length;
  while (!line.isLast) {
    const next = nextLine(text, line.end, parent);
    if (!next) break;
    line = wordsUntil(text, next.at);
    if (!line) return undefined;
    value += (next.empty === 0 ? ' ' : '\n'.repeat(next.empty)) + line.words;
    end = next.at + line.words.length;
  }
  const span = { start, end };
  return leave(lines, line.end) ? plainScalar(value, span) : undefined;
}

interface Words {
  readonly words: string;
  /** Where the line ends, or its comment begins. */
  readonly end: number;
  readonly isLast: boolean;
}

/** Undefined for what looks like a key within a text, and for tabs, whose meaning depends on where they stand. */
function wordsUntil(text: string, start: number): Words | undefined {
  const end = lineEnd(text, start);
  const line = text.slice(start, end);
  const comment = line.indexOf(' #');
  const words = withoutBlanks(comment < 0 ? line : line.slice(0, comment));
  if (words.includes(': ') || words.endsWith(':') || line.includes('\t')) return undefined;
  return comment < 0 ? { words, end, isLast: false } : { words, end: start + comment, isLast: true };
}

/** The next line that is not empty, if it is indented enough and no comment. */
function nextLine(text: string, from: number, parent: number) {
  let empty = 0;
  for (let start = text.indexOf('\n', from) + 1; start > 0; start = text.indexOf('\n', start) + 1) {
    const at = skipSpaces(text, start);
    if (at >= text.length) return undefined;
    if (isLineEnd(text, at)) empty++;
    else return at - start > parent && text[at] !== '#' ? { at, empty } : undefined;
  }
  return undefined;
}

function readBlockText(lines: Lines, parent: number): JsonNode | undefined {
  const { text, at: start } = lines;
  const header = /^[|>][+-]?$/.exec(withoutBlanks(text.slice(start, lineEnd(text, start))))?.[0];
  if (header === undefined) return undefined;
  const first = text.indexOf('\n', start) + 1;
  const body = first === 0 ? undefined : bodyOf(text, first, parent);
  if (!body) return undefined;
  const span = { start, end: body.end };
  const value =
    header === '|' || header === '|-'
      ? literal(text, first, body) + (header === '|' ? '\n' : '')
      : textByLibrary(text.slice(start, body.after));
  return value !== undefined && toContent(lines, body.after) ? { kind: 'string', span, value } : undefined;
}

interface Body {
  readonly indent: number;
  /** Behind the last line with content. */
  readonly end: number;
  /** The beginning of the first line that does not belong to the text. */
  readonly after: number;
}

/** Undefined for no content at all, and where lines are indented in a way that is a mistake or would need thought. */
function bodyOf(text: string, first: number, parent: number): Body | undefined {
  let indent = -1;
  let end = first;
  let start = first;
  while (start < text.length) {
    const at = skipSpaces(text, start);
    const next = text.indexOf('\n', at);
    const isEmpty = at >= text.length || isLineEnd(text, at);
    if (isEmpty && indent < 0 && at > start) return undefined;
    if (!isEmpty) {
      const own = at - start;
      if (own <= parent) break;
      if (indent < 0) indent = own;
      if (own < indent || text[start + indent] === '\t') return undefined;
      end = lineEnd(text, at);
    }
    start = next < 0 ? text.length : next + 1;
  }
  return indent < 0 ? undefined : { indent, end, after: start };
}

function literal(text: string, first: number, { indent, end }: Body): string {
  const parts: string[] = [];
  for (let start = first; start < end; ) {
    const stop = lineEnd(text, start);
    parts.push(text.slice(Math.min(start + indent, stop), stop));
    start = text.indexOf('\n', stop) + 1;
    if (start === 0) break;
  }
  return parts.join('\n');
}
