import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { Span } from '../model/span.ts';
import { entriesOf, indentAt, insertAt, type Placed, removeAt } from './jsonc-entries.ts';

/** Keys and indexes from the root of a document to a value. */
export type JsonPath = readonly (string | number)[];

/** Replaces a span of one text. */
export interface SpanEdit extends Span {
  readonly text: string;
}

/** The document is not JSON, or has nothing at the path that was to be edited; the message is for a user. */
export class JsonEditError extends Error {}

/**
 * Gives the value at a path, or removes it with `undefined`. Missing objects and lists on the way are made; an index
 * equal to the length of a list appends. Comments and the layout of everything else stay.
 *
 * @throws JsonEditError where the text is not JSON or the path leads through something else
 */
export function setJsonValue(text: string, path: JsonPath, value: unknown): string {
  const root = treeOf(text);
  const node = at(root, path);
  const last = path.at(-1);
  if (last === undefined) throw new JsonEditError('A whole document is not edited.');
  if (node) {
    return value === undefined
      ? removeJsonEntry(text, path)
      : replaced(text, node.offset, node.offset + node.length, jsonText(value, indentAt(text, node.offset)));
  }
  if (value === undefined) return text;
  const parentPath = path.slice(0, -1);
  const parent = at(root, parentPath);
  if (!parent) return setJsonValue(text, parentPath, typeof last === 'number' ? [value] : { [last]: value });
  const wanted = typeof last === 'number' ? 'array' : 'object';
  if (parent.type !== wanted)
    throw new JsonEditError(`The policy has no ${wanted} at ${pathText(parentPath)}.`);
  const index = typeof last === 'number' ? last : (parent.children?.length ?? 0);
  return insertAt(text, parent, index, (indent) => ({
    text:
      typeof last === 'number'
        ? jsonText(value, indent)
        : `${JSON.stringify(last)}: ${jsonText(value, indent)}`,
  }));
}

/** Puts a value into a list before the item at `index`; the list's length appends. A missing list is made. */
export function insertJsonItem(text: string, list: JsonPath, index: number, value: unknown): string {
  const node = at(treeOf(text), list);
  if (!node) return setJsonValue(text, [...list, 0], value);
  if (node.type !== 'array') throw new JsonEditError(`The policy has no array at ${pathText(list)}.`);
  return insertAt(text, node, index, (indent) => ({ text: jsonText(value, indent) }));
}

/** Removes an item or a member with the comments that belong to it. */
export function removeJsonEntry(text: string, path: JsonPath): string {
  const parent = at(treeOf(text), path.slice(0, -1));
  const node = at(treeOf(text), path);
  if (!parent || !node) throw new JsonEditError(`The policy has nothing at ${pathText(path)}.`);
  const index = entriesOf(text, parent).findIndex(
    ({ start, end }) => start <= node.offset && node.offset + node.length <= end,
  );
  return removeAt(text, parent, index);
}

/** Moves an item into a list, before the item that is at `index` now, with the comments that belong to it. */
export function moveJsonItem(text: string, from: JsonPath, list: JsonPath, index: number): string {
  const root = treeOf(text);
  const [source, target] = [at(root, from.slice(0, -1)), at(root, list)];
  const own = source && entriesOf(text, source)[Number(from.at(-1))];
  if (!source || !target || !own) throw new JsonEditError(`The policy has nothing at ${pathText(from)}.`);
  const block: Placed = { text: text.slice(own.lead, own.end), ...(own.note && { note: own.note }) };
  const oldIndent = indentAt(text, own.start);
  const insert = (into: string): string => {
    const node = at(treeOf(into), list);
    if (!node) return into;
    return insertAt(into, node, index, (indent) => ({
      ...block,
      text: indented(block.text, oldIndent, indent),
    }));
  };
  // The place further down goes first, so that the other one stays where it is.
  const isLater = target.offset + target.length > own.end && insertsAfter(text, target, index, own.end);
  if (isLater) return removeJsonEntry(insert(text), from);
  return removeJsonEntry(insert(text), shifted(from, list, index));
}

/** A path after something was put into a list: it leads on to the same value. */
function shifted(path: JsonPath, list: JsonPath, index: number): JsonPath {
  const own = Number(path[list.length]);
  const isWithin = list.every((key, depth) => path[depth] === key) && own >= index;
  return isWithin ? [...list, own + 1, ...path.slice(list.length + 1)] : path;
}

/** The one edit that turns a text into another, as small as one edit can be; none for equal texts. */
export function editBetween(before: string, after: string): readonly SpanEdit[] {
  if (before === after) return [];
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let same = 0;
  while (same < most - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  return [{ start, end: before.length - same, text: after.slice(start, after.length - same) }];
}

/** A value on one line where that is short enough, else with its items on lines of their own. */
function jsonText(value: unknown, indent = ''): string {
  const line = lineText(value);
  if (indent.length + line.length <= widest || typeof value !== 'object' || value === null) return line;
  const inner = `${indent}  `;
  const entries = Array.isArray(value)
    ? value.map((item) => jsonText(item, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${jsonText(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${entries.map((entry) => inner + entry).join(',\n')}\n${indent}${close}`;
}

const widest = 110;

function lineText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(lineText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${lineText(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function treeOf(text: string): Node {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (!root || errors.length > 0) throw new JsonEditError('The policy is not valid JSON.');
  return root;
}

function at(root: Node, path: JsonPath): Node | undefined {
  return findNodeAtLocation(root, [...path]);
}

function insertsAfter(text: string, list: Node, index: number, end: number): boolean {
  const entry = entriesOf(text, list)[index];
  return entry === undefined || entry.lead >= end;
}

function indented(text: string, from: string, to: string): string {
  return text
    .split('\n')
    .map((line, at) => (at > 0 && line.startsWith(from) ? to + line.slice(from.length) : line))
    .join('\n');
}

function pathText(path: JsonPath): string {
  return path.length === 0 ? 'its root' : `"${path.join('.')}"`;
}

function replaced(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}
