import type { JsonMember, JsonNode, JsonString } from '../model/json.ts';

/**
 * Reads JSON as RFC 8259 has it, with spans; undefined for everything else, comments and mistakes included, which the library
 * reads and tells. It takes a third of the library's time and builds no tree twice, which counts for large contracts.
 */
export function readStrictJson(text: string): JsonNode | undefined {
  const reading: Reading = { text, at: 0, depth: 0 };
  const root = readValue(reading);
  return root && skipGaps(reading) === text.length ? root : undefined;
}

interface Reading {
  readonly text: string;
  at: number;
  depth: number;
}

/** More is read by the library, which bears it or tells it. */
const deepest = 500;

function readValue(reading: Reading): JsonNode | undefined {
  const start = skipGaps(reading);
  switch (reading.text[start]) {
    case '{':
      return readObject(reading, start);
    case '[':
      return readArray(reading, start);
    case '"':
      return readString(reading);
    case 't':
      return readWord(reading, 'true', { kind: 'boolean', span: { start, end: start + 4 }, value: true });
    case 'f':
      return readWord(reading, 'false', { kind: 'boolean', span: { start, end: start + 5 }, value: false });
    case 'n':
      return readWord(reading, 'null', { kind: 'null', span: { start, end: start + 4 } });
    default:
      return readNumber(reading);
  }
}

function readObject(reading: Reading, start: number): JsonNode | undefined {
  const members: JsonMember[] = [];
  const isRead = readItems(reading, '}', () => {
    const key = reading.text[skipGaps(reading)] === '"' ? readString(reading) : undefined;
    if (!key || reading.text[skipGaps(reading)] !== ':') return false;
    reading.at++;
    const value = readValue(reading);
    if (value) members.push({ key: key.value, keySpan: key.span, value });
    return value !== undefined;
  });
  return isRead ? { kind: 'object', span: { start, end: reading.at }, members } : undefined;
}

function readArray(reading: Reading, start: number): JsonNode | undefined {
  const items: JsonNode[] = [];
  const isRead = readItems(reading, ']', () => {
    const item = readValue(reading);
    if (item) items.push(item);
    return item !== undefined;
  });
  return isRead ? { kind: 'array', span: { start, end: reading.at }, items } : undefined;
}

/** What stands between the bracket at the reading's place and `close`. */
function readItems(reading: Reading, close: string, readOne: () => boolean): boolean {
  const { text } = reading;
  reading.at++;
  if (++reading.depth > deepest) return false;
  let isDone = text[skipGaps(reading)] === close;
  while (!isDone) {
    if (!readOne()) return false;
    const next = text[skipGaps(reading)];
    isDone = next === close;
    if (!isDone && next !== ',') return false;
    if (!isDone) reading.at++;
  }
  reading.at++;
  reading.depth--;
  return true;
}

function readString(reading: Reading): JsonString | undefined {
  const { text, at: start } = reading;
  let at = start + 1;
  let isPlain = true;
  for (let code = text.charCodeAt(at); code !== quote; code = text.charCodeAt(at)) {
    // NaN, behind the end of the text, is not at least a space either.
    if (!(code >= space)) return undefined;
    if (code === backslash) {
      isPlain = false;
      at++;
    }
    at++;
  }
  const span = { start, end: at + 1 };
  reading.at = at + 1;
  if (isPlain) return { kind: 'string', span, value: text.slice(start + 1, at) };
  const value = unescaped(text.slice(start, at + 1));
  return value === undefined ? undefined : { kind: 'string', span, value };
}

function unescaped(source: string): string | undefined {
  try {
    return String(JSON.parse(source));
  } catch {
    return undefined;
  }
}

function readWord(reading: Reading, word: string, node: JsonNode): JsonNode | undefined {
  if (!reading.text.startsWith(word, reading.at)) return undefined;
  reading.at += word.length;
  return node;
}

function readNumber(reading: Reading): JsonNode | undefined {
  const { text, at: start } = reading;
  let end = start;
  while (end < text.length && /[-+.\deE]/.test(text[end] as string)) end++;
  const source = text.slice(start, end);
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(source)) return undefined;
  reading.at = end;
  return { kind: 'number', span: { start, end }, value: Number(source) };
}

/** Moves to the next character that is no white space, and says where it is. */
function skipGaps(reading: Reading): number {
  const { text } = reading;
  let { at } = reading;
  for (let code = text.charCodeAt(at); isGap(code); code = text.charCodeAt(at)) at++;
  reading.at = at;
  return at;
}

function isGap(code: number): boolean {
  return code === space || code === 10 || code === 13 || code === 9;
}

const quote = 34;
const space = 32;
const backslash = 92;
