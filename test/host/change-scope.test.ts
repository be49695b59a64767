import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type ChangeRequest, readChange } from '../../server/src/host/change-scope.ts';
import type { BaseTexts, Change, ChangedFile } from '../../server/src/model/change.ts';
import { createRepository } from '../support/repository.ts';

async function changeOf(
  root: string,
  request: Partial<ChangeRequest> = {},
): Promise<{ readonly change: Change; readonly base: BaseTexts }> {
  const outcome = await readChange({ root, env: {}, ...request });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome;
}

/** `M a.ts 3+1` for one line at line 3, `3-2` for two that are gone behind line 3. */
function told({ path, from, status, hunks, isBinary }: ChangedFile): string {
  const places = hunks.map(({ newStart, newCount, oldCount }) => `${newStart}+${newCount}-${oldCount}`);
  const name = from === undefined ? path : `${from} > ${path}`;
  return [status, name, ...places, ...(isBinary ? ['binary'] : [])].join(' ');
}

const lines = (...texts: readonly string[]) => texts.map((text) => `${text}\n`).join('');
const twenty = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);

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
  const read = await texts.read(['old/moved.ts', 'kept.ts', 'committed.ts', 'unstaged.ts']);
  assert.ok(read.ok);
  assert.deepEqual(Object.fromEntries(read.texts), {
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
  assert.deepEqual(await base.read(['a.ts']), { ok: true, texts: new Map() });
});
