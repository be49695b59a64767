import { type JsonNode, member } from '../model/json.ts';

/** The node at a JSON pointer (RFC 6901), `''` for the root; undefined where nothing stands, and for what is no pointer. */
export function resolvePointer(root: JsonNode | undefined, pointer: string): JsonNode | undefined {
  if (pointer !== '' && !pointer.startsWith('/')) return undefined;
  let node = root;
  for (const token of pointerTokens(pointer)) {
    node = node?.kind === 'array' ? itemAt(node.items, token) : member(node, token);
    if (node === undefined) return undefined;
  }
  return node;
}

/** `/a/b~1c` → `a`, `b/c`. */
export function pointerTokens(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((token) => (token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token));
}

function itemAt(items: readonly JsonNode[], token: string): JsonNode | undefined {
  return /^(?:0|[1-9]\d*)$/.test(token) ? items[Number(token)] : undefined;
}
