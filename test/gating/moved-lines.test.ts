import assert from 'node:assert/strict';
import { test } from 'node:test';
import { movedLines } from '../../server/src/gating/moved-lines.ts';
import type { ChangedFile } from '../../server/src/model/change.ts';
import { hunk } from './change.ts';

const block = ['const first = start();', 'const second = next(first);', 'finish(second);'];

function moved(
  change: readonly ChangedFile[],
  before: Record<string, readonly string[]>,
  now: Record<string, readonly string[]>,
) {
  const found = movedLines(change, {
    text: (path) => now[path]?.join('\n'),
    baseText: (path) => before[path]?.join('\n'),
  });
  return Object.fromEntries([...found].map(([path, lines]) => [path, [...lines]]));
}

const gone = (path: string): ChangedFile => ({ path, status: 'deleted', hunks: [] });
const added = (path: string, count: number): ChangedFile => ({
  path,
  status: 'added',
  hunks: [hunk(`-0,0 +1,${count}`)],
});

test('a block that left a file is moved, also from a deleted file and within one file', () => {
  assert.deepEqual(moved([gone('a.ts'), added('b.ts', 3)], { 'a.ts': block }, { 'b.ts': block }), {
    'b.ts': [1, 2, 3],
  });
  const within: ChangedFile = {
    path: 'a.ts',
    status: 'modified',
    hunks: [hunk('-1,3 +0,0'), hunk('-4,0 +2,3')],
  };
  assert.deepEqual(moved([within], { 'a.ts': [...block, 'x'] }, { 'a.ts': ['x', ...block] }), {
    'a.ts': [2, 3, 4],
  });
  const renamed: ChangedFile = { path: 'c.ts', from: 'a.ts', status: 'renamed', hunks: [hunk('-1,3 +0,0')] };
  assert.deepEqual(moved([added('b.ts', 3), renamed], { 'a.ts': block }, { 'b.ts': block, 'c.ts': [] }), {
    'b.ts': [1, 2, 3],
  });
});

test('an altered line ends the block, and fewer than three lines are none', () => {
  const altered = [...block.slice(0, 2), 'finish(other);', ...block];
  assert.deepEqual(moved([gone('a.ts'), added('b.ts', 6)], { 'a.ts': block }, { 'b.ts': altered }), {
    'b.ts': [4, 5, 6],
  });
  assert.deepEqual(
    moved([gone('a.ts'), added('b.ts', 2)], { 'a.ts': block }, { 'b.ts': block.slice(0, 2) }),
    {},
  );
});

test('brackets alone are no block', () => {
  const brackets = ['    });', '  });', '}', '', '});', '}', ')'];
  assert.deepEqual(moved([gone('a.ts'), added('b.ts', 7)], { 'a.ts': brackets }, { 'b.ts': brackets }), {});
});

test('what was removed once is moved once', () => {
  const twice = [...block, 'const between = 1;', ...block];
  assert.deepEqual(moved([gone('a.ts'), added('b.ts', 7)], { 'a.ts': block }, { 'b.ts': twice }), {
    'b.ts': [1, 2, 3],
  });
  const both = moved(
    [gone('a.ts'), gone('c.ts'), added('b.ts', 7)],
    { 'a.ts': block, 'c.ts': block },
    { 'b.ts': twice },
  );
  assert.deepEqual(both, { 'b.ts': [1, 2, 3, 5, 6, 7] });
});

test('the longest place is taken, and thousands of equal lines are one block', () => {
  const short = moved(
    [gone('a.ts'), gone('b.ts'), added('c.ts', 4)],
    { 'a.ts': block, 'b.ts': [...block, 'more(second);'] },
    { 'c.ts': [...block, 'more(second);'] },
  );
  assert.deepEqual(short, { 'c.ts': [1, 2, 3, 4] });
  const same = Array.from({ length: 20_000 }, () => 'register(something, with(arguments));');
  assert.equal(
    moved([gone('a.ts'), added('b.ts', 20_000)], { 'a.ts': same }, { 'b.ts': same })['b.ts']?.length,
    20_000,
  );
});
