import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openWorkspace, plain } from '../support/workspace.ts';

const policy = `{
  "exclude": ["old/**"],
  "rules": { "architecture/import-cycle": "error" }
}`;
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const paths = names.map((name) => (name === 'h' ? 'old/h.ts' : `src/${name}.ts`));

const importLine = fc
  .record({
    form: fc.constantFrom('import', 'import type {} from', 'export * from', 'await import'),
    to: fc.constantFrom(...paths),
  })
  .map(({ form, to }) =>
    form === 'await import' ? `await import('../${to}');` : `${form} '../${to.replace(/\.ts$/, '')}';`,
  );
const text = fc
  .array(fc.oneof({ weight: 6, arbitrary: importLine }, fc.constant('')), { maxLength: 4 })
  .map((lines) => `${lines.join('\n')}\n`);

test('whatever was typed, the cycles are told that a fresh run tells', { timeout: 1_200_000 }, async () => {
  const seconds = Number(process.env['PARAPET_PROPERTY_SECONDS'] ?? 2);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...paths), text), { maxLength: 30 }),
      async (edits) => {
        const files = new Map([['parapet.jsonc', policy], ...paths.map((path) => [path, ''] as const)]);
        const workspace = await openWorkspace(new Map(files));
        for (const [path, typed] of edits) {
          files.set(path, typed);
          workspace.setText(path, typed);
          await workspace.refresh();
          const fresh = await openWorkspace(new Map(files));
          assert.deepEqual(plain(workspace.findings()), plain(fresh.findings()));
        }
      },
    ),
    { numRuns: 1_000_000, interruptAfterTimeLimit: seconds * 1000, markInterruptAsFailure: false },
  );
});

test('a cycle is not judged again while its files and the way they import each other stay', async () => {
  const files = new Map([
    ['parapet.jsonc', policy],
    ['src/a.ts', "import './b';\n"],
    ['src/b.ts', "import './a';\n"],
    ['src/c.ts', "import './d';\n"],
    ['src/d.ts', 'export {};\n'],
  ]);
  const workspace = await openWorkspace(files);
  const [before] = workspace.findingsAt('src/a.ts');
  const type = async (path: string, typed: string) => {
    workspace.setText(path, typed);
    return [...(await workspace.refresh())];
  };
  assert.deepEqual(await type('src/d.ts', "import './c';\nimport './a';\n"), ['src/c.ts']);
  assert.equal(workspace.findingsAt('src/a.ts')[0], before, 'another cycle was closed beside it');
  assert.deepEqual(await type('src/d.ts', "import './a';\n"), ['src/c.ts']);
  assert.equal(workspace.findingsAt('src/a.ts')[0], before, 'and opened');
  assert.deepEqual(await type('src/b.ts', "\nimport './a';\n"), ['src/a.ts']);
  assert.notEqual(workspace.findingsAt('src/a.ts')[0], before, 'the other end moved');
});
