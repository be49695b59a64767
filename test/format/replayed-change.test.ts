import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { replayChange } from '../../server/src/format/replayed-change.ts';
import { mostBytes } from '../../server/src/host/blob-batch.ts';
import { createTextReader } from '../../server/src/host/read-text.ts';
import type { ReadResult } from '../../server/src/model/host.ts';
import { applied, changeOf, lines, textsOf, told, twenty } from '../support/change.ts';
import { createRepository } from '../support/repository.ts';

/** Reads from plain data. */
function reading(files: Readonly<Record<string, string>>) {
  return (path: string): ReadResult => {
    const text = files[path];
    return text === undefined ? { ok: false, problem: 'missing', detail: 'ENOENT' } : { ok: true, text };
  };
}

function replayed(diff: string, files: Readonly<Record<string, string>>, folder?: string) {
  const outcome = replayChange({ diff, read: reading(files), ...(folder !== undefined && { folder }) });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome;
}

function refusal(diff: string, files: Readonly<Record<string, string>>): string {
  const outcome = replayChange({ diff, read: reading(files) });
  assert.ok(!outcome.ok);
  return `${outcome.code} ${outcome.message}`;
}

const diff = '--- a/x.ts\n+++ b/x.ts\n@@ -2,3 +2,4 @@\n b\n-c\n+C\n+D\n e\n';

test('the text of the base is the text of now with the diff taken back', async () => {
  const { change, base } = replayed(diff, { 'x.ts': lines('a', 'b', 'C', 'D', 'e', 'f'), 'y.ts': 'y\n' });
  assert.deepEqual(change, {
    base: { name: 'the diff' },
    files: [
      { path: 'x.ts', status: 'modified', hunks: [{ oldStart: 3, oldCount: 1, newStart: 3, newCount: 2 }] },
    ],
    commits: [],
    notices: [],
  });
  assert.deepEqual(await textsOf(base, ['x.ts', 'y.ts', 'z.ts']), {
    'x.ts': lines('a', 'b', 'c', 'e', 'f'),
    'y.ts': 'y\n',
  });
});

test('ends of lines and a byte order mark do not matter', async () => {
  const crlf = lines('a', 'b', 'C', 'D', 'e').replaceAll('\n', '\r\n');
  const { base } = replayed(diff, { 'x.ts': crlf });
  assert.deepEqual(await textsOf(base, ['x.ts']), { 'x.ts': 'a\r\nb\r\nc\r\ne\r\n' });
  const marked = '--- a/x.ts\n+++ b/x.ts\n@@ -1 +1 @@\n-\uFEFFa\n+\uFEFFb\n';
  assert.deepEqual(await textsOf(replayed(marked, { 'x.ts': 'b\n' }).base, ['x.ts']), { 'x.ts': 'a\n' });
});

test('a diff of another state names the file and the line', () => {
  assert.match(
    refusal(diff, { 'x.ts': lines('a', 'b', 'C', 'X', 'e') }),
    /^DIF-004 Line 4 of "x\.ts" is not what the diff says \(hunk in line 3\)/,
  );
  assert.match(refusal(diff, { 'x.ts': 'a\n' }), /^DIF-004 Line 2 of "x\.ts"/);
  assert.match(refusal(diff, {}), /^DIF-004 "x\.ts", which the diff names in line 1, cannot be read: ENOENT/);
  const far = '--- a/x.ts\n+++ b/x.ts\n@@ -9,0 +10 @@\n+n\n';
  assert.match(
    refusal(far, { 'x.ts': 'a\n' }),
    /^DIF-004 The hunk in line 3 .*stands nowhere in "x\.ts", which has 1 line/,
  );
  const unordered = '--- a/x.ts\n+++ b/x.ts\n@@ -3 +3 @@\n-x\n+c\n@@ -1 +1 @@\n-x\n+a\n';
  assert.match(
    refusal(unordered, { 'x.ts': lines('a', 'b', 'c') }),
    /^DIF-004 The hunk in line 6 .*stands nowhere/,
  );
  const added = '--- /dev/null\n+++ b/x.ts\n@@ -0,0 +1 @@\n+a\n';
  assert.match(
    refusal(added, { 'x.ts': 'a\nb\n' }),
    /^DIF-004 "x\.ts" is new in the diff with 1 line and has 2/,
  );
  const gone = '--- a/x.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n';
  assert.match(
    refusal(gone, { 'x.ts': 'a\n' }),
    /^DIF-004 "x\.ts" is gone in the diff \(line 1\) and is there/,
  );
  assert.match(
    refusal(`${diff}${diff}`, { 'x.ts': lines('a', 'b', 'C', 'D', 'e') }),
    /^DIF-003 .*"x\.ts" twice.*line 9/,
  );
});

test('names that changed places, and a file that was copied', async () => {
  const swap =
    'diff --git a/b.ts b/a.ts\nsimilarity index 100%\nrename from b.ts\nrename to a.ts\n' +
    'diff --git a/a.ts b/b.ts\nsimilarity index 100%\nrename from a.ts\nrename to b.ts\n' +
    'diff --git a/c.ts b/d.ts\nsimilarity index 100%\ncopy from c.ts\ncopy to d.ts\n';
  const { change, base } = replayed(swap, {
    'a.ts': 'was b\n',
    'b.ts': 'was a\n',
    'c.ts': 'c\n',
    'd.ts': 'c\n',
  });
  assert.deepEqual(change.files.map(told), [
    'renamed b.ts > a.ts',
    'renamed a.ts > b.ts',
    'added d.ts 1+1-0',
  ]);
  assert.deepEqual(await textsOf(base, ['a.ts', 'b.ts', 'c.ts', 'd.ts']), {
    'a.ts': 'was a\n',
    'b.ts': 'was b\n',
    'c.ts': 'c\n',
  });
});

test('a diff from above the root is cut to what is below it', async () => {
  const move = (from: string, to: string) =>
    `diff --git a/${from} b/${to}\nsimilarity index 100%\nrename from ${from}\nrename to ${to}\n`;
  const whole = [
    diff.replaceAll('x.ts', 'pkg/x.ts'),
    diff.replaceAll('x.ts', 'other/x.ts'),
    move('pkg/in.ts', 'pkg/moved.ts'),
    move('other/come.ts', 'pkg/come.ts'),
    move('pkg/leave.ts', 'other/leave.ts'),
  ].join('');
  const files = { 'x.ts': lines('a', 'b', 'C', 'D', 'e'), 'moved.ts': 'm\n', 'come.ts': 'c\n' };
  const { change } = replayed(whole, files, 'pkg');
  assert.deepEqual(change.files.map(told), [
    'added come.ts 1+1-0',
    'deleted leave.ts',
    'renamed in.ts > moved.ts',
    'modified x.ts 3+2-1',
  ]);
});

test('a diff that git made replays to the change that git tells', async (context) => {
  const { root, git, write, commit } = createRepository(context);
  const crlf = 'a\r\nb\r\nc\r\n';
  write({
    'a.ts': lines(...twenty),
    'old ü.ts': lines('o', ...twenty),
    'gone.ts': lines('g1', 'g2'),
    'crlf.ts': crlf,
    'no end.ts': 'a\nb',
    'bin.bin': Buffer.from([0, 1]),
    'mode.sh': 'x\n',
    'empty.ts': '',
  });
  commit();
  write({
    'a.ts': lines('first', ...twenty.slice(0, 9), 'TEN', ...twenty.slice(11), 'last'),
    'old ü.ts': null,
    'new "ü".ts': lines('o', ...twenty, 'more'),
    'gone.ts': null,
    'crlf.ts': `${crlf}d\r\n`,
    'no end.ts': 'a\nB',
    'bin.bin': Buffer.from([0, 2]),
    'added.ts': 'x\ny',
    'empty.ts': 'now\n',
    'new-empty.ts': '',
  });
  git('update-index', '--chmod=+x', 'mode.sh');
  git('add', '--all');
  git('update-index', '--chmod=+x', 'mode.sh');
  const read = createTextReader(mostBytes);
  const own = await changeOf(root);
  const paths = ['a.ts', 'old ü.ts', 'gone.ts', 'crlf.ts', 'no end.ts', 'bin.bin', 'added.ts', 'empty.ts'];
  const ways = [
    [],
    ['-U0'],
    ['-U99'],
    ['--no-prefix'],
    ['--src-prefix=left/', '--dst-prefix=right/'],
    ['--binary'],
  ];
  for (const options of ways) {
    const text = `${git('diff', '--cached', '-M', ...options)}\n`;
    const outcome = replayChange({ diff: text, read: (path) => read(join(root, path)) });
    assert.ok(outcome.ok, JSON.stringify(outcome));
    const files = outcome.change.files.filter(({ path }) => path !== 'mode.sh');
    assert.deepEqual(
      files.map(told),
      own.change.files.filter(({ path }) => path !== 'mode.sh').map(told),
      options.join(),
    );
    assert.deepEqual(await textsOf(outcome.base, paths), await textsOf(own.base, paths));
    for (const { path, status, hunks, isBinary } of files) {
      if (isBinary || status !== 'modified') continue;
      const before: string = (await textsOf(outcome.base, [path]))[path] ?? '';
      const now = readFileSync(join(root, path), 'utf8');
      assert.equal(applied(before, now, hunks), now);
    }
  }
});
