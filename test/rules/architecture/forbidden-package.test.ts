import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { file, files, manifest, messages, told } from '../../support/imports.ts';
import { findings } from '../../support/rule.ts';

/** What the page of the rule does not show. */
describe('forbidden packages', () => {
  const policy = (statements: string, more = '') =>
    `{ "layers": [{ "name": "infrastructure", "files": "infra/**" }, { "name": "domain", "files": "domain/**" }],
       "slices": [{ "name": "part", "files": "parts/{part}/**" }],
       "tests": ["**/*.test.ts"],
       "packages": [${statements}]${more} }`;

  test('a name stands for everything below it, and an exclamation mark takes some of it out', async () => {
    const imports = file('a.ts', 'lodash', 'lodash/get', 'lodash-es', 'lodash/fp', 'lodash/fp/curry');
    assert.deepEqual(await told(policy('{ "deny": ["lodash"] }'), imports), [
      ...[1, 2, 4, 5].map((line) => `a.ts:${line} forbidden-package`),
    ]);
    assert.deepEqual(await told(policy('{ "deny": ["lodash", "!lodash/fp"] }'), imports), [
      ...[1, 2].map((line) => `a.ts:${line} forbidden-package`),
    ]);
    assert.deepEqual(await told(policy('{ "deny": ["lodash", "!lodash/*"] }'), imports), [
      'a.ts:1 forbidden-package',
    ]);
    assert.deepEqual(await told(policy('{ "deny": ["lodash/fp"] }'), imports), [
      ...[4, 5].map((line) => `a.ts:${line} forbidden-package`),
    ]);
  });

  test('a star stands for anything, and other characters for themselves', async () => {
    const imports = file(
      'a.ts',
      '@acme/core',
      '@acme/core/internal/x',
      '@acme/core/x',
      '@acmeXcore/internal/y',
    );
    assert.deepEqual(await told(policy('{ "deny": ["@acme/*/internal/*"] }'), imports), [
      'a.ts:2 forbidden-package',
    ]);
    assert.deepEqual(
      await told(policy('{ "deny": ["lodash.get"] }'), file('a.ts', 'lodash.get', 'lodashXget')),
      ['a.ts:1 forbidden-package'],
    );
  });

  test('modules of Node.js are meant however they are written, and a package of such a name is none', async () => {
    const imports = file('a.ts', 'fs', 'node:fs/promises', 'bun:test', './fs', 'fs-extra');
    assert.deepEqual(await told(policy('{ "deny": ["node:*"] }'), files(imports, file('fs.ts'))), [
      ...[1, 2].map((line) => `a.ts:${line} forbidden-package`),
    ]);
    for (const name of ['fs', 'node:fs']) {
      assert.deepEqual(await told(policy(`{ "deny": ["${name}"] }`), files(imports, file('fs.ts'))), [
        ...[1, 2].map((line) => `a.ts:${line} forbidden-package`),
      ]);
    }
  });

  test('a package of the workspace is a package where it is imported by its name', async () => {
    const kit = files(
      manifest('kit/package.json', { name: '@acme/kit', exports: './index.ts' }),
      file('kit/index.ts'),
      file('app/a.ts', '@acme/kit', '../kit/index'),
    );
    assert.deepEqual(await told(policy('{ "deny": ["@acme/*"] }'), kit), ['app/a.ts:1 forbidden-package']);
  });

  test('an alias in the imports of a package means what it leads to', async () => {
    const own = files(
      manifest('package.json', { name: 'app', imports: { '#log': 'pino' }, dependencies: { pino: '9' } }),
      file('a.ts', '#log'),
    );
    assert.deepEqual(await told(policy('{ "deny": ["pino"] }'), own), ['a.ts:1 forbidden-package']);
    assert.deepEqual(await told(policy('{ "deny": ["log"] }'), own), []);
  });

  test('in, notIn and onlyIn take names, one of a family, and globs', async () => {
    const places = files(
      file('infra/a.ts', 'pg'),
      file('domain/a.ts', 'pg'),
      file('parts/cart/a.ts', 'pg'),
      file('parts/pay/a.ts', 'pg'),
      file('other/a.ts', 'pg'),
    );
    const at = async (statement: string) =>
      (await told(policy(statement), places)).map((line) => line.replace(/\/a\.ts.*/, ''));
    assert.deepEqual(await at('{ "deny": ["pg"] }'), ['domain', 'infra', 'other', 'parts/cart', 'parts/pay']);
    assert.deepEqual(await at('{ "deny": ["pg"], "in": "domain" }'), ['domain']);
    assert.deepEqual(await at('{ "deny": ["pg"], "in": ["part", "other/**"] }'), [
      'other',
      'parts/cart',
      'parts/pay',
    ]);
    assert.deepEqual(await at('{ "deny": ["pg"], "in": ["part"], "notIn": ["part:pay"] }'), ['parts/cart']);
    assert.deepEqual(
      await at('{ "packages": ["pg"], "onlyIn": ["infrastructure", "part:pay", "oth*/**"] }'),
      ['domain', 'parts/cart'],
    );
  });

  test('types count and tests do not, unless a statement or an option says otherwise', async () => {
    const imports = files(
      file('a.ts', "import type { Pool } from 'pg';", "import { Pool } from 'pg';", "void import('pg');"),
      file('a.test.ts', 'pg'),
    );
    const lines = (...numbers: readonly number[]) => numbers.map((line) => `a.ts:${line} forbidden-package`);
    assert.deepEqual(await told(policy('{ "deny": ["pg"] }'), imports), lines(1, 2, 3));
    assert.deepEqual(
      await told(policy('{ "deny": ["pg"], "kinds": ["value", "dynamic"] }'), imports),
      lines(2, 3),
    );
    const option = (options: string) =>
      policy('{ "deny": ["pg"] }', `, "rules": { "architecture/forbidden-package": ["error", ${options}] }`);
    assert.deepEqual(await told(option('{ "kinds": ["type"] }'), imports), lines(1));
    assert.deepEqual(await told(option('{ "tests": true }'), imports), [
      'a.test.ts:1 forbidden-package',
      ...lines(1, 2, 3),
    ]);
  });

  test('the first statement that denies an import decides, whatever the others say', async () => {
    const two = '{ "deny": ["pg"], "severity": "info" }, { "deny": ["p*"] }';
    assert.match((await findings(policy(two), file('a.ts', 'pg')))[0] ?? '', /^a\.ts:1:8 info /);
    const off = '{ "deny": ["pg"], "severity": "off" }, { "deny": ["p*"], "severity": "warning" }';
    assert.match((await findings(policy(off), file('a.ts', 'pg')))[0] ?? '', /^a\.ts:1:8 warning /);
    assert.deepEqual(await told(policy('{ "deny": ["pg"], "severity": "off" }'), file('a.ts', 'pg')), []);
  });

  test('the sentence names package, place and who may', async () => {
    const one = async (statement: string, path: string, specifier = 'pg') =>
      (await messages(policy(statement), file(path, specifier)))[0];
    assert.equal(
      await one('{ "packages": ["pg"], "onlyIn": ["infrastructure"] }', 'domain/a.ts'),
      'Layer "domain" must not import package "pg", which only layer "infrastructure" may import.',
    );
    assert.equal(
      await one('{ "packages": ["pg"], "onlyIn": ["part:pay", "a/**", "b/**", "c/**"] }', 'parts/cart/a.ts'),
      'Slice "part:cart" must not import package "pg", which only slice "part:pay", files in "a/**" and 2 more may import.',
    );
    assert.equal(
      await one('{ "packages": ["pg"], "onlyIn": ["infrastructure", "domain"] }', 'a.ts'),
      '"a.ts" must not import package "pg", which only layers "infrastructure" and "domain" may import.',
    );
    assert.equal(
      await one('{ "deny": ["pg"], "notIn": ["b/**", "c/**"] }', 'a.ts'),
      'Package "pg" must not be imported outside of files in "b/**" and "c/**".',
    );
    assert.equal(
      await one('{ "packages": ["pg"], "onlyIn": ["infrastructure"] }', 'a.ts'),
      '"a.ts" must not import package "pg", which only layer "infrastructure" may import.',
    );
    assert.equal(
      await one(
        '{ "deny": ["lodash/fp"], "in": ["parts/**"], "use": "ramda" }',
        'parts/x/a.ts',
        'lodash/fp/map',
      ),
      'Files in "parts/**" must not import package "lodash/fp/map"; "ramda" takes its place.',
    );
    assert.equal(
      await one('{ "deny": ["@aws-sdk/*"], "notIn": "infrastructure" }', 'a.ts', '@aws-sdk/s3/x'),
      'Package "@aws-sdk/s3" must not be imported outside of layer "infrastructure".',
    );
  });

  test('what several rules deny is told once, the boundary first', async () => {
    const kit = files(
      manifest('package.json', { name: 'root', private: true }),
      manifest('infra/package.json', { name: '@acme/infra', exports: './index.ts' }),
      file('infra/index.ts'),
      file('domain/a.ts', '@acme/infra'),
    );
    const both = policy('{ "deny": ["@acme/infra"] }');
    assert.deepEqual(await told(both, kit), ['domain/a.ts:1 upward-import']);
    const off = policy('{ "deny": ["@acme/infra"] }', ', "rules": { "architecture/upward-import": "off" }');
    assert.deepEqual(await told(off, kit), ['domain/a.ts:1 forbidden-package']);
    const last = off.replace('"@acme/infra"]', '"other"]');
    assert.deepEqual(await told(last, kit), ['domain/a.ts:1 undeclared-package']);
  });
});
