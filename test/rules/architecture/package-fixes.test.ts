import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Fix, isFix, type TextEdit } from '../../../server/src/model/fix.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { createSemantics } from '../../../server/src/semantics/index.ts';
import { readFixture } from '../../support/fixture.ts';
import { file, files, manifest } from '../../support/imports.ts';
import { openWorkspace } from '../../support/workspace.ts';

const policy = '{ "packages": [] }';

interface Fixed {
  readonly titles: readonly string[];
  /** Why others cannot be. */
  readonly refusals: readonly string[];
  /** The files that the fix with this id changes, as they are then. */
  after(id: string): Promise<Readonly<Record<string, string>>>;
  /** What is found once that fix is applied. */
  findingsAfter(id: string): Promise<readonly string[]>;
}

/** The ways out of the first finding of a rule. */
async function fixesOf(rule: string, fixture: string, own = policy): Promise<Fixed> {
  const texts = new Map([['parapet.jsonc', own], ...readFixture(fixture).files]);
  const workspace = await openWorkspace(texts);
  const read = (path: string) => texts.get(path);
  const finding = workspace.findings().find((one) => one.rule === `architecture/${rule}`);
  assert.ok(finding, `a finding of ${rule}`);
  const fixes: Fix[] = [];
  const refusals: string[] = [];
  const follow = () => undefined;
  const contracts = () => assert.fail('no contract is written');
  const tools = { read, follow, semantics: async () => createSemantics({ read, follow }), contracts };
  const found = rules.find(({ id }) => id === finding.rule)?.fix?.(finding, workspace.facts(), tools);
  if (found) {
    for await (const way of found) {
      if (isFix(way)) fixes.push(way);
      else refusals.push(way.refused);
    }
  }
  const after = async (id: string) => {
    const fix = fixes.find((one) => one.id === id);
    assert.ok(fix, `a fix "${id}" among ${fixes.map((one) => one.id).join(', ')}`);
    const paths = [...new Set(fix.edits.map(({ path }) => path))];
    return Object.fromEntries(
      paths.map((path) => [
        path,
        edited(
          texts.get(path) ?? '',
          fix.edits.filter((edit) => edit.path === path),
        ),
      ]),
    );
  };
  return {
    titles: fixes.map(({ title }) => title),
    refusals,
    after,
    async findingsAfter(id) {
      const changed = await openWorkspace(new Map([...texts, ...Object.entries(await after(id))]));
      return changed.findings().map((one) => one.rule);
    },
  };
}

function edited(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((whole, { start, end, text: by }) => whole.slice(0, start) + by + whole.slice(end), text);
}

describe('an undeclared package', () => {
  const library = { name: '@acme/kit', version: '1.0.0', main: 'index.js', dependencies: { a: '1', z: '1' } };

  test('is added to the section of those who need it', async () => {
    const production = await fixesOf(
      'undeclared-package',
      files(manifest('package.json', library), file('src/a.ts', 'koa')),
    );
    assert.deepEqual(production.titles, ['Add "koa" in any version to dependencies of "package.json"']);
    assert.deepEqual(JSON.parse((await production.after('declare-package'))['package.json'] ?? ''), {
      ...library,
      dependencies: { a: '1', koa: '*', z: '1' },
    });
    assert.deepEqual(await production.findingsAfter('declare-package'), []);
    const tests = await fixesOf(
      'undeclared-package',
      files(manifest('package.json', library), file('src/a.test.ts', 'koa')),
    );
    assert.deepEqual(tests.titles, ['Add "koa" in any version to devDependencies of "package.json"']);
    assert.deepEqual(await tests.findingsAfter('declare-package'), []);
  });

  const rangeOf = async (name: string, ...others: readonly string[]): Promise<unknown> => {
    const fixed = await fixesOf(
      'undeclared-package',
      files(manifest('kit/package.json', library), file('kit/src/a.ts', name), ...others),
    );
    const text = (await fixed.after('declare-package'))['kit/package.json'] ?? '';
    return (JSON.parse(text) as typeof library).dependencies[name as 'a'];
  };
  const root = (dependencies: object) =>
    manifest('package.json', { name: 'root', private: true, devDependencies: dependencies });
  const other = (folder: string, range: string, section = 'dependencies') =>
    manifest(`${folder}/package.json`, { name: folder, [section]: { koa: range } });

  test('gets the range that is known: above, elsewhere, or installed', async () => {
    assert.equal(
      await rangeOf('koa', root({ koa: '~3.1.0' }), other('b', '^2.0.0'), other('c', '^2.0.0')),
      '~3.1.0',
    );
    assert.equal(
      await rangeOf('koa', other('a', '^1.0.0'), other('b', '^2.0.0'), other('c', '^2.0.0')),
      '^2.0.0',
    );
    assert.equal(await rangeOf('koa', other('a', 'catalog:')), 'catalog:');
    assert.equal(await rangeOf('koa', other('a', '>=1', 'peerDependencies'), other('b', 'file:../koa')), '*');
    const installed = manifest('node_modules/koa/package.json', { name: 'koa', version: '3.0.1' });
    assert.equal(await rangeOf('koa', installed), '^3.0.1');
    const nearer = manifest('kit/node_modules/koa/package.json', { name: 'koa', version: '2.9.0' });
    assert.equal(await rangeOf('koa', installed, nearer), '^2.9.0');
    assert.equal(await rangeOf('koa', '//- yarn.lock\nkoa@^2.0.0:\n  version "2.16.1"'), '^2.16.1');
    assert.equal(await rangeOf('koa', '//- node_modules/koa/package.json\n{ "version": '), '*');
  });

  test('of the workspace is declared as its other packages are', async () => {
    const log = (more: object) =>
      files(
        manifest('log/package.json', { name: '@acme/log', exports: './index.ts', ...more }),
        file('log/index.ts'),
      );
    assert.equal(await rangeOf('@acme/log', log({})), '*');
    assert.equal(await rangeOf('@acme/log', log({ version: '2.1.0' })), '^2.1.0');
    const protocol = manifest('b/package.json', { name: 'b', dependencies: { '@acme/kit': 'workspace:^' } });
    assert.equal(await rangeOf('@acme/log', log({ version: '2.1.0' }), protocol), 'workspace:^');
  });

  test('need not be declared for types alone, where its types are', async () => {
    const types = { ...library, devDependencies: { '@types/koa': '2' } };
    const used = (use: string) =>
      files(manifest('package.json', types), file('src/a.ts', "import { Context } from 'koa';", use));
    const fixed = await fixesOf('undeclared-package', used('export let context: Context;'));
    assert.deepEqual(fixed.titles, [
      'Make the import of "koa" type-only',
      'Add "koa" in any version to dependencies of "package.json"',
    ]);
    assert.match((await fixed.after('make-type-only'))['src/a.ts'] ?? '', /^import type \{ Context \}/);
    assert.deepEqual(await fixed.findingsAfter('make-type-only'), []);
    const value = await fixesOf('undeclared-package', used('export const context = new Context();'));
    assert.equal(value.titles.length, 1);
    const untyped = await fixesOf(
      'undeclared-package',
      used('export let context: Context;').replace('@types/koa', '@types/other'),
    );
    assert.equal(untyped.titles.length, 1);
  });
});

describe('a package for development in production', () => {
  const server = {
    name: 'server',
    private: true,
    dependencies: { koa: '3' },
    devDependencies: { pino: '~9.1.0' },
  };

  test('is moved with its range, or imported for its types alone', async () => {
    const used = (use: string) =>
      files(manifest('package.json', server), file('src/a.ts', "import { Logger } from 'pino';", use));
    const fixed = await fixesOf('dev-package-in-production', used('export let logger: Logger;'));
    assert.deepEqual(fixed.titles, [
      'Make the import of "pino" type-only',
      'Move "pino" from devDependencies to dependencies of "package.json"',
    ]);
    assert.deepEqual(JSON.parse((await fixed.after('move-package'))['package.json'] ?? ''), {
      ...server,
      dependencies: { koa: '3', pino: '~9.1.0' },
      devDependencies: {},
    });
    assert.deepEqual(await fixed.findingsAfter('move-package'), []);
    assert.deepEqual(await fixed.findingsAfter('make-type-only'), []);
    const value = await fixesOf('dev-package-in-production', used('export const logger = new Logger();'));
    assert.deepEqual(value.titles, ['Move "pino" from devDependencies to dependencies of "package.json"']);
  });
});

describe('a forbidden package', () => {
  const deny = (use: string) => `{ "packages": [{ "deny": ["moment"]${use} }] }`;
  const app = (dependencies: object) =>
    files(
      manifest('package.json', { name: 'app', private: true, dependencies }),
      '//- src/a.ts\nimport moment from "moment";\nexport const now = moment();',
    );

  test('gives way to what takes its place, which is declared where it is not', async () => {
    const fixed = await fixesOf(
      'forbidden-package',
      app({ 'date-fns': '4', moment: '2' }),
      deny(', "use": "date-fns"'),
    );
    assert.deepEqual(fixed.titles, ['Use "date-fns"']);
    assert.deepEqual(await fixed.after('use-replacement'), {
      'src/a.ts': 'import moment from "date-fns";\nexport const now = moment();\n',
    });
    const missing = await fixesOf('forbidden-package', app({ moment: '2' }), deny(', "use": "date-fns/esm"'));
    assert.deepEqual(Object.keys(await missing.after('use-replacement')), ['src/a.ts', 'package.json']);
    assert.deepEqual(await missing.findingsAfter('use-replacement'), []);
  });

  test('keeps its place where only a part of it is imported', async () => {
    const part = (denied: string) =>
      fixesOf(
        'forbidden-package',
        files(
          manifest('package.json', { name: 'app', dependencies: { 'es-toolkit': '1', lodash: '4' } }),
          "//- src/a.ts\nimport debounce from 'lodash/debounce';\nexport const late = debounce;",
        ),
        `{ "packages": [{ "deny": ["${denied}"], "use": "es-toolkit/compat" }] }`,
      );
    assert.deepEqual((await part('lodash')).refusals, [
      '"es-toolkit/compat" takes the place of "lodash" as a whole, and this import is of a part of it.',
    ]);
    assert.deepEqual((await part('lodash/debounce')).titles, ['Use "es-toolkit/compat"']);
  });

  test('has no fix where nothing takes its place', async () => {
    const fixed = await fixesOf('forbidden-package', app({ moment: '2' }), deny(''));
    assert.deepEqual(fixed.titles, []);
  });
});
