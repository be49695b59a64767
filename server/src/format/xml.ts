/** Who is told what a document holds, in its order. Names come without their namespace prefix. */
export interface XmlVisitor {
  /** `attribute` gives the value of an unprefixed attribute and is valid only during the call. */
  open(name: string, attribute: (name: string) => string | undefined): void;
  close?(name: string): void;
  /** Text between tags, CDATA included; may come in several pieces. */
  text?(text: string): void;
}

/**
 * Reads an XML document in one pass and says in one sentence why it is none; undefined where it is well-formed as far
 * as reports go. Entities are never declared nor expanded, nothing is fetched, and the memory it takes is that of the
 * open tags: a tree of a report of 12 MB would take a hundred.
 */
export function scanXml(text: string, visitor: XmlVisitor): string | undefined {
  const scan: Scan = { text, visitor, open: [], hasRoot: false };
  let at = text.charCodeAt(0) === byteOrderMark ? 1 : 0;
  while (at < text.length) {
    const tag = text.indexOf('<', at);
    const end = tag < 0 ? text.length : tag;
    if (end > at) {
      if (scan.open.length > 0) visitor.text?.(decode(text.slice(at, end)));
      else if (text.slice(at, end).trim() !== '')
        return problemAt(text, at, 'There is text outside of the root');
    }
    if (tag < 0) break;
    const next = markupAt(scan, tag);
    if (typeof next === 'string') return next;
    at = next;
  }
  const last = scan.open.at(-1);
  if (last !== undefined) return `The document is cut off: it ends within <${last}>.`;
  return scan.hasRoot ? undefined : 'The document holds no element.';
}

const byteOrderMark = 0xfeff;

interface Scan {
  readonly text: string;
  readonly visitor: XmlVisitor;
  readonly open: string[];
  hasRoot: boolean;
}

/** Where the document goes on after the markup at an offset, or what is wrong with it. */
function markupAt(scan: Scan, tag: number): number | string {
  const { text, visitor, open } = scan;
  switch (text[tag + 1]) {
    case '?':
      return after(scan, tag, '?>');
    case '!':
      if (text.startsWith('<!--', tag)) return after(scan, tag + 2, '-->');
      if (text.startsWith('<![CDATA[', tag)) {
        const end = after(scan, tag, ']]>');
        if (typeof end === 'number' && open.length > 0) visitor.text?.(text.slice(tag + 9, end - 3));
        return end;
      }
      return text.startsWith('<!DOCTYPE', tag) ? afterDoctype(scan, tag) : broken(scan, tag);
    case '/':
      return closingTag(scan, tag);
    default:
      return openingTag(scan, tag);
  }
}

function closingTag({ text, visitor, open }: Scan, tag: number): number | string {
  const end = text.indexOf('>', tag);
  if (end < 0) return cutOff(text, tag);
  const name = text.slice(tag + 2, end).trimEnd();
  const expected = open.pop();
  if (name !== expected) {
    const instead = expected === undefined ? 'nothing is open' : `<${expected}> is open`;
    return problemAt(text, tag, `</${shorten(name)}> closes an element where ${instead}`);
  }
  visitor.close?.(localName(name));
  return end + 1;
}

function openingTag(scan: Scan, tag: number): number | string {
  const { text, visitor, open } = scan;
  const nameEnd = endOfName(text, tag + 1);
  if (nameEnd === tag + 1) return broken(scan, tag);
  const end = endOfTag(text, nameEnd);
  if (end < 0) return end === unfinished ? cutOff(text, tag) : broken(scan, tag);
  if (open.length === 0 && scan.hasRoot) return problemAt(text, tag, 'A second document begins');
  scan.hasRoot = true;
  const name = text.slice(tag + 1, nameEnd);
  const isEmpty = text[end - 1] === '/';
  visitor.open(localName(name), (wanted) => attributeIn(text, nameEnd, end, wanted));
  if (isEmpty) visitor.close?.(localName(name));
  else open.push(name);
  return end + 1;
}

function endOfName(text: string, from: number): number {
  let at = from;
  while (at < text.length && !/[\s/>=<"']/.test(text[at] ?? '')) at++;
  return at;
}

const unfinished = -1;
const malformed = -2;

/** The offset of the `>` that ends a tag: one in a quoted value does not. */
function endOfTag(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x3e) return at;
    if (code === 0x3c) return malformed;
    if (code !== 0x22 && code !== 0x27) continue;
    at = text.indexOf(text[at] ?? '', at + 1);
    if (at < 0) return unfinished;
  }
  return unfinished;
}

function attributeIn(text: string, from: number, end: number, wanted: string): string | undefined {
  let at = from;
  while (at < end) {
    const equals = text.indexOf('=', at);
    if (equals < 0 || equals >= end) return undefined;
    let quote = equals + 1;
    while (quote < end && isSpace(text.charCodeAt(quote))) quote++;
    const close = text.indexOf(text[quote] ?? '', quote + 1);
    if (close < 0 || close > end) return undefined;
    let nameEnd = equals;
    while (nameEnd > at && isSpace(text.charCodeAt(nameEnd - 1))) nameEnd--;
    const nameStart = nameEnd - wanted.length;
    const isWhole = nameStart === at || (nameStart > at && isSpace(text.charCodeAt(nameStart - 1)));
    if (isWhole && text.startsWith(wanted, nameStart)) return decode(text.slice(quote + 1, close));
    at = close + 1;
  }
  return undefined;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** A document type is skipped and never read; one that declares entities is a trap or a document of another kind. */
function afterDoctype({ text }: Scan, tag: number): number | string {
  let depth = 0;
  for (let at = tag; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '"' || character === "'") {
      at = text.indexOf(character, at + 1);
      if (at < 0) break;
    } else if (text.startsWith('<!ENTITY', at)) {
      return problemAt(text, at, 'The document declares entities, which are never expanded');
    } else if (character === '[') depth++;
    else if (character === ']') depth--;
    else if (character === '>' && depth <= 0) return at + 1;
  }
  return cutOff(text, tag);
}

function after({ text }: Scan, from: number, mark: string): number | string {
  const at = text.indexOf(mark, from);
  return at < 0 ? cutOff(text, from) : at + mark.length;
}

function broken({ text }: Scan, at: number): string {
  return problemAt(text, at, `"${shorten(text.slice(at, at + 40))}" is no tag`);
}

function cutOff(text: string, at: number): string {
  return problemAt(text, at, `The document is cut off within "${shorten(text.slice(at, at + 40))}"`);
}

function problemAt(text: string, at: number, message: string): string {
  let line = 1;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line++;
  return `${message} (line ${line}).`;
}

function shorten(text: string): string {
  const [first = ''] = text.split('\n');
  return first.length > 24 ? `${first.slice(0, 24)}…` : first;
}

const predefined: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The five names and the numbers that every document may use; any other reference stays as it is written. */
function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w{2,4}));/g,
    (whole, decimal, hexadecimal, name) => {
      if (name !== undefined) return predefined[name] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
