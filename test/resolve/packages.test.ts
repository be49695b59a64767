import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pnpmPackages } from '../../server/src/resolve/pnpm-workspace.ts';
import { expectAnswers, type Files, problemsOf, worldOf } from './small-world.ts';

test('bare specifiers: runtime, packages, and what is neither', () => {
  expectAnswers(worldOf({ 'a.ts': '' }), 'a.ts', {
    fs: 'builtin node:fs',
    'fs/promises': 'builtin node:fs/promises',
    'node:test': 'builtin node:test',
    'bun:sqlite': 'builtin bun:sqlite',
    test: 'package test',
    react: 'package react',
    'react/jsx-runtime': 'package react',
    '@scope/name': 'package @scope/name',
    '@scope/name/deep/x.js': 'package @scope/name',
    'react?url': 'package react',
    'npm:express@4/lib': 'package express',
    'jsr:@std/path@1.0': 'package @std/path',
    'https://esm.sh/x': 'outside https://esm.sh/x',
    'data:text/javascript,1': 'outside data:text/javascript,1',
    'virtual:pwa': 'outside virtual:pwa',
    '/src/main.ts': 'unresolved: an absolute path names another file on every machine',
    'C:/x.ts': 'unresolved: an absolute path names another file on every machine',
    '': 'unresolved: the specifier is empty',
    '#x': 'unresolved: "#x" needs a package.json with "imports"',
  });
});

const entry: readonly { name: string; files: Files; answers: Record<string, string> }[] = [
  {
    name: 'without exports: source, types, module, main, then the usual entries',
    files: {
      'p/source/package.json': { name: 'source', source: 'lib/a.ts', main: 'dist/b.js' },
      'p/source/lib/a.ts': '',
      'p/source/src/b.ts': '',
      'p/main/package.json': { name: 'main', main: './dist/start.js' },
      'p/main/src/start.ts': '',
      'p/usual/package.json': { name: 'usual' },
      'p/usual/src/index.ts': '',
      'p/flat/package.json': { name: 'flat' },
      'p/flat/index.js': '',
      'p/none/package.json': { name: 'none' },
      'p/none/other.ts': '',
      'p/built/package.json': { name: 'built', main: 'dist/x.js' },
    },
    answers: {
      source: 'p/source/lib/a.ts',
      main: 'p/main/src/start.ts',
      usual: 'p/usual/src/index.ts',
      flat: 'p/flat/index.js',
      none: 'unresolved: package "none" has no entry file',
      built: 'outside p/built/dist/x.js',
    },
  },
  {
    name: 'without exports a subpath is a file of the package or of its src',
    files: {
      'p/kit/package.json': { name: '@acme/kit' },
      'p/kit/a.ts': '',
      'p/kit/src/b.ts': '',
      'p/kit/src/deep/index.ts': '',
      'p/kit/style.css': '',
    },
    answers: {
      '@acme/kit/a': 'p/kit/a.ts',
      '@acme/kit/b.js': 'p/kit/src/b.ts',
      '@acme/kit/dist/b': 'p/kit/src/b.ts',
      '@acme/kit/deep': 'p/kit/src/deep/index.ts',
      '@acme/kit/style.css': 'outside p/kit/style.css',
      '@acme/kit/gone': 'unresolved: package "@acme/kit" has no file "gone"',
    },
  },
  {
    name: 'exports: conditions, patterns, the most specific key, null',
    files: {
      'p/kit/package.json': {
        name: 'kit',
        main: './src/wrong.ts',
        exports: {
          '.': { types: './dist/index.d.ts', import: './dist/index.mjs', default: './dist/index.js' },
          './both': { require: './src/required.ts', import: './src/imported.ts' },
          './features/*': './src/features/*.ts',
          './features/internal/*': null,
          './deep/*.js': './dist/deep/*.js',
          './old/': './src/old/',
          './list': [null, { browser: './gone.js' }, './src/listed.ts'],
          './style.css': './style.css',
          './generated': './dist/generated.js',
          './modules/*': './dist/modules/*.js',
          './gone': './src/gone.js',
          './closed': null,
          './browser-only': { node: null, default: './src/index.ts' },
        },
      },
      'p/kit/src/index.ts': '',
      'p/kit/src/wrong.ts': '',
      'p/kit/src/required.ts': '',
      'p/kit/src/imported.ts': '',
      'p/kit/src/features/cart.ts': '',
      'p/kit/src/features/internal/secret.ts': '',
      'p/kit/src/deep/x/y.ts': '',
      'p/kit/src/old/o.ts': '',
      'p/kit/src/listed.ts': '',
      'p/kit/style.css': '',
    },
    answers: {
      kit: 'p/kit/src/index.ts',
      'kit/both': 'p/kit/src/imported.ts',
      'kit/features/cart': 'p/kit/src/features/cart.ts',
      'kit/features/internal/secret':
        'unresolved: package "kit" does not export "./features/internal/secret"',
      'kit/deep/x/y.js': 'p/kit/src/deep/x/y.ts',
      'kit/old/o': 'p/kit/src/old/o.ts',
      'kit/list': 'p/kit/src/listed.ts',
      'kit/style.css': 'outside p/kit/style.css',
      'kit/generated': 'outside p/kit/dist/generated.js',
      'kit/modules/nothing':
        'unresolved: package "kit" exports "./modules/nothing" as "./dist/modules/nothing.js", which is not there',
      'kit/gone': 'unresolved: package "kit" exports "./gone" as "./src/gone.js", which is not there',
      'kit/closed': 'unresolved: package "kit" does not export "./closed"',
      'kit/browser-only': 'unresolved: package "kit" does not export "./browser-only"',
      'kit/src/wrong': 'unresolved: package "kit" does not export "./src/wrong"',
      'kit/package.json': 'unresolved: package "kit" does not export "./package.json"',
    },
  },
  {
    name: 'exports as a text, and a condition only bundlers set',
    files: {
      'p/one/package.json': { name: 'one', exports: './dist/esm/one.js' },
      'p/one/src/one.ts': '',
      'p/web/package.json': { name: 'web', exports: { browser: './src/web.ts', node: './lib/absent.js' } },
      'p/web/src/web.ts': '',
    },
    answers: { one: 'p/one/src/one.ts', web: 'p/web/src/web.ts' },
  },
  {
    name: 'a folder that src is compiled into: only when no target is there or built',
    files: {
      'p/kit/package.json': {
        name: 'kit',
        exports: { './x': './x.js', './y': { import: './y.js', default: './other.ts' } },
      },
      'p/kit/src/x.ts': '',
      'p/kit/src/y.ts': '',
      'p/kit/other.ts': '',
    },
    answers: { 'kit/x': 'p/kit/src/x.ts', 'kit/y': 'p/kit/other.ts' },
  },
  {
    name: 'without an entry the index of the package, before that of its src',
    files: { 'p/kit/package.json': { name: 'kit' }, 'p/kit/index.ts': '', 'p/kit/src/index.ts': '' },
    answers: { kit: 'p/kit/index.ts' },
  },
  {
    name: 'build output by the configuration of the package',
    files: {
      'p/kit/package.json': {
        name: 'kit',
        exports: { '.': './artefacts/main.js', './x': './artefacts/x.js' },
      },
      'p/kit/tsconfig.json': { compilerOptions: { outDir: 'artefacts', rootDir: 'source' } },
      'p/kit/source/main.ts': '',
    },
    answers: { kit: 'p/kit/source/main.ts', 'kit/x': 'outside p/kit/artefacts/x.js' },
  },
  {
    name: 'a local package may have the name of a module of the runtime, but not with its scheme',
    files: { 'p/events/package.json': { name: 'events' }, 'p/events/index.ts': '' },
    answers: { events: 'p/events/index.ts', 'node:events': 'builtin node:events' },
  },
  {
    name: 'targets never leave the package',
    files: { 'p/kit/package.json': { name: 'kit', exports: '../../a/from.ts' } },
    answers: { kit: 'unresolved: package "kit" exports "." as "../../a/from.ts", which is not there' },
  },
];

for (const { name, files, answers } of entry) {
  test(`workspace package: ${name}`, () => {
    expectAnswers(worldOf({ 'a/from.ts': '', ...files }), 'a/from.ts', answers);
  });
}

test('require and import take their own condition', () => {
  const world = worldOf({
    'p/package.json': { name: 'kit', exports: { require: './r.ts', import: './i.ts' } },
    'p/r.ts': '',
    'p/i.ts': '',
  });
  assert.equal(world.answer('a.ts', 'kit', 'require'), 'p/r.ts');
  assert.equal(world.answer('a.ts', 'kit', 'dynamic'), 'p/i.ts');
});

test('the oldest module resolution knows no exports', () => {
  const files = {
    'p/package.json': { name: 'kit', exports: { '.': './src/index.ts' } },
    'p/src/index.ts': '',
    'p/src/inner.ts': '',
    'a.ts': '',
  };
  for (const compilerOptions of [{ moduleResolution: 'node' }, { resolvePackageJsonExports: false }]) {
    const old = { 'tsconfig.json': { compilerOptions } };
    expectAnswers(worldOf({ ...files, ...old }), 'a.ts', { 'kit/src/inner': 'p/src/inner.ts' });
  }
  for (const compilerOptions of [{ moduleResolution: 'bundler' }, { resolvePackageJsonExports: true }]) {
    expectAnswers(worldOf({ ...files, 'tsconfig.json': { compilerOptions } }), 'a.ts', {
      'kit/src/inner': 'unresolved: package "kit" does not export "./src/inner"',
    });
  }
});

test('a package may name itself, and its imports by Node’s algorithm', () => {
  const world = worldOf({
    'p/package.json': {
      name: 'kit',
      exports: './src/index.ts',
      imports: {
        '#db': { test: './src/db.fake.ts', default: './src/db.ts' },
        '#lib/*': './dist/lib/*.js',
        '#pg': 'pg',
        '#fs': 'node:fs',
        '#other': 'other',
        '#gone': './src/gone.ts',
        '#closed': null,
        '#lib/internal/*': null,
        '#list': [null, './src/gone.ts', './src/db.ts'],
        '#own': '#db',
        '#outside': './../q/index.ts',
      },
    },
    'p/src/index.ts': '',
    'p/src/db.ts': '',
    'p/src/db.fake.ts': '',
    'p/src/lib/x.ts': '',
    'q/package.json': { name: 'other' },
    'q/index.ts': '',
    'q/from.ts': '',
  });
  expectAnswers(world, 'p/src/deep/from.ts', {
    kit: 'p/src/index.ts',
    '#db': 'p/src/db.ts',
    '#lib/x': 'p/src/lib/x.ts',
    '#pg': 'package pg',
    '#fs': 'builtin node:fs',
    '#other': 'q/index.ts',
    '#gone': 'unresolved: "#gone" leads to a missing file by the "imports" of p/package.json',
    '#closed': 'unresolved: "#closed" is not in the "imports" of p/package.json',
    '#lib/internal/x': 'unresolved: "#lib/internal/x" is not in the "imports" of p/package.json',
    '#list': 'p/src/db.ts',
    '#own': 'unresolved: "#own" leads to a missing file by the "imports" of p/package.json',
    '#outside': 'unresolved: "#outside" leads to a missing file by the "imports" of p/package.json',
    '#db?raw': 'p/src/db.ts',
    '#none': 'unresolved: "#none" is not in the "imports" of p/package.json',
  });
  expectAnswers(world, 'q/from.ts', { '#db': 'unresolved: "#db" is not in the "imports" of q/package.json' });
});

test('of two packages of one name the nearest counts, then the one with the shorter path', () => {
  const world = worldOf({
    'apps/one/package.json': {},
    'apps/one/libs/kit/package.json': { name: 'kit' },
    'apps/one/libs/kit/index.ts': '',
    'libs/kit/package.json': { name: 'kit' },
    'libs/kit/index.ts': '',
  });
  expectAnswers(world, 'apps/one/src/from.ts', { kit: 'apps/one/libs/kit/index.ts' });
  expectAnswers(world, 'apps/two/from.ts', { kit: 'apps/one/libs/kit/index.ts' });
  expectAnswers(world, 'from.ts', { kit: 'libs/kit/index.ts' });
});

test('packages among tests and examples are seen by their neighbours only, unless a workspace lists them', () => {
  const files = {
    'test/fixtures/react/package.json': { name: 'react' },
    'test/fixtures/react/index.ts': '',
    'test/from.ts': '',
    'src/from.ts': '',
  };
  expectAnswers(worldOf(files), 'src/from.ts', { react: 'package react' });
  expectAnswers(worldOf(files), 'test/from.ts', { react: 'test/fixtures/react/index.ts' });
  for (const listing of [
    { 'package.json': { workspaces: ['test/fixtures/*'] } },
    { 'package.json': { workspaces: { packages: ['./test/**'] } } },
    { 'package.json': {}, 'pnpm-workspace.yaml': "packages:\n  - 'test/fixtures/*'\n" },
  ]) {
    expectAnswers(worldOf({ ...files, ...listing }), 'src/from.ts', {
      react: 'test/fixtures/react/index.ts',
    });
  }
  const without = { 'package.json': { workspaces: ['test/**', '!test/fixtures/*'] } };
  expectAnswers(worldOf({ ...files, ...without }), 'src/from.ts', { react: 'package react' });
});

test('nested workspaces: each list counts, and a link on disk changes nothing', () => {
  const world = worldOf(
    {
      'package.json': { workspaces: ['packages/*'] },
      'docs/package.json': { workspaces: { packages: ['ui/*', '!ui/examples'] } },
      'docs/ui/examples/package.json': { name: 'examples' },
      'docs/ui/examples/index.ts': '',
      'docs/ui/test/package.json': { name: 'docs-test' },
      'docs/ui/test/index.ts': '',
      'packages/kit/package.json': { name: 'kit' },
      'packages/kit/index.ts': '',
      'docs/ui/from.ts': '',
    },
    { links: { 'docs/linked': 'packages/kit' } },
  );
  expectAnswers(world, 'packages/from.ts', {
    kit: 'packages/kit/index.ts',
    'docs-test': 'docs/ui/test/index.ts',
  });
  expectAnswers(world, 'packages/from.ts', { examples: 'package examples' });
  expectAnswers(world, 'docs/ui/from.ts', { '../linked': 'packages/kit/index.ts' });
});

test('typesVersions move the files of a package for the newest compiler', () => {
  const world = worldOf({
    'p/package.json': {
      name: 'kit',
      main: './dist/index.js',
      typesVersions: {
        '<4.0': { '*': ['old/*'] },
        '>=4.0': { 'index.d.ts': ['new/index.ts'], 'deep/*': ['gone/*', 'dist/moved/*'], '*.css': ['x.css'] },
        '*': { '*': ['wrong/*'] },
      },
    },
    'p/src/index.ts': '',
    'p/src/moved/x.ts': '',
    'p/src/deep/x.ts': '',
    'p/old/deep/x.ts': '',
    'p/wrong/deep/x.ts': '',
    'p/plain.ts': '',
    'q/package.json': { name: 'odd', typesVersions: { '>=4': ['x'], never: { '*': ['y'] } } },
    'q/index.ts': '',
    'r/package.json': {
      name: 'versioned',
      exports: { '.': { 'types@<4': './old.ts', 'types@>=4': './new.ts' } },
    },
    'r/old.ts': '',
    'r/new.ts': '',
  });
  expectAnswers(world, 'a.ts', {
    kit: 'p/src/index.ts',
    'kit/deep/x': 'p/src/moved/x.ts',
    'kit/plain': 'p/plain.ts',
    odd: 'q/index.ts',
    versioned: 'r/new.ts',
  });
});

test('the packages list of pnpm', () => {
  const block =
    'catalog:\n  a: 1\npackages:\n  # all\n  - apps/*   # the apps\n\n  - "libs/**"\n  - \'!**/test\'\nother:\n  - no\n';
  assert.deepEqual(pnpmPackages(block), ['apps/*', 'libs/**', '!**/test']);
  assert.deepEqual(pnpmPackages('packages: [a, "b/*"]'), ['a', 'b/*']);
  assert.deepEqual(pnpmPackages('packages:\r\n- a\r\n'), ['a']);
  assert.deepEqual(pnpmPackages('other: 1'), []);
});

test('a broken package.json is one problem, and what could be read applies', () => {
  const files = {
    'p/package.json': '{ "name": "kit", "main": "./start.ts", oops }',
    'p/start.ts': '',
    'q/package.json': '[1, null]',
    'r/package.json': '{ "name": 3, "exports": null, "main": [], "imports": 1, "workspaces": "x" }',
    's/package.json': '',
  };
  const world = worldOf({ ...files, 'a.ts': '' });
  expectAnswers(world, 'a.ts', { kit: 'p/start.ts', q: 'package q' });
  assert.deepEqual(
    problemsOf(world, files).map((problem) => problem.split(' ').slice(0, 2).join(' ')),
    ['p/package.json PKG-001', 'q/package.json PKG-003', 's/package.json PKG-001'],
  );
});

test('a reference path is relative without saying so; an import of such a name is not', () => {
  const world = worldOf({ 'a/globals.d.ts': '', 'a/from.ts': '' });
  assert.equal(world.answer('a/from.ts', 'globals.d.ts', 'type'), 'a/globals.d.ts');
  assert.equal(world.answer('a/from.ts', 'gone.d.ts', 'type'), 'unresolved: no file "a/gone.d.ts"');
  assert.equal(world.answer('a/from.ts', 'globals.d.ts', 'value'), 'package globals.d.ts');
});
