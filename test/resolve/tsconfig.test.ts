import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectAnswers, type Files, problemsOf, worldOf } from './small-world.ts';

const aliases: readonly { name: string; files: Files; answers: Record<string, string>; from?: string }[] = [
  {
    name: 'paths: exact, the longest prefix, several targets, suffixes',
    files: {
      'tsconfig.json': {
        compilerOptions: {
          paths: {
            '@app': ['./src/app.ts'],
            '@/*': ['./gone/*', './src/*'],
            '@/lib/*': ['./lib/*'],
            '*.model': ['./models/*'],
            '~/x': ['./src/folder'],
            'node:fs': ['./src/fs.ts'],
            '@types/*': ['./src/*.d.ts'],
          },
        },
      },
      'src/app.ts': '',
      'src/a/b.ts': '',
      'lib/c.ts': '',
      'src/lib/c.ts': '',
      'models/order.ts': '',
      'src/folder/index.ts': '',
      'src/fs.ts': '',
      'src/logo.svg': '',
      'src/env.d.ts': '',
    },
    answers: {
      '@app': 'src/app.ts',
      '@/a/b': 'src/a/b.ts',
      '@/a/b.js': 'src/a/b.ts',
      '@/lib/c': 'lib/c.ts',
      'order.model': 'models/order.ts',
      '~/x': 'src/folder/index.ts',
      'node:fs': 'src/fs.ts',
      '@/logo.svg?url': 'outside src/logo.svg',
      '@types/env': 'src/env.d.ts',
      '@/gone': 'unresolved: no file through "@/*" of tsconfig.json',
      'node:path': 'builtin node:path',
      '@apps': 'package @apps',
      react: 'package react',
    },
  },
  {
    name: 'an alias that leads nowhere is a package when something says so',
    files: {
      'tsconfig.json': {
        compilerOptions: {
          paths: {
            react: ['./node_modules/@types/react'],
            'lodash/*': ['./src/*'],
            '@mono/*': ['./src/*'],
            'installed/*': ['./src/*'],
            'gone/*': ['./src/*'],
          },
        },
      },
      'package.json': { devDependencies: { lodash: '4' } },
      'packages/kit/package.json': { name: '@mono/kit' },
      'packages/kit/index.ts': '',
      'node_modules/installed/index.js': '',
    },
    answers: {
      react: 'package react',
      'lodash/get': 'package lodash',
      '@mono/kit': 'packages/kit/index.ts',
      'installed/x': 'package installed',
      'gone/x': 'unresolved: no file through "gone/*" of tsconfig.json',
    },
  },
  {
    name: 'baseUrl alone, and as the base of paths',
    files: {
      'tsconfig.json': { compilerOptions: { baseUrl: './src', paths: { '@/*': ['app/*'] } } },
      'src/util/x.ts': '',
      'src/app/y.ts': '',
      'src/fs.ts': '',
      'src/images/logo.svg': '',
      'src/images/x.ts': '',
    },
    answers: {
      'util/x': 'src/util/x.ts',
      '@/y': 'src/app/y.ts',
      fs: 'src/fs.ts',
      'node:fs': 'builtin node:fs',
      'images/logo.svg': 'outside src/images/logo.svg',
      'util/gone': 'package util',
      react: 'package react',
    },
  },
  {
    name: 'a pattern for everything falls through to packages',
    files: {
      'tsconfig.json': { compilerOptions: { paths: { '*': ['./types/*'] } } },
      'types/legacy.d.ts': '',
    },
    answers: { legacy: 'types/legacy.d.ts', react: 'package react', fs: 'builtin node:fs' },
  },
  {
    name: 'a pattern without a slash before its star, and targets that climb',
    files: {
      'tsconfig.json': { compilerOptions: { paths: { '@*': ['./src/*'], 'up/*': ['./src/../lib/*'] } } },
      'src/x.ts': '',
      'lib/y.ts': '',
    },
    answers: { '@/x': 'src/x.ts', '@x': 'src/x.ts', 'up/y': 'lib/y.ts' },
  },
  {
    name: 'rootDirs lie over each other',
    files: {
      'tsconfig.json': { compilerOptions: { rootDirs: ['src', 'generated', 'generated/deep'] } },
      'generated/views/list.ts': '',
      'src/views/list.css': '',
      'src/own.ts': '',
      'generated/own.ts': '',
    },
    from: 'src/views/from.ts',
    answers: {
      './list': 'generated/views/list.ts',
      '../own': 'src/own.ts',
      '../../list': 'unresolved: no file "list" with a TypeScript or JavaScript extension',
      './list/': 'unresolved: no file "src/views/list" with a TypeScript or JavaScript extension',
      './gone': 'unresolved: no file "src/views/gone" with a TypeScript or JavaScript extension',
    },
  },
  {
    name: 'extends: relative, with and without .json, lists where the last wins, paths of the declaring file',
    files: {
      'tsconfig.json': {
        extends: ['./config/base', './config/late.json'],
        compilerOptions: { strict: true },
      },
      'config/base.json': {
        compilerOptions: { paths: { '@/*': ['./wrong/*'] }, rootDirs: ['../a', '../b'] },
      },
      'config/late.json': { extends: './deep' },
      'config/deep.json': { extends: '.\\deep\\root.json' },
      'config/deep/root.json': { compilerOptions: { paths: { '@/*': ['../../src/*'] } } },
      'src/x.ts': '',
      'config/wrong/x.ts': '',
      'b/y.ts': '',
    },
    from: 'a/from.ts',
    answers: { '@/x': 'src/x.ts', './y': 'b/y.ts' },
  },
  {
    name: 'the child before its parents, option by option',
    files: {
      'tsconfig.json': { extends: './config/base.json', compilerOptions: { baseUrl: './src' } },
      'config/base.json': { compilerOptions: { baseUrl: './wrong', paths: { '@/*': ['./*'] } } },
      'src/x.ts': '',
      'config/wrong/x.ts': '',
    },
    answers: { '@/x': 'src/x.ts', x: 'src/x.ts' },
  },
  {
    name: '${configDir} is the folder of the configuration that is asked',
    files: {
      'base/tsconfig.json': {
        compilerOptions: { paths: { '@/*': ['${configDir}/src/*'] } },
        include: ['${configDir}/src'],
      },
      'app/tsconfig.json': { extends: '../base/tsconfig.json' },
      'app/src/x.ts': '',
      'base/src/x.ts': '',
    },
    from: 'app/src/from.ts',
    answers: { '@/x': 'app/src/x.ts' },
  },
  {
    name: 'extends a package: installed, by its tsconfig field, by exports, or a workspace package',
    files: {
      'one/tsconfig.json': { extends: '@acme/installed' },
      'two/tsconfig.json': { extends: 'fields' },
      'three/tsconfig.json': { extends: 'exporting/strict' },
      'four/tsconfig.json': { extends: '@acme/local/base' },
      'node_modules/@acme/installed/tsconfig.json': {
        compilerOptions: { paths: { '@1': ['../../../one/x.ts'] } },
      },
      'node_modules/fields/package.json': { tsconfig: './deep.json' },
      'node_modules/fields/deep.json': { compilerOptions: { paths: { '@2': ['../../one/x.ts'] } } },
      'node_modules/exporting/package.json': { exports: { './strict': './a/strict.json' } },
      'node_modules/exporting/a/strict.json': {
        compilerOptions: { paths: { '@3': ['${configDir}/../one/x.ts'] } },
      },
      'local/package.json': { name: '@acme/local' },
      'local/base.json': { compilerOptions: { paths: { '@4': ['../one/x.ts'] } } },
      'one/x.ts': '',
    },
    from: 'one/from.ts',
    answers: { '@1': 'one/x.ts', '@2': 'package @2' },
  },
];

for (const { name, files, answers, from = 'src/from.ts' } of aliases) {
  test(`tsconfig: ${name}`, () => {
    const world = worldOf({ [from]: '', ...files });
    expectAnswers(world, from, answers);
    assert.deepEqual(world.resolver.problems(), []);
  });
}

test('every way to extend a package leads to it', () => {
  const { files } = aliases.at(-1) as { files: Files };
  const world = worldOf(files);
  for (const [folder, alias] of Object.entries({ one: '@1', two: '@2', three: '@3', four: '@4' })) {
    assert.equal(world.answer(`${folder}/from.ts`, alias), 'one/x.ts', folder);
  }
  const foreign = [...world.resolver.inputs()].filter(
    (path) => path.startsWith('node_modules/') && path.endsWith('.json'),
  );
  assert.ok(foreign.includes('node_modules/exporting/a/strict.json'));
});

const alias = '"compilerOptions": { "paths": { "@/*": ["./src/*"] } }';
const broken: readonly {
  name: string;
  files: Record<string, string>;
  problems: readonly string[];
  from?: string;
}[] = [
  {
    name: 'broken JSON: the parts that parsed apply',
    files: { 'tsconfig.json': `{ ${alias}, "include": [` },
    problems: ['tsconfig.json TSC-001 '],
  },
  {
    name: 'comments and trailing commas are no mistakes',
    files: { 'tsconfig.json': `{ /* why */ ${alias}, // end\n}` },
    problems: [],
  },
  {
    name: 'a missing relative parent',
    files: { 'tsconfig.json': `{ "extends": "./gone", ${alias} }` },
    problems: ['tsconfig.json TSC-002 "./gone"'],
  },
  {
    name: 'one missing parent of several, and a package that is not installed',
    files: {
      'tsconfig.json': `{ "extends": ["@tsconfig/node20", "./base.json"] }`,
      'base.json': `{ ${alias} }`,
    },
    problems: ['tsconfig.json TSC-002 "@tsconfig/node20"'],
  },
  {
    name: 'a parent that is the child',
    files: { 'tsconfig.json': `{ "extends": "./tsconfig.json", ${alias} }` },
    problems: ['tsconfig.json TSC-003 "./tsconfig.json"'],
  },
  {
    name: 'a longer circle',
    files: {
      'tsconfig.json': `{ "extends": "./tsconfig.a.json", ${alias} }`,
      'tsconfig.a.json': '{ "extends": "./tsconfig.b.json" }',
      'tsconfig.b.json': '{ "extends": "./tsconfig.json" }',
    },
    problems: ['tsconfig.b.json TSC-003 "./tsconfig.json"'],
  },
  {
    name: 'a broken parent in the workspace is reported at its own place',
    files: { 'tsconfig.json': '{ "extends": "./tsconfig.base.json" }', 'tsconfig.base.json': `{ ${alias} ]` },
    problems: ['tsconfig.base.json TSC-001 ]'],
  },
  {
    name: 'a broken parent elsewhere is reported where it is named',
    files: {
      'tsconfig.json': '{ "extends": "base" }',
      'node_modules/base/tsconfig.json': `{ ${alias.replace('./src', '../../src')} ]`,
    },
    problems: ['tsconfig.json TSC-007 "base"'],
  },
  {
    name: 'wrong shapes',
    files: {
      'tsconfig.json': `{ "extends": [1], "include": "src", "compilerOptions": { "baseUrl": 3, "rootDirs": {}, "allowJs": "yes", "outDir": null,
        "paths": { "@/*": ["./src/*", 5], "x": "./y", "a*b*": ["./z"], "c*": ["./*/*"] } } }`,
    },
    problems: [
      'tsconfig.json TSC-004 1',
      'tsconfig.json TSC-004 "src"',
      'tsconfig.json TSC-004 3',
      'tsconfig.json TSC-004 {}',
      'tsconfig.json TSC-004 "yes"',
      'tsconfig.json TSC-004 5',
      'tsconfig.json TSC-004 "./y"',
      'tsconfig.json TSC-006 "a*b*"',
      'tsconfig.json TSC-006 "./*/*"',
    ],
  },
  {
    name: 'a root that is no object, an empty file',
    files: { 'tsconfig.json': '[]', 'src/tsconfig.json': '', 'src/src/x.ts': '' },
    problems: ['src/tsconfig.json TSC-001 '],
  },
];

for (const { name, files, problems } of broken) {
  test(`tsconfig, broken: ${name}`, () => {
    const world = worldOf({ 'src/from.ts': '', 'src/x.ts': '', ...files });
    const answer = world.answer('src/from.ts', '@/x');
    assert.equal(
      answer,
      Object.values(files).some((text) => text.includes('"@/*"')) ? 'src/x.ts' : 'package @/x',
    );
    assert.deepEqual(problemsOf(world, files), problems);
  });
}

test('problems are found without any import, and once', () => {
  const world = worldOf({ 'tsconfig.json': '{ "extends": "./gone" }', 'a.ts': '', 'b.ts': '' });
  assert.equal(world.resolver.problems().length, 1);
  assert.equal(world.answer('a.ts', './b'), 'b.ts');
  assert.equal(world.answer('b.ts', './a'), 'a.ts');
  assert.equal(world.resolver.problems().length, 1);
  assert.deepEqual([...world.resolver.inputs()].sort(), ['gone', 'gone.json', 'tsconfig.json']);
});
