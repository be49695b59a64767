import type { JsonNode } from '../model/json.ts';

/** Where a reading of block YAML stands: before the first character of a token, or behind the last one. */
export interface Lines {
  readonly text: string;
  at: number;
  /** The column of `at`; -1 behind the end of the text. */
  indent: number;
  depth: number;
  readonly anchors: Map<string, Anchored>;
  /** How many characters aliases have repeated so far. */
  repeated: number;
}

export interface Anchored {
  readonly node: JsonNode;
  /** In characters, with all that is repeated within. */
  readonly size: number;
}

/**
 * Leaves a finished value for the next line with content; false where something else than a comment follows the value,
 * where tabs indent, and where another document begins.
 */
export function leave(lines: Lines, end: number): boolean {
  const { text } = lines;
  const rest = skipBlanks(text, end);
  if (rest < text.length && !isLineEnd(text, rest) && !(text[rest] === '#' && (rest > end || rest === 0)))
    return false;
  const next = text.indexOf('\n', rest);
  return toContent(lines, next < 0 ? text.length : next + 1);
}

/** The same from the beginning of a line. */
export function toContent(lines: Lines, lineStart: number): boolean {
  const { text } = lines;
  for (let start = lineStart; start < text.length; ) {
    const at = skipSpaces(text, start);
    const code = text.charCodeAt(at);
    if (code === tab) return false;
    if (at < text.length && code !== hash && !isLineEnd(text, at)) {
      lines.at = at;
      lines.indent = at - start;
      return at > start || !isDocumentMark(text, at);
    }
    const next = text.indexOf('\n', at);
    start = next < 0 ? text.length : next + 1;
  }
  lines.at = text.length;
  lines.indent = -1;
  return true;
}

export function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === space) at++;
  return at;
}

/** The end of the line's content: before LF or CRLF. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end < 0) return text.length;
  return end > from && text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
}

export function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === lineFeed || (code === carriageReturn && text.charCodeAt(at + 1) === lineFeed);
}

/** True for a space, the end of a line and that of the text: what must follow `-` and `:`. */
export function isGap(text: string, at: number): boolean {
  return at >= text.length || text.charCodeAt(at) === space || isLineEnd(text, at);
}

/** Without the spaces and tabs at its end; other kinds of white space are characters like any other. */
export function withoutBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) === space || text.charCodeAt(end - 1) === tab)) end--;
  return end === text.length ? text : text.slice(0, end);
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === space || text.charCodeAt(at) === tab) at++;
  return at;
}

function isDocumentMark(text: string, at: number): boolean {
  return (text.startsWith('---', at) || text.startsWith('...', at)) && isGap(text, at + 3);
}

const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const hash = 35;
