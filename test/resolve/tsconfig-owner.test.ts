import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectAnswers, problemsOf, worldOf } from './small-world.ts';

const owners: readonly {
  name: string;
  files: Record<string, object | number>;
  from: string;
  owner: string;
}[] = [
  {
    name: 'the nearest',
    files: { 'tsconfig.json': 0, 'app/tsconfig.json': 1 },
    from: 'app/src/x.ts',
    owner: 'app/tsconfig.json',
  },
  {
    name: 'not one beside the folder',
    files: { 'tsconfig.json': 0, 'app/tsconfig.json': 1 },
    from: 'lib/x.ts',
    owner: 'tsconfig.json',
  },
  {
    name: 'jsconfig.json where there is no tsconfig.json',
    files: { 'tsconfig.json': 0, 'app/jsconfig.json': 1 },
    from: 'app/x.js',
    owner: 'app/jsconfig.json',
  },
  {
    name: 'tsconfig.json before jsconfig.json',
    files: { 'tsconfig.json': 0, 'jsconfig.json': 1 },
    from: 'x.js',
    owner: 'tsconfig.json',
  },
  {
    name: 'a reference of a solution, in order, a folder or a file',
    files: {
      'tsconfig.json': {
        files: [],
        references: [{ path: './lib' }, { path: './tsconfig.app.json' }, { path: './tsconfig.second.json' }],
      },
      'lib/tsconfig.json': { include: ['.'] },
      'tsconfig.app.json': { include: ['src'] },
      'tsconfig.second.json': { include: ['src'] },
    },
    from: 'src/x.ts',
    owner: 'tsconfig.app.json',
  },
  {
    name: 'a reference of a reference',
    files: {
      'tsconfig.json': { files: [], references: [{ path: './tsconfig.all.json' }] },
      'tsconfig.all.json': {
        files: [],
        references: [{ path: './tsconfig.json' }, { path: './tsconfig.app.json' }],
      },
      'tsconfig.app.json': {},
    },
    from: 'src/x.ts',
    owner: 'tsconfig.app.json',
  },
  {
    name: 'one beside it that includes the file',
    files: {
      'tsconfig.json': { include: ['src'] },
      'tsconfig.spec.json': { include: ['test/**/*.ts'] },
      'tsconfig.build.json': { include: ['src'] },
    },
    from: 'test/deep/x.ts',
    owner: 'tsconfig.spec.json',
  },
  {
    name: 'still the nearest when none includes it',
    files: { 'tsconfig.json': { include: ['src'] }, 'tsconfig.spec.json': { include: ['test'] } },
    from: 'scripts/x.ts',
    owner: 'tsconfig.json',
  },
];

for (const { name, files, from, owner } of owners) {
  test(`the owner of a file: ${name}`, () => {
    const configs = Object.entries(files).map(([path, own]) => {
      const options = { paths: { '@owner': [`\${configDir}/${path.split('/').at(-1)}.ts`] } };
      return [path, { ...(typeof own === 'object' ? own : {}), compilerOptions: options }] as const;
    });
    const targets = configs.map(([path]) => [`${path}.ts`, ''] as const);
    const world = worldOf({ [from]: '', ...Object.fromEntries([...configs, ...targets]) });
    assert.equal(world.answer(from, '@owner'), `${owner}.ts`);
  });
}

test('above the root: up to the git root and no farther', () => {
  const files = {
    '../tsconfig.json': { compilerOptions: { paths: { '@/*': ['./app/src/*'] } } },
    'src/x.ts': '',
  };
  const world = worldOf(files, { git: ['.git', '../.git'] });
  assert.equal(world.answer('src/x.ts', '@/x'), 'package @/x', 'the root is the git root');
  assert.ok(!world.resolver.inputs().has('../tsconfig.json'));
  const none = worldOf(files, { git: [] });
  assert.equal(none.answer('src/x.ts', '@/x'), 'package @/x', 'without git nothing above is looked at');
});

test('a configuration above the root finds the root by what is in it', () => {
  const paths = {
    '@/*': ['./packages/app/src/*'],
    '@lib': ['./packages/lib/src/x.ts'],
    '@twin/*': ['./packages/twin/src/*'],
  };
  const world = worldOf(
    {
      '../../tsconfig.base.json': { compilerOptions: { paths } },
      '../../tsconfig.json': { extends: './tsconfig.base.json' },
      'src/x.ts': 'the root',
      '../../packages/app/src/x.ts': 'the root',
      '../../packages/lib/src/x.ts': '',
      '../../packages/twin/src/x.ts': 'another',
    },
    { git: ['../../.git'] },
  );
  expectAnswers(world, 'src/from.ts', {
    '@/x': 'src/x.ts',
    '@lib': 'outside ../../packages/lib/src/x.ts',
    '@twin/x': 'outside ../../packages/twin/src/x.ts',
    '@/gone': 'unresolved: no file through "@/*" of ../../tsconfig.json',
  });
});

const fromAbove = [
  { include: ['packages/*/src'], owns: true },
  { include: ['packages/**/*'], owns: true },
  { include: ['**/*.ts'], owns: true },
  { include: ['packages/app'], owns: true },
  { include: ['packages/app/src/*.ts'], owns: true },
  { include: ['*'], owns: false },
  { include: ['packages/*'], owns: false },
  { include: ['packages/*/test'], owns: false },
  { include: ['packages/lib'], owns: false },
  { include: ['**/*'], exclude: ['**/src'], owns: false },
  { include: ['**/*'], exclude: ['packages/lib'], owns: true },
];

for (const { owns, ...lists } of fromAbove) {
  test(`a reference above the root ${owns ? 'owns' : 'leaves'} a file by ${JSON.stringify(lists)}`, () => {
    const alias = (target: string) => ({ compilerOptions: { paths: { '@owner': [target] } } });
    const world = worldOf(
      {
        '../../tsconfig.json': {
          files: [],
          references: [{ path: './tsconfig.app.json' }],
          ...alias('./top.ts'),
        },
        '../../tsconfig.app.json': { ...lists, ...alias('./packages/app/owner.ts') },
        '../../top.ts': '',
        '../../packages/app/src/x.ts': 'the root',
        '../../packages/app/owner.ts': 'the owner',
        'src/x.ts': 'the root',
        'owner.ts': 'the owner',
      },
      { git: ['../../.git'] },
    );
    assert.equal(world.answer('src/x.ts', '@owner'), owns ? 'owner.ts' : 'outside ../../top.ts');
  });
}

test('a missing reference is a problem at its place, when it is followed', () => {
  const text = '{ "files": [], "references": [{ "path": "./gone" }, { "path": 3 }] }';
  const world = worldOf({ 'tsconfig.json': text, 'x.ts': '' });
  assert.equal(world.answer('x.ts', 'react'), 'package react');
  assert.deepEqual(problemsOf(world, { 'tsconfig.json': text }), ['tsconfig.json TSC-005 "./gone"']);
});
