import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stricterScope } from '../../server/src/change/stricter-scope.ts';
import type { ChangedFile } from '../../server/src/model/change.ts';
import { readPolicy } from '../../server/src/policy/read-policy.ts';
import { rules } from '../../server/src/rules/index.ts';

const policyOf = (more: object, path = 'parapet.jsonc') =>
  readPolicy(path, {
    read: () => ({ ok: true, text: JSON.stringify({ contractFirst: 'change', ...more }) }),
    rules,
    version: '0.1.0',
  });

function leftOut(before: object, now: object, paths: readonly string[], files: readonly ChangedFile[] = []) {
  const change = { base: { name: 'main' }, files, commits: [], notices: [] };
  const own = policyOf(now);
  const policies = [{ now: own, before: policyOf(before) }];
  const found = stricterScope({ policies, change, paths });
  return found && [...paths, ...files.map(({ path }) => path)].filter((path) => found.leftOut(path));
}

const moved = (from: string, path: string): ChangedFile => ({ path, from, status: 'renamed', hunks: [] });

test('a pattern that moves with its files takes nothing out, and one that grows does', () => {
  const [before, now] = [{ exclude: ['old/**'] }, { exclude: ['new/**'] }];
  assert.equal(leftOut(before, now, ['src/a.ts'], [moved('old/gen.ts', 'new/gen.ts')]), undefined);
  assert.deepEqual(leftOut(before, now, ['new/other.ts'], [moved('old/gen.ts', 'new/gen.ts')]), [
    'new/other.ts',
  ]);
  assert.equal(leftOut(before, now, ['src/a.ts']), undefined, 'what no file stands elsewhere for');
  assert.equal(leftOut({ exclude: ['a/**', 'b/**'] }, { exclude: ['{a,b}/**'] }, ['a/x.ts']), undefined);
});

test('a file that is moved into what was left out already is left out as it was', () => {
  const [before, now] = [{ exclude: ['gen/**'] }, { exclude: ['gen/**', 'more/**'] }];
  assert.equal(leftOut(before, now, [], [moved('src/a.ts', 'gen/a.ts')]), undefined);
  assert.deepEqual(leftOut(before, now, [], [moved('src/a.ts', 'more/a.ts')]), ['more/a.ts']);
});

test('a service that another one takes files from, or that has another name, loses none', () => {
  const service = (name: string, ...files: readonly string[]) => ({ name, files });
  const one = { services: [service('shop', 'src/**')] };
  const two = { services: [service('shop', 'src/shop/**'), service('carts', 'src/carts/**')] };
  assert.equal(leftOut(one, two, ['src/shop/a.ts', 'src/carts/a.ts']), undefined);
  assert.deepEqual(leftOut(one, two, ['src/shop/a.ts', 'src/other.ts']), ['src/other.ts']);
  assert.equal(leftOut(one, { services: [service('store', 'src/**')] }, ['src/a.ts']), undefined);
});

test('what looks like test code is a test at once', () => {
  const now = { tests: ['e2e/**', 'stubs/**'] };
  assert.deepEqual(leftOut({}, now, ['e2e/a.ts', 'stubs/a.ts']), ['stubs/a.ts']);
});

test('a nested policy answers for its own files', () => {
  const [outer, inner] = [policyOf({}), policyOf({ exclude: ['x/**'] }, 'sub/parapet.jsonc')];
  const change = { base: { name: 'main' }, files: [], commits: [], notices: [] };
  const policies = [
    { now: outer, before: policyOf({}) },
    { now: inner, before: policyOf({}, 'sub/parapet.jsonc') },
  ];
  const found = stricterScope({ policies, change, paths: ['x/a.ts', 'sub/x/a.ts'] });
  assert.deepEqual(
    ['x/a.ts', 'sub/x/a.ts', 'sub/a.ts'].filter((path) => found?.leftOut(path)),
    ['sub/x/a.ts'],
  );
});
