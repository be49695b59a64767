import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coverageDrop, dropDetail } from '../../server/src/gating/coverage-drop.ts';
import type { ChangedFile } from '../../server/src/model/change.ts';
import { changed, coverage, measured } from './change.ts';

const base = coverage(measured('a.ts', { 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1, 9: 1, 10: 0 }));

function judge(change: readonly ChangedFile[], covered: number, count: number, drop = 0, of = base) {
  return coverageDrop({ change, head: { covered, measured: count }, headPaths: ['a.ts'], base: of, drop });
}

test("Codecov's example: of 9/10 three covered lines go and one comes: 7/8 holds against 6/7", () => {
  const result = judge([changed('a.ts', '-1,3 +1,1')], 7, 8);
  assert.deepEqual([result.verdict, result.adjusted], ['pass', { covered: 6, measured: 7 }]);
  assert.equal(dropDetail(result, 0), '87.5 % of the whole, not below 85.7 % without what was removed');
  // The same figures without the removal are a drop.
  const plain = judge([], 7, 8);
  assert.deepEqual([plain.verdict, plain.points], ['fail', 2.5]);
  assert.equal(dropDetail(plain, 0), '87.5 % of the whole, 2.5 points below 90 %, more than 0 allowed');
});

test('what is allowed to be lost is compared without rounding', () => {
  assert.equal(judge([], 8950, 10000, 0.5).verdict, 'pass');
  assert.equal(judge([], 8949, 10000, 0.5).verdict, 'fail');
});

test('removing or moving lines that nobody covered is no loss', () => {
  assert.equal(judge([changed('a.ts', '-10,1 +9,0')], 9, 9).verdict, 'pass');
  // Moved: out of the base, still in the head.
  assert.equal(judge([changed('a.ts', '-10,1 +9,0'), changed('b.ts', '-0,0 +1,1')], 9, 10).verdict, 'pass');
});

test('a deleted file leaves the base even where it tells only sums; other edits cannot be taken out, and it says so', () => {
  const sums = {
    ...coverage({ path: 'a.ts', covered: 50, measured: 100 }, { path: 'dead.ts', covered: 50, measured: 50 }),
    format: 'istanbul-summary' as const,
  };
  const dead: ChangedFile = { path: 'dead.ts', status: 'deleted', hunks: [] };
  assert.deepEqual(
    [judge([dead], 50, 100, 0, sums).verdict, judge([], 50, 100, 0, sums).verdict],
    ['pass', 'fail'],
  );
  const edited = judge([changed('a.ts', '-1,3 +1,1')], 50, 100, 0, sums);
  assert.equal(edited.unadjusted, 1);
  assert.match(
    dropDetail(edited, 0),
    /; the base tells no lines of 1 changed file, so that what they lost still counts; 1 file no longer measured$/,
  );
});

test('a rename is followed, and a file that is no longer measured is told', () => {
  const renamed: ChangedFile = { ...changed('b.ts', '-1,3 +1,1'), status: 'renamed', from: 'a.ts' };
  const result = coverageDrop({
    change: [renamed],
    head: { covered: 7, measured: 8 },
    headPaths: ['b.ts'],
    base,
    drop: 0,
  });
  assert.deepEqual([result.verdict, result.gone], ['pass', []]);
  assert.deepEqual(
    coverageDrop({ change: [], head: { covered: 9, measured: 10 }, headPaths: [], base, drop: 0 }).gone,
    ['a.ts'],
  );
});

test('an empty report is unknown, not a drop', () => {
  assert.equal(judge([], 0, 0).verdict, 'unknown');
  assert.equal(judge([], 0, 1).verdict, 'fail');
});
