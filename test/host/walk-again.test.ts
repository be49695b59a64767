import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { createNodeHost } from '../../server/src/host/node-host.ts';
import type { Walk } from '../../server/src/model/host.ts';
import { treeOf } from './small-tree.ts';

/** A walk that another process made is taken over exactly as long as it would find the same. */
const entries = {
  '.gitignore': 'ignored\n',
  'src/a.ts': '',
  'src/deep/b.ts': '',
  empty: null,
  'package.json': '{}',
  link: { link: 'src/deep' },
} as const;

/** The same tree as before, but nothing in it has changed within the last minute. */
function walked(context: TestContext): { readonly root: string; readonly known: Walk } {
  const root = treeOf(context, entries);
  const now = Date.now;
  // Only the clock can make what was just written old: no program can set the time of change.
  context.mock.method(Date, 'now', () => now() + 60_000);
  return { root, known: createNodeHost(root, { stamps: 'time' }).walk() };
}

function again(root: string, known: Walk): Walk {
  return createNodeHost(root, { stamps: 'time' }).walk(known);
}

test('nothing has changed', (context) => {
  const { root, known } = walked(context);
  assert.ok(known.trail);
  assert.equal(again(root, known), known);
  assert.deepEqual(known.sources, ['src/a.ts', 'src/deep/b.ts']);
});

const changes: Readonly<Record<string, (root: string) => void>> = {
  'a file came': (root) => fs.writeFileSync(path.join(root, 'src/deep/c.ts'), ''),
  'a file came into an empty folder': (root) => fs.writeFileSync(path.join(root, 'empty/c.ts'), ''),
  'a file went': (root) => fs.rmSync(path.join(root, 'src/a.ts')),
  'a file was renamed': (root) => fs.renameSync(path.join(root, 'src/a.ts'), path.join(root, 'src/z.ts')),
  'a folder was renamed': (root) => fs.renameSync(path.join(root, 'src'), path.join(root, 'lib')),
  'a folder became a link': (root) => {
    fs.rmSync(path.join(root, 'src/deep'), { recursive: true });
    fs.symlinkSync('..', path.join(root, 'src/deep'));
  },
  'a link leads elsewhere': (root) => {
    fs.rmSync(path.join(root, 'link'));
    fs.symlinkSync('src', path.join(root, 'link'));
  },
  'an ignore file says something else': (root) => fs.writeFileSync(path.join(root, '.gitignore'), 'src\n'),
  'an ignore file came': (root) => fs.writeFileSync(path.join(root, 'src/.gitignore'), '*.ts\n'),
  'git keeps something out by itself': (root) => {
    fs.mkdirSync(path.join(root, '.git/info'), { recursive: true });
    fs.writeFileSync(path.join(root, '.git/HEAD'), 'ref: refs/heads/main\n');
    fs.writeFileSync(path.join(root, '.git/info/exclude'), 'deep\n');
  },
  'a policy came': (root) => fs.writeFileSync(path.join(root, 'src/parapet.jsonc'), '{}'),
};

for (const [name, change] of Object.entries(changes)) {
  test(`it is not taken over when ${name}`, (context) => {
    const { root, known } = walked(context);
    change(root);
    const { trail: _, ...found } = again(root, known);
    const { trail: __, ...expected } = createNodeHost(root).walk();
    assert.deepEqual(found, expected);
    const { trail: ___, ...before } = known;
    assert.notDeepEqual(found, before);
  });
}

test('what has just changed leaves no trail, and neither does a walk without stamps or by content', (context) => {
  const root = treeOf(context, entries);
  const kinds = [{ stamps: 'time' }, {}, { stamps: 'content' }] as const;
  for (const options of kinds) assert.equal(createNodeHost(root, options).walk().trail, undefined);
});
