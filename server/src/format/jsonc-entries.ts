import { createScanner, type Node } from 'jsonc-parser';

/** The library's token numbers; its own enum exists only while it is compiled. */
const tokens = { comma: 5, lineComment: 12, blockComment: 13, lineBreak: 14, space: 15 } as const;

/** One item of a list or member of an object, with what belongs to it. */
export interface Entry {
  /** Where its comments begin, or itself where it has none above. */
  readonly lead: number;
  readonly start: number;
  readonly end: number;
  /** After its comma; undefined where there is none. */
  readonly commaEnd: number | undefined;
  /** After the comment at the end of its line, or after itself and its comma. */
  readonly tail: number;
  /** The comment at the end of its line. */
  readonly note: string | undefined;
}

/** The text of an entry, with comments above it, and the comment behind its comma. */
export interface Placed {
  readonly text: string;
  readonly note?: string;
}

/** The entries of a list or object; a comment above an entry belongs to it, one behind it on its line, too. */
export function entriesOf(text: string, container: Node): readonly Entry[] {
  let lead: number | undefined;
  return (container.children ?? []).map((child, index) => {
    const end = child.offset + child.length;
    const gap = gapAfter(text, end);
    const before = index === 0 ? firstToken(text, container.offset + 1) : lead;
    lead = gap.next;
    return {
      ...{ lead: Math.min(before ?? child.offset, child.offset), start: child.offset, end },
      ...{ commaEnd: gap.commaEnd, tail: gap.tail, note: gap.note },
    };
  });
}

/** White space at the beginning of the line that an offset is on. */
export function indentAt(text: string, offset: number): string {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, offset))?.[0] ?? '';
}

/** Puts an entry before that at `index`, laid out as the others are; `make` is given the indent of its line. */
export function insertAt(
  text: string,
  container: Node,
  index: number,
  make: (indent: string) => Placed,
): string {
  const entries = entriesOf(text, container);
  const [first, last] = [entries[0], entries.at(-1)];
  const outer = indentAt(text, container.offset);
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  if (!first || !last) {
    const inner = `${outer}${unitOf(text)}`;
    const made = make(inner).text;
    const isLine = container.type === 'array' && !/[{[/]/.test(made[0] ?? '');
    const filling = isLine ? made : `${lineBreak}${inner}${made}${lineBreak}${outer}`;
    return (
      text.slice(0, container.offset + 1) + filling + text.slice(container.offset + container.length - 1)
    );
  }
  const isBroken =
    text.slice(container.offset, first.start).includes('\n') ||
    entries.some((entry) => entry.note?.startsWith('//'));
  const indent = isBroken ? indentAt(text, first.start) : outer;
  const gap = isBroken ? `${lineBreak}${indent}` : ' ';
  const { text: made, note } = make(indent);
  const remark = note === undefined ? '' : ` ${note}`;
  const next = entries[index];
  if (next) return `${text.slice(0, next.lead)}${made},${remark}${gap}${text.slice(next.lead)}`;
  if (last.commaEnd !== undefined) {
    return `${text.slice(0, last.tail)}${gap}${made},${remark}${text.slice(last.tail)}`;
  }
  return `${text.slice(0, last.end)},${text.slice(last.end, last.tail)}${gap}${made}${remark}${text.slice(last.tail)}`;
}

/** Takes an entry out with its comments. */
export function removeAt(text: string, container: Node, index: number): string {
  const entries = entriesOf(text, container);
  const [own, next, previous] = [entries[index], entries[index + 1], entries[index - 1]];
  if (!own) return text;
  if (next) return text.slice(0, own.lead) + text.slice(next.lead);
  if (!previous) {
    return text.slice(0, container.offset + 1) + text.slice(container.offset + container.length - 1);
  }
  const rest = text.slice(own.tail);
  if (own.commaEnd !== undefined || previous.commaEnd === undefined)
    return text.slice(0, previous.tail) + rest;
  return text.slice(0, previous.commaEnd - 1) + text.slice(previous.commaEnd, previous.tail) + rest;
}

/** What stands behind an entry: its comma, a comment on its line, and where the next entry's own text begins. */
function gapAfter(text: string, end: number) {
  const scanner = createScanner(text, false);
  scanner.setPosition(end);
  let commaEnd: number | undefined;
  let tail = end;
  let note: string | undefined;
  let isOnLine = true;
  for (let token: number = scanner.scan(); ; token = scanner.scan()) {
    const [from, to] = [scanner.getTokenOffset(), scanner.getTokenOffset() + scanner.getTokenLength()];
    if (token === tokens.lineBreak) isOnLine = false;
    else if (token === tokens.comma) {
      commaEnd = to;
      tail = Math.max(tail, to);
    } else if (isComment(token) && isOnLine) {
      note = text.slice(from, to);
      tail = to;
    } else if (token !== tokens.space) return { commaEnd, tail, note, next: from };
  }
}

/** The first thing behind an opening bracket that is on a line of its own, or the first at all. */
function firstToken(text: string, from: number): number {
  const scanner = createScanner(text, false);
  scanner.setPosition(from);
  let isOnLine = true;
  for (let token: number = scanner.scan(); ; token = scanner.scan()) {
    if (token === tokens.lineBreak) isOnLine = false;
    const isPassed = token === tokens.space || token === tokens.lineBreak;
    if (!isPassed && !(isComment(token) && isOnLine)) return scanner.getTokenOffset();
  }
}

function isComment(token: number): boolean {
  return token === tokens.lineComment || token === tokens.blockComment;
}

/** One step of indentation, as the document uses it. */
function unitOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}
