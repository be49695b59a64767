import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseFindings, namesOf } from '../../server/src/engine/base-findings.ts';
import type { Change } from '../../server/src/model/change.ts';
import { openWorkspace, plain } from '../support/workspace.ts';

const policy = `{ "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }] }`;

const page = 'export const page = 1;\n';
const upward = "import { page } from '../ui/page';\nexport const order = page;\n";

test('the past of a workspace is what a fresh look at the base finds', async () => {
  const base = new Map([
    ['parapet.jsonc', policy],
    ['ui/page.ts', page],
    ['domain/order.ts', upward],
    ['domain/old.ts', upward],
  ]);
  const now = new Map([
    ['parapet.jsonc', policy],
    ['ui/page.ts', page],
    ['domain/order.ts', upward],
    ['domain/sub/new.ts', upward.replace('../ui', '../../ui')],
    ['domain/added.ts', upward],
  ]);
  const change: Change = {
    base: { name: 'main' },
    commits: [],
    notices: [],
    files: [
      { path: 'domain/added.ts', status: 'added', hunks: [] },
      { path: 'domain/sub/new.ts', from: 'domain/old.ts', status: 'renamed', hunks: [] },
    ],
  };
  const texts = new Map([['domain/old.ts', upward]]);
  const workspace = await openWorkspace(now);
  const before = workspace.before({ change, texts });
  await before.refresh();
  const fresh = await openWorkspace(base);
  assert.deepEqual(plain(before.findings()), plain(fresh.findings()));
  const { fresh: newOnes } = baseFindings(namesOf(before.findings()), change, {
    isOfPolicies: (path) => workspace.isOfPolicies(path),
    text: (path) => now.get(path),
  });
  assert.deepEqual(
    newOnes(workspace.findings()).map(({ path }) => path),
    ['domain/added.ts'],
  );
});
