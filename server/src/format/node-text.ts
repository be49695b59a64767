import type { JsonNode } from '../model/json.ts';
import type { Layout } from './node-layout.ts';
import { plainScalar } from './yaml-scalar.ts';

/** A node as JSON; `indent` is that of the line that it begins on. */
export function jsonText(node: JsonNode, indent: string, layout: Layout): string {
  const own = layout.isSpread ? layout.borrowed?.inBrackets({ value: node }, indent) : undefined;
  if (own !== undefined) return own;
  if (node.kind !== 'object' && node.kind !== 'array') return jsonScalar(node);
  const inner = indent + layout.unit;
  const entries =
    node.kind === 'array'
      ? node.items.map((item) => jsonText(item, inner, layout))
      : node.members.map(
          ({ key, value }) => `${JSON.stringify(key)}:${layout.gap}${jsonText(value, inner, layout)}`,
        );
  const [open, close] = node.kind === 'array' ? '[]' : '{}';
  if (entries.length === 0) return `${open}${close}`;
  if (!layout.isSpread) return `${open}${entries.join(`,${layout.gap}`)}${close}`;
  const lines = entries.map((entry) => inner + entry).join(`,${layout.eol}`);
  return `${open}${layout.eol}${lines}${layout.eol}${indent}${close}`;
}

function jsonScalar(node: JsonNode): string {
  return 'value' in node ? JSON.stringify(node.value) : 'null';
}

/** The lines of `key: value` in a YAML block, each with its indentation. */
export function memberLines(key: string, value: JsonNode, column: number, layout: Layout): readonly string[] {
  const own = layout.borrowed?.lines({ key, value }, column);
  if (own) return own;
  const lead = `${' '.repeat(column)}${yamlKey(key, layout)}:`;
  const below = valueLines(value, column, layout);
  if (below) return [lead, ...below];
  const literal = value.kind === 'string' ? literalLines(value.value, column, layout) : undefined;
  return literal ? [`${lead} ${literal[0]}`, ...literal.slice(1)] : [`${lead} ${besideText(value, layout)}`];
}

/** The lines of what stands below its key; undefined for what stands beside it. */
export function valueLines(value: JsonNode, column: number, layout: Layout): readonly string[] | undefined {
  const step = layout.unit.length;
  if (value.kind === 'object') return blockLines(value, column + step, layout);
  return blockLines(value, layout.indentsLists ? column + step : column, layout);
}

/** The lines of a mapping or sequence; undefined for anything else and where it is empty. */
export function blockLines(node: JsonNode, column: number, layout: Layout): readonly string[] | undefined {
  if (layout.borrowed?.inBrackets({ value: node }, '')?.includes('\n') === false) return undefined;
  if (node.kind === 'object' && node.members.length > 0) {
    return node.members.flatMap(({ key, value }) => memberLines(key, value, column, layout));
  }
  if (node.kind !== 'array' || node.items.length === 0) return undefined;
  return node.items.flatMap((item) => itemLines(item, column, layout));
}

/** The lines of `- item` in a YAML block. */
export function itemLines(item: JsonNode, column: number, layout: Layout): readonly string[] {
  const own = layout.borrowed?.lines({ value: item }, column);
  if (own) return own;
  const lead = `${' '.repeat(column)}- `;
  const lines = blockLines(item, column + 2, layout);
  return lines
    ? [lead + (lines[0] ?? '').slice(column + 2), ...lines.slice(1)]
    : [lead + besideText(item, layout)];
}

/** What stands beside a key or a dash of a block. */
export function besideText(node: JsonNode, layout: Layout): string {
  return node.kind === 'string' && isPlain(node.value) ? node.value : flowText(node, layout);
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
      return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
    }
    case 'array':
      return `[${node.items.map((item) => flowText(item, layout)).join(', ')}]`;
    case 'string':
      return isPlain(node.value) && !/[,[\]{}]/.test(node.value) ? node.value : quoted(node.value, layout);
    default:
      return jsonScalar(node);
  }
}

export function flowKey(key: string, layout: Layout): string {
  return /[,[\]{}]/.test(key) ? quoted(key, layout) : yamlKey(key, layout);
}

export function yamlKey(key: string, layout: Layout): string {
  if (/^[1-9]\d{0,8}$/.test(key) && layout.hasBareNumbers) return key;
  return isPlain(key) ? key : quoted(key, layout);
}

export function quoted(text: string, { quote }: Pick<Layout, 'quote'>): string {
  if (quote === "'" && !/[\p{C}\u2028\u2029]/u.test(text)) return `'${text.replaceAll("'", "''")}'`;
  // What JSON writes as it is and YAML does not bear, or takes for the end of a line.
  return JSON.stringify(text).replace(
    /[\x7f-\xa0\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Words of YAML 1.1 that are no texts for older readers. */
const oldWords = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** Whether a text means itself without quotes, for readers of any age. */
function isPlain(text: string): boolean {
  return (
    text.length < 900 &&
    /^\d+\.\d+\.\d+[\w.+-]*$|^[\p{L}/_$(][\p{L}\p{N} _\-/.,:;()$+=<>@!?'"&*|%^~{}[\]]*$/u.test(text) &&
    !/: |:$| $| #/.test(text) &&
    !oldWords.test(text) &&
    plainScalar(text, { start: 0, end: 0 }).kind === 'string'
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
