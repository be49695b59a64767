import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileGlob, globProblem } from '../../server/src/format/glob.ts';

const cases: readonly (readonly [glob: string, matching: readonly string[], other: readonly string[]])[] = [
  ['src/**', ['src/a.ts', 'src/a/b.ts', 'src/.hidden/a.ts'], ['src', 'srcs/a.ts', 'a/src/b.ts']],
  ['src/*', ['src/a.ts'], ['src/a/b.ts']],
  ['src/**/*.ts', ['src/a.ts', 'src/a/b.ts'], ['src/a.tsx']],
  ['**/*.test.*', ['a.test.ts', 'x/a.test.tsx'], ['a.ts', 'atest.ts']],
  ['**/test/**', ['test/a.ts', 'a/test/b.ts'], ['a.ts', 'tests/a.ts', 'a/test.ts']],
  ['**/*-a b?/*.ts', ['x-a bc/y.ts', 'z/x-a bc/y.ts'], ['x-a b/y.ts', 'x-ab/y.ts']],
  ['**/{a,b}/c.ts', ['a/c.ts', 'x/b/c.ts'], ['c.ts', 'd/c.ts']],
  ['src/{a,b}/**', ['src/a/x.ts', 'src/b/x.ts'], ['src/c/x.ts']],
  ['src/a?.ts', ['src/ab.ts'], ['src/a.ts', 'src/abc.ts']],
  ['app/[id]/**', ['app/[id]/page.tsx'], ['app/i/page.tsx', 'app/id/page.tsx']],
  ['app/(group)/*', ['app/(group)/page.tsx'], ['app/group/page.tsx']],
  ['app/[[...slug]]/**/*.tsx', ['app/[[...slug]]/page.tsx'], ['app/s/page.tsx']],
  ['app/@modal/{a,b}/*', ['app/@modal/a/x.ts'], ['app/modal/a/x.ts']],
  ['main.ts', ['main.ts'], ['a/main.ts', 'main.tsx']],
];

for (const [glob, matching, other] of cases) {
  test(glob, () => {
    assert.equal(globProblem(glob), undefined);
    const { matches } = compileGlob(glob);
    for (const path of matching) assert.ok(matches(path), path);
    for (const path of other) assert.ok(!matches(path), path);
  });
}

test('the literal beginning ends at the first special character', () => {
  const prefixes = ['src/ui/**', '**/*.ts', 'app/[id]/*', 'a/{b,c}/d', 'main.ts'].map(
    (glob) => compileGlob(glob).prefix,
  );
  assert.deepEqual(prefixes, ['src/ui/', '', 'app/[id]/', 'a/', 'main.ts']);
});
