import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createNodeHost } from '../../server/src/host/node-host.ts';
import { type Entry, treeOf, withoutPermission } from './small-tree.ts';

const trees: readonly {
  name: string;
  tree: Record<string, Entry>;
  sources: readonly string[];
  below?: string;
}[] = [
  {
    name: 'every kind of source, sorted by code unit, and nothing else',
    tree: {
      'b.ts': '',
      'a.tsx': '',
      'a/z.mts': '',
      'a/y.cts': '',
      'a.js': '',
      'B.jsx': '',
      'c.mjs': '',
      'd.cjs': '',
      'e.d.ts': '',
      'x.css': '',
      'x.json': '',
      'x.mtsx': '',
      ts: '',
      '.ts': '',
      'é.ts': '',
      'with space.ts': '',
    },
    sources: [
      '.ts',
      'B.jsx',
      'a.js',
      'a.tsx',
      'a/y.cts',
      'a/z.mts',
      'b.ts',
      'c.mjs',
      'd.cjs',
      'e.d.ts',
      'with space.ts',
      'é.ts',
    ],
  },
  {
    name: 'pruned folders at any depth; dist only beside a package.json',
    tree: {
      'node_modules/p/x.ts': '',
      'a/node_modules/x.ts': '',
      '.yarn/x.js': '',
      '.next/x.js': '',
      'a/.cache/x.ts': '',
      '.git/x.ts': '',
      'bower_components/x.js': '',
      '.vscode-test/x.js': '',
      '.pnp.cjs': '',
      'a/.pnp.loader.mjs': '',
      'p/package.json': '{}',
      'p/dist/x.js': '',
      'q/dist/x.ts': '',
      '.storybook/x.ts': '',
      'build/x.ts': '',
    },
    sources: ['.storybook/x.ts', 'build/x.ts', 'q/dist/x.ts'],
  },
  {
    name: 'ignore files: folders, names, anchors, wildcards, case',
    tree: {
      '.gitignore':
        '# comment\n\nout/\n/only-here.ts\n*.gen.ts\ndocs/**/x.ts\nfile.ts/\nTrail.ts   \nwin.ts\r\nUPPER.ts',
      'out/x.ts': '',
      'a/out/x.ts': '',
      'only-here.ts': '',
      'a/only-here.ts': '',
      'a.gen.ts': '',
      'a/b.gen.ts': '',
      'docs/x.ts': '',
      'docs/a/b/x.ts': '',
      'docs/y.ts': '',
      'file.ts': '',
      'Trail.ts': '',
      'win.ts': '',
      'upper.ts': '',
      'outer/x.ts': '',
    },
    sources: ['a/only-here.ts', 'docs/y.ts', 'file.ts', 'outer/x.ts', 'upper.ts'],
  },
  {
    name: 'the deeper ignore file wins, both ways',
    tree: {
      '.gitignore': '*.gen.ts\n!keep.gen.ts\nbuild\n',
      'x.gen.ts': '',
      'keep.gen.ts': '',
      'a/.gitignore': '!*.gen.ts\nkeep.gen.ts\nplain.ts\n',
      'a/x.gen.ts': '',
      'a/keep.gen.ts': '',
      'a/plain.ts': '',
      'plain.ts': '',
      'a/b/.gitignore': 'x.gen.ts',
      'a/b/x.gen.ts': '',
      'a/b/y.gen.ts': '',
    },
    sources: ['a/b/y.gen.ts', 'a/x.gen.ts', 'keep.gen.ts', 'plain.ts'],
  },
  {
    name: 'what a deeper file brings back is walked, though not the ignored things inside; a file in an ignored folder stays out',
    tree: {
      '.gitignore': 'build/\n*.log.ts\n',
      'p/.gitignore': '!build/\n',
      'p/build/x.ts': '',
      'p/build/deep/y.ts': '',
      'p/build/z.log.ts': '',
      'q/build/.gitignore': '!x.ts\n',
      'q/build/x.ts': '',
    },
    sources: ['p/build/deep/y.ts', 'p/build/x.ts'],
  },
  {
    name: 'a list of exceptions',
    tree: {
      '.gitignore': '/*\n!/src\n/src/*\n!/src/keep\n',
      'x.ts': '',
      'src/x.ts': '',
      'src/keep/x.ts': '',
      'src/drop/x.ts': '',
    },
    sources: ['src/keep/x.ts'],
  },
  {
    name: 'info/exclude, the ignore files between the git root and the root, and none above',
    below: 'repo/packages/app',
    tree: {
      '.gitignore': '*.ts',
      'repo/.git/info/exclude': 'excluded.ts\n',
      'repo/.gitignore': 'packages/app/anchored.ts\nnamed.ts\n',
      'repo/packages/.gitignore': '!named.ts\n/app/deep/\n',
      'repo/packages/app/anchored.ts': '',
      'repo/packages/app/named.ts': '',
      'repo/packages/app/excluded.ts': '',
      'repo/packages/app/deep/x.ts': '',
      'repo/packages/app/a/deep/x.ts': '',
      'repo/packages/app/x.ts': '',
    },
    sources: ['a/deep/x.ts', 'named.ts', 'x.ts'],
  },
  {
    name: 'a work tree whose .git is a file',
    below: 'tree',
    tree: {
      'main/.git/worktrees/tree/commondir': '../..\n',
      'main/.git/info/exclude': 'no.ts',
      'tree/.git': 'gitdir: ../main/.git/worktrees/tree\n',
      'tree/no.ts': '',
      'tree/yes.ts': '',
    },
    sources: ['yes.ts'],
  },
  {
    name: 'a root that its own repository ignores is walked all the same',
    below: 'repo/generated',
    tree: {
      'repo/.git/HEAD': '',
      'repo/.gitignore': 'generated/\nno.ts\n!yes.ts\n',
      'repo/generated/x.ts': '',
      'repo/generated/a/no.ts': '',
      'repo/generated/a/yes.ts': '',
    },
    sources: ['a/yes.ts', 'x.ts'],
  },
  { name: 'an empty folder', tree: {}, sources: [] },
];

for (const { name, tree, sources, below = '' } of trees) {
  test(`walk: ${name}`, (context) => {
    const host = createNodeHost(join(treeOf(context, tree), below));
    assert.deepEqual(host.walk().sources, sources);
    const prefix = below === '' ? '' : `${below}/`;
    const asked = Object.keys(tree).filter((path) => path.startsWith(prefix) && /\.[cm]?[jt]sx?$/.test(path));
    const walked = asked.map((path) => path.slice(prefix.length)).filter((path) => host.isWalked(path));
    assert.deepEqual(walked.sort(), sources, 'isWalked says the same');
    const fresh = createNodeHost(join(treeOf(context, tree), below));
    assert.deepEqual(
      sources.filter((path) => !fresh.isWalked(path)),
      [],
      'also before the first walk',
    );
  });
}

test('walk: policies and configurations, whatever stands under a policy’s name', (context) => {
  const root = treeOf(context, {
    'parapet.jsonc': '{}',
    'a/parapet.jsonc': null,
    'b/parapet.jsonc': { link: '../nowhere' },
    'node_modules/parapet.jsonc': '',
    'package.json': '{}',
    'tsconfig.json': '',
    'a/tsconfig.build.json': '',
    'a/jsconfig.json': '',
    'a/tsconfig-base.json': '',
    'a/package-lock.json': '',
    'a/my-tsconfig.json': '',
  });
  const walk = createNodeHost(root).walk();
  assert.deepEqual(walk.policies, ['a/parapet.jsonc', 'b/parapet.jsonc', 'parapet.jsonc']);
  assert.deepEqual(walk.configs, [
    'a/jsconfig.json',
    'a/tsconfig-base.json',
    'a/tsconfig.build.json',
    'package.json',
    'tsconfig.json',
  ]);
});

test('walk: links are recorded, never entered; those that lead nowhere are left out', (context) => {
  const root = treeOf(context, {
    '.gitignore': 'ignored\n',
    'real/x.ts': '',
    'a/folder': { link: '../real' },
    'a/file.ts': { link: '../real/x.ts' },
    'a/up': { link: '..' },
    'a/self': { link: 'self' },
    'a/dangling': { link: 'gone' },
    'a/one': { link: 'two' },
    'a/two': { link: 'one' },
    'a/ignored': { link: '../real' },
    node_modules: { link: 'real' },
    'a/out': { link: '/' },
  });
  const host = createNodeHost(root);
  const walk = host.walk();
  assert.deepEqual(walk.sources, ['real/x.ts']);
  assert.deepEqual(
    [...walk.links].map(([from, to]) => `${from} ${/^[./]*$/.test(to) && to !== '' ? 'up' : to}`),
    ['a/file.ts real/x.ts', 'a/folder real', 'a/out up', 'a/up '],
  );
  assert.deepEqual(walk.unreadable, []);
  assert.deepEqual(
    ['a/folder/x.ts', 'a/file.ts', 'real/x.ts'].map((path) => host.isWalked(path)),
    [false, false, true],
  );
});

test('walk: a folder that goes away meanwhile is named, and the rest goes on', (context) => {
  const root = treeOf(context, { 'a/x.ts': '', 'b/x.ts': '', 'c/x.ts': '' });
  const onFolder = (path: string) => path === 'b' && rmSync(join(root, 'b'), { recursive: true });
  const walk = createNodeHost(root, { onFolder }).walk();
  assert.deepEqual(walk.sources, ['a/x.ts', 'c/x.ts']);
  assert.deepEqual(walk.unreadable, [{ path: 'b', detail: 'ENOENT' }]);
});

test('walk: a folder that may not be listed is named', (context) => {
  const root = treeOf(context, { 'a/x.ts': '', 'b/x.ts': '' });
  const walk = withoutPermission(root, 'b', () => createNodeHost(root).walk());
  assert.deepEqual(walk.sources, ['a/x.ts']);
  assert.deepEqual(walk.unreadable, [{ path: 'b', detail: 'EACCES' }]);
});

test('walk: a root that is not there is unreadable, not an exception', (context) => {
  const root = join(treeOf(context, { file: '' }), 'gone');
  assert.deepEqual(createNodeHost(root).walk().unreadable, [{ path: '', detail: 'ENOENT' }]);
});

test('walk: folders as deep as the system allows', (context) => {
  const root = treeOf(context, {});
  const deep = Array(1500).fill('d').join('/');
  mkdirSync(join(root, deep), { recursive: true });
  const walk = createNodeHost(root).walk();
  assert.deepEqual([walk.sources, walk.unreadable], [[], []]);
});

test('walk: a changed ignore file counts from the next walk on', (context) => {
  const root = treeOf(context, { 'a.ts': '', '.gitignore': 'a.ts' });
  const host = createNodeHost(root);
  assert.deepEqual(host.walk().sources, []);
  rmSync(join(root, '.gitignore'));
  assert.deepEqual(host.walk().sources, ['a.ts']);
  assert.equal(host.isWalked('a.ts'), true);
});

test('isWalked: only by name and rules; the file need not exist', (context) => {
  const host = createNodeHost(treeOf(context, { '.gitignore': 'out' }));
  const answers = {
    'new/x.ts': true,
    'new/tsconfig.json': true,
    'new/parapet.jsonc': true,
    'x.css': false,
    'out/x.ts': false,
    '../x.ts': false,
    'a/../x.ts': false,
    '': false,
    'node_modules/x.ts': false,
  };
  assert.deepEqual(
    Object.fromEntries(Object.keys(answers).map((path) => [path, host.isWalked(path)])),
    answers,
  );
});
