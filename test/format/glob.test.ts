import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileCaptures, compileGlob, globProblem } from '../../server/src/format/glob.ts';

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

const captured: readonly (readonly [
  glob: string,
  path: string,
  folder: string,
  captures: Readonly<Record<string, string>>,
])[] = [
  ['src/features/{feature}/**', 'src/features/cart/ui/a.ts', 'src/features/cart', { feature: 'cart' }],
  ['**/modules/{m}/**', 'a/b/modules/x/y/z.ts', 'a/b/modules/x', { m: 'x' }],
  ['{app}/src/{feature}/*.ts', 'web/src/cart/a.ts', 'web/src/cart', { app: 'web', feature: 'cart' }],
  ['app/[id]/{part}/**', 'app/[id]/x/a.ts', 'app/[id]/x', { part: 'x' }],
  ['src/{feature}.service.ts', 'src/cart.service.ts', 'src', { feature: 'cart' }],
  ['src/{a,b}/{feature}/**', 'src/b/cart/x.ts', 'src/b/cart', { feature: 'cart' }],
  ['{x}/{x}/**', 'a/a/b.ts', 'a/a', { x: 'a' }],
  ['services/*/src/**', 'services/a/src/b/c.ts', 'services/a/src', {}],
  ['src/shared/*.ts', 'src/shared/a.ts', 'src/shared', {}],
  ['**/*.ts', 'a/b.ts', '', {}],
];

for (const [glob, path, folder, captures] of captured) {
  test(`${glob} captures from ${path}`, () => {
    assert.equal(globProblem(glob, true), undefined);
    assert.ok(compileGlob(glob).matches(path));
    assert.deepEqual(compileCaptures(glob)(path), { captures, folder });
  });
}

test('a capture that stands twice must be the same', () => {
  assert.equal(compileCaptures('{x}/{x}/**')('a/b/c.ts'), undefined);
  assert.equal(compileGlob('{x}/{x}/**').matches('a/b/c.ts'), false);
});

test('names in braces are for captures only', () => {
  assert.match(globProblem('src/{a}/**') ?? '', /braces hold alternatives here/);
  assert.match(globProblem('src/{}/**', true) ?? '', /neither the name of a capture/);
  assert.match(globProblem('src/{a-b}/**', true) ?? '', /neither the name of a capture/);
  assert.match(globProblem('{app}/{a-b}/**', true) ?? '', /neither the name of a capture/);
});
