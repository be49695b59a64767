import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { file, files, manifest, told } from '../../support/imports.ts';
import { findings } from '../../support/rule.ts';

/** What the pages of the rules about tests and packages for development do not show. */
describe('development packages in production', () => {
  const policy = '{ "packages": [] }';
  const server = {
    name: 'server',
    private: true,
    dependencies: { koa: '3' },
    devDependencies: { pino: '9' },
  };

  test('only what runs at once counts, unless an option says otherwise', async () => {
    const own = files(
      manifest('package.json', server),
      file(
        'src/a.ts',
        "import { pino } from 'pino';",
        "export { pino } from 'pino';",
        "const log = require('pino');",
        "void import('pino');",
        "import type { Logger } from 'pino';",
        "import { type Level } from 'pino';",
      ),
    );
    const lines = (...numbers: readonly number[]) =>
      numbers.map((line) => `src/a.ts:${line} dev-package-in-production`);
    assert.deepEqual(await told(policy, own), lines(1, 2, 3));
    const option = `{ "packages": [],
      "rules": { "architecture/dev-package-in-production": ["error", { "kinds": ["dynamic"] }] } }`;
    assert.deepEqual(await told(option, own), lines(4));
    assert.match((await findings(option, own))[0] ?? '', / warning /, 'it is likely, and never more');
  });

  test('what is declared for production, too, is there', async () => {
    for (const section of ['dependencies', 'peerDependencies', 'optionalDependencies'] as const) {
      const both = { ...server, [section]: { koa: '3', pino: '9' } };
      assert.deepEqual(await told(policy, files(manifest('package.json', both), file('a.ts', 'pino'))), []);
    }
  });

  test('tests, tools and configurations may', async () => {
    const own = files(
      manifest('package.json', server),
      ...[
        'a.test.ts',
        'test/a.ts',
        'jest.config.ts',
        '.storybook/a.ts',
        'scripts/a.ts',
        'src/a.stories.tsx',
      ].map((path) => file(path, 'pino')),
      ...['test-setup.ts', 'gulpfile.js', 'src/__fixtures__/a.ts', '.eslintrc.cjs'].map((path) =>
        file(path, 'pino'),
      ),
      file('src/scripts/a.ts', 'pino'),
    );
    assert.deepEqual(await told(policy, own), ['src/scripts/a.ts:1 dev-package-in-production']);
    assert.deepEqual(
      await told('{ "packages": [], "tests": ["checks/**"] }', files(own, file('checks/a.ts', 'pino'))),
      [
        'a.test.ts:1 dev-package-in-production',
        'src/scripts/a.ts:1 dev-package-in-production',
        'test/a.ts:1 dev-package-in-production',
      ],
    );
  });

  test('what is bundled need not be installed, unless an option says otherwise', async () => {
    const bundled = { ...server, devDependencies: { pino: '9', vite: '7' } };
    const own = files(manifest('package.json', bundled), file('src/a.ts', 'pino'));
    assert.deepEqual(await told(policy, own), []);
    assert.deepEqual(
      await told(
        `{ "packages": [], "rules": { "architecture/dev-package-in-production": ["warning", { "bundled": true }] } }`,
        own,
      ),
      ['src/a.ts:1 dev-package-in-production'],
    );
    const configured = files(
      manifest('kit/package.json', server),
      file('kit/src/a.ts', 'pino'),
      file('kit/tsdown.config.ts'),
    );
    assert.deepEqual(await told(policy, configured), []);
    assert.deepEqual(await told(policy, configured.replace('tsdown.config', 'vitest.config')), [
      'kit/src/a.ts:1 dev-package-in-production',
    ]);
  });

  test('a package without dependencies is bundled or no program', async () => {
    const none = { ...server, dependencies: {} };
    assert.deepEqual(await told(policy, files(manifest('package.json', none), file('a.ts', 'pino'))), []);
  });

  test('the root may promise what a package that is never published imports', async () => {
    const inner = (value: object) =>
      files(
        manifest('package.json', { name: 'root', private: true, dependencies: { pino: '9' } }),
        manifest('app/package.json', value),
        file('app/a.ts', 'pino'),
      );
    assert.deepEqual(await told(policy, inner(server)), []);
    assert.deepEqual(
      await told(policy, inner({ ...server, private: false, version: '1.0.0', main: 'index.js' })),
      ['app/a.ts:1 dev-package-in-production'],
    );
  });
});

describe('imports of tests', () => {
  const policy = (more = '') => `{ "tests": ["**/*.test.ts", "test/**"]${more} }`;
  const fixture = files(
    manifest('package.json', { name: 'app', private: true }),
    file('src/a.ts', '../test/fake', "import type { Fake } from '../test/fake';"),
    file('src/a.test.ts', '../test/fake'),
    file('test/fake.ts', './other.js'),
    file('test/other.ts'),
    file('vitest.config.ts', './test/fake'),
    file('scripts/seed.ts', '../test/fake'),
  );

  test('production code may not import them; tests, configurations and scripts may', async () => {
    assert.deepEqual(await told(policy(), fixture), ['src/a.ts:1 test-import', 'src/a.ts:2 test-import']);
    assert.deepEqual(
      await told(
        policy(', "rules": { "architecture/test-import": ["error", { "kinds": ["value"] }] }'),
        fixture,
      ),
      ['src/a.ts:1 test-import'],
    );
  });
  test('nothing is a test that the policy does not call so', async () => {
    assert.deepEqual(await told('{}', fixture), []);
    assert.deepEqual(await told('{ "tests": ["**/*.test.ts"] }', fixture), []);
  });
});
