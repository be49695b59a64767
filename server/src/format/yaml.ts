import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { JsonDocument, JsonMember, JsonNode, JsonProblem } from '../model/json.ts';
import type { Span } from '../model/span.ts';

/** More is no record written by hand, and a way to fill the memory. */
const mostNodes = 200_000;

/**
 * Reads one YAML 1.2 document into the same nodes as JSON: anchors are followed, keys become texts. Never throws;
 * nesting beyond the stack and aliases that multiply without end are one problem.
 */
export function parseYaml(text: string): JsonDocument {
  if (isTooDeep(text)) return tooDeep(text);
  try {
    const document = parseDocument(text, {
      lineCounter: new LineCounter(),
      prettyErrors: false,
      strict: true,
      uniqueKeys: false,
    });
    const problems: JsonProblem[] = document.errors.map(({ pos, code, message }) => ({
      span: within({ start: pos[0], end: pos[1] }, text),
      // The library's own sentence speaks to programmers.
      message:
        code === 'MULTIPLE_DOCS'
          ? 'Only one document may stand in a file.'
          : (message.split('\n')[0] ?? 'Not valid YAML'),
    }));
    if (document.contents === null) return { problems };
    const reading = { left: mostNodes, text, document };
    const root = toNode(document.contents, reading);
    return { root, problems };
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return thrown instanceof TooMany ? told(text, thrown.message) : tooDeep(text);
  }
}

function tooDeep(text: string): JsonDocument {
  return told(text, 'The document is nested too deeply.');
}

function told(text: string, message: string): JsonDocument {
  return { problems: [{ span: { start: 0, end: Math.min(1, text.length) }, message }] };
}

/** No document written by hand comes near it. */
const deepest = 200;

/**
 * Whether a text may nest so deeply that the library would exhaust the stack: V8 ends the whole process where that
 * happens while it compiles a regular expression, so that nothing could be caught. Counts too much rather than too little.
 */
export function isTooDeep(text: string): boolean {
  let open = 0;
  const indents: number[] = [];
  for (const [line] of text.matchAll(/[^\n]+/g)) {
    const [lead = ''] = /^[ \t]*(?:[-?:][ \t]+)*/.exec(line) ?? [];
    const indent = lead.search(/\S|$/);
    if (lead.length < line.length) {
      while ((indents.at(-1) ?? -1) >= indent) indents.pop();
      indents.push(indent);
    }
    let marks = 0;
    for (const mark of lead) if (mark !== ' ' && mark !== '\t') marks++;
    if (indents.length + marks > deepest) return true;
    for (let at = lead.length; at < line.length; at++) {
      const code = line.charCodeAt(at);
      if (code === 91 || code === 123) open++;
      else if ((code === 93 || code === 125) && open > 0) open--;
      if (open > deepest) return true;
    }
  }
  return false;
}

class TooMany extends RangeError {
  constructor() {
    super('The document repeats itself through aliases beyond all bounds.');
  }
}

interface Reading {
  left: number;
  readonly text: string;
  readonly document: ReturnType<typeof parseDocument>;
}

function toNode(node: unknown, reading: Reading): JsonNode {
  reading.left--;
  if (reading.left < 0) throw new TooMany();
  const span = spanOf(node, reading.text);
  if (isAlias(node)) {
    const target = node.resolve(reading.document);
    return target ? { ...toNode(target, reading), span } : { kind: 'null', span };
  }
  if (isMap(node))
    return { kind: 'object', span, members: node.items.flatMap((pair) => toMember(pair, reading)) };
  if (isSeq(node)) return { kind: 'array', span, items: node.items.map((item) => toNode(item, reading)) };
  const value = isScalar(node) ? node.value : null;
  switch (typeof value) {
    case 'string':
      return { kind: 'string', span, value };
    case 'number':
      return { kind: 'number', span, value };
    case 'bigint':
      return { kind: 'number', span, value: Number(value) };
    case 'boolean':
      return { kind: 'boolean', span, value };
    default:
      return { kind: 'null', span };
  }
}

function toMember(pair: unknown, reading: Reading): readonly JsonMember[] {
  if (!isPair(pair)) return [];
  const key = isScalar(pair.key) ? String(pair.key.value ?? '') : '';
  const keySpan = spanOf(pair.key, reading.text);
  const value: JsonNode =
    pair.value === null || pair.value === undefined
      ? { kind: 'null', span: { start: keySpan.end, end: keySpan.end } }
      : toNode(pair.value, reading);
  return [{ key, keySpan, value }];
}

/** The library's range ends where the value does; what follows of blanks and comments is not part of it. */
function spanOf(node: unknown, text: string): Span {
  const range = (node as Node | null)?.range;
  return range ? within({ start: range[0], end: range[1] }, text) : { start: 0, end: 0 };
}

function within({ start, end }: Span, text: string): Span {
  const from = Math.min(start, text.length);
  return { start: from, end: Math.min(Math.max(end, from), text.length) };
}
