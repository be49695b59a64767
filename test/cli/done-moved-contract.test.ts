import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { runCommand } from '../support/command-line.ts';
import { createRepository } from '../support/repository.ts';

const policyFor = (file: string) =>
  JSON.stringify({
    contractFirst: 'change',
    services: [{ name: 'shop', files: 'src/**', owner: '@acme/shop', contracts: [{ file }] }],
  });
const operation = (path: string) => `  ${path}:\n    get: { responses: { '200': { description: All } } }\n`;
const contract = (...paths: readonly string[]) =>
  `openapi: 3.1.0\ninfo: { title: Shop, version: 1.0.0 }\npaths:\n${paths.map(operation).join('')}`;
const routes = ['/orders', '/carts'].map((path) => `app.get('${path}', () => {});\n`).join('');

/** What is said of contracts once the policy names another file than the one of the base. */
async function judgedAfter(context: TestContext, files: Readonly<Record<string, string | null>>) {
  const repository = createRepository(context);
  repository.write({
    'parapet.jsonc': policyFor('promise.yaml'),
    'promise.yaml': contract('/orders', '/carts'),
    'src/app.ts': `import express from 'express';\nconst app = express();\n${routes}`,
  });
  repository.commit();
  repository.write({ 'parapet.jsonc': policyFor('api/promise.yaml'), ...files });
  const told = async () => {
    const args = ['done', '--no-cache', '--base', 'HEAD', '--format', 'json'];
    const { items, findings } = JSON.parse((await runCommand(repository.root, args)).out) as {
      items: { id: string; verdict: string; detail: string }[];
      findings: { rule: string; message: string }[];
    };
    const item = items.find(({ id }) => id === 'contract-first');
    return [
      `${item?.verdict}${item?.verdict === 'fail' ? `: ${item.detail}` : ''}`,
      ...findings.map(({ message }) => message),
    ];
  };
  const unstaged = await told();
  repository.git('add', '--all');
  assert.deepEqual(unstaged, await told(), 'staged or not, it is the same change');
  return unstaged;
}

test('a contract that was moved and not staged is the same contract', async (context) => {
  const moved = { 'promise.yaml': null, 'api/promise.yaml': contract('/orders', '/carts') };
  assert.deepEqual(await judgedAfter(context, moved), ['pass']);
});

test('what it promises no more on the way is told', async (context) => {
  const moved = { 'promise.yaml': null, 'api/promise.yaml': contract('/orders', '/payments') };
  const [verdict, ...messages] = await judgedAfter(context, moved);
  assert.match(verdict ?? '', /^fail: /);
  assert.match(messages.join('\n'), /GET \/carts was removed, which breaks callers/);
});

test('a contract that is still there and no longer named is told', async (context) => {
  const copied = { 'api/promise.yaml': contract('/orders', '/carts') };
  const [verdict] = await judgedAfter(context, copied);
  assert.equal(
    verdict,
    'fail: the policy of the base holds promise.yaml to be a contract, and this change no longer does',
  );
});

test('one that is moved to where it is no contract is not told to be gone', async (context) => {
  const policy = { 'parapet.jsonc': policyFor('promise.yaml') };
  const message = (what: string) =>
    `"promise.yaml" ${what} 2 operations such as GET /orders, which breaks callers.`;
  const moved = { ...policy, 'promise.yaml': null, 'notes/promise.txt': contract('/orders', '/carts') };
  const now = 'is "notes/promise.txt" by now and no contract any more, so that it no longer promises';
  assert.deepEqual((await judgedAfter(context, moved)).slice(1), [message(now)]);
  const gone = await judgedAfter(context, { ...policy, 'promise.yaml': null });
  assert.deepEqual(gone.slice(1), [message('is gone and with it')]);
  const other = await judgedAfter(context, { ...policy, 'promise.yaml': 'title: Notes\n' });
  const there = 'is no contract any more, so that it no longer promises';
  assert.deepEqual(other.slice(1), [message(there)]);
});

test('one that is moved to where nobody names it, or is gone, is told', async (context) => {
  for (const now of [{ 'other/promise.yaml': contract('/orders', '/carts') }, {}]) {
    const [verdict] = await judgedAfter(context, { 'promise.yaml': null, ...now });
    assert.match(verdict ?? '', /^fail: the policy of the base holds promise\.yaml to be a contract/);
  }
});
