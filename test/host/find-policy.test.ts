import assert from 'node:assert/strict';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { findRoot } from '../../server/src/host/find-policy.ts';
import { type Entry, treeOf } from './small-tree.ts';

const cases: readonly { name: string; tree: Record<string, Entry>; expected: object }[] = [
  {
    name: 'in the folder itself',
    tree: { 'r/a/b/parapet.jsonc': '', 'r/parapet.jsonc': '' },
    expected: { root: 'r/a/b', policy: 'r/a/b/parapet.jsonc' },
  },
  {
    name: 'the nearest above',
    tree: { 'r/a/b/x.ts': '', 'r/a/parapet.jsonc': '', 'r/parapet.jsonc': '' },
    expected: { root: 'r/a', policy: 'r/a/parapet.jsonc' },
  },
  {
    name: 'at the git root',
    tree: { 'r/.git/HEAD': '', 'r/a/b/x.ts': '', 'r/parapet.jsonc': '' },
    expected: { root: 'r', policy: 'r/parapet.jsonc', gitRoot: 'r' },
  },
  {
    name: 'not above the git root',
    tree: { 'r/a/.git': 'gitdir: elsewhere', 'r/a/b/x.ts': '', 'r/parapet.jsonc': '' },
    expected: { root: 'r/a', gitRoot: 'r/a' },
  },
  {
    name: 'a folder of that name',
    tree: { 'r/a/b/x.ts': '', 'r/a/parapet.jsonc': null },
    expected: { root: 'r/a', policy: 'r/a/parapet.jsonc' },
  },
  {
    name: 'a link that leads nowhere',
    tree: { 'r/a/b/x.ts': '', 'r/parapet.jsonc': { link: 'gone' } },
    expected: { root: 'r', policy: 'r/parapet.jsonc' },
  },
  { name: 'neither policy nor git', tree: { 'r/a/b/parapet.json': '' }, expected: { root: 'r/a/b' } },
];

for (const { name, tree, expected } of cases) {
  test(`the policy of a folder: ${name}`, (context) => {
    const top = treeOf(context, tree);
    const place = findRoot(join(top, 'r/a/b'));
    const found = Object.fromEntries(
      Object.entries(place).map(([key, path]) => [key, relative(top, path).replaceAll('\\', '/')]),
    );
    assert.deepEqual(found, expected);
  });
}

test('the policy of a folder that is not there is looked for above it', (context) => {
  const top = treeOf(context, { 'parapet.jsonc': '' });
  assert.equal(findRoot(join(top, 'gone/deeper')).root, top);
});
