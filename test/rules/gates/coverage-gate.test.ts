import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChangeFacts } from '../../../server/src/model/change-facts.ts';
import type { Problem } from '../../../server/src/model/finding.ts';
import coverageDrop from '../../../server/src/rules/gates/coverage-drop.ts';
import missingEvidence from '../../../server/src/rules/gates/missing-evidence.ts';
import staleEvidence from '../../../server/src/rules/gates/stale-evidence.ts';
import uncoveredChange from '../../../server/src/rules/gates/uncovered-change.ts';
import { hunk } from '../../gating/change.ts';
import { doneIn } from '../../support/done.ts';

const source = `export function one() {
  return 1;
}

// Between the two.
export function two(flag: boolean) {
  if (flag) {
    return three();
  }
  return 2;
}
`;

interface Small {
  /** Of the gate "coverage"; the report is lcov.info. */
  readonly gate: string;
  readonly report?: string | null;
  readonly before?: string | null;
  readonly more?: Readonly<Record<string, string>>;
}

async function judge({ gate, report = null, before = null, more = {} }: Small) {
  const policy = `{ "tests": ["**/*.test.ts"], "gates": { "coverage": { "reports": ["lcov.info"]${gate} } } }`;
  const files = new Map([['parapet.jsonc', policy], ['src/a.ts', source], ...Object.entries(more)]);
  if (report !== null) files.set('lcov.info', report);
  const { result, facts } = await doneIn(files, new Map([['src/a.ts', before]]));
  const [own] = facts;
  assert.ok(own);
  return { result, facts: own, found: result.findings.filter(({ rule }) => rule.startsWith('gates/')) };
}

function lcov(hits: Readonly<Record<number, number>>, path = 'src/a.ts'): string {
  const lines = Object.entries(hits).map(([line, times]) => `DA:${line},${times}\n`);
  return `SF:${path}\n${lines.join('')}end_of_record\n`;
}

function shown(
  { path, span }: { readonly path: string; readonly span: Problem['span'] },
  text = source,
): string {
  return path === 'src/a.ts' ? text.slice(span.start, span.end) : path;
}

const some = lcov({ 1: 1, 2: 1, 6: 0, 7: 0, 8: 0, 10: 1 });

test('the severity follows the gate: an error where it fails, a warning where few lines were added, else information', async () => {
  for (const [gate, severity, message] of [
    [
      ', "patch": 80, "minLines": 6',
      'error',
      '3 added lines are not covered by any test: the change has 50 %, below the 80 % that "coverage" asks for.',
    ],
    [
      ', "patch": 80',
      'warning',
      '3 added lines are not covered by any test: the change has 50 %, of only 6 measured lines, below the 80 % that "coverage" asks for.',
    ],
    [
      ', "patch": 50',
      'info',
      '3 added lines are not covered by any test: the change has 50 %, enough for the 50 % that "coverage" asks for.',
    ],
    ['', 'info', '3 added lines are not covered by any test.'],
  ] as const) {
    const { found } = await judge({ gate, report: some });
    assert.deepEqual(
      found.map((finding) => [finding.rule, finding.severity, finding.message, shown(finding)]),
      [
        [
          'gates/uncovered-change',
          severity,
          message,
          'export function two(flag: boolean) {\n  if (flag) {\n    return three();',
        ],
      ],
    );
  }
});

test('a covered line and a line that was there before end a run, a comment does not', async () => {
  const gate = ', "patch": 80, "minLines": 1';
  const split = await judge({ gate, report: lcov({ 1: 0, 2: 0, 6: 0, 7: 1, 8: 0 }) });
  assert.deepEqual(
    split.found.map((finding) => shown(finding).split('\n').length),
    [6, 1],
  );
  const before = source.replace('// Between the two.\n', '').replace('  return 1;\n', '');
  const parted = await judge({ gate, report: lcov({ 1: 1, 2: 0, 5: 0 }), before });
  assert.deepEqual(
    parted.found.map((finding) => shown(finding)),
    ['return 1;', '// Between the two.'],
  );
});

test("Istanbul's statements are shown exactly", async () => {
  const at = (line: number, column: number) => ({ line, column });
  const report = JSON.stringify({
    'src/a.ts': {
      path: 'src/a.ts',
      statementMap: {
        0: { start: at(2, 2), end: at(2, 11) },
        1: { start: at(7, 2), end: at(9, 3) },
        2: { start: at(8, 4), end: at(8, 19) },
      },
      s: { 0: 1, 1: 0, 2: 0 },
    },
  });
  const { found } = await judge({ gate: ', "patch": 80, "minLines": 1', report });
  assert.deepEqual(
    found.map((finding) => shown(finding)),
    ['if (flag) {\n    return three();'],
  );
  const single = report.replace('"2":0}', '"2":1}');
  const { found: less } = await judge({ gate: ', "patch": 80, "minLines": 1', report: single });
  assert.deepEqual(
    less.map((finding) => shown(finding)),
    ['if (flag) {'],
  );
});

test('where no line can be shown the gate fails at its key', async () => {
  const { found } = await judge({ gate: ', "patch": 80, "minLines": 1', report: lcov({ 4: 0 }) });
  assert.deepEqual(
    found.map(({ path, severity }) => [path, severity]),
    [['parapet.jsonc', 'error']],
  );
});

const codes = async (small: Small) => {
  const { found, result } = await judge(small);
  const told = found.filter(({ rule }) => rule !== 'gates/uncovered-change');
  return { told: told.map(({ rule, detail, message }) => [rule, detail, message]), verdict: result.verdict };
};

test('evidence that is missing makes the verdict unknown, each kind with its code', async () => {
  const rule = 'gates/missing-evidence';
  const patch = ', "patch": 80, "minLines": 1';
  for (const [small, detail, message] of [
    [{ gate: patch }, 'EVD-001', 'No report matches "lcov.info", which the gate "coverage" asks for.'],
    [
      { gate: patch, report: 'SF:src/a.ts\n' },
      'EVD-002',
      '"lcov.info", which the gate "coverage" asks for, cannot be used: The report is cut off: it ends within the record of "src/a.ts".',
    ],
    [
      { gate: patch, report: lcov({ 1: 1 }, 'src/b.ts'), more: { 'src/b.ts': 'b();\n' } },
      'EVD-003',
      'No report of the gate "coverage" measures "src/a.ts", of which 6 added lines are not known.',
    ],
    [
      { gate: ', "drop": 0', report: lcov({ 1: 1 }) },
      'EVD-004',
      'No "base" is named, which the gate "coverage" compares with to allow a drop of 0.',
    ],
    [
      { gate: ', "drop": 0, "base": "base.info"', report: lcov({ 1: 1 }) },
      'EVD-004',
      'There is no report "base.info", which the gate "coverage" compares with to allow a drop of 0.',
    ],
    [
      { gate: ', "drop": 0, "base": "base.info"', report: lcov({ 1: 1 }), more: { 'base.info': '' } },
      'EVD-004',
      '"base.info", which the gate "coverage" compares with to allow a drop of 0, cannot be used: The report is empty.',
    ],
    [
      { gate: patch, report: '{"src/a.ts":{"lines":{"total":2,"covered":1}}}' },
      'EVD-005',
      '"lcov.info" tells no lines, so that the gate "coverage" cannot tell those that the change adds to "src/a.ts".',
    ],
  ] as const) {
    assert.deepEqual(await codes(small), { told: [[rule, detail, message]], verdict: 'unknown' });
  }
});

test('evidence that is there is silent, and so is a file that nobody has to measure', async () => {
  const patch = ', "patch": 80, "minLines": 1';
  const full = lcov({ 1: 1, 2: 1, 6: 1, 7: 1, 8: 1 });
  assert.deepEqual(await codes({ gate: patch, report: full }), { told: [], verdict: 'pass' });
  // The policy says so, only another folder is measured, or the file holds types alone.
  const unmeasured = {
    gate: `${patch}, "unmeasured": ["src/a.ts"]`,
    report: lcov({ 1: 1 }, 'src/b.ts'),
    more: { 'src/b.ts': 'b();\n' },
  };
  assert.deepEqual(await codes(unmeasured), { told: [], verdict: 'pass' });
  const other = { gate: patch, report: lcov({ 1: 1 }, 'lib/b.ts'), more: { 'lib/b.ts': 'b();\n' } };
  assert.deepEqual(await codes(other), { told: [], verdict: 'pass' });
  assert.deepEqual(
    (
      await codes({
        ...unmeasured,
        gate: patch,
        more: { ...unmeasured.more, 'src/a.ts': 'export type A = 1;\n' },
      })
    ).told,
    [],
  );
});

test('a drop is told at the gate, and not by a report that is older than the code', async () => {
  const small = {
    gate: ', "drop": 0.5, "base": "base.info"',
    report: lcov({ 1: 1, 2: 0 }),
    more: { 'base.info': lcov({ 1: 1 }) },
    before: `${source}old();\n`,
  };
  const { found, facts } = await judge(small);
  assert.deepEqual(
    found.filter(({ rule }) => rule === 'gates/coverage-drop').map(({ path, message }) => [path, message]),
    [
      [
        'parapet.jsonc',
        'The coverage of the whole fell by 50 points, from 100 % to 50 %, where "coverage" allows 0.5.',
      ],
    ],
  );
  const stale: ChangeFacts = { ...facts, modified: () => Number.MAX_SAFE_INTEGER };
  assert.deepEqual([...coverageDrop.check(stale)], []);
  assert.deepEqual(
    [...staleEvidence.check(stale)].map(({ detail }) => detail),
    ['EVD-006'],
  );
});

test('a file that was changed after its report is stale, typed lines are pending, and neither is missing', async () => {
  const { facts } = await judge({ gate: ', "patch": 60, "minLines": 1', report: some });
  const told = (more: Partial<ChangeFacts>) => {
    const own = { ...facts, ...more };
    const stale = [...staleEvidence.check(own)].map(({ detail, message }) => `${detail} ${message}`);
    return {
      stale,
      missing: [...missingEvidence.check(own)].length,
      uncovered: [...uncoveredChange.check(own)].map((problem: Problem) => problem.severity),
    };
  };
  assert.deepEqual(told({ modified: () => Number.MAX_SAFE_INTEGER }), {
    stale: [
      'EVD-006 "lcov.info" tells of an older text of "src/a.ts", so that the gate "coverage" cannot judge it.',
    ],
    missing: 0,
    uncovered: [],
  });
  // Three of five are covered, which is enough, and the sixth is pending.
  assert.deepEqual(told({ hunksSince: () => [hunk('-8,1 +8,1')] }), {
    stale: [],
    missing: 0,
    uncovered: ['info'],
  });
  assert.deepEqual(told({ hunksSince: () => [] }), { stale: [], missing: 0, uncovered: [undefined] });
});
