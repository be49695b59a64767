import type { JsonMember, JsonNode } from '../model/json.ts';
import { isGap, skipSpaces, withoutBlanks } from './yaml-lines.ts';
import { readQuoted } from './yaml-quoted.ts';
import { plainScalar } from './yaml-scalar.ts';

/** Where a reading of `[…]` and `{…}` stands; `at` is -1 once something was found that the library has to read. */
export interface Flow {
  readonly text: string;
  at: number;
  /** Every line must be indented by more. */
  readonly parent: number;
  readonly depth: number;
}

const deepest = 150;

/** The collection that begins at `flow.at`. */
export function readFlow(flow: Flow): JsonNode | undefined {
  const { text, at: start, depth } = flow;
  if (depth > deepest) return undefined;
  const inner: Flow = { ...flow, at: start + 1, depth: depth + 1 };
  const isObject = text[start] === '{';
  const close = isObject ? '}' : ']';
  const members: JsonMember[] = [];
  const items: JsonNode[] = [];
  while (skipGaps(inner) && text[inner.at] !== close) {
    if (isObject) {
      const member = readMember(inner);
      if (!member) return undefined;
      members.push(member);
    } else {
      const item = readNode(inner);
      if (!item) return undefined;
      items.push(item);
    }
    if (!skipGaps(inner)) return undefined;
    if (text[inner.at] === ',') inner.at++;
    else if (text[inner.at] !== close) return undefined;
  }
  if (inner.at < 0) return undefined;
  flow.at = inner.at + 1;
  const span = { start, end: flow.at };
  return isObject ? { kind: 'object', span, members } : { kind: 'array', span, items };
}

function readMember(flow: Flow): JsonMember | undefined {
  const { text } = flow;
  const isQuoted = text[flow.at] === '"' || text[flow.at] === "'";
  const key = readNode(flow);
  if (!key || key.kind === 'object' || key.kind === 'array') return undefined;
  const name = 'value' in key ? String(key.value) : '';
  const colon = skipSpaces(text, flow.at);
  if (text[colon] !== ':' || (!isQuoted && (!isGap(text, colon + 1) || name === '<<'))) return undefined;
  if (text.slice(key.span.start, key.span.end).includes('\n')) return undefined;
  flow.at = colon + 1;
  if (!skipGaps(flow) || text[flow.at] === ',' || text[flow.at] === '}') return undefined;
  const value = readNode(flow);
  return value && { key: name, keySpan: key.span, value };
}

function readNode(flow: Flow): JsonNode | undefined {
  const { text, at } = flow;
  const first = text[at] ?? '';
  if (first === '[' || first === '{') return readFlow(flow);
  if (first === '"' || first === "'") {
    const node = readQuoted(text, at, flow.parent);
    if (node) flow.at = node.span.end;
    return node;
  }
  if (/[,#&*!|>%@`?:-]/.test(first) && !/^-[^\s,[\]{}]/.test(text.slice(at, at + 2))) return undefined;
  const end = wordsEnd(text, at);
  const words = withoutBlanks(text.slice(at, end));
  if (words === '' || /[\t\n]/.test(words) || words.includes(' #')) return undefined;
  flow.at = end;
  return plainScalar(words, { start: at, end: at + words.length });
}

function wordsEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !/[,[\]{}\r\n]/.test(text[at] as string)) {
    if (text[at] === ':' && (isGap(text, at + 1) || /[,[\]{}]/.test(text[at + 1] ?? ''))) break;
    at++;
  }
  return at;
}

/** False at the end of the text, at a comment, and where a line is not indented enough. */
function skipGaps(flow: Flow): boolean {
  const { text, parent } = flow;
  let lineStart = -1;
  for (let at = flow.at; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '\n') lineStart = at + 1;
    else if (character !== ' ' && character !== '\r') {
      if (character === '#' || character === '\t' || (lineStart >= 0 && at - lineStart <= parent)) break;
      flow.at = at;
      return true;
    }
  }
  flow.at = -1;
  return false;
}
