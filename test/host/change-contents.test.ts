import assert from 'node:assert/strict';
import { chmodSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createBlobTexts } from '../../server/src/host/base-texts.ts';
import type { Blob } from '../../server/src/host/blob-batch.ts';
import { readOnBranch } from '../../server/src/host/branch-file.ts';
import { changeOf, lines, textsOf, told } from '../support/change.ts';
import { createRepository } from '../support/repository.ts';

test('links have no lines, and neither has a mode', async (context) => {
  const { root, write, commit } = createRepository(context);
  write({ 'a.ts': 'a\n', 'run.sh': 'run\n', 'was-file.ts': 'f\n', 'was-link.ts': '' });
  unlinkSync(join(root, 'was-link.ts'));
  symlinkSync('a.ts', join(root, 'was-link.ts'));
  symlinkSync('a.ts', join(root, 'link.ts'));
  commit();
  chmodSync(join(root, 'run.sh'), 0o755);
  unlinkSync(join(root, 'link.ts'));
  symlinkSync('run.sh', join(root, 'link.ts'));
  symlinkSync('nowhere', join(root, 'new-link.ts'));
  write({ 'was-file.ts': null });
  symlinkSync('a.ts', join(root, 'was-file.ts'));
  unlinkSync(join(root, 'was-link.ts'));
  write({ 'was-link.ts': lines('1', '2') });
  const { change, base } = await changeOf(root);
  assert.deepEqual(change.files.map(told), [
    'modified link.ts',
    'added new-link.ts',
    'modified run.sh',
    'modified was-file.ts',
    'modified was-link.ts 1+2-0',
  ]);
  const paths = ['link.ts', 'run.sh', 'was-file.ts', 'was-link.ts'];
  assert.deepEqual(await textsOf(base, paths), { 'run.sh': 'run\n', 'was-file.ts': 'f\n' });
});

test('binary files have no lines; texts that git takes for binary do', async (context) => {
  const { root, write, commit } = createRepository(context);
  const wide = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
  const bytes = (last: number) => Buffer.from([1, 0, 2, 0, last]);
  write({
    '.gitattributes': 'hidden.ts -diff\nnew-hidden.ts binary\n',
    'a.bin': bytes(1),
    'gone.bin': bytes(3),
    'hidden.ts': lines('a', 'b'),
    'wide.ts': wide(lines('a', 'b')),
    'became-text.ts': bytes(4),
    'became-binary.ts': 'text\n',
  });
  commit();
  write({
    'a.bin': bytes(9),
    'gone.bin': null,
    'new.bin': bytes(7),
    'hidden.ts': lines('a', 'b', 'c'),
    'new-hidden.ts': lines('1', '2', '3'),
    'wide.ts': wide(lines('a', 'B')),
    'became-text.ts': 'text\n',
    'became-binary.ts': bytes(5),
  });
  const { change, base } = await changeOf(root);
  assert.deepEqual(change.files.map(told), [
    'modified a.bin binary',
    'modified became-binary.ts binary',
    'modified became-text.ts binary',
    'deleted gone.bin',
    'modified hidden.ts 3+1-0',
    'added new-hidden.ts 1+3-0',
    'added new.bin binary',
    'modified wide.ts 2+1-1',
  ]);
  assert.deepEqual(await textsOf(base, ['a.bin', 'wide.ts', 'became-text.ts', 'became-binary.ts']), {
    'wide.ts': lines('a', 'b'),
    'became-binary.ts': 'text\n',
  });
});

test('ends of lines count as git would store them, saved or not', async (context) => {
  const crlf = (text: string) => text.replaceAll('\n', '\r\n');
  for (const [attributes, autocrlf, isConverted] of [
    ['', 'false', false],
    ['', 'true', true],
    ['', 'input', true],
    ['* text=auto\n', 'false', true],
    ['*.ts text eol=crlf\n', 'false', true],
    ['*.ts -text\n', 'true', false],
    ['*.ts eol=lf\n', 'false', true],
    ['*.ts crlf\n', 'false', true],
    ['*.ts -crlf\n', 'true', false],
  ] as const) {
    const { root, git, write, commit } = createRepository(context);
    git('config', 'core.autocrlf', 'false');
    write({ 'lf.ts': lines('a', 'b'), 'crlf.ts': crlf(lines('a', 'b')) });
    commit();
    write({ '.gitattributes': attributes });
    commit();
    git('config', 'core.autocrlf', autocrlf);
    git('checkout', '-q', '-b', 'feature');
    const texts = {
      'lf.ts': crlf(lines('a', 'b', 'c')),
      'crlf.ts': crlf(lines('a', 'b', 'c')),
      'new.ts': crlf('n\n'),
    };
    const unsaved = await changeOf(root, { unsaved: new Map(Object.entries(texts)) });
    write(texts);
    const saved = await changeOf(root);
    const name = `${attributes}${autocrlf}`;
    const told3 = isConverted ? 'modified lf.ts 3+1-0' : 'modified lf.ts 1+3-2';
    assert.deepEqual(saved.change.files.map(told)[1], told3, name);
    assert.deepEqual(unsaved.change.files.map(told), saved.change.files.map(told), name);
  }
});

test('commits are read whole, newest first, merges marked', async (context) => {
  const { root, git, write, commit } = createRepository(context);
  write({ 'a.ts': 'a\n' });
  commit();
  git('checkout', '-q', '-b', 'feature');
  write({ 'b.ts': 'b\n' });
  commit('feat: first\n\nBody with "quotes"\nand lines.\n\nReviewed-by: Someone');
  git('checkout', '-q', 'main');
  write({ 'c.ts': 'c\n' });
  commit('On main');
  git('checkout', '-q', 'feature');
  git('merge', '-q', '--no-edit', 'main');
  commit('');
  const { change } = await changeOf(root);
  assert.deepEqual(
    change.commits.map(({ subject, isMerge }) => [subject, isMerge]),
    [
      ['', false],
      ["Merge branch 'main' into feature", true],
      ['feat: first', false],
    ],
  );
  assert.equal(
    change.commits[2]?.message,
    'feat: first\n\nBody with "quotes"\nand lines.\n\nReviewed-by: Someone',
  );
  assert.deepEqual(change.files.map(told), ['added b.ts 1+1-0']);
});

test('more commits than are read are told', async (context) => {
  const { root, git, write, commit } = createRepository(context);
  write({ 'a.ts': 'a\n' });
  const first = commit();
  let parent = first;
  const tree = git('rev-parse', 'HEAD^{tree}');
  for (let index = 0; index < 502; index++)
    parent = git('commit-tree', tree, '-p', parent, '-m', `c${index}`);
  git('checkout', '-q', '-B', 'feature', parent);
  const { change } = await changeOf(root);
  assert.equal(change.commits.length, 500);
  assert.equal(change.commits[0]?.subject, 'c501');
  assert.deepEqual(
    change.notices.map(({ code }) => code),
    ['GIT-023'],
  );
});

test('files on branches of their own', async (context) => {
  const { root, git, write, commit } = createRepository(context);
  write({ 'a.ts': 'a\n' });
  const first = commit();
  git('checkout', '-q', '-b', 'ci/evidence');
  write({ 'slo/status.json': '{}', 'line\nfeed.json': 'odd\n', 'b.bin': Buffer.from([0, 1]) });
  commit();
  git('checkout', '-q', 'main');
  const read = (path: string) => readOnBranch(root, `ci/evidence/${path}`);
  assert.deepEqual(await read('slo/status.json'), { ok: true, text: '{}' });
  assert.deepEqual(await read('line\nfeed.json'), { ok: true, text: 'odd\n' });
  assert.deepEqual(await read('b.bin'), {
    ok: false,
    problem: 'binary',
    detail: '"ci/evidence/b.bin" contains a NUL byte',
  });
  const gone = await readOnBranch(root, 'evidence/slo.json');
  assert.ok(!gone.ok && gone.problem === 'missing');
  assert.match(gone.detail, /git fetch origin \+refs\/heads\/evidence:refs\/remotes\/origin\/evidence/);
  const none = await readOnBranch(root, 'no-slash');
  assert.ok(!none.ok && none.problem === 'missing');
  // What the remote has counts.
  git('update-ref', 'refs/remotes/origin/ci/evidence', first);
  assert.deepEqual(await read('a.ts'), { ok: true, text: 'a\n' });
});

test('a file that was edited within the second of the last commit has changed, whatever its size', async (context) => {
  for (let round = 0; round < 4; round++) {
    const { root, write, commit } = createRepository(context);
    write({ 'a.ts': 'a\n' });
    commit();
    write({ 'a.ts': 'b\n', 'new.ts': 'n\n' });
    const { change } = await changeOf(root);
    assert.deepEqual(change.files.map(told), ['modified a.ts 1+1-1', 'added new.ts 1+1-0']);
  }
});

test('ten thousand changed files are read in bounded time and memory', async (context) => {
  const { root, write, commit } = createRepository(context);
  const text = (index: number) =>
    lines(...Array.from({ length: 20 }, (_, line) => `${index} ${line * index}`));
  const name = (index: number) => `d${index % 50}/f${index}.ts`;
  const numbers = Array.from({ length: 10_000 }, (_, index) => index);
  write(Object.fromEntries(numbers.map((index) => [name(index), text(index)])));
  commit();
  write(
    Object.fromEntries(
      numbers.map((index) => [name(index), index % 10 === 0 ? null : `${text(index)}more\n`]),
    ),
  );
  const moved = numbers.filter((index) => index % 10 === 0);
  write(Object.fromEntries(moved.map((index) => [`new/${index}.ts`, `${text(index)}more\n`])));
  const start = performance.now();
  const { change, base } = await changeOf(root);
  const texts = await textsOf(base, numbers.map(name));
  const took = performance.now() - start;
  assert.equal(change.files.length, 10_000);
  assert.equal(change.files.filter(({ status }) => status === 'renamed').length, 1000);
  assert.ok(change.files.every(({ hunks }) => hunks.length === 1 && hunks[0]?.newStart === 21));
  assert.deepEqual(texts[name(4711)], text(4711));
  assert.equal(Object.keys(texts).length, 10_000);
  assert.deepEqual(change.notices, []);
  // Two seconds on a machine with nothing else to do.
  assert.ok(took < 60_000, `${took} ms`);
});

test('texts of the base are kept by blob, and no more of them than there is room', async (context) => {
  const { root, write, commit } = createRepository(context);
  write({ 'a.ts': 'a\n', 'b.ts': 'b'.repeat(500), 'c.ts': 'c'.repeat(500) });
  commit();
  write({ 'a.ts': '1\n', 'b.ts': '2\n', 'c.ts': '3\n' });
  const blobs = createBlobTexts(900);
  const asked: string[] = [];
  const kept = {
    ...blobs,
    set(id: string, blob: Blob) {
      asked.push(id);
      blobs.set(id, blob);
    },
  };
  const all = ['a.ts', 'b.ts', 'c.ts'];
  const first = await changeOf(root, { blobs: kept });
  assert.deepEqual(Object.keys(await textsOf(first.base, all)), all);
  assert.equal(asked.length, 3);
  const again = await changeOf(root, { blobs: kept });
  assert.deepEqual(await textsOf(again.base, all), await textsOf(first.base, all));
  assert.ok(asked.length > 3, 'what had no room is read again');
  const small = asked.length;
  await textsOf(again.base, ['c.ts']);
  await textsOf(again.base, ['c.ts']);
  assert.ok(asked.length <= small + 1, 'what has room is not');
});
