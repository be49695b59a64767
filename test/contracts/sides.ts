import {
  type CompareOptions,
  type Comparison,
  compareContracts,
} from '../../server/src/contracts/compare.ts';
import type { ContractSide } from '../../server/src/contracts/spot.ts';
import { parseJsonc } from '../../server/src/format/jsonc.ts';
import { createReferences } from '../../server/src/format/references.ts';
import { parseYaml } from '../../server/src/format/yaml.ts';
import type { JsonDocument } from '../../server/src/model/json.ts';

/** One version of a contract, of a value, or of YAML or JSON; with the other documents that it refers to. */
export function side(document: unknown, others: Readonly<Record<string, unknown>> = {}): ContractSide {
  const path = 'openapi.json';
  const parsed = parse(document);
  const references = createReferences({
    read: (wanted) => (wanted === path ? parsed : wanted in others ? parse(others[wanted]) : undefined),
  });
  const root = parsed.root ?? { kind: 'null', span: { start: 0, end: 0 } };
  return { path, root, follow: (node, from) => references.resolve(node, from) };
}

function parse(document: unknown): JsonDocument {
  if (typeof document !== 'string') return parseJsonc(JSON.stringify(document) ?? 'null');
  return /^\s*[{[]/.test(document) ? parseJsonc(document) : parseYaml(document);
}

export function compare(old: unknown, now: unknown, options?: CompareOptions): Comparison {
  return compareContracts(side(old), side(now), options);
}

export function idsOf({ changes }: Comparison): readonly string[] {
  return changes.map(({ id }) => id).sort();
}
