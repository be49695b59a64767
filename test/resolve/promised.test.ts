import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectAnswers, worldOf } from './small-world.ts';

const promising = {
  'package.json': { workspaces: ['apps/*', 'libs/*'] },
  'apps/one/package.json': {
    name: 'one',
    dependencies: {
      '@acme/kit': 'workspace:*',
      '@acme/gone': 'workspace:^',
      alias: 'workspace:@acme/kit@*',
      near: 'link:../../plain',
      ported: 'portal:../../libs/other-name',
      filed: 'file:../../libs/kit',
      packed: 'file:../../packed.tgz',
      lost: 'link:../lost',
      far: 'link:../../../far',
      home: 'link:~/far',
      installed: 'workspace:*',
      catalogued: 'catalog:',
      '@acme/ranged': '^1.0.0',
      relative: 'workspace:../../libs/kit',
    },
    resolutions: { deep: 'portal:../../libs/kit' },
  },
  'libs/kit/package.json': { name: '@acme/kit' },
  'libs/kit/index.ts': '',
  'libs/other-name/package.json': { name: 'other-name' },
  'libs/other-name/src/index.ts': '',
  'plain/index.ts': '',
  'plain/deep/x.ts': '',
  '../far/index.ts': '',
  'node_modules/installed/package.json': {},
};

test('what a manifest promises as local is that package, or unresolved with the reason', () => {
  const by = 'apps/one/package.json promises';
  expectAnswers(worldOf(promising), 'apps/one/src/from.ts', {
    '@acme/kit': 'libs/kit/index.ts',
    '@acme/gone': `unresolved: ${by} "@acme/gone" as "workspace:^", and the workspace has no package "@acme/gone"`,
    '@acme/gone/deep': `unresolved: ${by} "@acme/gone" as "workspace:^", and the workspace has no package "@acme/gone"`,
    alias: 'libs/kit/index.ts',
    near: 'plain/index.ts',
    'near/deep/x': 'plain/deep/x.ts',
    'near/gone': 'unresolved: package "near" has no file "gone"',
    ported: 'libs/other-name/src/index.ts',
    filed: 'libs/kit/index.ts',
    packed: 'package packed',
    lost: `unresolved: ${by} "lost" as "link:../lost", and there is no folder "apps/lost"`,
    far: 'package far',
    home: 'package home',
    installed: 'package installed',
    catalogued: 'package catalogued',
    '@acme/ranged': 'package @acme/ranged',
    relative: 'libs/kit/index.ts',
    deep: 'libs/kit/index.ts',
  });
});

test('only the package that is promised one misses it, and only where the whole workspace is seen', () => {
  expectAnswers(worldOf(promising), 'libs/kit/from.ts', { '@acme/gone': 'package @acme/gone' });
  const ranged = { ...promising, 'apps/one/inner/package.json': { devDependencies: { '@acme/gone': '1' } } };
  expectAnswers(worldOf(ranged), 'apps/one/inner/from.ts', { '@acme/gone': 'package @acme/gone' });
  const { 'package.json': _, ...rest } = promising;
  expectAnswers(worldOf(rest), 'apps/one/src/from.ts', { '@acme/gone': 'package @acme/gone' });
  const nested = { ...rest, 'apps/pnpm-workspace.yaml': 'packages: ["*"]', 'apps/package.json': {} };
  assert.match(worldOf(nested).answer('apps/one/src/from.ts', '@acme/gone'), /^unresolved/);
});
