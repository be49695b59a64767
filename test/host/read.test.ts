import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createNodeHost } from '../../server/src/host/node-host.ts';
import { treeOf, withoutPermission } from './small-tree.ts';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');

const texts: readonly { name: string; bytes: Buffer | string; text?: string }[] = [
  { name: 'plain', bytes: 'import "./x";\n', text: 'import "./x";\n' },
  { name: 'empty', bytes: '', text: '' },
  { name: 'a UTF-8 mark is taken off', bytes: '\uFEFFimport', text: 'import' },
  { name: 'a mark later on is text', bytes: 'a\uFEFFb', text: 'a\uFEFFb' },
  { name: 'line ends and characters of all lengths stay', bytes: 'é€😀\r\n', text: 'é€😀\r\n' },
  {
    name: 'UTF-16, low byte first',
    bytes: Buffer.concat([Buffer.from([0xff, 0xfe]), utf16('né')]),
    text: 'né',
  },
  {
    name: 'UTF-16, high byte first',
    bytes: Buffer.concat([Buffer.from([0xfe, 0xff]), utf16('né').swap16()]),
    text: 'né',
  },
  { name: 'UTF-16 with half a character', bytes: Buffer.from([0xfe, 0xff, 0, 0x61, 0]), text: 'a' },
  { name: 'invalid UTF-8 is replaced', bytes: Buffer.from([0x61, 0xff, 0x62]), text: 'a\uFFFDb' },
  { name: 'a NUL among the first 8 KB is binary', bytes: `${'a'.repeat(8191)}\0` },
  { name: 'a NUL behind them is text', bytes: `${'a'.repeat(8192)}\0`, text: `${'a'.repeat(8192)}\0` },
  { name: 'longer than the first buffer', bytes: 'x'.repeat(3_000_000), text: 'x'.repeat(3_000_000) },
];

for (const { name, bytes, text } of texts) {
  test(`read: ${name}`, (context) => {
    const host = createNodeHost(treeOf(context, { 'a.ts': bytes }));
    const result = host.read('a.ts');
    if (text === undefined)
      assert.deepEqual(result, { ok: false, problem: 'binary', detail: 'contains a NUL byte' });
    else assert.ok(result.ok && result.text === text);
  });
}

test('read: what is no readable file is a result with the right name', (context) => {
  const root = treeOf(context, {
    'file.ts': '',
    folder: null,
    'big.ts': 'x'.repeat(11),
    'fits.ts': 'x'.repeat(10),
    'loop.ts': { link: 'loop.ts' },
  });
  const host = createNodeHost(root, { maxBytes: 10 });
  const problem = (path: string) => {
    const result = host.read(path);
    return result.ok ? 'text' : `${result.problem}: ${result.detail}`;
  };
  assert.equal(problem('gone.ts'), 'missing: ENOENT');
  assert.equal(problem('file.ts/x.ts'), 'missing: ENOTDIR');
  assert.equal(problem('folder'), 'folder: is a folder');
  assert.equal(problem('big.ts'), 'too-large: has 11 bytes, and at most 10 bytes are read');
  assert.equal(problem('fits.ts'), 'text');
  assert.equal(problem('loop.ts'), 'unreadable: ELOOP');
  assert.equal(problem('a\0b.ts').split(':')[0], 'unreadable');
  assert.equal(problem(`${'n'.repeat(300)}.ts`), 'unreadable: ENAMETOOLONG');
});

test('read: a file without permission', (context) => {
  const root = treeOf(context, { 'a.ts': 'x' });
  const host = createNodeHost(root);
  const result = withoutPermission(root, 'a.ts', () => host.read('a.ts'));
  assert.deepEqual(result, { ok: false, problem: 'unreadable', detail: 'EACCES' });
  assert.deepEqual(host.read('a.ts'), { ok: true, text: 'x' });
});

test('read: a named pipe does not hang', (context) => {
  const root = treeOf(context, {});
  execFileSync('mkfifo', [join(root, 'pipe.ts')]);
  const host = createNodeHost(root);
  assert.deepEqual(host.read('pipe.ts'), {
    ok: false,
    problem: 'unreadable',
    detail: 'is not a regular file',
  });
  assert.deepEqual(host.walk().sources, []);
});

test('read: one text does not show through the next', (context) => {
  const host = createNodeHost(treeOf(context, { 'long.ts': 'long text', 'short.ts': 's' }));
  assert.deepEqual(
    ['long.ts', 'short.ts', 'long.ts'].map((path) => host.read(path)),
    [
      { ok: true, text: 'long text' },
      { ok: true, text: 's' },
      { ok: true, text: 'long text' },
    ],
  );
});

test('read: nor does its byte order mark', (context) => {
  const marked = Buffer.from([0xef, 0xbb, 0xbf, 0x78]);
  const root = treeOf(context, { 'marked.ts': '', 'part.ts': '', 'none.ts': '' });
  writeFileSync(join(root, 'marked.ts'), marked);
  writeFileSync(join(root, 'part.ts'), marked.subarray(0, 2));
  const host = createNodeHost(root);
  const texts = ['marked.ts', 'part.ts', 'marked.ts', 'none.ts'].map((path) => host.read(path));
  assert.deepEqual(
    texts,
    ['x', '\uFFFD', 'x', ''].map((text) => ({ ok: true, text })),
  );
});

test('probe follows links and never fails', (context) => {
  const host = createNodeHost(
    treeOf(context, { 'a/x.ts': '', to: { link: 'a' }, 'x.ts': { link: 'a/x.ts' }, bad: { link: 'bad' } }),
  );
  const answers = {
    a: 'folder',
    'a/x.ts': 'file',
    to: 'folder',
    'to/x.ts': 'file',
    'x.ts': 'file',
    bad: 'none',
    gone: 'none',
    'a/x.ts/y': 'none',
    'a\0': 'none',
    '': 'folder',
    '..': 'folder',
  };
  assert.deepEqual(Object.fromEntries(Object.keys(answers).map((path) => [path, host.probe(path)])), answers);
});

test('pause lets other work run, and the clock only goes forward', async (context) => {
  const host = createNodeHost(treeOf(context, {}));
  const before = host.elapsed();
  let ran = false;
  setImmediate(() => {
    ran = true;
  });
  await host.pause();
  assert.equal(ran, true);
  assert.ok(host.elapsed() >= before);
});
