import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPolicyFolder } from '../../client/src/policy-search.ts';

interface Case {
  readonly name: string;
  /** Paths that exist; a trailing slash makes a folder. */
  readonly disk: readonly string[];
  readonly from: string;
  readonly found: string | undefined;
}

const cases: readonly Case[] = [
  {
    name: 'beside the document',
    disk: ['/w/src/parapet.jsonc'],
    from: '/w/src',
    found: '/w/src',
  },
  {
    name: 'the nearest wins',
    disk: ['/w/parapet.jsonc', '/w/a/parapet.jsonc'],
    from: '/w/a/b',
    found: '/w/a',
  },
  {
    name: 'at the workspace folder',
    disk: ['/w/parapet.jsonc'],
    from: '/w/a/b',
    found: '/w',
  },
  {
    name: 'above the workspace folder, at the git root',
    disk: ['/r/parapet.jsonc', '/r/.git/'],
    from: '/r/w/a',
    found: '/r',
  },
  {
    name: 'above the workspace folder, below the git root',
    disk: ['/r/p/parapet.jsonc', '/r/.git/'],
    from: '/r/p/w',
    found: '/r/p',
  },
  {
    name: 'in a linked working copy, where .git is a file',
    disk: ['/r/parapet.jsonc', '/r/.git'],
    from: '/r/w',
    found: '/r',
  },
  {
    name: 'no workspace folder, but a git root',
    disk: ['/r/parapet.jsonc', '/r/.git/'],
    from: '/r/a',
    found: '/r',
  },
  { name: 'no workspace folder, beside the document', disk: ['/d/parapet.jsonc'], from: '/d', found: '/d' },
  { name: 'silent: none', disk: ['/w/'], from: '/w/a', found: undefined },
  {
    name: 'silent: above the git root',
    disk: ['/parapet.jsonc', '/r/.git/'],
    from: '/r/a',
    found: undefined,
  },
  {
    name: 'silent: a nested repository hides the outer policy',
    disk: ['/w/parapet.jsonc', '/w/sub/.git/'],
    from: '/w/sub/a',
    found: undefined,
  },
  {
    name: 'above, without git',
    disk: ['/home/parapet.jsonc'],
    from: '/home/me/w',
    found: '/home',
  },
  {
    name: 'a folder of that name, which the server tells to be wrong',
    disk: ['/w/parapet.jsonc/'],
    from: '/w',
    found: '/w',
  },
];

for (const { name, disk, from, found } of cases) {
  test(`policy look-up: ${name}`, async () => {
    const probe = async (path: string) =>
      disk.includes(path) ? 'file' : disk.includes(`${path}/`) ? 'folder' : 'none';
    assert.equal(await findPolicyFolder(from, probe), found);
  });
}

test('the look-up asks only about policies and git roots, upward', async () => {
  const asked: string[] = [];
  const probe = async (path: string) => {
    asked.push(path);
    return 'none' as const;
  };
  await findPolicyFolder('/w/a', probe);
  assert.deepEqual(asked, [
    '/w/a/parapet.jsonc',
    '/w/a/.git',
    '/w/parapet.jsonc',
    '/w/.git',
    '/parapet.jsonc',
    '/.git',
  ]);
});
