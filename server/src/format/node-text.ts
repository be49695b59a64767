import type { JsonNode } from '../model/json.ts';
import { anyKey, valueKind } from './node-habits.ts';
import type { Layout } from './node-layout.ts';
import { isPlain, keyKind } from './node-words.ts';

/** A node as JSON; `indent` is that of the line that it begins on, and `of` the kind of the key that it stands under. */
export function jsonText(node: JsonNode, indent: string, layout: Layout, of = ''): string {
  const own = layout.isSpread ? layout.borrowed?.inBrackets({ value: node }, indent) : undefined;
  if (own !== undefined) return own;
  if (node.kind !== 'object' && node.kind !== 'array') return jsonScalar(node);
  const isList = node.kind === 'array';
  if (layout.isSpread && isOnOneLine(node, layout, of)) {
    const line = jsonText(node, indent, { ...layout, isSpread: false });
    if (line.length <= longestLine) return line;
  }
  const inner = indent + layout.unit;
  const entries = isList
    ? node.items.map((item) => jsonText(item, inner, layout, `${of}[]`))
    : node.members.map(
        ({ key, value }) =>
          `${JSON.stringify(key)}:${layout.gap}${jsonText(value, inner, layout, keyKind(key))}`,
      );
  const [open, close] = isList ? '[]' : '{}';
  if (entries.length === 0) return `${open}${close}`;
  if (!layout.isSpread) return bracketed(entries, layout, isList);
  const lines = entries.map((entry) => inner + entry).join(`,${layout.eol}`);
  return `${open}${layout.eol}${lines}${layout.eol}${indent}${close}`;
}

/** Small things of which none was seen stand like others under the same key. */
function isOnOneLine(node: JsonNode, { onOneLine }: Layout, of: string): boolean {
  if (of === '' || (node.kind !== 'object' && node.kind !== 'array')) return false;
  const kind = valueKind(node, of);
  return onOneLine.get(kind) ?? (kind !== of && onOneLine.get(of)) ?? false;
}

/** What is longer is better read in lines, wherever it stands. */
const longestLine = 80;

function bracketed(entries: readonly string[], layout: Layout, isList: boolean): string {
  const { padsLists, padsObjects, gap, isJson } = layout;
  const pad = gap !== '' && (isList ? padsLists : padsObjects) ? ' ' : '';
  const [open, close] = isList ? '[]' : '{}';
  return `${open}${pad}${entries.join(isJson ? `,${gap}` : ', ')}${pad}${close}`;
}

function jsonScalar(node: JsonNode): string {
  return 'value' in node ? JSON.stringify(node.value) : 'null';
}

/** The lines of `key: value` in a YAML block, each with its indentation. */
export function memberLines(key: string, value: JsonNode, column: number, layout: Layout): readonly string[] {
  const own = layout.borrowed?.lines({ key, value }, column);
  if (own) return own;
  const lead = `${' '.repeat(column)}${yamlKey(key, layout)}:`;
  const below = valueLines(value, column, layout, keyKind(key));
  if (below) return [lead, ...below];
  const literal = value.kind === 'string' ? literalLines(value.value, column, layout) : undefined;
  return literal
    ? [`${lead} ${literal[0]}`, ...literal.slice(1)]
    : [`${lead} ${besideText(value, layout, keyKind(key))}`];
}

/** The lines of what stands below its key, which is of this kind; undefined for what stands beside it. */
export function valueLines(
  value: JsonNode,
  column: number,
  layout: Layout,
  of = '',
): readonly string[] | undefined {
  const step = value.kind === 'object' || layout.indentsLists ? layout.unit.length : 0;
  return isBeside(value, layout, of) ? undefined : blockLines(value, column + step, layout, of);
}

/** The lines of a mapping or sequence; undefined for anything else and where it is empty. */
export function blockLines(
  node: JsonNode,
  column: number,
  layout: Layout,
  of = '',
): readonly string[] | undefined {
  if (node.kind === 'object' && node.members.length > 0) {
    return node.members.flatMap(({ key, value }) => memberLines(key, value, column, layout));
  }
  if (node.kind !== 'array' || node.items.length === 0) return undefined;
  return node.items.flatMap((item) => itemLines(item, column, layout, `${of}[]`));
}

/** The lines of `- item` in a YAML block. */
export function itemLines(item: JsonNode, column: number, layout: Layout, of = ''): readonly string[] {
  const own = layout.borrowed?.lines({ value: item }, column);
  if (own) return own;
  const lead = `${' '.repeat(column)}- `;
  const lines = isBeside(item, layout, of) ? undefined : blockLines(item, column + 2, layout, of);
  return lines
    ? [lead + (lines[0] ?? '').slice(column + 2), ...lines.slice(1)]
    : [lead + besideText(item, layout, of)];
}

/** Whether something stands on the line of its key or dash: because others do there, or because it did. */
function isBeside(node: JsonNode, layout: Layout, of: string): boolean {
  if (layout.borrowed?.inBrackets({ value: node }, '')?.includes('\n') === false) return true;
  if (!isOnOneLine(node, layout, of)) return false;
  const line = flowText(node, layout);
  return line.length <= longestLine && !line.includes('\n');
}

/** What stands beside a key of some kind or a dash of a block. */
export function besideText(node: JsonNode, layout: Layout, of = ''): string {
  if (node.kind !== 'string') return flowText(node, layout);
  return isPlain(node.value) && !quotes(layout, of) ? node.value : quoted(node.value, layout);
}

function quotes({ quotesTexts }: Layout, of: string): boolean {
  return quotesTexts.get(of) ?? quotesTexts.get(anyKey) ?? false;
}

/** A node on one line of YAML, within brackets. */
export function flowText(node: JsonNode, layout: Layout): string {
  const own = layout.borrowed?.inBrackets({ value: node }, '');
  if (own !== undefined && !own.includes('\n')) return own;
  switch (node.kind) {
    case 'object': {
      const entries = node.members.map(
        ({ key, value }) => `${flowKey(key, layout)}: ${flowText(value, layout)}`,
      );
      return entries.length === 0 ? '{}' : bracketed(entries, layout, false);
    }
    case 'array':
      return node.items.length === 0
        ? '[]'
        : bracketed(
            node.items.map((item) => flowText(item, layout)),
            layout,
            true,
          );
    case 'string':
      return isPlain(node.value) && !quotes(layout, anyKey) && !/[,[\]{}]/.test(node.value)
        ? node.value
        : quoted(node.value, layout);
    default:
      return jsonScalar(node);
  }
}

export function flowKey(key: string, layout: Layout): string {
  return /[,[\]{}]/.test(key) ? quoted(key, layout) : yamlKey(key, layout);
}

export function yamlKey(key: string, layout: Layout): string {
  const kind = keyKind(key);
  const quote = layout.keyQuotes.get(kind) ?? layout.keyQuotes.get(anyKey);
  if (kind === '#' && layout.keyQuotes.get(kind) === '') return key;
  if (isPlain(key) && !quote) return key;
  return quoted(key, quote ? { quote } : layout);
}

export function quoted(text: string, { quote }: Pick<Layout, 'quote'>): string {
  if (quote === "'" && !/[\p{C}\u2028\u2029]/u.test(text)) return `'${text.replaceAll("'", "''")}'`;
  // What JSON writes as it is and YAML does not bear, or takes for the end of a line.
  return JSON.stringify(text).replace(
    /[\x7f-\xa0\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** `|` and its lines, for a text of several lines that has nothing in it that this cannot hold. */
function literalLines(text: string, column: number, { unit }: Layout): readonly string[] | undefined {
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const lines = body.split('\n');
  if (lines.length < 2 || /^\n|\n$|^ |[^\P{C}\n]|\u2028|\u2029|[ \t](?:\n|$)/u.test(body)) return undefined;
  const indent = ' '.repeat(column + unit.length);
  return [text.endsWith('\n') ? '|' : '|-', ...lines.map((line) => (line === '' ? '' : indent + line))];
}
