import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import type { Contract } from '../../../server/src/model/contract.ts';
import { isContractName } from '../../../server/src/model/contract-name.ts';
import type { JsonNode } from '../../../server/src/model/json.ts';
import { looksLikeOpenApi } from '../../../server/src/read/openapi/recognise.ts';
import { readText, withPaths } from './support.ts';

const whole = `# Shop\n${withPaths(`  /a/{id}:
    parameters:
      - { name: id, in: path, required: true }
      - $ref: '#/components/parameters/P'
    get: &get
      operationId: "read\\tA"
      description: |
        Reads it.

          With care.
      responses:
        '200': { description: it''s }
    put: { <<: *get, operationId: 'it''s' }
components:
  parameters:
    P: { name: p, in: query, schema: { type: [string, "null"] } }
`)}`;
const texts = [whole, JSON.stringify(parse(whole, { merge: true }), null, 1), whole.replaceAll('\n', '\r\n')];

test('property: no truncation and no broken character throws, and every span lies inside the text', () => {
  for (const text of texts) {
    for (let end = 0; end <= text.length; end += 1 + (end % 2)) {
      const cut = text.slice(0, end);
      assertInside(readText(cut), cut);
      const broken = `${cut}${'\t{}[]:&*"\'|-#\n'[end % 13]}${text.slice(end + 1)}`;
      assertInside(readText(broken), broken);
    }
  }
});

test('property: a truncation of JSON is always told', () => {
  const [, json = ''] = texts;
  for (let end = 1; end < json.length; end++)
    assert.ok((readText(json.slice(0, end))?.problems.length ?? 0) > 0, String(end));
  assert.deepEqual(readText(json)?.problems, []);
});

function assertInside(contract: Contract | undefined, text: string): void {
  if (!contract) return;
  const spans = [
    ...contract.problems.map(({ span }) => span),
    ...contract.operations.flatMap(({ span, parameters }) => [span, ...parameters.map((one) => one.span)]),
    ...(contract.root ? spansOf(contract.root) : []),
    ...(contract.version ? [contract.version.span] : []),
    contract.infoPlace.span,
  ];
  for (const { start, end } of spans)
    assert.ok(0 <= start && start <= end && end <= text.length, `${start}-${end} in ${JSON.stringify(text)}`);
}

function spansOf(node: JsonNode): readonly { readonly start: number; readonly end: number }[] {
  if (node.kind === 'array') return [node.span, ...node.items.flatMap(spansOf)];
  if (node.kind !== 'object') return [node.span];
  return [node.span, ...node.members.flatMap(({ keySpan, value }) => [keySpan, ...spansOf(value)])];
}

test('contracts are known by their names', () => {
  const known = [
    'openapi.yaml',
    'a/openapi.json',
    'openapi3.yml',
    'openapi-v2.yaml',
    'a/orders.openapi.json',
  ];
  for (const path of [...known, 'swagger.json', 'a/openapi.full.yaml', 'my-openapi.yaml', 'OpenAPI.yaml'])
    assert.ok(isContractName(path), path);
  for (const path of ['openapitools.json', 'openapi.ts', 'openapi/readme.md', 'openapi/a.yaml', 'spec3.yml'])
    assert.ok(!isContractName(path), path);
});

test('contracts are known by their content', () => {
  for (const text of [
    whole,
    ...texts,
    'swagger: "2.0"',
    '{"info":{},"openapi":"3.1.0"}',
    '\uFEFFopenapi: 3.0.0',
  ])
    assert.ok(looksLikeOpenApi(text), text);
  for (const text of [
    '',
    'a: openapi',
    '  openapi: 3.0.0',
    '{"openapi": {}}',
    'openapi: ./a.yaml',
    '# openapi: 3',
  ])
    assert.ok(!looksLikeOpenApi(text), text);
});
