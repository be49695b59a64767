import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPolicyFolder, isWithin } from '../../client/src/policy-search.ts';

interface Case {
  readonly name: string;
  /** Paths that exist; a trailing slash makes a folder. */
  readonly disk: readonly string[];
  readonly from: string;
  readonly workspaceFolder?: string;
  readonly found: string | undefined;
}

const cases: readonly Case[] = [
  {
    name: 'beside the document',
    disk: ['/w/src/parapet.jsonc'],
    from: '/w/src',
    workspaceFolder: '/w',
    found: '/w/src',
  },
  {
    name: 'the nearest wins',
    disk: ['/w/parapet.jsonc', '/w/a/parapet.jsonc'],
    from: '/w/a/b',
    workspaceFolder: '/w',
    found: '/w/a',
  },
  {
    name: 'at the workspace folder',
    disk: ['/w/parapet.jsonc'],
    from: '/w/a/b',
    workspaceFolder: '/w',
    found: '/w',
  },
  {
    name: 'above the workspace folder, at the git root',
    disk: ['/r/parapet.jsonc', '/r/.git/'],
    from: '/r/w/a',
    workspaceFolder: '/r/w',
    found: '/r',
  },
  {
    name: 'above the workspace folder, below the git root',
    disk: ['/r/p/parapet.jsonc', '/r/.git/'],
    from: '/r/p/w',
    workspaceFolder: '/r/p/w',
    found: '/r/p',
  },
  {
    name: 'in a linked working copy, where .git is a file',
    disk: ['/r/parapet.jsonc', '/r/.git'],
    from: '/r/w',
    workspaceFolder: '/r/w',
    found: '/r',
  },
  {
    name: 'no workspace folder, but a git root',
    disk: ['/r/parapet.jsonc', '/r/.git/'],
    from: '/r/a',
    found: '/r',
  },
  { name: 'no workspace folder, beside the document', disk: ['/d/parapet.jsonc'], from: '/d', found: '/d' },
  { name: 'silent: none', disk: ['/w/'], from: '/w/a', workspaceFolder: '/w', found: undefined },
  {
    name: 'silent: above the git root',
    disk: ['/parapet.jsonc', '/r/.git/'],
    from: '/r/a',
    workspaceFolder: '/r',
    found: undefined,
  },
  {
    name: 'silent: a nested repository hides the outer policy',
    disk: ['/w/parapet.jsonc', '/w/sub/.git/'],
    from: '/w/sub/a',
    workspaceFolder: '/w',
    found: undefined,
  },
  {
    name: 'silent: above the workspace folder without git',
    disk: ['/home/parapet.jsonc'],
    from: '/home/me/w',
    workspaceFolder: '/home/me/w',
    found: undefined,
  },
  {
    name: 'silent: above a lone document without git',
    disk: ['/home/parapet.jsonc'],
    from: '/home/me',
    found: undefined,
  },
  {
    name: 'silent: a folder of that name',
    disk: ['/w/parapet.jsonc/'],
    from: '/w',
    workspaceFolder: '/w',
    found: undefined,
  },
];

for (const { name, disk, from, workspaceFolder, found } of cases) {
  test(`policy look-up: ${name}`, async () => {
    const probe = async (path: string) =>
      disk.includes(path) ? 'file' : disk.includes(`${path}/`) ? 'folder' : 'none';
    assert.equal(await findPolicyFolder(from, workspaceFolder, probe), found);
  });
}

test('the look-up asks only about policies and git roots, upward', async () => {
  const asked: string[] = [];
  const probe = async (path: string) => {
    asked.push(path);
    return 'none' as const;
  };
  await findPolicyFolder('/w/a', '/w', probe);
  assert.deepEqual(asked, [
    '/w/a/parapet.jsonc',
    '/w/a/.git',
    '/w/parapet.jsonc',
    '/w/.git',
    '/parapet.jsonc',
    '/.git',
  ]);
});

test('within', () => {
  assert.ok(isWithin('/w', '/w'));
  assert.ok(isWithin('/w', '/w/a'));
  assert.ok(isWithin('/w', '/w/..a'));
  assert.ok(!isWithin('/w', '/wa'));
  assert.ok(!isWithin('/w/a', '/w'));
});
