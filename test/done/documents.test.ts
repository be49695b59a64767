import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SmallChange, told } from './facts.ts';

type Row = readonly [name: string, id: string, change: SmallChange, expected: string];

const openApi = (version: string, more = '', description = 'x') =>
  `openapi: 3.1.0\ninfo:\n  title: Shop\n  version: ${version}\n  description: ${description}\npaths:\n  /orders:\n    get:\n      summary: ${description}\n      responses: {}${more}\n`;
const contract = (before: string | null, now: string, path = 'contracts/shop.yaml'): SmallChange => ({
  now: { [path]: now },
  base: { [path]: before },
});
const more = '\n  /carts: {}';

const contracts: readonly Row[] = [
  ['none', 'contract-first', contract('a: 1\n', 'a: 2\n'), 'na: no contract is changed'],
  [
    'no new version',
    'contract-first',
    contract(openApi('1.2.0'), openApi('1.2.0', more)),
    'fail: contracts/shop.yaml changed and is still version 1.2.0',
  ],
  [
    'a new version',
    'contract-first',
    contract(openApi('1.2.0'), openApi('1.3.0', more)),
    'pass: 1 changed contract, all with a new version',
  ],
  [
    'words alone',
    'contract-first',
    contract(openApi('1.2.0'), openApi('1.2.0', '', 'y')),
    'na: no contract is changed',
  ],
  [
    'a new contract',
    'contract-first',
    contract(null, openApi('1.2.0')),
    'na: the changed contracts carry no version',
  ],
  [
    'a schema of GraphQL',
    'contract-first',
    contract('type A { b: Int }\n', 'type A { b: String }\n', 'a.graphql'),
    'na: the changed contracts carry no version',
  ],
  [
    'a query of GraphQL',
    'contract-first',
    contract('query A { b }\n', 'query A { c }\n', 'a.graphql'),
    'na: no contract is changed',
  ],
  [
    'a property called description',
    'contract-first',
    contract(
      openApi('1.0.0', '\ncomponents: { schemas: { A: { properties: { description: { type: string } } } } }'),
      openApi('1.0.0', '\ncomponents: { schemas: { A: { properties: {} } } }'),
    ),
    'fail: contracts/shop.yaml changed and is still version 1.0.0',
  ],
  [
    'a broken one',
    'contract-first',
    contract(openApi('1.0.0'), 'openapi: [\n'),
    'unknown: contracts/shop.yaml cannot be read to its end',
  ],
];

const manifest = (fields: object) =>
  JSON.stringify({ name: 'shop', version: '1.0.0', main: 'index.ts', ...fields });
const entry = (now: string, before: string, more: Partial<SmallChange> = {}): SmallChange => ({
  ...more,
  now: { 'package.json': manifest({}), 'index.ts': now, ...more.now },
  base: { 'index.ts': before, ...more.base },
});

const docs: readonly Row[] = [
  [
    'a new export',
    'docs-touched',
    entry('export const a = 1, b = 2;\nexport const c = 3;\n', 'export const a = 1, b = 2;\n'),
    'fail: nothing is written about "c" of index.ts',
  ],
  [
    'an export that is gone',
    'docs-touched',
    entry("export { a } from './a';\n", "export { a, b as c } from './a';\n"),
    'fail: nothing is written about "c" of index.ts',
  ],
  [
    'all of another file',
    'docs-touched',
    entry("export * from './a';\nexport const b = 1;\n", ''),
    'fail: nothing is written about the names of "./a", "b" of index.ts',
  ],
  [
    'an export in a comment',
    'docs-touched',
    entry('// export const a = 1;\n/*\nexport const b = 1;\n*/\n', ''),
    'na: nothing public is changed',
  ],
  [
    'the inside of an export',
    'docs-touched',
    entry('export const a = 2;\n', 'export const a = 1;\n'),
    'na: nothing public is changed',
  ],
  [
    'a private package',
    'docs-touched',
    entry('export const a = 1;\n', '', { now: { 'package.json': manifest({ private: true }) } }),
    'na: nothing public is changed',
  ],
  [
    'a file that is no entry',
    'docs-touched',
    { now: { 'package.json': manifest({}), 'lib/a.ts': 'export const a = 1;\n' }, base: { 'lib/a.ts': '' } },
    'na: nothing public is changed',
  ],
  [
    'a line in the change log',
    'docs-touched',
    entry('export const a = 1;\n', '', { now: { 'CHANGELOG.md': 'a' }, base: { 'CHANGELOG.md': '' } }),
    'pass: told in CHANGELOG.md',
  ],
  [
    'a changeset',
    'docs-touched',
    entry('export const a = 1;\n', '', {
      now: { '.changeset/one.md': 'a' },
      base: { '.changeset/one.md': null },
    }),
    'pass: told in .changeset/one.md',
  ],
  [
    'code and pictures of tests that are called like a change log',
    'docs-touched',
    entry('export const a = 1;\n', '', {
      now: { 'src/history.ts': '1', 'src/history.test.tsx.snap': '1', 'tests/changes.json.ts': '1' },
      base: { 'src/history.ts': '', 'src/history.test.tsx.snap': '', 'tests/changes.json.ts': '' },
    }),
    'fail: nothing is written about "a" of index.ts',
  ],
  [
    'a change log without an ending',
    'docs-touched',
    entry('export const a = 1;\n', '', { now: { HISTORY: 'a' }, base: { HISTORY: '' } }),
    'pass: told in HISTORY',
  ],
  [
    'a record of the change is no documentation',
    'docs-touched',
    entry('export const a = 1;\n', '', {
      now: { 'governance/docs/a.md': 'a' },
      base: { 'governance/docs/a.md': null },
    }),
    'fail: nothing is written about "a" of index.ts',
  ],
  [
    'a contract among the documents',
    'docs-touched',
    contract(openApi('1.0.0'), openApi('1.0.0', more), 'docs/shop.yaml'),
    'fail: nothing is written about the OpenAPI contract docs/shop.yaml',
  ],
  [
    'what the manifest offers',
    'docs-touched',
    {
      now: { 'package.json': manifest({ bin: 'cli.js' }) },
      base: { 'package.json': manifest({}) },
    },
    'fail: nothing is written about "bin" of package.json',
  ],
];

const services = { services: [{ name: 'checkout', files: 'checkout/**', owner: '@acme/payments' }] };
const unowned = { services: [{ name: 'checkout', files: 'checkout/**' }] };
const service = (more: Readonly<Record<string, string>> = {}, policy: object = services): SmallChange => ({
  policy,
  now: { 'checkout/a.ts': '1', 'checkout/deep/b.ts': '1', ...more },
  base: { 'checkout/a.ts': '2' },
});
const book = '# Checkout\n\n## Rolling back\n';

const operation: readonly Row[] = [
  [
    'nothing is deployed',
    'operable',
    { now: { 'a.ts': '1' }, base: { 'a.ts': null } },
    'na: nothing that is deployed is changed',
  ],
  [
    'nothing is there',
    'operable',
    service({}, unowned),
    'fail: "checkout" has no runbook and no owner to alert',
  ],
  [
    'all is there',
    'operable',
    service({ 'checkout/RUNBOOK.md': book }),
    'pass: 1 deployable with runbook, rollback and owner',
  ],
  [
    'among the documents',
    'operable',
    service({ 'docs/runbooks/checkout.md': book }),
    'pass: 1 deployable with runbook, rollback and owner',
  ],
  [
    'of another service',
    'operable',
    service({ 'docs/runbooks/cart.md': book }),
    'fail: "checkout" has no runbook',
  ],
  [
    'no way back',
    'operable',
    service({ 'checkout/RUNBOOK.md': '# Checkout\nrolling back is not told\n' }),
    'fail: "checkout" has no rollback section in its runbook',
  ],
  [
    'an owner by the files',
    'operable',
    { ...service({ 'RUNBOOK.md': book }, unowned), owners: { checkout: ['@a'] } },
    'pass: 1 deployable with runbook, rollback and owner',
  ],
  [
    'a link to one',
    'operable',
    service({
      'checkout/catalog-info.yaml': 'metadata:\n  links:\n    - { url: https://wiki/x, title: Runbook }\n',
    }),
    'pass: 1 deployable with runbook, rollback and owner',
  ],
  [
    'another link',
    'operable',
    service({
      'checkout/catalog-info.yaml': 'metadata:\n  links:\n    - { url: https://wiki/x, title: Wiki }\n',
    }),
    'fail: "checkout" has no runbook',
  ],
  [
    'a service that is gone',
    'operable',
    { ...service(), now: {}, base: { 'checkout/a.ts': 'x' } },
    'na: nothing that is deployed is changed',
  ],
  ['an untouched service', 'operable', { ...service(), base: {} }, 'na: nothing that is deployed is changed'],
  [
    'a new Dockerfile',
    'operable',
    { now: { 'jobs/Dockerfile': 'FROM x' }, base: { 'jobs/Dockerfile': null } },
    'fail: "jobs" has no runbook and no owner to alert',
  ],
  [
    'one of an example',
    'operable',
    { now: { 'examples/a/Dockerfile': 'FROM x' }, base: { 'examples/a/Dockerfile': null } },
    'na: nothing that is deployed is changed',
  ],
  [
    'a start script',
    'operable',
    { now: { 'job/package.json': '{ "scripts": { "start": "x" } }' }, base: { 'job/package.json': '{}' } },
    'fail: "job" has no runbook and no owner to alert',
  ],
  [
    'a dependency',
    'operable',
    {
      now: { 'job/package.json': '{ "scripts": { "start": "x" }, "dependencies": {} }' },
      base: { 'job/package.json': '{ "scripts": { "start": "x" } }' },
    },
    'na: nothing that is deployed is changed',
  ],
];

for (const [name, id, change, expected] of [...contracts, ...docs, ...operation]) {
  test(`${id}: ${name}`, async () => assert.equal(await told(id, change), expected));
}
