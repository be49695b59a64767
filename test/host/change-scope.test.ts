import assert from 'node:assert/strict';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { changeOf, lines, textsOf, told, twenty } from '../support/change.ts';
import { createRepository } from '../support/repository.ts';

test('staged, unstaged, untracked, deleted, renamed and committed', async (context) => {
  const { root, git, write, commit } = createRepository(context);
  write({
    'kept.ts': 'kept\n',
    'staged.ts': lines('a', 'b', 'c'),
    'unstaged.ts': lines('a', 'b', 'c'),
    'gone.ts': 'gone\n',
    'old/moved.ts': lines(...twenty),
    'old/staged-move.ts': lines('x', ...twenty),
    '.gitignore': 'ignored.ts\n',
  });
  const base = commit('First');
  git('checkout', '-q', '-b', 'feature');
  write({ 'committed.ts': lines('a', 'b') });
  const head = commit('Second\n\nWith a body.');
  write({ 'staged.ts': lines('a', 'B', 'c'), 'new/staged.ts': 'new\n' });
  git('mv', 'old/staged-move.ts', 'staged-move.ts');
  git('add', '--all');
  write({
    'unstaged.ts': lines('a', 'b', 'c', 'd'),
    'gone.ts': null,
    'new/untracked.ts': lines('1', '2'),
    'ignored.ts': '',
  });
  renameSync(join(root, 'old/moved.ts'), join(root, 'new/moved.ts'));
  write({ 'new/moved.ts': lines('first', ...twenty.slice(0, -1)) });
  const { change, base: texts } = await changeOf(root);
  assert.deepEqual(change.files.map(told), [
    'added committed.ts 1+2-0',
    'deleted gone.ts',
    'renamed old/moved.ts > new/moved.ts 1+1-0 20+0-1',
    'added new/staged.ts 1+1-0',
    'added new/untracked.ts 1+2-0',
    'renamed old/staged-move.ts > staged-move.ts',
    'modified staged.ts 2+1-1',
    'modified unstaged.ts 4+1-0',
  ]);
  assert.deepEqual(change.base, { name: 'main', commit: base });
  assert.equal(change.branch, 'feature');
  assert.deepEqual(change.commits, [
    { id: head, subject: 'Second', message: 'Second\n\nWith a body.', isMerge: false },
  ]);
  assert.deepEqual(change.notices, []);
  assert.deepEqual(await textsOf(texts, ['old/moved.ts', 'kept.ts', 'committed.ts', 'unstaged.ts']), {
    'old/moved.ts': lines(...twenty),
    'kept.ts': 'kept\n',
    'unstaged.ts': lines('a', 'b', 'c'),
  });
});

test('unsaved text stands in for what is on disk', async (context) => {
  const { root, write, commit, git } = createRepository(context);
  write({ 'a.ts': lines('a', 'b'), 'b.ts': 'b\n', 'c.ts': 'c\n', '.gitignore': 'out/\n' });
  commit();
  write({ 'b.ts': 'B\n' });
  assert.equal(git('status', '--porcelain'), ' M b.ts');
  const unsaved = new Map([
    ['a.ts', lines('a', 'new', 'b')],
    ['b.ts', 'b\n'],
    ['c.ts', 'c\n'],
    ['new.ts', 'new'],
    ['out/x.ts', 'ignored'],
  ]);
  const { change } = await changeOf(root, { unsaved });
  assert.deepEqual(change.files.map(told), ['modified a.ts 2+1-0', 'added new.ts 1+1-0']);
});

test('before the first commit everything is new', async (context) => {
  const { root, write, git } = createRepository(context);
  write({ 'a.ts': 'a\n', 'b.ts': '' });
  git('add', 'a.ts');
  const { change, base } = await changeOf(root);
  assert.deepEqual(change.files.map(told), ['added a.ts 1+1-0', 'added b.ts']);
  assert.deepEqual(change.base, { name: 'nothing' });
  assert.deepEqual(await textsOf(base, ['a.ts', 'never.ts']), {});
});

test('unsaved text of files that moved, were deleted, or were written back', async (context) => {
  const { root, write, commit, git } = createRepository(context);
  write({ 'a.ts': lines(...twenty), 'b.ts': 'b\n', 'c.ts': 'c\n' });
  commit();
  git('mv', 'a.ts', 'z.ts');
  write({ 'b.ts': null, 'c.ts': null });
  const unsaved = new Map([
    ['z.ts', lines('new', ...twenty)],
    ['b.ts', lines('b', 'more')],
    ['c.ts', 'c\n'],
  ]);
  const { change } = await changeOf(root, { unsaved });
  assert.deepEqual(change.files.map(told), ['modified b.ts 2+1-0', 'renamed a.ts > z.ts 1+1-0']);
});

test('unsaved text in a file that git does not know, and one that is new but not on disk', async (context) => {
  const { root, write, commit } = createRepository(context);
  write({ 'a.ts': 'a\n' });
  commit();
  write({ 'untracked.ts': '1\n' });
  const unsaved = new Map([
    ['untracked.ts', '1\n2\n'],
    ['node_modules/x/index.js', 'never'],
    [':(top)odd', 'odd'],
  ]);
  const { change } = await changeOf(root, { unsaved });
  assert.deepEqual(change.files.map(told), ['added :(top)odd 1+1-0', 'added untracked.ts 1+2-0']);
});

test('a file between two states: staged one way, on disk another, and back again', async (context) => {
  const { root, write, commit, git } = createRepository(context);
  write({ 'a.ts': 'a\n', 'b.ts': 'b\n' });
  commit();
  write({ 'a.ts': 'staged\n', 'b.ts': 'staged\n', 'c.ts': 'staged\n' });
  git('add', '--all');
  write({ 'a.ts': 'a\n', 'b.ts': 'b\n2\n', 'c.ts': null });
  const { change } = await changeOf(root);
  assert.deepEqual(change.files.map(told), ['modified b.ts 2+1-0']);
});

test('a folder that became a file, and a file that became a folder', async (context) => {
  const { root, write, commit } = createRepository(context);
  write({ 'a/x.ts': 'one\n', b: 'two\n' });
  commit();
  write({ a: null, b: null });
  write({ a: 'other\n', 'b/y.ts': 'different\n' });
  const { change } = await changeOf(root);
  assert.deepEqual(change.files.map(told), [
    'added a 1+1-0',
    'deleted a/x.ts',
    'deleted b',
    'added b/y.ts 1+1-0',
  ]);
});

test('no change is a change without files', async (context) => {
  const { root, write, commit } = createRepository(context);
  write({ 'a.ts': 'a\n' });
  const head = commit();
  const { change, base } = await changeOf(root);
  assert.deepEqual(change, {
    base: { name: 'main', commit: head },
    branch: 'main',
    files: [],
    commits: [],
    notices: [],
  });
  assert.deepEqual(await textsOf(base, ['a.ts', 'never.ts']), { 'a.ts': 'a\n' });
});

test('nothing is written into the repository', async (context) => {
  const { root, write, commit, git } = createRepository(context);
  write({ 'a.ts': 'a\n' });
  commit();
  write({ 'a.ts': 'b\n', 'new.ts': 'new\n' });
  const state = () =>
    [git('ls-files', '--stage'), git('status', '--porcelain'), git('count-objects')].join('\n');
  const before = state();
  await changeOf(root, { unsaved: new Map([['new.ts', 'unsaved']]) });
  assert.equal(state(), before);
});

test('a file that vanishes while it is read does not end the reading', async (context) => {
  const { root, write, commit } = createRepository(context);
  const names = Array.from({ length: 150 }, (_, index) => `f${index}.ts`);
  write(Object.fromEntries(names.map((name) => [name, `${name}\n`])));
  commit();
  write(Object.fromEntries(names.map((name) => [name, `${name}\nmore\n`])));
  write(Object.fromEntries(names.map((name) => [`new-${name}`, `new ${name}\n`])));
  const vanish = async () => {
    for (const name of names) {
      rmSync(join(root, name), { force: true });
      rmSync(join(root, `new-${name}`), { force: true });
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const [{ change }] = await Promise.all([changeOf(root), vanish()]);
  const known = new Set([...names, ...names.map((name) => `new-${name}`)]);
  for (const { path } of change.files) assert.ok(known.has(path), path);
});
