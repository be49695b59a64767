import {
  type Alias,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml';
import type { JsonDocument, JsonMember, JsonNode, JsonProblem } from '../model/json.ts';
import type { Span } from '../model/span.ts';
import { withoutStop } from '../model/words.ts';
import { readPlainYaml } from './yaml-plain.ts';

/** How many nodes aliases may repeat: more is nothing that anybody means, and a way to fill the memory. */
const mostRepeated = 200_000;

/**
 * Reads one YAML 1.2 document into the same nodes as JSON: anchors are followed, `<<` is merged, keys become texts.
 * Never throws; nesting beyond the stack and aliases that multiply without end are one problem.
 */
export function parseYaml(text: string): JsonDocument {
  const plain = readPlainYaml(text);
  return plain ? { root: plain, problems: [] } : parseAnyYaml(text);
}

function parseAnyYaml(text: string): JsonDocument {
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
          : `${withoutStop(message.split('\n')[0] ?? 'Not valid YAML')}.`,
    }));
    if (document.contents === null) return { problems };
    const reading: Reading = { left: mostRepeated, within: 0, text, anchors: new Map(), problems };
    const root = toNode(document.contents, reading);
    return { root, problems };
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    if (!(thrown instanceof TooMany)) return tooDeep(text);
    return { problems: [{ span: spanOf(thrown.alias, text), message: thrown.message }] };
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
  readonly alias: Alias;

  constructor(alias: Alias) {
    super(`With "*${alias.source}" the document repeats itself through aliases beyond all bounds.`);
    this.alias = alias;
  }
}

interface Reading {
  /** Nodes that aliases may still repeat. */
  left: number;
  /** How many aliases have been entered and not yet left, and the first one of these. */
  within: number;
  alias?: Alias;
  readonly text: string;
  /** What is finished so far: the library would look for each alias from the beginning of the document. */
  readonly anchors: Map<string, Node>;
  readonly problems: JsonProblem[];
}

function toNode(node: unknown, reading: Reading): JsonNode {
  const anchor = reading.within === 0 && (isCollection(node) || isScalar(node)) ? node.anchor : undefined;
  if (anchor !== undefined) reading.anchors.delete(anchor);
  const read = toAnyNode(node, reading);
  if (anchor !== undefined) reading.anchors.set(anchor, node as Node);
  return read;
}

function toAnyNode(node: unknown, reading: Reading): JsonNode {
  if (reading.within > 0) reading.left--;
  if (reading.left < 0 && reading.alias) throw new TooMany(reading.alias);
  const span = spanOf(node, reading.text);
  if (isAlias(node)) {
    const target = reading.anchors.get(node.source);
    if (!target) {
      reading.problems.push({
        span,
        message: `The alias "${node.source}" names nothing that stands before it.`,
      });
      return { kind: 'null', span };
    }
    if (reading.within === 0) reading.alias = node;
    reading.within++;
    const repeated = { ...toNode(target, reading), span };
    reading.within--;
    return repeated;
  }
  if (isMap(node)) {
    const members = node.items.flatMap((pair) => toMember(pair, reading));
    return {
      kind: 'object',
      span,
      members: node.items.some(isMerge) ? merged(members, node.items) : members,
    };
  }
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

/** YAML 1.1's merge key, which documents of 1.2 still use; in quotes it is a key like any other. */
function isMerge(pair: unknown): boolean {
  return isPair(pair) && isScalar(pair.key) && pair.key.type === 'PLAIN' && pair.key.value === '<<';
}

/** What stands in the mapping itself wins over what is merged, and what is merged first over the rest. */
function merged(members: readonly JsonMember[], pairs: readonly unknown[]): readonly JsonMember[] {
  const own = members.filter((_, index) => !isMerge(pairs[index]));
  const known = new Set(own.map(({ key }) => key));
  const added: JsonMember[] = [];
  for (const [index, { value }] of members.entries()) {
    if (!isMerge(pairs[index])) continue;
    for (const source of value.kind === 'array' ? value.items : [value]) {
      for (const one of source.kind === 'object' ? source.members : []) {
        if (!known.has(one.key)) added.push(one);
        known.add(one.key);
      }
    }
  }
  return [...own, ...added];
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
