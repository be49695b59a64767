import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectAnswers, type Files, worldOf } from './small-world.ts';

const missing: readonly { name: string; files: Files; message: string; path?: string }[] = [
  {
    name: 'a relative parent',
    files: { 'tsconfig.json': { extends: './gone' } },
    message: 'tsconfig.json extends "./gone", which does not exist.',
  },
  {
    name: 'a package that is not installed',
    files: { 'tsconfig.json': { extends: '@acme/base/strict.json' } },
    message:
      'tsconfig.json extends "@acme/base/strict.json", which is not installed: install the dependencies first.',
  },
  {
    name: 'a file that the installed package does not hold',
    files: { 'tsconfig.json': { extends: 'base/strict.json' }, 'node_modules/base/package.json': {} },
    message: 'tsconfig.json extends "base/strict.json", which is not in that package.',
  },
  {
    name: 'the same in a package of the workspace',
    files: { 'tsconfig.json': { extends: 'base' }, 'base/package.json': { name: 'base' } },
    message: 'tsconfig.json extends "base", which is not in that package.',
  },
  {
    name: 'a package in an archive of Yarn Plug’n’Play',
    files: { 'a/tsconfig.json': { extends: 'base' }, 'a/x.ts': '', '.pnp.cjs': 'throw 1;' },
    path: 'a/tsconfig.json',
    message:
      'a/tsconfig.json extends "base", which Yarn keeps in an archive that is not read: "yarn unplug" puts the package on disk.',
  },
  {
    name: 'an absolute path, which is not followed even where it exists',
    files: { 'tsconfig.json': { extends: '/base.json' }, 'base.json': {} },
    message: 'tsconfig.json extends "/base.json", which is another file on every machine.',
  },
  {
    name: 'an absolute path of Windows',
    files: { 'tsconfig.json': { extends: 'C:\\base.json' } },
    message: 'tsconfig.json extends "C:\\base.json", which is another file on every machine.',
  },
  {
    name: 'nothing',
    files: { 'tsconfig.json': { extends: '' } },
    message: 'tsconfig.json extends "", which names nothing.',
  },
  {
    name: 'the parent of an installed parent, told where the workspace names the package',
    files: {
      'tsconfig.json': { extends: 'base' },
      'node_modules/base/tsconfig.json': { extends: './gone.json' },
    },
    message: 'node_modules/base/tsconfig.json extends "./gone.json", which does not exist.',
  },
  {
    name: 'the parent of a configuration above the root',
    files: { '../tsconfig.json': { extends: './gone.json' } },
    path: '../tsconfig.json',
    message: '../tsconfig.json extends "./gone.json", which does not exist.',
  },
  {
    name: 'a configuration above the root that cannot be read as JSON',
    files: { '../tsconfig.json': '{ ]' },
    path: '../tsconfig.json',
    message: '../tsconfig.json is not valid JSON.',
  },
];

for (const { name, files, message, path = 'tsconfig.json' } of missing) {
  test(`tsconfig, a missing parent: ${name}`, () => {
    const world = worldOf({ 'from.ts': '', ...files }, { git: ['../.git'] });
    assert.deepEqual(
      world.resolver.problems().map((problem) => [problem.place.path, problem.message]),
      [[path, message]],
    );
  });
}

test('a repository of Yarn Plug’n’Play has its workspace packages, and nothing is run', () => {
  const world = worldOf({
    '.pnp.cjs': 'throw new Error("run");',
    '.pnp.data.json': '{ not JSON',
    'package.json': { workspaces: ['packages/*'], dependencies: { react: '^18' } },
    'tsconfig.json': { extends: '@acme/config', compilerOptions: { paths: { 'react/*': ['./gone/*'] } } },
    'packages/config/package.json': { name: '@acme/config' },
    'packages/config/tsconfig.json': {},
    'packages/kit/package.json': { name: '@acme/kit' },
    'packages/kit/src/index.ts': '',
    'from.ts': '',
  });
  expectAnswers(world, 'from.ts', {
    '@acme/kit': 'packages/kit/src/index.ts',
    react: 'package react',
    'react/jsx-runtime': 'package react',
    undeclared: 'package undeclared',
  });
  assert.deepEqual(world.resolver.problems(), []);
});
