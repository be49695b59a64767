import { findNodeAtLocation, findNodeAtOffset, getNodePath, getNodeValue, parseTree } from 'jsonc-parser';
import type { JsonPath } from './jsonc-edit.ts';

/** Keys and indexes to the value, or the key, at an offset of a document; undefined where there is none. */
export function jsonPathAt(text: string, offset: number): JsonPath | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const node = root && findNodeAtOffset(root, offset);
  return node && getNodePath(node);
}

/** The plain value at a path; undefined where there is none. */
export function jsonValueAt(text: string, path: JsonPath): unknown {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const node = root && findNodeAtLocation(root, [...path]);
  return node && getNodeValue(node);
}
