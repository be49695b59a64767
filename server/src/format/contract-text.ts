import type { JsonDocument, JsonNode } from '../model/json.ts';
import type { Span } from '../model/span.ts';
import { parseJsonc } from './jsonc.ts';
import { readStrictJson } from './strict-json.ts';
import { parseYaml } from './yaml.ts';

/** Larger documents are not read: 10 MiB of characters. */
export const largestContract = 10 * 1024 * 1024;

/** What bears a walk by function calls with room to spare. */
const deepest = 200;

/** Reads a contract or a part of one by what it is, whatever its name says: JSON with spans, or YAML. Never throws. */
export function parseContractText(text: string): JsonDocument {
  if (text.length > largestContract) return told('The document is larger than 10 MB and was not read.', text);
  const document = /^\uFEFF?\s*[{[]/.test(text) ? parseJsonOrYaml(text) : parseYaml(text);
  return document.root && isDeeper(document.root)
    ? told('The document is nested too deeply.', text)
    : { ...document, text };
}

/** Where JSON is first none by the standard, though it can be read; undefined for a text that is strict, or none of JSON. */
export function firstLoose(text: string): Span | undefined {
  const unmarked = text.replace(/^\uFEFF/, ' ');
  if (!/^\s*[{[/]/.test(unmarked) || readStrictJson(unmarked)) return undefined;
  return parseJsonc(unmarked, { isStrict: true }).problems[0]?.span;
}

/** Flow mappings of YAML begin like JSON, but hardly anybody writes a document so. */
function parseJsonOrYaml(text: string): JsonDocument {
  const unmarked = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const strict = readStrictJson(unmarked);
  if (strict) return { root: strict, problems: [] };
  const json = parseJsonc(unmarked);
  if (json.problems.length === 0 || /^\s*(?:\{\s*["}]|\[\s*[{"])/.test(unmarked)) return json;
  const yaml = parseYaml(text);
  return yaml.problems.length === 0 && yaml.root ? yaml : json;
}

function isDeeper(root: JsonNode): boolean {
  let level: readonly JsonNode[] = [root];
  for (let depth = 0; depth < deepest; depth++) {
    const next: JsonNode[] = [];
    for (const node of level) {
      if (node.kind === 'array') for (const item of node.items) next.push(item);
      else if (node.kind === 'object') for (const { value } of node.members) next.push(value);
    }
    if (next.length === 0) return false;
    level = next;
  }
  return true;
}

function told(message: string, text: string): JsonDocument {
  return { problems: [{ span: { start: 0, end: Math.min(1, text.length) }, message }] };
}
