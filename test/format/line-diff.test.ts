import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { countLines, diffLines, splitLines, wholly } from '../../server/src/format/line-diff.ts';
import type { Hunk } from '../../server/src/model/change.ts';
import { applied } from '../support/change.ts';

/** Texts of few distinct lines, so that much repeats; the last line may lack its end. */
const texts = fc
  .tuple(
    fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', '\n', 'a\r\n'), { maxLength: 12 }),
    fc.constantFrom('', 'a', 'b'),
  )
  .map(([lines, last]) => lines.join('') + last);

function editCount(hunks: readonly Hunk[]): number {
  return hunks.reduce((sum, { oldCount, newCount }) => sum + oldCount + newCount, 0);
}

function fewestEdits(before: string, after: string): number {
  const [a, b] = [splitLines(before), splitLines(after)];
  let row = Array.from({ length: b.length + 1 }, () => 0);
  for (const line of a) {
    const next = [0];
    for (const [index, other] of b.entries()) {
      next.push(
        line === other
          ? (row[index] as number) + 1
          : Math.max(row[index + 1] as number, next[index] as number),
      );
    }
    row = next;
  }
  return a.length + b.length - 2 * (row.at(-1) as number);
}

test('hunks make the second text of the first, are disjoint and in order', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const hunks = diffLines(before, after);
      assert.equal(applied(before, after, hunks), after);
      for (const [index, hunk] of hunks.entries()) {
        const next = hunks[index + 1];
        assert.ok(hunk.oldCount + hunk.newCount > 0);
        if (next) {
          const end = hunk.newStart + Math.max(hunk.newCount, 1);
          assert.ok(next.newStart >= end || (next.newCount === 0 && next.newStart >= end - 1));
        }
      }
    }),
    { numRuns: 3000 },
  );
});

test('no fewer lines could be called different', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      assert.equal(editCount(diffLines(before, after)), fewestEdits(before, after));
    }),
    { numRuns: 3000 },
  );
});

test('git calls as many lines different', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'parapet-diff-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      writeFileSync(join(folder, 'a'), before);
      writeFileSync(join(folder, 'b'), after);
      assert.equal(editCount(diffLines(before, after)), editCount(byGit(folder)));
    }),
    { numRuns: 60 },
  );
});

test('a repeated line is new where it stands last, and joins its neighbours', () => {
  assert.deepEqual(diffLines('a\nb\n', 'a\na\nb\n'), [
    { oldStart: 1, oldCount: 0, newStart: 2, newCount: 1 },
  ]);
  assert.deepEqual(diffLines('x\n}\n', 'x\n}\ny\n}\n'), [
    { oldStart: 2, oldCount: 0, newStart: 3, newCount: 2 },
  ]);
});

test('ends of lines belong to their lines', () => {
  const last = [{ oldStart: 2, oldCount: 1, newStart: 2, newCount: 1 }];
  assert.deepEqual(diffLines('a\nb\n', 'a\nb'), last);
  assert.deepEqual(diffLines('a\nb\n', 'a\nb\r\n'), last);
  assert.deepEqual(diffLines('a\rb\n', 'a\rb\n'), []);
});

test('what is new as a whole, and what is gone as a whole', () => {
  assert.deepEqual(wholly('a\nb'), diffLines('', 'a\nb'));
  assert.deepEqual(wholly(''), []);
  assert.deepEqual(diffLines('a\nb', ''), [{ oldStart: 1, oldCount: 2, newStart: 0, newCount: 0 }]);
  assert.equal(countLines('a\n\nb'), 3);
  assert.equal(countLines('a\n'), 1);
});

test('texts of 20,000 lines take bounded time, whatever they share', () => {
  const lines = (seed: number, kinds: number) => {
    let state = seed;
    return Array.from({ length: 20_000 }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return `${(state >>> 8) % kinds}\n`;
    }).join('');
  };
  for (const [kinds, budget] of [
    [2 ** 24, 500],
    [10_000, 1500],
    [300, 3000],
    [2, 3000],
  ] as const) {
    const [before, after] = [lines(1, kinds), lines(2, kinds)];
    const start = performance.now();
    const hunks = diffLines(before, after);
    const took = performance.now() - start;
    assert.equal(applied(before, after, hunks), after);
    assert.ok(took < budget, `${kinds} kinds of lines took ${took} ms`);
  }
});

function byGit(folder: string): readonly Hunk[] {
  const args = ['diff', '--no-index', '-U0', '--inter-hunk-context=0', '--minimal', '--text', 'a', 'b'];
  const output = (() => {
    try {
      return execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
    } catch (thrown) {
      return (thrown as { readonly stdout: string }).stdout;
    }
  })();
  return [...output.matchAll(/^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm)].map(([, a, b, c, d]) => ({
    oldStart: Number(a),
    oldCount: Number(b ?? 1),
    newStart: Number(c),
    newCount: Number(d ?? 1),
  }));
}
