import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DiffFile } from '../../server/src/format/diff-file.ts';
import { readGitName } from '../../server/src/format/git-name.ts';
import { readUnifiedDiff } from '../../server/src/format/unified-diff.ts';

function filesOf(diff: string): readonly DiffFile[] {
  const outcome = readUnifiedDiff(diff);
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.files;
}

function named(diff: string): readonly string[] {
  return filesOf(diff).map(({ path, from, status, hunks, content, isCopy }) =>
    [
      status,
      from === undefined ? path : `${from} > ${path}`,
      ...hunks.map(({ lines }) =>
        lines.map(({ side }) => ({ both: '=', old: '-', new: '+' })[side]).join(''),
      ),
      ...(content === 'text' ? [] : [content]),
      ...(isCopy ? ['copy'] : []),
    ].join(' '),
  );
}

const hunk = '@@ -1,2 +1,2 @@\n a\n-b\n+c\n';

const shapes: readonly { readonly name: string; readonly diff: string; readonly files: readonly string[] }[] =
  [
    {
      name: 'git, as usual',
      diff: `diff --git a/src/x.ts b/src/x.ts\nindex 1..2 100644\n--- a/src/x.ts\n+++ b/src/x.ts\n${hunk}`,
      files: ['modified src/x.ts =-+'],
    },
    {
      name: 'git without prefixes, in a folder that is named like one',
      diff: `diff --git a/x.ts a/x.ts\n--- a/x.ts\n+++ a/x.ts\n${hunk}`,
      files: ['modified a/x.ts =-+'],
    },
    {
      name: 'git with mnemonic prefixes',
      diff: `diff --git c/x.ts w/x.ts\n--- c/x.ts\n+++ w/x.ts\n${hunk}`,
      files: ['modified x.ts =-+'],
    },
    {
      name: 'new, gone and empty files',
      diff:
        'diff --git a/n.ts b/n.ts\nnew file mode 100644\nindex 0..1\n--- /dev/null\n+++ b/n.ts\n@@ -0,0 +1 @@\n+n\n' +
        'diff --git a/g.ts b/g.ts\ndeleted file mode 100644\n--- a/g.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-g\n' +
        'diff --git a/e.ts b/e.ts\nnew file mode 100644\nindex 0..1\n',
      files: ['added n.ts +', 'deleted g.ts -', 'added e.ts'],
    },
    {
      name: 'renames, copies and modes',
      diff:
        'diff --git a/old.ts b/new.ts\nsimilarity index 90%\nrename from old.ts\nrename to new.ts\n' +
        `index 1..2 100644\n--- a/old.ts\n+++ b/new.ts\n${hunk}` +
        'diff --git a/p.ts b/q.ts\nsimilarity index 100%\nrename from p.ts\nrename to q.ts\n' +
        'diff --git a/c.ts b/d.ts\nsimilarity index 100%\ncopy from c.ts\ncopy to d.ts\n' +
        'diff --git a/run.sh b/run.sh\nold mode 100644\nnew mode 100755\n',
      files: ['renamed old.ts > new.ts =-+', 'renamed p.ts > q.ts', 'added d.ts copy', 'modified run.sh'],
    },
    {
      name: 'binary files, links and submodules',
      diff:
        'diff --git a/a.png b/a.png\nindex 1..2 100644\nBinary files a/a.png and b/a.png differ\n' +
        'diff --git a/b.png b/b.png\nnew file mode 100644\nindex 0..2\nGIT binary patch\nliteral 3\nKcmZQzU|;|M\n\nliteral 0\nHcmV?d00001\n\n' +
        'diff --git a/l b/l\nindex 1..2 120000\n--- a/l\n+++ b/l\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+y\n\\ No newline at end of file\n' +
        'diff --git a/s b/s\nindex 1..2 160000\n--- a/s\n+++ b/s\n@@ -1 +1 @@\n-Subproject commit 1\n+Subproject commit 2\n',
      files: ['modified a.png binary', 'added b.png binary', 'modified l -+ none', 'modified s -+ none'],
    },
    {
      name: 'names with blanks, quotes, escapes and what looks like two names',
      diff:
        `diff --git a/a b/c b/a b/c\n--- a/a b/c\t\n+++ b/a b/c\t\n${hunk}` +
        `diff --git "a/q\\"\\303\\274\\n.ts" "b/q\\"\\303\\274\\n.ts"\n--- "a/q\\"\\303\\274\\n.ts"\n+++ "b/q\\"\\303\\274\\n.ts"\n${hunk}` +
        'diff --git a/x y "b/x\\ty"\nsimilarity index 100%\nrename from x y\nrename to "x\\ty"\n' +
        'diff --git a/a b/a b/a b/a\nold mode 100644\nnew mode 100755\n',
      files: ['modified a b/c =-+', 'modified q"ü\n.ts =-+', 'renamed x y > x\ty', 'modified a b/a'],
    },
    {
      name: 'plain diff of two folders, with times',
      diff:
        `diff -ruN one/src/x.ts two/src/x.ts\n--- one/src/x.ts\t2024-05-01 10:00:00.000000000 +0200\n+++ two/src/x.ts\t2024-05-02 10:00:00.000000000 +0200\n${hunk}` +
        'diff -ruN one/n.ts two/n.ts\n--- one/n.ts\t1970-01-01 01:00:00.000000000 +0100\n+++ two/n.ts\t2024-05-02 10:00:00 +0200\n@@ -0,0 +1 @@\n+n\n' +
        'diff -ruN one/g.ts two/g.ts\n--- one/g.ts\t2024-05-02 10:00:00 +0200\n+++ two/g.ts\t1970-01-01 00:00:00.000000000 +0000\n@@ -1 +0,0 @@\n-g\n' +
        'Binary files one/i.png and two/i.png differ\n',
      files: ['modified src/x.ts =-+', 'added n.ts +', 'deleted g.ts -', 'modified i.png binary'],
    },
    {
      name: 'plain diff of two files',
      diff: `--- src/x.ts.orig\t2024-05-01 10:00:00\n+++ src/x.ts\t2024-05-02 10:00:00\n${hunk}`,
      files: ['modified src/x.ts =-+'],
    },
    {
      name: 'mail around it, and lines that look like headers',
      diff:
        'From 1234 Mon Sep 17\nSubject: [PATCH] x\n\nOnly in tests: rename from here\n---\n x.ts | 2 +-\n\n' +
        'diff --git a/x.sql b/x.sql\n--- a/x.sql\n+++ b/x.sql\n@@ -1,3 +1,3 @@\n--- old comment\n+++ new comment\n a\n \n@@ -9 +9 @@ fn\n-diff --git a/q b/q\n+@@ -1 +1 @@\n-- \n2.39.5\n',
      files: ['modified x.sql -+== -+'],
    },
    {
      name: 'written with CRLF as a whole',
      diff: `diff --git a/x.ts b/x.ts\n--- a/x.ts\n+++ b/x.ts\n${hunk}`.replaceAll('\n', '\r\n'),
      files: ['modified x.ts =-+'],
    },
    {
      name: 'blanks at the beginning of empty lines taken away',
      diff: '--- a/x.ts\n+++ b/x.ts\n@@ -1,3 +1,3 @@\n a\n\n-b\n+c\n',
      files: ['modified x.ts ==-+'],
    },
    { name: 'nothing', diff: '\n', files: [] },
  ];

for (const { name, diff, files } of shapes) {
  test(`diff: ${name}`, () => {
    assert.deepEqual(named(diff), files);
  });
}

test('lines keep their ends, and the last one may have none', () => {
  const end = '\\ No newline at end of file\n';
  const [file] = filesOf(`--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\r\n-b\n${end}+c\n${end}`);
  assert.deepEqual(file?.hunks[0]?.lines, [
    { side: 'both', text: 'a\r\n' },
    { side: 'old', text: 'b' },
    { side: 'new', text: 'c' },
  ]);
  const [other] = filesOf('--- a/x\r\n+++ b/x\r\n@@ -1 +1 @@\r\n-b\r\n+c\r\n');
  assert.deepEqual(
    other?.hunks[0]?.lines.map(({ text }) => text),
    ['b\n', 'c\n'],
  );
});

const head = '--- a/x\n+++ b/x\n';
const refused: readonly (readonly [name: string, diff: string, message: RegExp])[] = [
  ['another document', '<html>Not found</html>\n', /^DIF-001 .* no unified diff/],
  ['one that ends within a hunk', `${head}@@ -1,3 +1,3 @@\n a\n-b\n`, /^DIF-002 Line 3 .* ends too early/],
  ['a line that is none', `${head}@@ -1,3 +1,3 @@\n a\nx\n+c\n`, /^DIF-002 Line 5 .* is no line of its hunk/],
  [
    'more lines than announced',
    `${head}@@ -1 +1,2 @@\n-a\n-b\n+c\n`,
    /^DIF-002 Line 5 .* one more than its hunk/,
  ],
  ['a header that is none', `${head}@@ -a +b @@\n`, /^DIF-002 Line 3 .* no header of a hunk/],
  ['a combined diff', 'diff --cc x.ts\n@@@ -1 -1 +1 @@@\n', /^DIF-002 Line 1 .* as of a merge/],
  ['a folder diff without contents', 'Only in two/src: n.ts\n', /^DIF-002 Line 1 .*`diff -ruN`/],
  ['a quotation that does not end', '--- "a/x\n+++ b/x\n', /^DIF-002 Line 1 .* quotation/],
  ['an absolute name', `--- /etc/passwd\n+++ /etc/passwd\n${hunk}`, /^DIF-002 Line 1 .*"\/etc\/passwd"/],
  [
    'a name that leads out',
    `--- a/../../x\n+++ b/../../x\n${hunk}`,
    /^DIF-002 Line 1 .*no path below the root/,
  ],
  ['a drive', `--- C:\\x\n+++ C:\\x\n${hunk}`, /^DIF-002 Line 1 /],
  ['no name at all', `--- /dev/null\n+++ /dev/null\n${hunk}`, /^DIF-002 Line 1 .*names no file/],
];

for (const [name, diff, message] of refused) {
  test(`refused: ${name}`, () => {
    const outcome = readUnifiedDiff(diff);
    assert.ok(!outcome.ok);
    assert.match(`${outcome.code} ${outcome.message}`, message);
  });
}

test('quoted names', () => {
  assert.equal(readGitName('plain "x"'), 'plain "x"');
  assert.equal(readGitName('"a\\tb\\\\\\"\\001"'), 'a\tb\\"\u0001');
  assert.equal(readGitName('"\\303\\274 ü"'), 'ü ü');
  assert.equal(readGitName('"\\377x"'), '\uFFFDx');
  for (const broken of ['"', '"a', '"a"b', '"\\', '"\\8"', '"\\q"', '"\\40"']) {
    assert.equal(readGitName(broken), undefined, broken);
  }
});
