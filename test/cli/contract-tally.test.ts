import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkResult } from '../../server/src/engine/check-result.ts';
import { contractSentences } from '../../server/src/report/words.ts';
import { contractOf, policyOf, serving } from '../rules/contracts/shop.ts';
import { openWorkspace } from '../support/workspace.ts';

const sentences = async (files: Readonly<Record<string, string>>) =>
  contractSentences(checkResult(await openWorkspace(new Map(Object.entries(files))), '1.0.0'));

const code = `${serving('GET /orders', 'GET /health', 'GET /carts')}app.get(process.env.PATH_OF_IT, handle);\n`;
const internal = [{ path: '/health', why: 'Only the orchestrator asks.' }];

test('people are told how many routes are promised, and how many registrations are not understood', async () => {
  const files = { 'openapi.yaml': contractOf(['GET /orders']), 'src/app.ts': code };
  assert.deepEqual(await sentences({ ...files, 'parapet.jsonc': policyOf({ internal }) }), [
    'Contracts: 1 of 3 routes promised, 1 not understood, 1 internal.',
  ]);
  const plain = { ...files, 'src/app.ts': serving('GET /orders') };
  assert.deepEqual(await sentences({ ...plain, 'parapet.jsonc': policyOf() }), [
    'Contracts: 1 of 1 route promised.',
  ]);
});

test('nothing is said where no policy declares contracts', async () => {
  const policy = '{ "services": [{ "name": "shop", "files": "src/**" }] }';
  assert.deepEqual(await sentences({ 'src/app.ts': code, 'parapet.jsonc': policy }), []);
});
