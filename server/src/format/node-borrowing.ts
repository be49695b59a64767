import type { JsonMember, JsonNode } from '../model/json.ts';
import type { SpanEdit } from './jsonc-edit.ts';
import { columnOf } from './node-habits.ts';
import { type Borrowing, type Entry, type Layout, layoutOf } from './node-layout.ts';
import { blankLines, contentEnd, entryEnd, gapStart, isFirstOnLine, lineStart } from './node-lines.ts';
import type { Written } from './node-steps.ts';

/** Another document that nodes may have been taken from. */
export interface NodeSource {
  readonly text: string;
  readonly root: JsonNode;
}

type EditSource = (
  text: string,
  layout: Layout,
  node: JsonNode,
  wanted: JsonNode,
) => readonly SpanEdit[] | undefined;

/** Where a node was read. */
interface Origin {
  readonly text: string;
  readonly layout: Layout;
  readonly written: Written;
  readonly owner: JsonNode;
  /** Among the entries of its owner. */
  readonly index: number;
}

/** Writes nodes as their sources have them; `edit` says what has to be edited there for a node that was changed since. */
export function borrowingOf(sources: readonly NodeSource[], layout: Layout, edit: EditSource): Borrowing {
  const layouts = sources.map(({ text, root }) => layoutOf(text, root));
  const find = ({ key, value }: Entry): Origin | undefined => {
    for (const [index, { text, root }] of sources.entries()) {
      const own = layouts[index] as Layout;
      const found = own.isJson === layout.isJson ? findIn(root, value) : undefined;
      if (found && (key === undefined || found.written.key?.key === key))
        return { ...found, text, layout: own };
    }
    return undefined;
  };
  const slice = (origin: Origin, value: JsonNode, start: number, end: number) => {
    const { text, layout: own, written } = origin;
    if (written.value === value) return text.slice(start, end);
    const edits = edit(text, own, written.value, value);
    return edits?.every((one) => one.start >= start && one.end <= end)
      ? edited(text, edits, start, end)
      : undefined;
  };
  return {
    lines(entry, column, isBare = false) {
      const origin = find(entry);
      if (!origin || layout.isJson || (entry.key === undefined) !== (origin.owner.kind === 'array'))
        return undefined;
      const { text, written, owner } = origin;
      const inBrackets = isBracket(text, owner);
      const start = startOf(written);
      const end = inBrackets
        ? written.value.span.end
        : isBare
          ? contentEnd(text, written)
          : entryEnd(text, written, columnOf(text, written.key ? start : owner.span.start));
      const lines = slice(origin, entry.value, start, end)?.split(/\r?\n/);
      const isOneLine = lines?.length === 1;
      if (!lines || !(isOneLine || (!inBrackets && isLike(origin.layout, layout)))) return undefined;
      const lead = entry.key === undefined ? `${' '.repeat(column)}- ` : ' '.repeat(column);
      return moved(lines, lead, columnOf(text, start));
    },
    around(entry, column) {
      const origin = find(entry);
      if (!origin || isBracket(origin.text, origin.owner)) return undefined;
      return surroundings(origin, column);
    },
    inBrackets(entry, indent) {
      const origin = find(entry);
      if (!origin) return undefined;
      const { text, written, owner } = origin;
      const { span } = written.value;
      // A mapping in lines may begin with the quotes of its first key.
      const isQuoted = written.value.kind === 'string' && /["']/.test(text[span.start] ?? '');
      const isWhole = isQuoted || isBracket(text, written.value);
      if (!isBracket(text, owner) && (entry.key !== undefined || !isWhole)) return undefined;
      const start = entry.key === undefined ? span.start : startOf(written);
      const lines = slice(origin, entry.value, start, span.end)?.split(/\r?\n/);
      if (!lines || (lines.length > 1 && !isLike(origin.layout, layout))) return undefined;
      const before = /^[ \t]*/.exec(text.slice(lineStart(text, start), start))?.[0] ?? '';
      return lines
        .map((line, at) => (at > 0 && line.startsWith(before) ? indent + line.slice(before.length) : line))
        .join(layout.eol);
    },
  };
}

/** A node is its span: what was changed of it since shares that. */
function findIn(root: JsonNode, { span }: JsonNode): Pick<Origin, 'written' | 'owner' | 'index'> | undefined {
  let owner = root;
  while (span.start >= 0 && (owner.kind === 'object' || owner.kind === 'array')) {
    const entries = entriesOf(owner);
    const index = entries.findIndex(
      ({ value }) => value.span === span || (value.span.start <= span.start && span.end <= value.span.end),
    );
    const written = entries[index];
    if (!written) return undefined;
    if (written.value.span === span) return { written, owner, index };
    owner = written.value;
  }
  return undefined;
}

function entriesOf(owner: JsonNode): readonly Written[] {
  if (owner.kind === 'array') return owner.items.map((value) => ({ value }));
  return owner.kind === 'object' ? owner.members.map((key: JsonMember) => ({ key, value: key.value })) : [];
}

function startOf({ key, value }: Written): number {
  return key?.keySpan.start ?? value.span.start;
}

function isBracket(text: string, { span }: JsonNode): boolean {
  return text[span.start] === '{' || text[span.start] === '[';
}

function isLike(one: Layout, other: Layout): boolean {
  return one.unit === other.unit && one.indentsLists === other.indentsLists;
}

function edited(text: string, edits: readonly SpanEdit[], start: number, end: number): string {
  let result = '';
  let at = start;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) continue;
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at, end);
}

/** The lines behind another lead; the first one began in a column, and the others keep their distance from it. */
function moved([first = '', ...rest]: readonly string[], lead: string, column: number): readonly string[] {
  const steps = lead.length - column;
  return [lead + first, ...rest.map((line) => shifted(line, steps))];
}

function shifted(line: string, steps: number): string {
  if (steps === 0 || line.trim() === '') return line;
  return steps > 0 ? ' '.repeat(steps) + line : line.replace(new RegExp(`^ {1,${-steps}}`), '');
}

function surroundings(
  { text, written, owner, index }: Origin,
  column: number,
): ReturnType<Borrowing['around']> {
  const entries = entriesOf(owner);
  const start = written.key ? startOf(written) : dashBefore(text, startOf(written));
  const own = columnOf(text, start);
  const [before, next] = [entries[index - 1], entries[index + 1]];
  const ends = before ? entryEnd(text, before, own) : 0;
  const floor = before ? text.indexOf('\n', ends) + 1 : 0;
  const line = lineStart(text, start);
  const above = isFirstOnLine(text, start) ? text.slice(gapStart(text, line, floor), line) : '';
  const end = text.indexOf('\n', entryEnd(text, written, own)) + 1;
  const nextLine = next ? lineStart(text, startOf(next)) : end + blankLines(text, end);
  const lines = (gap: string) =>
    gap
      .split(/\r?\n/)
      .slice(0, -1)
      .map((one) => shifted(one, column - own));
  return {
    above: lines(above),
    below: lines(text.slice(end, Math.max(end, nextLine))),
    ...(next && { next: { value: next.value, ...(next.key && { key: next.key.key }) } }),
  };
}

function dashBefore(text: string, start: number): number {
  const line = lineStart(text, start);
  const dash = text.slice(line, start).lastIndexOf('-');
  return dash < 0 ? start : line + dash;
}
