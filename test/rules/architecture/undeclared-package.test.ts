import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readFixture } from '../../support/fixture.ts';
import { file, files, manifest, messages, told } from '../../support/imports.ts';
import { createMemoryStore, createWorkspace } from '../../support/workspace.ts';

/** What the page of the rule does not show. */
describe('undeclared packages', () => {
  const policy = '{ "packages": [], "tests": ["**/*.test.ts"] }';
  const root = { name: 'root', private: true, devDependencies: { react: '19', '@types/estree': '1' } };
  const library = { name: '@acme/kit', version: '1.0.0', main: 'dist/index.js' };

  test('any section of the nearest package.json declares, and the package may name itself', async () => {
    const own = files(
      manifest('package.json', {
        ...library,
        dependencies: { a: '1' },
        devDependencies: { b: '1' },
        peerDependencies: { c: '1' },
        optionalDependencies: { '@d/d': '1' },
      }),
      file('src/a.test.ts', 'a', 'a/sub', 'b', 'c', '@d/d/sub', '@acme/kit', 'node:fs', 'path', 'e'),
    );
    assert.deepEqual(await told(policy, own), ['src/a.test.ts:9 undeclared-package']);
  });

  test('without the section nothing is told, nor without a package.json, nor while one is being written', async () => {
    const imports = file('src/a.ts', 'react');
    assert.deepEqual(await told('{}', files(manifest('package.json', library), imports)), []);
    assert.deepEqual(await told(policy, imports), []);
    assert.deepEqual(
      (await told(policy, files('//- package.json\n{ "name": "a", "dependencies": {', imports))).filter(
        (line) => line.includes('undeclared'),
      ),
      [],
    );
    assert.deepEqual(await told(policy, files(manifest('package.json', library), imports)), [
      'src/a.ts:1 undeclared-package',
    ]);
  });

  test('what the root declares counts for a package that is never published', async () => {
    const inner = (value: object) =>
      files(
        manifest('package.json', root),
        manifest('kit/package.json', value),
        file('kit/src/a.ts', 'react', "import type { FC } from 'react';"),
        file('kit/src/a.test.ts', 'react'),
        file('kit/vite.config.ts', 'react'),
      );
    assert.deepEqual(await told(policy, inner({ ...library, private: true })), []);
    assert.deepEqual(await told(policy, inner({ name: '@acme/kit', main: 'index.js' })), []);
    assert.deepEqual(await told(policy, inner({ name: '@acme/kit', version: '1.0.0' })), []);
    assert.deepEqual(await told(policy, inner(library)), ['kit/src/a.ts:1 undeclared-package']);
    assert.deepEqual(await messages(policy, inner(library)), [
      'Package "react" is not declared in "kit/package.json"; that of "package.json" is not there where "@acme/kit" is installed.',
    ]);
  });

  test('a package.json that only says how files are read is none', async () => {
    const nested = files(
      manifest('package.json', { ...library, dependencies: { a: '1' } }),
      manifest('src/esm/package.json', { type: 'module' }),
      file('src/esm/a.ts', 'a', 'b'),
    );
    assert.deepEqual(await told(policy, nested), ['src/esm/a.ts:2 undeclared-package']);
  });

  test('types are enough for types, and for packages that are nothing else', async () => {
    const typed = files(
      manifest('package.json', {
        ...library,
        devDependencies: { '@types/koa': '2', '@types/acme__log': '1', '@types/estree': '1' },
      }),
      file(
        'src/a.ts',
        "import type { Context } from 'koa';",
        "import { type Level } from '@acme/log';",
        "import { Node } from 'estree';",
        "import Koa from 'koa';",
        "import type { Other } from 'other';",
      ),
      file('src/koa.d.ts', "import { Context } from 'koa';"),
    );
    assert.deepEqual(await told(policy, typed), [
      'src/a.ts:4 undeclared-package',
      'src/a.ts:5 undeclared-package',
    ]);
  });

  test('aliases, virtual modules and what the host brings are no packages', async () => {
    const app = files(
      manifest('package.json', {
        name: 'app',
        private: true,
        dependencies: { next: '15', '@docusaurus/core': '3' },
      }),
      file('src/components/button.ts'),
      file('src/redis.ts'),
      file('src/types/virtual.d.ts', "declare module 'virtual-icons/*' {}", 'declare module "build-time" {}'),
      file(
        'src/a.ts',
        ...[
          '$app/stores',
          '~icons/a',
          '@/b',
          'virtual:c',
          'astro:content',
          'bun:test',
          'vscode',
          'server-only',
        ],
        ...['@components/button', 'components/button', 'virtual-icons/arrow', 'build-time', '@theme/Layout'],
        ...['npm:express@4', '@components/card', 'virtual-image', 'build-time-2', 'redis'],
      ),
    );
    assert.deepEqual(await told(policy, app), [
      ...[15, 16, 17, 18].map((line) => `src/a.ts:${line} undeclared-package`),
    ]);
  });

  test('a module that another package declares is none here', async () => {
    const two = files(
      manifest('a/package.json', { name: 'a', private: true }),
      file('a/types.d.ts', "declare module 'shim';", "declare module '*';"),
      file('a/a.ts', 'shim', 'other'),
      manifest('b/package.json', { name: 'b', private: true }),
      file('b/b.ts', 'shim'),
    );
    assert.deepEqual(await told(policy, two), ['a/a.ts:2 undeclared-package', 'b/b.ts:1 undeclared-package']);
  });

  test('fixtures, templates and examples bring their own', async () => {
    const own = files(
      manifest('package.json', library),
      file('templates/app/a.ts', 'react'),
      file('src/__testfixtures__/a.ts', 'react'),
      file('examples/a.ts', 'react'),
      file('src/template.ts', 'react'),
      manifest('examples/inner/package.json', { name: 'inner', private: true }),
      file('examples/inner/a.ts', 'react'),
    );
    assert.deepEqual(await told(policy, own), [
      'examples/inner/a.ts:1 undeclared-package',
      'src/template.ts:1 undeclared-package',
    ]);
  });

  test('a package of the workspace must be declared like any other', async () => {
    const workspace = (dependencies: object) =>
      files(
        manifest('package.json', { name: 'root', private: true, workspaces: ['kit', 'app'] }),
        manifest('kit/package.json', { name: '@acme/kit', exports: './index.ts' }),
        file('kit/index.ts'),
        manifest('app/package.json', { name: 'app', private: true, dependencies }),
        file('app/a.ts', '@acme/kit', '../kit/index'),
      );
    assert.deepEqual(await told(policy, workspace({})), ['app/a.ts:1 undeclared-package']);
    assert.deepEqual(await told(policy, workspace({ '@acme/kit': 'workspace:*' })), []);
  });

  test('a file that was silent for a module declared elsewhere is asked again when that is gone', async () => {
    const texts = new Map([
      ['parapet.jsonc', '{ "packages": [] }'],
      ['package.json', JSON.stringify(library)],
      ['src/a.ts', "import 'built';\n"],
      ['src/built.d.ts', "declare module 'built';\n"],
    ]);
    const parts = { store: createMemoryStore(), build: 'one' };
    const rulesOf = async () => {
      const workspace = createWorkspace(texts, { parts });
      await workspace.refresh();
      workspace.save();
      return workspace.findings().map(({ rule }) => rule);
    };
    assert.deepEqual(await rulesOf(), []);
    texts.set('src/a.ts', "import 'built';\nexport {};\n");
    assert.deepEqual(await rulesOf(), []);
    texts.set('src/built.d.ts', "declare module 'other';\n");
    assert.deepEqual(await rulesOf(), ['architecture/undeclared-package']);
  });

  test('the finding follows the package.json and the declaration file as they are edited', async () => {
    const text = files(manifest('package.json', library), file('src/a.ts', 'react'), file('src/a.d.ts'));
    const workspace = createWorkspace(new Map([['parapet.jsonc', policy], ...readFixture(text).files]));
    const rulesAt = async (): Promise<readonly string[]> => {
      await workspace.refresh();
      return workspace.findingsAt('src/a.ts').map(({ rule }) => rule);
    };
    assert.deepEqual(await rulesAt(), ['architecture/undeclared-package']);
    workspace.setText('package.json', JSON.stringify({ ...library, peerDependencies: { react: '19' } }));
    assert.deepEqual(await rulesAt(), []);
    workspace.setText('package.json', undefined);
    assert.deepEqual(await rulesAt(), ['architecture/undeclared-package']);
    workspace.setText('src/a.d.ts', "declare module 'react' {}");
    assert.deepEqual(await rulesAt(), []);
    workspace.setText('src/a.d.ts', "declare module 'preact' {}");
    assert.deepEqual(await rulesAt(), ['architecture/undeclared-package']);
  });
});
