import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addedCount, type Change, isAdded, pathNow } from '../../server/src/model/change.ts';

const change: Change = {
  base: { name: 'main' },
  files: [
    { path: 'a.ts', status: 'renamed', from: 'b.ts', hunks: [] },
    { path: 'b.ts', status: 'renamed', from: 'a.ts', hunks: [] },
    { path: 'c.ts', status: 'renamed', from: 'old/c.ts', hunks: [] },
    {
      path: 'edited.ts',
      status: 'modified',
      hunks: [{ oldStart: 4, oldCount: 2, newStart: 4, newCount: 1 }],
    },
    { path: 'gone.ts', status: 'deleted', hunks: [] },
    { path: 'new.ts', status: 'added', hunks: [{ oldStart: 0, oldCount: 0, newStart: 1, newCount: 3 }] },
    { path: 'old/c.ts', status: 'added', hunks: [] },
  ],
  commits: [],
  notices: [],
};

test('where a file of the base is now', () => {
  const now = pathNow(change);
  const paths = ['a.ts', 'b.ts', 'old/c.ts', 'edited.ts', 'gone.ts', 'untouched.ts'];
  assert.deepEqual(paths.map(now), ['b.ts', 'a.ts', 'c.ts', 'edited.ts', undefined, 'untouched.ts']);
});

test('lines that the change added', () => {
  const [edited, added] = [change.files[3], change.files[5]];
  assert.ok(edited && added);
  assert.deepEqual(
    [3, 4, 5].map((line) => isAdded(edited, line)),
    [false, true, false],
  );
  assert.deepEqual([edited, added].map(addedCount), [1, 3]);
});
