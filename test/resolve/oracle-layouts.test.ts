import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byCompiler } from './compiler.ts';
import { type Files, worldOf } from './small-world.ts';

/** Layouts of repositories, on which the compiler's answer and ours are the same; both are written out. */
const layouts: readonly {
  name: string;
  files: Files;
  /** What a package manager makes. */
  links?: Readonly<Record<string, string>>;
  /** The configuration that compiles a file, where it is not the nearest tsconfig.json. */
  owners?: Readonly<Record<string, string>>;
  answers: Readonly<Record<string, Readonly<Record<string, string>>>>;
}[] = [
  {
    name: 'a solution: each file by the configuration that includes it',
    files: {
      'tsconfig.json': {
        files: [],
        references: [{ path: './tsconfig.app.json' }, { path: './tsconfig.test.json' }],
      },
      'tsconfig.app.json': { include: ['src'], compilerOptions: { paths: { '@/*': ['./src/*'] } } },
      'tsconfig.test.json': { include: ['test'], compilerOptions: { paths: { '@/*': ['./test/*'] } } },
      'src/a.ts': '',
      'test/a.ts': '',
      'src/from.ts': '',
      'test/from.ts': '',
    },
    owners: { 'src/from.ts': 'tsconfig.app.json', 'test/from.ts': 'tsconfig.test.json' },
    answers: { 'src/from.ts': { '@/a': 'src/a.ts' }, 'test/from.ts': { '@/a': 'test/a.ts' } },
  },
  {
    name: 'extends: a list, a package by its exports, the parent folder, ${configDir}, the declaring file',
    files: {
      'tsconfig.json': { compilerOptions: { paths: { top: ['./src/top.ts'] } } },
      'app/tsconfig.json': { extends: ['..', 'shared/strict', './own.json'] },
      'app/own.json': { compilerOptions: { rootDirs: ['./src', '${configDir}/generated'] } },
      'node_modules/shared/package.json': {
        name: 'shared',
        exports: { './strict': './configs/strict.json' },
      },
      'node_modules/shared/configs/strict.json': {
        compilerOptions: { paths: { '@/*': ['${configDir}/src/*', '../../../lib/*'] } },
      },
      'app/src/from.ts': '',
      'app/src/a.ts': '',
      'app/generated/b.ts': '',
      'lib/c.ts': '',
      'src/top.ts': '',
    },
    answers: {
      'app/src/from.ts': {
        '@/a': 'app/src/a.ts',
        '@/c': 'lib/c.ts',
        './b': 'app/generated/b.ts',
        './c': 'nothing',
      },
    },
  },
  {
    name: 'paths without baseUrl, several targets, the exact and the longest pattern',
    files: {
      'tsconfig.json': {
        compilerOptions: {
          paths: {
            '*': ['./fallback/*'],
            'a/*': ['./gone/*', './a/*'],
            'a/b/*': ['./b/*'],
            'a/b/c': ['./c.ts'],
            'a/*/c': ['./wrong/*'],
          },
        },
      },
      'from.ts': '',
      'a/x.ts': '',
      'a/b/x.ts': '',
      'b/x.ts': '',
      'b/y/index.ts': '',
      'c.ts': '',
      'fallback/any.d.ts': '',
    },
    answers: {
      'from.ts': {
        'a/x': 'a/x.ts',
        'a/b/x': 'b/x.ts',
        'a/b/y': 'b/y/index.ts',
        'a/b/c': 'c.ts',
        any: 'fallback/any.d.ts',
        './a/b/x.js': 'a/b/x.ts',
      },
    },
  },
  {
    name: 'pnpm: packages through two links, one that names itself, null and patterns',
    files: {
      'package.json': { name: 'root', private: true },
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\ncatalog:\n  react: ^18\n',
      'tsconfig.json': {},
      'packages/app/package.json': { name: 'app', dependencies: { '@acme/kit': 'workspace:*' } },
      'packages/app/from.ts': '',
      'packages/kit/package.json': {
        name: '@acme/kit',
        exports: {
          '.': './src/index.ts',
          './*': './src/*.ts',
          './internal/*': null,
          './internal/open': './src/internal/open.ts',
          './*.css': './styles/*.css',
        },
        imports: { '#x/*': './src/*.ts', '#x/internal/*': null },
      },
      'packages/kit/src/index.ts': '',
      'packages/kit/src/a.ts': '',
      'packages/kit/src/internal/open.ts': '',
      'packages/kit/src/internal/closed.ts': '',
      'packages/kit/src/from.ts': '',
    },
    links: { 'packages/app/node_modules/@acme/kit': 'packages/kit' },
    answers: {
      'packages/app/from.ts': {
        '@acme/kit': 'packages/kit/src/index.ts',
        '@acme/kit/a': 'packages/kit/src/a.ts',
        '@acme/kit/internal/open': 'packages/kit/src/internal/open.ts',
        '@acme/kit/internal/closed': 'nothing',
      },
      'packages/kit/src/from.ts': {
        '@acme/kit/a': 'packages/kit/src/a.ts',
        '@acme/kit/internal/closed': 'nothing',
        '#x/a': 'packages/kit/src/a.ts',
        '#x/internal/open': 'nothing',
      },
    },
  },
  {
    name: 'links and portals: a package under another name',
    files: {
      'tsconfig.json': {},
      'package.json': { dependencies: { near: 'link:./vendor/far', ported: 'portal:./vendor/far' } },
      'vendor/far/package.json': { name: 'far', types: './types.d.ts' },
      'vendor/far/types.d.ts': '',
      'vendor/far/deep.ts': '',
      'from.ts': '',
    },
    links: { 'node_modules/near': 'vendor/far', 'node_modules/ported': 'vendor/far' },
    answers: {
      'from.ts': {
        near: 'vendor/far/types.d.ts',
        'near/deep': 'vendor/far/deep.ts',
        ported: 'vendor/far/types.d.ts',
      },
    },
  },
  {
    name: 'typesVersions, and exports that are not to be looked at',
    files: {
      'tsconfig.json': { compilerOptions: { resolvePackageJsonExports: false } },
      'package.json': { workspaces: ['packages/*'] },
      'packages/kit/package.json': {
        name: 'kit',
        types: './index.d.ts',
        exports: { '.': './closed.ts' },
        typesVersions: { '<4.0': { '*': ['old/*'] }, '>=4.0': { '*': ['new/*'] } },
      },
      'packages/kit/closed.ts': '',
      'packages/kit/index.d.ts': '',
      'packages/kit/old/index.d.ts': '',
      'packages/kit/new/index.d.ts': '',
      'packages/kit/new/deep.ts': '',
      'from.ts': '',
    },
    links: { 'node_modules/kit': 'packages/kit' },
    answers: { 'from.ts': { kit: 'packages/kit/new/index.d.ts', 'kit/deep': 'packages/kit/new/deep.ts' } },
  },
];

for (const { name, files, links = {}, owners = {}, answers } of layouts) {
  test(`as the compiler: ${name}`, () => {
    const compiler = byCompiler(files, links, owners);
    const world = worldOf(files);
    const own = (from: string, specifier: string) =>
      world.answer(from, specifier).replace(/^unresolved: .*/, 'nothing');
    for (const ask of [compiler, own]) {
      const actual = Object.entries(answers).map(([from, expected]) => [
        from,
        Object.fromEntries(Object.keys(expected).map((specifier) => [specifier, ask(from, specifier)])),
      ]);
      assert.deepEqual(Object.fromEntries(actual), answers, ask === own ? 'ours' : 'the compiler');
    }
  });
}

test('an absolute parent is the known difference: the compiler follows it on this machine', () => {
  const files = {
    'tsconfig.json': { extends: '/r/config/base.json' },
    'config/base.json': { compilerOptions: { paths: { '@/*': ['../src/*'] } } },
    'src/a.ts': '',
    'from.ts': '',
  };
  assert.equal(byCompiler(files)('from.ts', '@/a'), 'src/a.ts');
  const world = worldOf(files);
  assert.equal(world.answer('from.ts', '@/a'), 'package @/a');
  assert.deepEqual(
    world.resolver.problems().map(({ code }) => code),
    ['TSC-002'],
  );
});
