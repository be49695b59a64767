import assert from 'node:assert/strict';
import { stringify } from 'yaml';
import type { Written } from '../../../server/src/contracts/writing/document.ts';
import { parseContractText } from '../../../server/src/format/contract-text.ts';
import { meaningOf } from '../../../server/src/format/node-build.ts';
import { applyEdits } from '../../../server/src/model/apply-edits.ts';
import type { Contract } from '../../../server/src/model/contract.ts';
import { readOpenApi } from '../../../server/src/read/openapi/read-openapi.ts';

export const yamlPath = 'api/openapi.yaml';

/** A contract as it is read, without other documents. */
export function contractOf(path: string, text: string): Contract {
  const contract = readOpenApi({ path, text, read: () => undefined });
  assert.ok(contract, 'a contract');
  return contract;
}

export function after(text: string, written: Written): string {
  assert.ok('edits' in written, JSON.stringify(written));
  return applyEdits(text, written.edits);
}

export function refusedBy(written: Written): string {
  assert.ok('refused' in written, JSON.stringify(written));
  return written.refused;
}

/** The same document in the ways that people write it. */
export function spellings(value: unknown): readonly (readonly [path: string, text: string])[] {
  const yaml = (options: object) => stringify(value, { lineWidth: 0, ...options });
  return [
    [yamlPath, yaml({})],
    [yamlPath, yaml({ indentSeq: false, singleQuote: true })],
    [yamlPath, yaml({ indent: 4 }).replaceAll('\n', '\r\n')],
    [yamlPath, yaml({}).trimEnd()],
    ['api/openapi.json', JSON.stringify(value, null, 2)],
    ['api/openapi.json', `${JSON.stringify(value, null, '\t')}\n`],
    ['api/openapi.json', JSON.stringify(value)],
  ];
}

/** What a change makes of each spelling; it has to be the same for all of them. */
export function same(value: unknown, change: (path: string, text: string) => Written): unknown {
  const meanings = new Map<string, string>();
  for (const [path, text] of spellings(value)) {
    const { root, problems } = parseContractText(after(text, change(path, text)));
    assert.ok(root && problems.length === 0);
    meanings.set(meaningOf(root), text);
  }
  assert.equal(meanings.size, 1);
  return JSON.parse([...meanings.keys()][0] as string);
}

/** A text and how it is read. */
export function textOf(path: string, text: string) {
  return { path, text, parse: parseContractText };
}
