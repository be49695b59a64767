import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { bareHunks } from '../../server/src/format/diff-hunk.ts';
import { countLines, diffLines, splitLines, wholly } from '../../server/src/format/line-diff.ts';
import { readUnifiedDiff } from '../../server/src/format/unified-diff.ts';
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

test('lines that repeat their surroundings are new where a person would say so', () => {
  const places = (before: string, after: string) =>
    diffLines(before, after).map(({ newStart, newCount, oldCount }) => `${newStart}+${newCount}-${oldCount}`);
  assert.deepEqual(places('a\nb\n', 'a\na\nb\n'), ['2+1-0']);
  const one = 'one() {\n  x\n}\n';
  const two = 'two() {\n  x\n}\n';
  const three = 'three() {\n  x\n}\n';
  assert.deepEqual(places(`${one}\n${three}`, `${one}\n${two}\n${three}`), ['5+4-0']);
  assert.deepEqual(places(`${one}${three}`, `${one}${two}${three}`), ['4+3-0']);
  assert.deepEqual(places(`${one}\n${two}\n${three}`, `${one}\n${three}`), ['4+0-4']);
});

/** What looks like code: blocks at some depth with much that repeats. */
const code = fc
  .array(
    fc.tuple(fc.nat(3), fc.constantFrom('{', '}', '', 'return;', 'a = 1;', 'b = 2;', 'call();', '// note')),
    {
      minLength: 5,
      maxLength: 60,
    },
  )
  .map((parts) => parts.map(([depth, word]) => (word === '' ? '\n' : `${'\t'.repeat(depth)}${word}\n`)));
const edits = fc.array(fc.record({ at: fc.nat(), length: fc.nat(6), to: fc.nat(), isCopied: fc.boolean() }), {
  minLength: 1,
  maxLength: 3,
});

test('generated edits of code differ where git shows them', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'parapet-diff-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const pairs = fc.sample(fc.tuple(code, edits), { numRuns: 300, seed: 20261125 });
  for (const side of ['old', 'new']) mkdirSync(join(folder, side));
  const texts = pairs.map(([lines, steps], index) => {
    const after = [...lines];
    for (const { at, length, to, isCopied } of steps) {
      const start = at % (after.length + 1);
      const block = isCopied ? after.slice(start, start + length) : after.splice(start, length);
      if (length % 2 === 0 || isCopied) after.splice(to % (after.length + 1), 0, ...block);
    }
    const pair = [lines.join(''), after.join('')] as const;
    writeFileSync(join(folder, 'old', `${index}`), pair[0]);
    writeFileSync(join(folder, 'new', `${index}`), pair[1]);
    return pair;
  });
  const byGit = new Map<string, Hunk[]>();
  const diff = readUnifiedDiff(gitDiff(folder, ['-U1', 'old', 'new']));
  assert.ok(diff.ok);
  for (const { path, hunks } of diff.files) byGit.set(path.split('/').at(-1) ?? '', hunks.flatMap(bareHunks));
  const others = texts.filter(
    ([before, after], index) =>
      JSON.stringify(diffLines(before, after)) !== JSON.stringify(byGit.get(`${index}`) ?? []),
  );
  // Git leaves out lines that are too frequent before it searches, and so finds other ways now and then.
  assert.ok(others.length <= 3, `${others.length} of ${texts.length} differ`);
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
    [10_000, 2000],
    [300, 3000],
    [2, 3000],
  ] as const) {
    const [before, after] = [lines(1, kinds), lines(2, kinds)];
    const start = process.cpuUsage();
    const hunks = diffLines(before, after);
    const took = process.cpuUsage(start).user / 1000;
    assert.equal(applied(before, after, hunks), after);
    assert.ok(took < budget, `${kinds} kinds of lines took ${took} ms`);
  }
});

function byGit(folder: string): readonly Hunk[] {
  const outcome = readUnifiedDiff(gitDiff(folder, ['-U0', '--minimal', '--text', 'a', 'b']));
  assert.ok(outcome.ok);
  return outcome.files.flatMap(({ hunks }) => hunks.flatMap(bareHunks));
}

function gitDiff(folder: string, args: readonly string[]): string {
  const { stdout } = spawnSync('git', ['diff', '--no-index', '--inter-hunk-context=0', ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  });
  return stdout;
}
