import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openWorkspace } from '../support/workspace.ts';

/** Many elements are looked up by folder, few are asked one by one: where a file belongs must not depend on it. */
const folders = ['a', 'a/b', 'a/b/c', 'a/bc', 'd'];
const patterns = [
  ...folders.map((folder) => `${folder}/**`),
  ...['**/*.x.ts', 'a/*/c/**', 'a/b*/**', '{part}/b/**', 'a/{b,bc}/**', '**', 'd/f.ts'],
];
const files = [...folders.map((folder) => `${folder}/f.ts`), 'a/b/c/g.x.ts', 'g.ts'];

async function standings(globs: readonly string[], others: number): Promise<readonly unknown[]> {
  const slices = globs.map((glob, index) => ({ name: `s${index}`, files: glob }));
  const far = Array.from({ length: others }, (_, index) => ({
    name: `far${index}`,
    files: `far/${index}/**`,
  }));
  const policy = JSON.stringify({ slices: [...slices, ...far] });
  const workspace = await openWorkspace(
    new Map([['parapet.jsonc', policy], ...files.map((path) => [path, ''] as const)]),
  );
  return workspace
    .facts()
    .files.map(({ path, standing }) => [
      path,
      standing.slices.map(({ name, folder }) => `${name} ${folder}`),
    ]);
}

test('where a file belongs does not depend on how many slices there are elsewhere', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...patterns), { minLength: 1, maxLength: 6 }),
      async (globs) => {
        assert.deepEqual(await standings(globs, 40), await standings(globs, 0));
      },
    ),
    { numRuns: 60 },
  );
});

test('a slice far away holds nothing here', async () => {
  assert.deepEqual((await standings(['d/**'], 40)).at(-2), ['d/f.ts', ['s0 d']]);
});
