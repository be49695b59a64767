import { findNodeAtOffset, getNodePath, parseTree } from 'jsonc-parser';
import type { JsonPath } from './jsonc-edit.ts';

/** Keys and indexes to the value, or the key, at an offset of a document; undefined where there is none. */
export function jsonPathAt(text: string, offset: number): JsonPath | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const node = root && findNodeAtOffset(root, offset);
  return node && getNodePath(node);
}
