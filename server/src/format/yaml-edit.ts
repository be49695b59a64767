import { Document, isMap, isScalar, isSeq, type Node, parseDocument, YAMLSeq } from 'yaml';
import { isTooDeep } from './yaml.ts';

type Entry = Readonly<Record<string, unknown>>;

/** One entry of a list that is a member of a document's root. */
export interface YamlEntry {
  /** The list's key. */
  readonly list: string;
  /** Without undefined values. */
  readonly entry: Entry;
  /** The entry that it takes the place of; without one it goes to the end. */
  replaces?(known: unknown): boolean;
}

/**
 * Puts an entry into a list of a YAML document, and makes the list where there is none. Comments and the layout of all
 * else stay wherever the list is written line by line; in another style its document is written anew, which keeps the
 * comments. Undefined where the text is not one valid YAML map.
 */
export function putYamlEntry(text: string, change: YamlEntry): string | undefined {
  const document = read(text);
  if (!document) return undefined;
  const known: unknown = document.get(change.list, true);
  // What stands there instead of a list is somebody's, and not for us to remove.
  if (!isSeq(known) && !isNothing(known)) return undefined;
  const wanted = expected(document.toJS(), change);
  const edited = editedText(text, document, change);
  if (edited !== undefined && holds(edited, wanted)) return edited;
  const whole = rewritten(document, change);
  return holds(whole, wanted) ? whole : undefined;
}

function read(text: string): Document.Parsed | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    const document = parseDocument(text, { prettyErrors: false });
    if (document.errors.length > 0) return undefined;
    return document.contents === null || isMap(document.contents) ? document : undefined;
  } catch {
    // Nesting beyond the stack, which no record has.
    return undefined;
  }
}

function isNothing(node: unknown): boolean {
  return node === undefined || node === null || (isScalar(node) && node.value === null);
}

/** What the document is to say. */
function expected(root: unknown, { list, entry, replaces }: YamlEntry): string {
  const before = (root ?? {}) as Record<string, unknown>;
  const known: readonly unknown[] = Array.isArray(before[list]) ? before[list] : [];
  const at = replaces ? known.findIndex((one) => replaces(one)) : -1;
  const entries = at < 0 ? [...known, entry] : known.map((one, index) => (index === at ? entry : one));
  return canonical({ ...before, [list]: entries });
}

/** Keys of a map have no order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function holds(text: string, wanted: string): boolean {
  const document = read(text);
  return document !== undefined && canonical(document.toJS()) === wanted;
}

function editedText(
  text: string,
  document: Document.Parsed,
  { list, entry, replaces }: YamlEntry,
): string | undefined {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  if (document.contents === null || !document.has(list)) {
    if (isMap(document.contents) && document.contents.flow) return undefined;
    return `${ended(text, eol)}${list}:${eol}${item(entry, '  ', eol)}`;
  }
  const known: unknown = document.get(list, true);
  if (!isSeq(known) || known.flow || known.items.length === 0) return undefined;
  const at = replaces ? known.items.findIndex((one) => replaces((one as Node).toJS(document))) : -1;
  const node = known.items.at(at) as Node | undefined;
  if (!node?.range) return undefined;
  const [start, end] = node.range;
  const dash = /(?:^|\n)([ \t]*)-[ \t]+$/.exec(text.slice(0, start));
  if (!dash) return undefined;
  const indent = dash[1] ?? '';
  const own = isMap(node) && node.flow ? flowItem(entry, indent, eol) : item(entry, indent, eol);
  if (at >= 0) {
    const kept = text.slice(0, end).trimEnd().length;
    return `${text.slice(0, start)}${own.slice(indent.length + 2).trimEnd()}${text.slice(kept)}`;
  }
  const after = text[end - 1] === '\n' ? end : lineEnd(text, end);
  return `${ended(text.slice(0, after), eol)}${own}${text.slice(after)}`;
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at + 1;
}

function ended(text: string, eol: string): string {
  return text === '' || text.endsWith('\n') ? text : text + eol;
}

/** `- key: value`, a line for each key. */
function item(entry: Entry, indent: string, eol: string): string {
  const lines = new Document(entry).toString({ lineWidth: 0 }).trimEnd().split('\n');
  return lines.map((line, index) => `${indent}${index === 0 ? '- ' : '  '}${line}`).join(eol) + eol;
}

/** `- { key: value }` on one line. */
function flowItem(entry: Entry, indent: string, eol: string): string {
  const document = new Document(entry);
  if (isMap(document.contents)) {
    document.contents.flow = true;
    for (const { value } of document.contents.items) if (isMap(value)) value.flow = true;
  }
  const line = document
    .toString({ lineWidth: 0 })
    .trimEnd()
    .replace(/\s*\n\s*/g, ' ');
  return `${indent}- ${line}${eol}`;
}

function rewritten(document: Document.Parsed, { list, entry, replaces }: YamlEntry): string {
  const known: unknown = document.get(list, true);
  // An entry has too many words for one line.
  if (isMap(document.contents)) document.contents.flow = false;
  if (isSeq(known)) {
    known.flow = false;
    const at = replaces ? known.items.findIndex((one) => replaces((one as Node).toJS(document))) : -1;
    if (at < 0) known.add(document.createNode(entry));
    else known.set(at, document.createNode(entry));
  } else {
    const fresh = new YAMLSeq();
    fresh.add(document.createNode(entry));
    document.set(list, fresh);
  }
  return document.toString({ lineWidth: 0 });
}
