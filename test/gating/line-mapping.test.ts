import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mapCoverage, mapLine } from '../../server/src/gating/line-mapping.ts';
import type { Hunk } from '../../server/src/model/change.ts';
import { hunk, measured } from './change.ts';

test('lines before, within and after hunks', () => {
  const hunks = [hunk('-2,0 +3,2'), hunk('-4,2 +6,1'), hunk('-8,1 +8,0')];
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((line) => mapLine(line, hunks)),
    [1, 2, 5, 0, 0, 7, 8, 0, 9],
  );
  assert.equal(mapLine(3, []), 3);
});

test('what fits moves along, and statements that were torn apart are left out', () => {
  const at = (line: number) => ({ line, column: 1 });
  const file = {
    ...measured('a.ts', { 1: 1, 2: 0, 5: 0 }),
    partial: Int32Array.of(1),
    missed: [
      { start: at(2), end: at(2) },
      { start: at(3), end: at(5) },
      { start: at(5), end: at(6) },
    ],
  };
  const { coverage, pending } = mapCoverage(file, [hunk('-0,0 +1,1'), hunk('-3,1 +4,3')]);
  assert.deepEqual([...(coverage.lines ?? [])], [2, 3, 8]);
  assert.deepEqual([coverage.covered, coverage.measured, [...(coverage.partial ?? [])]], [1, 3, [2]]);
  assert.deepEqual(coverage.missed, [
    { start: at(3), end: at(3) },
    { start: at(8), end: at(9) },
  ]);
  assert.deepEqual(pending, [
    { start: 1, count: 1 },
    { start: 4, count: 3 },
  ]);
  assert.equal(mapCoverage(file, []).coverage, file);
});

/** A text of distinct lines and what an edit script makes of it, with the hunks between both. */
const edit = fc
  .array(fc.tuple(fc.nat(3), fc.nat(3), fc.integer({ min: 1, max: 4 })), { maxLength: 6 })
  .map((steps) => {
    const before: string[] = [];
    const now: string[] = [];
    const hunks: Hunk[] = [];
    for (const [index, [removed, added, kept]] of steps.entries()) {
      if (removed + added > 0) {
        hunks.push({
          oldStart: before.length + (removed > 0 ? 1 : 0),
          oldCount: removed,
          newStart: now.length + (added > 0 ? 1 : 0),
          newCount: added,
        });
      }
      for (let line = 0; line < removed; line++) before.push(`old ${index} ${line}`);
      for (let line = 0; line < added; line++) now.push(`new ${index} ${line}`);
      for (let line = 0; line < kept; line++) {
        before.push(`kept ${index} ${line}`);
        now.push(`kept ${index} ${line}`);
      }
    }
    return { before, now, hunks };
  });

test('a line that is kept leads to the same text, and any other leads nowhere', () => {
  fc.assert(
    fc.property(edit, ({ before, now, hunks }) => {
      for (const [index, text] of before.entries()) {
        const line = mapLine(index + 1, hunks);
        assert.equal(line === 0 ? undefined : now[line - 1], text.startsWith('kept') ? text : undefined);
      }
    }),
  );
});
