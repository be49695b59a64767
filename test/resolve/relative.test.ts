import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinPath } from '../../server/src/model/path.ts';
import { joinSpecifier } from '../../server/src/resolve/relative-path.ts';
import { expectAnswers, worldOf } from './small-world.ts';

const missing = (path: string) => `unresolved: no file "${path}" with a TypeScript or JavaScript extension`;

const cases = [
  {
    name: 'an extension that a compiler writes means the file it writes from',
    files: [
      'a/x.ts',
      'a/y.tsx',
      'a/z.d.ts',
      'a/m.mts',
      'a/c.cts',
      'a/j.tsx',
      'a/own.js',
      'a/both.ts',
      'a/both.js',
    ],
    answers: {
      './x.js': 'a/x.ts',
      './y.js': 'a/y.tsx',
      './z.js': 'a/z.d.ts',
      './m.mjs': 'a/m.mts',
      './c.cjs': 'a/c.cts',
      './j.jsx': 'a/j.tsx',
      './own.js': 'a/own.js',
      './both.js': 'a/both.ts',
    },
  },
  {
    name: 'and not the reverse, nor across the families',
    files: ['a/x.js', 'a/m.ts', 'a/c.ts'],
    answers: {
      './x.ts': 'unresolved: no file "a/x.ts"',
      './m.mjs': 'unresolved: no file "a/m.mjs"',
      './c.cjs': 'unresolved: no file "a/c.cjs"',
    },
  },
  {
    name: 'without an extension, in the order of TypeScript',
    files: [
      'a/p.ts',
      'a/p.tsx',
      'a/p.js',
      'a/q.tsx',
      'a/q.d.ts',
      'a/r.d.ts',
      'a/r.js',
      'a/s.js',
      'a/s.jsx',
      'a/t.mts',
    ],
    answers: { './p': 'a/p.ts', './q': 'a/q.tsx', './r': 'a/r.d.ts', './s': 'a/s.js', './t': 'a/t.mts' },
  },
  {
    name: 'a dot in a name is not an extension',
    files: ['a/cart.service.ts', 'a/button.css.ts', 'a/jquery.js.ts', 'a/types.d.ts'],
    answers: {
      './cart.service': 'a/cart.service.ts',
      './cart.service.js': 'a/cart.service.ts',
      './button.css': 'a/button.css.ts',
      './jquery.js': 'a/jquery.js.ts',
      './types.d': 'a/types.d.ts',
      './types.d.ts': 'a/types.d.ts',
      './other.service': missing('a/other.service'),
    },
  },
  {
    name: 'a file before the folder of its name, which a slash or dot names',
    files: ['a/x.ts', 'a/x/index.ts', 'a/only/index.tsx', 'a/index.ts', 'index.ts', 'a/empty/deep/x.ts'],
    answers: {
      './x': 'a/x.ts',
      './x/': 'a/x/index.ts',
      './x/index': 'a/x/index.ts',
      './only': 'a/only/index.tsx',
      '.': 'a/index.ts',
      './': 'a/index.ts',
      '..': 'index.ts',
      '../': 'index.ts',
      './x/..': 'a/index.ts',
      './empty': missing('a/empty'),
    },
  },
  {
    name: 'segments are joined whatever they look like',
    files: ['a/x.ts', 'b/y.ts', 'a/.hidden/z.ts'],
    answers: {
      '../b/y': 'b/y.ts',
      './../b/./y': 'b/y.ts',
      '..//b//y': 'b/y.ts',
      '../a/../b/y': 'b/y.ts',
      './.hidden/z': 'a/.hidden/z.ts',
      '../../a/x': missing('../a/x'),
    },
  },
  {
    name: 'a file of markup is named with its extension',
    files: ['a/App.vue', 'a/Item.svelte', 'a/state.svelte.ts', 'a/page.astro', 'a/list/index.vue'],
    answers: {
      './App.vue': 'a/App.vue',
      './App.vue?raw': 'a/App.vue',
      './Item.svelte': 'a/Item.svelte',
      './state.svelte': 'a/state.svelte.ts',
      './page.astro': 'a/page.astro',
      './App': missing('a/App'),
      './list': missing('a/list'),
      './Gone.vue': 'unresolved: no file "a/Gone.vue"',
    },
  },
  {
    name: 'what exists and is no source of the graph is outside',
    files: [
      'a/logo.svg',
      'a/app.json',
      'a/ignored/client.ts',
      'a/ignored/index.ts',
      '../near/x.ts',
      'a/App.mdx',
    ],
    answers: {
      './logo.svg': 'outside a/logo.svg',
      './app.json': 'outside a/app.json',
      './App.mdx': 'outside a/App.mdx',
      './ignored/client': 'outside a/ignored/client.ts',
      './ignored/client.js': 'outside a/ignored/client.ts',
      './ignored': 'outside a/ignored/index.ts',
      '../../near/x': 'outside ../near/x.ts',
      './gone.svg': 'unresolved: no file "a/gone.svg"',
      './app': missing('a/app'),
    },
  },
  {
    name: 'queries and loaders are for bundlers',
    files: ['a/logo.svg', 'a/x.ts'],
    answers: {
      './logo.svg?raw': 'outside a/logo.svg',
      './x?worker&inline': 'a/x.ts',
      './x.js?worker': 'a/x.ts',
      '?./x': 'package ?.',
      'raw-loader!./x': 'a/x.ts',
      '!!style!css!./logo.svg': 'outside a/logo.svg',
      './gone?raw': missing('a/gone'),
    },
  },
] as const;

for (const { name, files, answers } of cases) {
  test(`relative: ${name}`, () => {
    expectAnswers(worldOf(Object.fromEntries(files.map((path) => [path, '']))), 'a/from.ts', answers);
  });
}

test('a folder with a package.json means its entry, mapped back to the source', () => {
  const world = worldOf({
    'a/main/package.json': { main: './lib/start.js' },
    'a/main/lib/start.ts': '',
    'a/main/index.ts': '',
    'a/types/package.json': { main: './x.js', types: './x.d.ts' },
    'a/types/x.d.ts': '',
    'a/types/x.js': '',
    'a/built/package.json': { main: 'dist/index.js' },
    'a/built/src/index.ts': '',
    'a/folder/package.json': { main: 'lib' },
    'a/folder/lib/index.ts': '',
    'a/broken/package.json': { main: './gone.js' },
    'a/broken/index.ts': '',
  });
  expectAnswers(world, 'a/from.ts', {
    './main': 'a/main/lib/start.ts',
    './types': 'a/types/x.d.ts',
    './built': 'a/built/src/index.ts',
    './folder': 'a/folder/lib/index.ts',
    './broken': 'a/broken/index.ts',
  });
});

test('links lead to the real file; a link out of the root leads outside', () => {
  const files = {
    'real/x.ts': '',
    'real/sub/index.ts': '',
    '../far/y.ts': '',
    'a/from.ts': '',
    'one.ts': '',
  };
  const links = { 'a/link': 'real', 'a/far': '../far', 'a/single.ts': 'one.ts', 'a/up': '' };
  const world = worldOf(files, { links });
  expectAnswers(world, 'a/from.ts', {
    './link/x': 'real/x.ts',
    './link/sub': 'real/sub/index.ts',
    './far/y': 'outside ../far/y.ts',
    './single': 'one.ts',
    './up/a/up/a/link/x': 'real/x.ts',
    './link/gone': missing('a/link/gone'),
  });
});

test('a disk that folds case finds the walked file; one that does not finds nothing', () => {
  const files = { 'a/Cart.ts': '', 'a/from.ts': '' };
  expectAnswers(worldOf(files, { foldsCase: true }), 'a/from.ts', {
    './cart': 'a/Cart.ts',
    './CART.js': 'a/Cart.ts',
  });
  expectAnswers(worldOf(files), 'a/from.ts', { './cart': missing('a/cart') });
});

test('a wrong case resolves by every way, when the file system says so', () => {
  const files = {
    'a/Cart.ts': '',
    'Folder/index.ts': '',
    'tsconfig.json': { compilerOptions: { paths: { '@/*': ['./A/*'] } } },
    'a/from.ts': '',
  };
  const answers = { '../folder': 'Folder/index.ts', '@/cart': 'a/Cart.ts', '../A/Cart': 'a/Cart.ts' };
  expectAnswers(worldOf(files, { foldsCase: true }), 'a/from.ts', answers);
  for (const specifier of Object.keys(answers)) {
    assert.match(worldOf(files).answer('a/from.ts', specifier), /^unresolved: /, specifier);
  }
});

test('an unwalked file in other letters is another file where case counts', () => {
  const files = { 'IGNORED/x.ts': '', 'ignored/x.ts': '', 'from.ts': '' };
  expectAnswers(worldOf(files), 'from.ts', {
    './ignored/x': 'outside ignored/x.ts',
    './IGNORED/x': 'IGNORED/x.ts',
  });
});

test('an import that the walked set answers asks the disk nothing', () => {
  const world = worldOf({ 'a/x.ts': '', 'b/index.ts': '', 'a/from.ts': '' });
  expectAnswers(world, 'a/from.ts', { './x.js': 'a/x.ts', '../b': 'b/index.ts', react: 'package react' });
  assert.deepEqual(
    world.probed.filter((path) => !path.endsWith('.git')),
    [],
  );
});

test('equal answers are the same object, whoever asks', () => {
  const { resolver } = worldOf({ 'a/x.ts': '', 'b/from.ts': '', 'a/logo.svg': '' });
  const pairs = [
    ['./x', '../a/x.js'],
    ['./logo.svg', '../a/logo.svg'],
    ['react', 'react/jsx-runtime'],
    ['fs', 'node:fs'],
    ['./gone', '../a/gone'],
  ] as const;
  for (const [near, far] of pairs) {
    const first = resolver.resolve('a/from.ts', near, 'value');
    assert.equal(resolver.resolve('b/from.ts', far, 'value'), first, near);
    assert.equal(resolver.resolve('a/from.ts', near, 'value'), first, near);
  }
  assert.notEqual(
    resolver.resolve('a/from.ts', './x', 'value'),
    resolver.resolve('a/from.ts', './gone', 'value'),
  );
});

test('what a large workspace makes forget is found again', () => {
  const folders = Array.from({ length: 1100 }, (_, index) => `f${index}`);
  const { answer } = worldOf(Object.fromEntries(folders.map((folder) => [`${folder}/x.ts`, ''])));
  for (const round of ['first', 'second']) {
    for (const folder of folders) {
      assert.equal(answer(`${folder}/from.ts`, './x'), `${folder}/x.ts`, round);
      assert.match(answer(`${folder}/from.ts`, './y'), /^unresolved/, round);
    }
  }
});

test('the fast join equals the plain one', () => {
  const folders = ['', 'a', 'a/b', 'a/b/c', '..', '../x', 'odd..'];
  const specifiers = [
    './x',
    '../x',
    '../../x',
    '../../../x',
    '.',
    '..',
    './',
    './x/',
    '../.x',
    './x//y',
    './a/../b',
    './x.js',
  ];
  for (const folder of folders) {
    for (const specifier of specifiers) {
      assert.equal(joinSpecifier(folder, specifier), joinPath(folder, specifier), `${folder} + ${specifier}`);
    }
  }
});
