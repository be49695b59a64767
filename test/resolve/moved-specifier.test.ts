import assert from 'node:assert/strict';
import { test } from 'node:test';
import { movedSpecifiers } from '../../server/src/resolve/moved-specifier.ts';

/** Written, importer and target before, importer and target after, and the first proposal. */
const cases: readonly (readonly [
  specifier: string,
  before: readonly [string, string],
  after: readonly [string, string],
  expected: string,
])[] = [
  ['./b', ['a/a.ts', 'a/b.ts'], ['c/a.ts', 'a/b.ts'], '../a/b'],
  ['./b', ['a/a.ts', 'a/b.ts'], ['a/a.ts', 'a/deep/c.ts'], './deep/c'],
  ['../b/index.js', ['a/a.ts', 'b/index.ts'], ['a.ts', 'b/index.ts'], './b/index.js'],
  ['../b', ['a/a.ts', 'b/index.ts'], ['a/a.ts', 'c/d/index.ts'], '../c/d'],
  ['../b', ['a/a.ts', 'b/index.ts'], ['a/a.ts', 'b/all.ts'], '../b/all'],
  ['./b.js', ['a.ts', 'b.tsx'], ['a.ts', 'x/b.tsx'], './x/b.js'],
  ['./b.js', ['a.ts', 'b.ts'], ['a.ts', 'b.js'], './b.js'],
  ['./b.ts', ['a.ts', 'b.ts'], ['a.ts', 'c.ts'], './c.ts'],
  ['./B.vue', ['a.ts', 'B.vue'], ['a.ts', 'c/C.vue'], './c/C.vue'],
  ['./b.css?inline', ['a.vue', 'b.css'], ['c/a.vue', 'b.css'], '../b.css?inline'],
  ['./cart.service', ['a.ts', 'cart.service.ts'], ['a.ts', 'cart.store.ts'], './cart.store'],
  ['@/b/c', ['a.vue', 'src/b/c.ts'], ['a.vue', 'src/d/c.ts'], '@/d/c'],
  ['@/b', ['a.vue', 'src/b/index.ts'], ['a.vue', 'src/d/index.ts'], '@/d'],
  ['#lib/c.js', ['a.vue', 'src/lib/c.ts'], ['a.vue', 'src/lib/x/c.ts'], '#lib/x/c.js'],
  ['~/ui/page', ['a.vue', 'src/ui/page.ts'], ['a.vue', 'other/page.ts'], './other/page'],
  [
    '@acme/money/src/a',
    ['a.vue', 'packages/money/src/a.ts'],
    ['a.vue', 'packages/money/src/b/a.ts'],
    '@acme/money/src/b/a',
  ],
];

for (const [specifier, before, after, expected] of cases) {
  test(`${specifier} from ${before.join(' to ')} becomes ${expected}`, () => {
    const ends = ([importer, target]: readonly [string, string]) => ({ importer, target });
    const proposals = movedSpecifiers(specifier, ends(before), ends(after));
    assert.equal(proposals[0], expected, proposals.join());
    assert.equal(new Set(proposals).size, proposals.length);
  });
}

test('the name of a package does not become a path into it', () => {
  const target = (name: string) => ({ importer: 'web/a.vue', target: `packages/money/src/${name}.ts` });
  assert.deepEqual(movedSpecifiers('@acme/money', target('index'), target('main')), []);
  assert.deepEqual(movedSpecifiers('money', target('index'), target('main')), []);
});
