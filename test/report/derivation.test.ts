import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLineTable } from '../../server/src/model/line-table.ts';
import { explainImport } from '../../server/src/report/explanation.ts';
import { readFixture } from '../support/fixture.ts';
import { openWorkspace } from '../support/workspace.ts';

const policy = (extra = '', domain = '') => `{
  "tests": ["**/*.test.ts"],
  "layers": [
    { "name": "ui", "files": "src/*/ui/**" },
    { "name": "domain", "files": "src/*/domain/**", "why": "ADR-7."${domain} }
  ],
  "slices": [
    { "name": "feature", "files": "src/{feature}/**", "public": ["index.ts"], "siblings": "none", "owner": "@acme/web" }
  ]${extra}
}`;
const fixture = (importer = 'src/cart/domain/a.ts') => `//- ${importer}
import type { Page } from '../../orders/ui/page';
//- src/orders/ui/page.ts
export interface Page { title: string }
//- src/orders/index.ts
export {};`;

/** The explanation of the one import, without the line that says where it leads. */
async function explained(text: string, files = fixture()): Promise<readonly string[]> {
  const tree = new Map([['parapet.jsonc', text], ...readFixture(files).files]);
  const workspace = await openWorkspace(tree);
  const facts = workspace.facts();
  const file = facts.files.find(({ facts: { imports } }) => imports.length > 0);
  const fact = file?.facts.imports[0];
  const target = file?.targets[0];
  assert.ok(file && fact && target);
  const findings = workspace.findingsAt(file.path);
  const lines = (path: string) => createLineTable(tree.get(path) ?? '');
  return explainImport({ file, fact, target, findings }, facts, { lines }).trim().split('\n\n').slice(1);
}

const ends = 'layer **domain** · slice **feature:cart** → layer **ui** · slice **feature:orders**';
const siblings =
  'Slice "feature:cart" must not import slice "feature:orders": slices of "feature" do not import each other (`parapet.jsonc:8`).';
const hidden =
  'Slice "feature:cart" must not import "ui/page.ts" of slice "feature:orders", which is private: only "index.ts" is public (`parapet.jsonc:8`).';
const upward = 'Layer "domain" must not import layer "ui", which is above it';

test('the statement that decides comes first, the others that deny after it', async () => {
  assert.deepEqual(await explained(policy()), [
    ends,
    `**Not allowed** (error). ${upward}.`,
    'Why: ADR-7.',
    'Rule `architecture/upward-import`, declared at `parapet.jsonc:5`',
    'What else the policy says:',
    [
      `- ✗ ${siblings} Rule \`architecture/sibling-import\`. Owner: @acme/web.`,
      `- ✗ ${hidden} Rule \`architecture/private-import\`. Owner: @acme/web.`,
    ].join('\n'),
  ]);
});

test('a statement that is not about the kind of the import leaves it to the next', async () => {
  const [, decided, , , , others] = await explained(policy('', ', "kinds": ["value"]'));
  assert.match(decided ?? '', /^\*\*Not allowed\*\* \(error\)\. Slice "feature:cart" must not import slice/);
  assert.match(others ?? '', /- – Layer "domain" must not.*about value imports, and this is a type import\./);
});

test('an exception is named with its end, and what it overrules', async () => {
  const except =
    ', "except": [{ "from": "feature:cart", "to": "src/orders/**", "why": "#812", "until": "2027-03-31" }]';
  const [, allowed, , others] = await explained(policy(except));
  assert.equal(allowed, '**Allowed for now**, by the exception at `parapet.jsonc:9` until 2027-03-31: #812.');
  assert.match(others ?? '', /^- ✗ Layer "domain"[^\n]*\n- ✗ Slice "feature:cart" must not import slice/);
});

test('an exception that has ended says so', async () => {
  const except = ', "except": [{ "from": "domain", "to": "ui", "why": "#812", "until": "2020-03-31" }]';
  const [, allowed] = await explained(policy(except));
  assert.match(allowed ?? '', /by the exception at `parapet\.jsonc:9`; it ended on 2020-03-31: #812\.$/);
});

test('what a test may do is said of every statement', async () => {
  const [, allowed, , others] = await explained(policy(), fixture('src/cart/domain/a.test.ts'));
  assert.equal(
    allowed,
    '**Allowed.** This file is a test, and tests may import anything. The import is type-only.',
  );
  assert.match(others ?? '', /^- – Layer "domain" must not/);
});

test('what the baseline accepts is said, too', async () => {
  const accepted = 'architecture/upward-import\tsrc/cart/domain/a.ts\tsrc/orders/ui/page.ts';
  const [, first] = await explained(policy(), `${fixture()}\n//- governance/baseline.txt\n${accepted}`);
  assert.equal(first, `**Accepted in the baseline.** ${upward}.`);
});

const packages = (statement: string) => `{
  "tests": ["**/*.test.ts"],
  "layers": [{ "name": "domain", "files": "domain/**" }],
  "packages": [
    ${statement}
  ],
  "rules": { "architecture/undeclared-package": "off" }
}`;
const importingPg = (path: string) => `//- ${path}\nimport { Pool } from 'pg';`;

test('a package that is denied names the statement, and one that is not says why not', async () => {
  const denied = packages('{ "deny": ["pg"], "in": "domain" }');
  assert.deepEqual(await explained(denied, importingPg('domain/a.ts')), [
    '**Not allowed** (error). Layer "domain" must not import package "pg".',
    'Rule `architecture/forbidden-package`, declared at `parapet.jsonc:5`',
  ]);
  assert.deepEqual(await explained(denied, importingPg('db/a.ts')), [
    '**Allowed.** What the policy says about it does not deny it here (`parapet.jsonc:5`).',
  ]);
  assert.deepEqual(await explained(denied, importingPg('domain/a.test.ts')), [
    '**Allowed.** This file is a test, and tests may import anything (`parapet.jsonc:5`).',
  ]);
  assert.deepEqual(await explained(packages('{ "deny": ["moment"] }'), importingPg('domain/a.ts')), [
    '**Allowed.** No statement of the policy is about this target.',
  ]);
});

test('what a file must not reach names its own statement beside a boundary that decides', async () => {
  const text = policy(',\n  "reach": [{ "from": "domain", "mustNotReach": "ui", "kinds": ["type"] }]');
  const said = await explained(text);
  assert.ok(said.includes('Rule `architecture/upward-import`, declared at `parapet.jsonc:5`'));
  assert.ok(
    said.includes('Rule `architecture/forbidden-reach`, declared at `parapet.jsonc:10`'),
    said.join('\n'),
  );
});
