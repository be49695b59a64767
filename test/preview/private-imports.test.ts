import assert from 'node:assert/strict';
import { test } from 'node:test';
import { privateImports } from '../../server/src/preview/private-imports.ts';
import { readManifest } from '../../server/src/read/manifest.ts';
import { openWorkspace } from '../support/workspace.ts';

const deep = '../../lib/src/deep';

/** One import of `packages/app` from `packages/lib`, whose package.json has some fields. */
async function found(
  specifier: string,
  lib: object,
  importer = 'packages/app/main.ts',
  change: (files: Map<string, string>) => unknown = () => undefined,
): Promise<readonly string[]> {
  const files = new Map([
    ['package.json', '{ "name": "root", "workspaces": ["packages/*"] }'],
    ['packages/app/package.json', '{ "name": "app" }'],
    ['packages/lib/package.json', JSON.stringify({ name: 'lib', ...lib })],
    ['packages/lib/src/index.ts', "import './deep';\n"],
    ['packages/lib/src/deep.ts', ''],
    ['packages/lib/src/feature/a.ts', ''],
    [importer, `import '${specifier}';\n`],
  ]);
  change(files);
  const workspace = await openWorkspace(files);
  const packages = [...files].flatMap(([path, text]) =>
    path.endsWith('package.json') ? (readManifest(path, text) ?? []) : [],
  );
  return privateImports(workspace.facts(), packages).map(
    ({ from, to, imports }) => `${from || '.'} > ${to}: ${imports.length} ${imports[0].specifier}`,
  );
}

const exported = { exports: { '.': './dist/index.js', './feature/*': { import: './dist/feature/*.js' } } };

for (const [name, specifier, lib, expected] of [
  ['a relative path past the index', '../lib/src/deep', {}, 1],
  ['a specifier past the index', 'lib/src/deep', {}, 1],
  ['a relative path past what exports offer', '../lib/src/deep', exported, 1],
  ['the package by its name', 'lib', {}, 0],
  ['the index by a relative path', '../lib/src/index', {}, 0],
  ['the built entry by its source', '../lib/src/index', { main: 'dist/index.js' }, 0],
  ['another file than the entry', '../lib/src/deep', { main: 'dist/index.js' }, 1],
  ['what a pattern of exports offers', 'lib/feature/a', exported, 0],
  ['the source of what a pattern offers', '../lib/src/feature/a', exported, 0],
] as const) {
  test(`${name}: ${expected === 0 ? 'public' : 'private'}`, async () => {
    assert.deepEqual(
      await found(specifier, lib),
      expected === 0 ? [] : [`packages/app > packages/lib: 1 ${specifier}`],
    );
  });
}

const forms = {
  exports: {
    '.': './src/index.ts',
    './closed/*': null,
    './one': { node: null, default: './gone.js' },
    './flat/*': { types: './dist/index.d.ts', default: './dist/index.js' },
    './*': './src/*.ts',
  },
};
const flat = { exports: { '.': './dist/index.js', './*': { default: './dist/index.js' } } };
const fromAbove = {
  exports: {
    '.': { types: './dist/types/lib/src/index.d.ts' },
    './*': { types: './dist/types/lib/src/*.d.ts' },
  },
};
const paths = { 'lib/*': ['./packages/lib/src/*'] };
for (const [name, specifier, lib, expected] of [
  ['a key of exports, whatever file it leads to', 'lib/deep', flat, 0],
  ['its file by a relative path', '../lib/src/deep', flat, 1],
  ['a key that only one condition closes', 'lib/one', forms, 0],
  ['a key that is closed', 'lib/closed/x', forms, 1],
  ['the file of a closed key by a relative path', '../lib/src/closed/x', forms, 1],
  ['the file of an open key by a relative path', '../lib/src/deep', forms, 0],
  ['a specifier that no key offers', 'lib/deep', { exports: './src/index.ts' }, 1],
  ['what was compiled from the folder above', '../lib/src/deep', fromAbove, 0],
  [
    'what was compiled for another package',
    '../lib/src/deep',
    { exports: { './*': './dist/types/other/src/*.d.ts' } },
    1,
  ],
] as const) {
  test(`${name}: ${expected === 0 ? 'public' : 'private'}`, async () => {
    const imports = await found(specifier, lib, 'packages/app/main.ts', (files) => {
      files.set('tsconfig.json', JSON.stringify({ compilerOptions: { paths } }));
      for (const path of ['closed/x', 'one']) files.set(`packages/lib/src/${path}.ts`, '');
    });
    assert.deepEqual(imports, expected === 0 ? [] : [`packages/app > packages/lib: 1 ${specifier}`]);
  });
}

test('a package within the importing one is a part of it; to a third it is a package', async () => {
  const inner = async (importer: string, specifier: string) =>
    found(specifier, {}, importer, (files) => {
      files.set('packages/app/api/package.json', '{ "name": "api", "exports": "./client.ts" }');
      files.set('packages/app/api/client.ts', '');
      files.set('packages/app/api/other.ts', '');
    });
  assert.deepEqual(await inner('packages/app/main.ts', './api/other'), []);
  assert.equal((await inner('packages/lib/x.ts', '../app/api/other')).length, 1);
});

test('what belongs to no package below the root is told as the root', async () => {
  assert.deepEqual(await found('../packages/lib/src/deep', {}, 'scripts/x.ts'), [
    '. > packages/lib: 1 ../packages/lib/src/deep',
  ]);
});

test('the name of a package is public wherever a tsconfig leads it', async () => {
  const paths = { lib: ['./packages/lib/src/deep.ts'], inner: ['./packages/lib/src/deep.ts'] };
  const alias = (specifier: string) =>
    found(specifier, {}, 'packages/app/main.ts', (files) =>
      files.set('tsconfig.json', JSON.stringify({ compilerOptions: { paths } })),
    );
  assert.deepEqual(await alias('lib'), []);
  assert.equal((await alias('inner')).length, 1);
});

test('a package without any entry keeps nothing private', async () => {
  const without = (files: Map<string, string>) => files.delete('packages/lib/src/index.ts');
  assert.deepEqual(await found('../lib/src/deep', {}, 'packages/app/main.ts', without), []);
});

test('tests may look inside', async () => {
  assert.deepEqual(await found(deep, {}, 'packages/app/test/x.ts'), []);
  assert.equal((await found(deep, {}, 'packages/app/tool/x.ts')).length, 1);
});

test('a package.json that holds no object, or has no name, is no package', () => {
  for (const text of ['', '[]', 'null']) assert.equal(readManifest('a/package.json', text), undefined, text);
  for (const text of ['{', '{ "name": 1 }', '{ "name": "" }']) {
    assert.equal(readManifest('a/package.json', text)?.name, '', text);
  }
});
