import { checkJson, type JsonSchema, type SchemaProblem } from '../format/json-schema.ts';
import { parseJsonc } from '../format/jsonc.ts';
import type { ReadResult } from '../model/host.ts';
import type { JsonNode } from '../model/json.ts';
import type { PolicyProblem } from '../model/policy.ts';
import { type PolicyCode, policyProblem, wholeStart } from './codes.ts';
import { policySchema } from './schema.ts';

/** One policy document, without its bad statements. */
export interface PolicyText {
  readonly path: string;
  readonly root?: JsonNode;
  /** With its bad statements. */
  readonly written?: JsonNode;
  readonly problems: readonly PolicyProblem[];
}

const schemaCodes = {
  type: 'CFG-004',
  'unknown-key': 'CFG-003',
  'missing-key': 'CFG-005',
  'duplicate-key': 'CFG-006',
} as const satisfies Record<SchemaProblem['kind'], PolicyCode>;

const readProblems = {
  missing: 'does not exist',
  unreadable: 'cannot be read',
  binary: 'is not a text file',
  'too-large': 'is too large',
  folder: 'is a folder',
} as const;

/** Reads and validates one document; whatever is wrong with it is told at its place. */
export function readPolicyText(path: string, result: ReadResult): PolicyText {
  if (!result.ok) {
    const detail = result.problem === 'unreadable' ? `: ${result.detail}` : '';
    const message = `The policy "${path}" ${readProblems[result.problem]}${detail}.`;
    return { path, problems: [policyProblem('CFG-001', { path, span: { start: 0, end: 0 } }, message)] };
  }
  if (result.text.trim() === '') {
    return {
      path,
      problems: [policyProblem('CFG-002', { path, span: { start: 0, end: 0 } }, 'The policy is empty.')],
    };
  }
  const document = parseJsonc(result.text);
  const syntax = document.problems
    .slice(0, 3)
    .map(({ span, message }) => policyProblem('CFG-002', { path, span }, message));
  if (document.root?.kind !== 'object') {
    const nothing = policyProblem('CFG-002', { path, span: wholeStart }, 'The policy holds no JSON object.');
    return { path, problems: syntax.length > 0 ? syntax : [nothing] };
  }
  const { node, problems } = checkJson(document.root, policySchema as JsonSchema, 'The policy');
  const found = problems.map(({ kind, span, message }) =>
    policyProblem(schemaCodes[kind], { path, span }, message),
  );
  return node
    ? { path, root: node, written: document.root, problems: [...syntax, ...found] }
    : { path, problems: [...syntax, ...found] };
}
