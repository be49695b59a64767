import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Workspace } from '../../server/src/engine/workspace.ts';
import { openWorkspace } from '../support/workspace.ts';

/** However a state was reached, it is the state of a fresh run. */
const paths = ['ui/a.ts', 'ui/b.ts', 'domain/a.ts', 'domain/b.ts', 'domain/deep/c.ts', 'loose.ts'];
const policies = [
  '{ "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }], "cover": ["**"] }',
  '{ "layers": [{ "name": "domain", "files": "domain/**" }, { "name": "ui", "files": "ui/**" }], "exclude": ["ui/b.ts"] }',
  '{ "layers": [[{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "**/a.ts" }]] }',
  '{ "cover": [',
];
const configs = ['{}', '{ "compilerOptions": { "paths": { "@/*": ["./ui/*"] } } }', '{'];
const specifiers = [
  './a',
  './b',
  '../ui/a',
  '../domain/a',
  '../domain/b',
  './deep/c',
  '@/a',
  './gone',
  'pkg',
];

const line = fc.oneof(
  fc.constantFrom(...specifiers).map((specifier) => `import '${specifier}';`),
  fc.constantFrom(...specifiers).map((specifier) => `import type { T } from '${specifier}';`),
  fc.constant('// parapet-allow architecture/upward-import: agreed'),
  fc.constant('// parapet-allow architecture/import-cycle'),
  fc.constant('export const x = 1;'),
);
const source = fc.array(line, { maxLength: 4 }).map((lines) => `${lines.join('\n')}\n`);

type Step =
  | { readonly kind: 'write' | 'type'; readonly path: string; readonly text: string }
  | { readonly kind: 'delete' | 'close'; readonly path: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('write', 'type'), path: fc.constantFrom(...paths), text: source }),
  fc.record({ kind: fc.constantFrom('delete', 'close'), path: fc.constantFrom(...paths, 'tsconfig.json') }),
  fc.record({
    kind: fc.constant('write'),
    path: fc.constant('parapet.jsonc'),
    text: fc.constantFrom(...policies),
  }),
  fc.record({
    kind: fc.constant('write'),
    path: fc.constant('tsconfig.json'),
    text: fc.constantFrom(...configs),
  }),
) as fc.Arbitrary<Step>;

function apply(workspace: Workspace, files: Map<string, string>, typed: Map<string, string>, at: Step): void {
  switch (at.kind) {
    case 'write':
      files.set(at.path, at.text);
      workspace.touch(at.path);
      break;
    case 'delete':
      files.delete(at.path);
      workspace.touch(at.path);
      break;
    case 'type':
      typed.set(at.path, at.text);
      workspace.setText(at.path, at.text);
      break;
    case 'close':
      typed.delete(at.path);
      workspace.setText(at.path, undefined);
      break;
  }
}

test('any sequence of edits leaves the state of a fresh run', { timeout: 300_000 }, async () => {
  const seconds = Number(process.env['PARAPET_PROPERTY_SECONDS'] ?? 4);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 12 }),
      async (batches) => {
        const files = new Map([['parapet.jsonc', policies[0] as string]]);
        const typed = new Map<string, string>();
        const workspace = await openWorkspace(files);
        const told = new Map(workspace.findings().map(({ path }) => [path, workspace.findingsAt(path)]));
        for (const batch of batches) {
          for (const at of batch) apply(workspace, files, typed, at);
          for (const path of await workspace.refresh()) told.set(path, workspace.findingsAt(path));
          const fresh = await openWorkspace(new Map([...files, ...typed]));
          assert.deepEqual(workspace.findings(), fresh.findings());
          assert.deepEqual(workspace.notices(), fresh.notices());
          const shown = [...told.values()].flat();
          assert.equal(shown.length, fresh.findings().length, 'every change of findings is told');
        }
      },
    ),
    { numRuns: 100_000, interruptAfterTimeLimit: seconds * 1000, markInterruptAsFailure: false },
  );
});

test('an edit that leaves the facts equal tells nothing', async () => {
  const files = new Map([
    ['parapet.jsonc', policies[0] as string],
    ['domain/a.ts', "import '../ui/a';\n"],
    ['ui/a.ts', 'export {};\n'],
  ]);
  const workspace = await openWorkspace(files);
  workspace.setText('domain/a.ts', "import '../ui/a';\nexport const x = 1;\n");
  assert.deepEqual([...(await workspace.refresh())], []);
  workspace.setText('domain/a.ts', 'export const x = 1;\n');
  assert.deepEqual([...(await workspace.refresh())], ['domain/a.ts']);
});

test('a cycle that one file closes or ends is told where it stands, in the other file', async () => {
  const files = new Map([
    ['parapet.jsonc', '{ "rules": { "architecture/import-cycle": "error" } }'],
    ['a.ts', "import './b';\n"],
    ['b.ts', 'export {};\n'],
  ]);
  const workspace = await openWorkspace(files);
  const rulesAt = (path: string) => workspace.findingsAt(path).map(({ rule }) => rule);
  workspace.setText('b.ts', "import './a';\n");
  assert.deepEqual([...(await workspace.refresh())], ['a.ts']);
  assert.deepEqual(rulesAt('a.ts'), ['architecture/import-cycle']);
  workspace.setText('b.ts', "\nimport './a';\n");
  await workspace.refresh();
  assert.equal(workspace.findingsAt('a.ts')[0]?.related[0]?.span.start, 8, 'the other end moved');
  workspace.setText('b.ts', "import type {} from './a';\n");
  assert.deepEqual([...(await workspace.refresh())], ['a.ts']);
  assert.deepEqual(rulesAt('a.ts'), []);
});
