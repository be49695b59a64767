import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { patchDetail } from '../../server/src/gating/patch-coverage.ts';
import { isBelow, showPercent } from '../../server/src/gating/percent.ts';
import { changed, coverage, hunk, measured, patch, report } from './change.ts';

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `const x${index} = ${index};`).join('\n');

test('(a) four added, three measured, two of them hit: 66.6 %', () => {
  const result = patch({
    change: [changed('a.ts', '-3,0 +4,4')],
    reports: [report(coverage(measured('a.ts', { 1: 1, 3: 0, 4: 1, 5: 0, 7: 2, 8: 0 })))],
  });
  assert.deepEqual([result.verdict, result.covered, result.measured], ['fail', 2, 3]);
  assert.deepEqual(result.files, [{ path: 'a.ts', covered: 2, measured: 3, uncovered: [5] }]);
  assert.equal(patchDetail(result, 80), '66.6 % < 80 %, 1 line in 1 file');
});

test('(b) a change that only deletes has nothing to measure', () => {
  const reports = [report(coverage(measured('a.ts', { 1: 0, 2: 0 })))];
  const result = patch({
    change: [changed('a.ts', '-3,4 +2,0'), { path: 'b.ts', status: 'deleted', hunks: [] }],
    reports,
  });
  assert.deepEqual([result.verdict, result.measured], ['na', 0]);
  assert.equal(patchDetail(result, 80), 'no measurable line was added');
});

test('(c) nothing measured where something should be is unknown', () => {
  const change = [changed('a.ts', '-0,0 +1,3')];
  const reports = [report(coverage(measured('other.ts', { 1: 1 })))];
  const texts = { 'a.ts': lines(3) };
  const result = patch({ change, reports, texts });
  assert.deepEqual([result.verdict, result.unmeasured], ['unknown', [{ path: 'a.ts', lines: 3 }]]);
  assert.equal(patchDetail(result, 80), '1 file not measured');
  assert.equal(patch({ change, texts }).verdict, 'unknown');
  // A file that nobody expects, and one that only gained a comment, leave no question.
  const elsewhere = patch({ change, reports, texts, isExpected: () => false });
  assert.deepEqual([elsewhere.verdict, elsewhere.elsewhere], ['na', 1]);
  assert.equal(
    patchDetail(elsewhere, 80),
    'no measurable line was added; no report is about 1 other changed file',
  );
  const prose = patch({ change, reports, texts, isExpected: () => false, isMeasurable: () => false });
  assert.equal(patchDetail(prose, 80), 'no measurable line was added');
  assert.equal(patch({ change, reports, texts: { 'a.ts': '// a\n\n/* b */\n' } }).verdict, 'na');
});

test('(d) a pure rename adds nothing', () => {
  const result = patch({ change: [{ path: 'b.ts', from: 'a.ts', status: 'renamed', hunks: [] }] });
  assert.deepEqual([result.verdict, result.measured], ['na', 0]);
});

test('(e) 79.99 % is below 80 % and never looks like it', () => {
  const ratio = { covered: 7999, measured: 10000 };
  assert.equal(isBelow(ratio, 80), true);
  assert.equal(showPercent(ratio), '79.9 %');
  assert.equal(isBelow({ covered: 8000, measured: 10000 }, 80), false);
  const hits = Object.fromEntries(
    Array.from({ length: 10000 }, (_, index) => [index + 1, index < 7999 ? 1 : 0]),
  );
  const result = patch({
    change: [changed('a.ts', '-0,0 +1,10000')],
    reports: [report(coverage(measured('a.ts', hits)))],
  });
  assert.equal(result.verdict, 'fail');
  assert.equal(patchDetail(result, 80), '79.9 % < 80 %, 2001 lines in 1 file');
});

test('a percentage that binary fractions cannot hold is met exactly', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (whole, part) => {
      const ratio = { covered: Math.min(part, whole), measured: whole };
      assert.equal(isBelow(ratio, (ratio.covered / whole) * 100), false);
      assert.equal(isBelow(ratio, ((ratio.covered + 0.01) / whole) * 100), true);
    }),
  );
});

test('few lines only warn', () => {
  const facts = {
    change: [changed('a.ts', '-0,0 +1,4')],
    reports: [report(coverage(measured('a.ts', { 1: 0, 2: 1, 3: 1, 4: 1 })))],
  };
  const few = patch({ ...facts, gate: { patch: 80, minLines: 5, branches: false } });
  assert.deepEqual([few.verdict, few.isSmall], ['pass', true]);
  assert.equal(patchDetail(few, 80), '75 % < 80 %, but only 4 added lines measured');
  assert.deepEqual(patch({ ...facts, gate: { patch: 80, minLines: 4, branches: false } }).verdict, 'fail');
});

test('branches count only where the gate asks for them', () => {
  const file = { ...measured('a.ts', { 1: 1, 2: 1 }), partial: Int32Array.of(2) };
  const facts = { change: [changed('a.ts', '-0,0 +1,2')], reports: [report(coverage(file))] };
  assert.equal(patch(facts).covered, 2);
  const strict = patch({ ...facts, gate: { patch: 80, minLines: 1, branches: true } });
  assert.deepEqual([strict.covered, strict.files[0]?.uncovered], [1, [2]]);
});

test('tests and excluded files count nowhere, measured or not', () => {
  const change = [changed('a.test.ts', '-0,0 +1,2'), changed('a.ts', '-0,0 +1,1')];
  const reports = [report(coverage(measured('a.test.ts', { 1: 0, 2: 0 }), measured('a.ts', { 1: 1 })))];
  const result = patch({ change, reports, isJudged: (path) => path === 'a.ts' });
  assert.deepEqual([result.verdict, result.covered, result.measured], ['pass', 1, 1]);
  assert.equal(patch({ change, reports }).verdict, 'fail');
});

test('without a percentage there are figures and no verdict', () => {
  const result = patch({
    change: [changed('a.ts', '-0,0 +1,2')],
    reports: [report(coverage(measured('a.ts', { 1: 0, 2: 1 })))],
    gate: { minLines: 20, branches: false },
  });
  assert.deepEqual([result.verdict, result.measured], ['na', 2]);
  assert.equal(patchDetail(result, undefined), '50 % of 2 added lines');
});

test('a line covered by one of several reports is covered', () => {
  const unit = report(coverage(measured('a.ts', { 1: 1, 2: 0 })), 'unit.info');
  const e2e = report(coverage(measured('a.ts', { 2: 1, 3: 0 })), 'e2e.info');
  const result = patch({ change: [changed('a.ts', '-0,0 +1,3')], reports: [unit, e2e] });
  assert.deepEqual(result.files, [{ path: 'a.ts', covered: 2, measured: 3, uncovered: [3] }]);
});

test('a file that was changed after its report is unknown, and a newer report settles it', () => {
  const facts = {
    change: [changed('a.ts', '-0,0 +1,2')],
    texts: { 'a.ts': lines(2) },
    modified: { 'a.ts': 2000 },
  };
  const old = report(coverage(measured('a.ts', { 1: 1, 2: 1 })), 'old.info', 1999);
  const stale = patch({ ...facts, reports: [old] });
  assert.deepEqual(
    [stale.verdict, stale.stale],
    ['unknown', [{ path: 'a.ts', lines: 2, report: 'old.info' }]],
  );
  assert.equal(patchDetail(stale, 80), '1 file changed since');
  const fresh = report(coverage(measured('a.ts', { 1: 0, 2: 0 })), 'new.info', 2000);
  const settled = patch({ ...facts, reports: [old, fresh] });
  assert.deepEqual([settled.verdict, settled.covered, settled.measured], ['fail', 0, 2]);
});

test('a report of a longer text does not fit', () => {
  const facts = { change: [changed('a.ts', '-0,0 +1,2')], texts: { 'a.ts': `${lines(2)}\n` } };
  assert.equal(
    patch({ ...facts, reports: [report(coverage(measured('a.ts', { 1: 1, 9: 1 })))] }).verdict,
    'unknown',
  );
  assert.equal(
    patch({ ...facts, reports: [report(coverage(measured('a.ts', { 1: 1, 3: 1 })))] }).verdict,
    'pass',
  );
});

test('where the measured text is remembered, lines that still fit count and typed ones are pending', () => {
  const facts = {
    change: [changed('a.ts', '-0,0 +1,5')],
    texts: { 'a.ts': lines(5) },
    modified: { 'a.ts': 2000 },
    reports: [report(coverage(measured('a.ts', { 1: 1, 2: 0, 3: 1, 4: 1 })))],
  };
  const typed = patch({ ...facts, hunksSince: () => [hunk('-1,0 +2,1')] });
  assert.deepEqual([typed.verdict, typed.pending, typed.files[0]?.uncovered], ['fail', 1, [3]]);
  assert.equal(patchDetail(typed, 80), '75 % < 80 %, 1 line in 1 file; 1 line pending');
  assert.equal(patch({ ...facts, hunksSince: () => [] }).pending, 0);
});

test('pending lines never turn a verdict, however many there are', () => {
  const facts = {
    change: [changed('a.ts', '-0,0 +1,40')],
    texts: { 'a.ts': lines(40) },
    modified: { 'a.ts': 2000 },
    hunksSince: () => [hunk('-2,0 +3,38')],
  };
  const whole = [report(coverage(measured('a.ts', { 1: 1, 2: 1 })))];
  const typed = patch({ ...facts, reports: whole, gate: { patch: 80, minLines: 1, branches: false } });
  assert.deepEqual([typed.verdict, typed.pending], ['pass', 38]);
  assert.equal(patchDetail(typed, 80), '100 % ≥ 80 %, 2 added lines; 38 lines pending');
  const few = patch({ ...facts, reports: [report(coverage(measured('a.ts', { 1: 0, 2: 1 })))] });
  assert.deepEqual([few.verdict, few.isSmall], ['fail', false]);
  // Where nothing else was added there is nothing to hold against the change, and the lines are told all the same.
  const none = patch({ ...facts, hunksSince: () => [hunk('-0,0 +1,40')], reports: whole });
  assert.deepEqual([none.verdict, none.pending], ['na', 40]);
  assert.equal(patchDetail(none, 80), '40 lines pending');
  // Nobody remembers the text that was measured, as when somebody asks: then they are unknown.
  const { hunksSince: _, ...asked } = facts;
  assert.equal(patch({ ...asked, reports: whole }).verdict, 'unknown');
});

test('lines that are not known leave a verdict that they cannot turn', () => {
  const bad = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [index + 1, index < 5 ? 1 : 0]));
  const good = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [index + 1, 1]));
  const change = [changed('a.ts', '-0,0 +1,20'), changed('b.ts', '-0,0 +1,2')];
  const texts = { 'b.ts': lines(2) };
  assert.equal(patch({ change, texts, reports: [report(coverage(measured('a.ts', bad)))] }).verdict, 'fail');
  assert.equal(patch({ change, texts, reports: [report(coverage(measured('a.ts', good)))] }).verdict, 'pass');
  const close = { ...good, 1: 0, 2: 0, 3: 0, 4: 0 };
  assert.equal(
    patch({ change, texts, reports: [report(coverage(measured('a.ts', close)))] }).verdict,
    'unknown',
  );
});

test('a report without lines cannot tell', () => {
  const file = { path: 'a.ts', covered: 9, measured: 10 };
  const sums = report({ ...coverage(file), format: 'istanbul-summary' }, 'coverage-summary.json');
  const result = patch({
    change: [changed('a.ts', '-0,0 +1,2')],
    texts: { 'a.ts': lines(2) },
    reports: [sums],
  });
  assert.deepEqual(
    [result.verdict, result.unlined.map((one) => one.report)],
    ['unknown', ['coverage-summary.json']],
  );
});

test('lines that were moved as they are count as neither added nor measured', () => {
  const block = [
    'export function total(prices: number[]) {',
    '  let sum = 0;',
    '',
    '  for (const price of prices) sum += price;',
    '}',
  ];
  const facts = {
    change: [changed('a.ts', '-1,5 +0,0'), changed('b.ts', '-0,0 +1,6')],
    baseTexts: { 'a.ts': `${block.join('\n')}\n`, 'b.ts': '' },
    texts: { 'a.ts': '', 'b.ts': `${block.map((line) => `  ${line}`).join('\n')}\nrun();\n` },
    reports: [report(coverage(measured('b.ts', { 2: 0, 4: 0, 6: 1 })))],
  };
  const result = patch(facts);
  assert.deepEqual([result.verdict, result.covered, result.measured, result.moved], ['pass', 1, 1, 5]);
  // The same lines, copied: the old ones stay where they are.
  const copied = patch({ ...facts, change: [changed('b.ts', '-0,0 +1,6')] });
  assert.deepEqual([copied.verdict, copied.measured, copied.moved], ['fail', 3, 0]);
});
