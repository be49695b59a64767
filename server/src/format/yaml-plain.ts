import type { JsonMember, JsonNode } from '../model/json.ts';
import type { Span } from '../model/span.ts';
import { canBegin, readInline } from './yaml-inline.ts';
import {
  isGap,
  isLineEnd,
  type Lines,
  leave,
  lineEnd,
  skipSpaces,
  toContent,
  withoutBlanks,
} from './yaml-lines.ts';
import { plainScalar } from './yaml-scalar.ts';

/**
 * Reads the YAML that people and generators mostly write: block mappings and sequences, texts in every style, flow collections.
 * Undefined for a document with anything beyond (anchors, tags, odd keys, several documents) and for every one with a mistake,
 * which the library then reads and tells. It takes a tenth of the library's time, and a large contract is read at every pause.
 */
export function readPlainYaml(text: string): JsonNode | undefined {
  if (text.indexOf('\uFEFF', 1) > 0 || (text.includes('\r') && /\r(?!\n)/.test(text))) return undefined;
  const lines: Lines = { text, at: 0, indent: 0, depth: 0, anchors: new Map(), repeated: 0 };
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const first = text.startsWith('---', start) && isGap(text, start + 3) ? start + 3 : start;
  if (!(first > start ? leave(lines, first) : toContent(lines, start)) || lines.indent < 0) return undefined;
  // The library miscounts behind a mark of the byte order where it is no plain key that follows.
  if (start > 0 && (lines.indent > 0 || isDash(lines))) return undefined;
  const root = readBlock(lines, -1);
  return lines.indent < 0 ? root : undefined;
}

/** More is read by the library, which tells it. */
const deepest = 150;

/** What begins at the place of `lines`; a text may go on in lines that are indented by more than `parent`. */
function readBlock(lines: Lines, parent: number): JsonNode | undefined {
  if (lines.depth > deepest) return undefined;
  lines.depth++;
  const key = isDash(lines) ? undefined : keyAt(lines);
  const node = isDash(lines)
    ? readSequence(lines)
    : key
      ? readMapping(lines, key)
      : parent < 0
        ? undefined
        : readInline(lines, parent);
  lines.depth--;
  return node;
}

function readSequence(lines: Lines): JsonNode | undefined {
  const { at: start, indent } = lines;
  const items: JsonNode[] = [];
  let end = start;
  while (lines.indent === indent && isDash(lines)) {
    const item = readAfter(lines, indent, false);
    if (!item) return undefined;
    items.push(item);
    end = item.span.end;
  }
  return { kind: 'array', span: { start, end }, items };
}

function readMapping(lines: Lines, first: Key): JsonNode | undefined {
  const { at: start, indent } = lines;
  const members: JsonMember[] = [];
  let end = start;
  for (let key: Key | undefined = first; key; key = lines.indent === indent ? keyAt(lines) : undefined) {
    lines.at = key.colon;
    const value = readAfter(lines, indent, true);
    if (!value) return undefined;
    members.push({ key: key.name, keySpan: key.span, value });
    end = value.span.end;
  }
  // A line here that is no key of this mapping is a mistake, which whoever goes on finds.
  return lines.indent === indent ? undefined : { kind: 'object', span: { start, end }, members };
}

/** The value behind the mark (`-` or `:`) at the place of `lines`. */
function readAfter(lines: Lines, indent: number, isMember: boolean): JsonNode | undefined {
  const { text } = lines;
  const mark = lines.at + 1;
  const at = skipSpaces(text, mark);
  if (text[at] === '*') return readAlias(lines, at);
  if (text[at] !== '&') return readValue(lines, mark, indent, isMember, isMember);
  const name = nameAt(text, at);
  if (name === undefined || /^ *[&*]/.test(text.slice(at + 1 + name.length, at + 9 + name.length)))
    return undefined;
  const before = lines.repeated;
  // Within itself the name already stands for this value, which cannot be.
  lines.anchors.delete(name);
  // On the line of the anchor a key would have it for itself, so that only a text may follow there.
  const node = readValue(lines, at + 1 + name.length, indent, isMember, true);
  if (!node) return undefined;
  const size = node.span.end - node.span.start + lines.repeated - before;
  lines.anchors.set(name, { node, size });
  return node;
}

/** More is nothing that anybody means; the library tells it. */
const mostRepeated = 2_000_000;

function readAlias(lines: Lines, at: number): JsonNode | undefined {
  const name = nameAt(lines.text, at);
  const known = name === undefined ? undefined : lines.anchors.get(name);
  if (name === undefined || !known) return undefined;
  lines.repeated += known.size;
  const span = { start: at, end: at + 1 + name.length };
  return lines.repeated <= mostRepeated && leave(lines, span.end) ? { ...known.node, span } : undefined;
}

/** What follows `&` or `*`, where it is a plain word. */
function nameAt(text: string, at: number): string | undefined {
  const name = /^[\w-]+/.exec(text.slice(at + 1, at + 80))?.[0];
  return name !== undefined && isGap(text, at + 1 + name.length) ? name : undefined;
}

function readValue(
  lines: Lines,
  mark: number,
  indent: number,
  isMember: boolean,
  isText: boolean,
): JsonNode | undefined {
  const { text } = lines;
  const at = skipSpaces(text, mark);
  if (at < text.length && !isLineEnd(text, at) && text[at] !== '#') {
    if (isText) {
      lines.at = at;
      return isDash(lines) ? undefined : readInline(lines, indent);
    }
    lines.indent += at - lines.at;
    lines.at = at;
    return readBlock(lines, indent);
  }
  if (!leave(lines, mark)) return undefined;
  const isDeeper = lines.indent > indent || (isMember && lines.indent === indent && isDash(lines));
  return isDeeper ? readBlock(lines, indent) : { kind: 'null', span: { start: mark, end: mark } };
}

function isDash({ text, at }: Lines): boolean {
  return text.charCodeAt(at) === 45 && isGap(text, at + 1);
}

interface Key {
  readonly name: string;
  readonly span: Span;
  readonly colon: number;
}

function keyAt({ text, at }: Lines): Key | undefined {
  const quote = text[at];
  const end = lineEnd(text, at);
  if (quote === '"' || quote === "'") {
    const close = text.indexOf(quote, at + 1);
    if (close < 0 || close >= end) return undefined;
    const name = text.slice(at + 1, close);
    const colon = skipSpaces(text, close + 1);
    // A quote that is escaped or doubled is for the library; so is a colon that is missing.
    if (name.includes('\\') || text[colon] !== ':' || !isGap(text, colon + 1)) return undefined;
    return { name, span: { start: at, end: close + 1 }, colon };
  }
  if (!canBegin(text, at) || quote === '[' || quote === '{' || quote === '|' || quote === '>')
    return undefined;
  let colon = text.indexOf(':', at);
  while (colon >= 0 && colon < end && !isGap(text, colon + 1)) colon = text.indexOf(':', colon + 1);
  if (colon < 0 || colon >= end || colon === at) return undefined;
  const name = withoutBlanks(text.slice(at, colon));
  if (/\t|\s#/.test(name) || name === '<<') return undefined;
  const span = { start: at, end: at + name.length };
  const node = plainScalar(name, span);
  return { name: 'value' in node ? String(node.value) : '', span, colon };
}
