import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createKnownPaths, placeNames, type ReportOrigin } from '../../server/src/gating/placing.ts';

const files = [
  'src/a.ts',
  'src/index.ts',
  'packages/web/src/a.ts',
  'packages/web/src/index.ts',
  'packages/api/src/b.ts',
  'main.ts',
];

function place(names: readonly string[], origin: ReportOrigin = { folder: 'coverage' }, known = files) {
  return placeNames(
    names.map((name) => [name]),
    createKnownPaths(known),
    origin,
  );
}

test('relative names belong to the folder around the report in which most of them exist', () => {
  assert.deepEqual(place(['src/a.ts', './src/index.ts', 'src/gone.ts']), [
    'src/a.ts',
    'src/index.ts',
    undefined,
  ]);
  const origin = { folder: 'packages/web/coverage' };
  assert.deepEqual(place(['src/a.ts', 'src/index.ts'], origin), [
    'packages/web/src/a.ts',
    'packages/web/src/index.ts',
  ]);
  // Written by a run at the root that only keeps its report there.
  assert.deepEqual(place(['packages/api/src/b.ts', 'src/a.ts', 'main.ts'], origin), [
    'packages/api/src/b.ts',
    'src/a.ts',
    'main.ts',
  ]);
  assert.deepEqual(place(['../api/src/b.ts', 'src\\a.ts'], origin), [
    'packages/api/src/b.ts',
    'packages/web/src/a.ts',
  ]);
});

test('absolute names below the root are meant exactly', () => {
  const origin = { folder: '', root: '/home/me/shop' };
  assert.deepEqual(place(['/home/me/shop/src/a.ts', '/home/me/shop/dist/src/index.ts'], origin), [
    'src/a.ts',
    undefined,
  ]);
  assert.deepEqual(place(['c:\\Shop\\src\\a.ts'], { folder: '', root: 'C:\\shop' }), ['src/a.ts']);
  assert.deepEqual(place(['file:///home/me/shop/src/a.ts', 'file:///home/me/shop/src/%61.ts'], origin), [
    'src/a.ts',
    'src/a.ts',
  ]);
});

test('names of another machine are placed by the beginning that most of them agree on', () => {
  const ci = (name: string) => `/builds/42/shop/${name}`;
  assert.deepEqual(place([ci('src/a.ts'), ci('packages/web/src/a.ts'), ci('main.ts')]), [
    'src/a.ts',
    'packages/web/src/a.ts',
    'main.ts',
  ]);
  const windows = files.map((file) => `D:\\a\\shop\\${file.replaceAll('/', '\\')}`);
  assert.deepEqual(place(windows), files);
  // A container that holds one package.
  assert.deepEqual(place(['/app/src/b.ts']), ['packages/api/src/b.ts']);
});

test('what might mean several files means none', () => {
  assert.deepEqual(place(['/app/src/index.ts']), [undefined]);
  assert.deepEqual(place(['/ci/main.ts', '/ci/other/main.ts']), [undefined, undefined]);
});

test('another project that has some names in common is not taken for this one', () => {
  const other = ['/x/lib/src/index.ts', '/x/lib/src/tree.ts', '/x/lib/src/leaf.ts', '/x/lib/test/t.ts'];
  const known = ['src/index.ts', 'src/a.ts'];
  assert.deepEqual(
    place(other, { folder: '' }, known),
    other.map(() => undefined),
  );
  assert.deepEqual(place(other.slice(0, 2), { folder: '' }, known), ['src/index.ts', undefined]);
});

test('alternatives of one name have to agree', () => {
  const known = createKnownPaths(files);
  const placed = placeNames(
    [
      ['src/a.ts', 'packages/web/src/a.ts'],
      ['a.ts', 'src/a.ts'],
    ],
    known,
    { folder: '' },
  );
  assert.deepEqual(placed, [undefined, 'src/a.ts']);
});

test('wherever a repository was checked out, its names lead back to its files', () => {
  const segment = fc.constantFrom('src', 'lib', 'web', 'x', 'index.ts', 'a.ts');
  const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  const prefix = fc.constantFrom(
    '/builds/1/repo/',
    'C:\\agent\\_work\\1\\s\\',
    '\\\\server\\share\\repo\\',
    '/home/x/lib/src/',
  );
  fc.assert(
    fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 12 }), prefix, (paths, before) => {
      const names = paths.map((one) => before + (before.includes('\\') ? one.replaceAll('/', '\\') : one));
      const placed = place(names, { folder: '' }, paths);
      // Several places may fit equally well, and then none is taken; a wrong one never is.
      const isPlaced = placed.some((one) => one !== undefined);
      assert.deepEqual(placed, isPlaced ? paths : paths.map(() => undefined));
    }),
    { numRuns: 500 },
  );
});

test('thousands of files of the same name are placed by comparing a few of them', () => {
  const many = Array.from({ length: 5000 }, (_, index) => `packages/p${index}/src/index.ts`);
  let asked = 0;
  const known = createKnownPaths(many);
  const counting = {
    ...known,
    named(segment: string) {
      asked += known.named(segment).length;
      return known.named(segment);
    },
  };
  const names = many.map((path) => [`/ci/${path}`]);
  assert.deepEqual(placeNames(names, counting, { folder: '' }), many);
  // Each list is asked for its length once, and ten of them are gone through.
  assert.ok(asked < 300 * 5000, `${asked}`);
});
