import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Evidence, TestRun } from '../../server/src/model/evidence.ts';
import type { ItemFacts } from '../../server/src/model/item.ts';
import { finding, lineOf, policyOf, type SmallChange, told } from './facts.ts';

type Row = readonly [name: string, id: string, change: SmallChange, expected: string];

/** In pieces, so that this file does not hold what it is about. */
const later = ['TO', 'DO'].join('');

function added(text: string, path = 'src/a.ts'): SmallChange {
  return { now: { [path]: text }, base: { [path]: null } };
}

function withFindings(...newFindings: ItemFacts['newFindings']): SmallChange {
  return { more: { newFindings } };
}

const architecture: readonly Row[] = [
  [
    'a new error',
    'layers-clean',
    withFindings(
      finding('architecture/upward-import'),
      finding('architecture/upward-import', { path: 'src/b.ts' }),
    ),
    'fail: 2 new errors in 2 files: architecture/upward-import (2)',
  ],
  ['an error of another kind', 'layers-clean', withFindings(finding('policy/x')), 'pass: no new violation'],
  [
    'a new warning is told',
    'layers-clean',
    withFindings(finding('architecture/unresolved-import', { severity: 'warning' })),
    'pass: 1 new warning in 1 file: architecture/unresolved-import',
  ],
  [
    'an error of another kind',
    'check-clean',
    withFindings(finding('policy/x')),
    'fail: 1 new error in 1 file: policy/x',
  ],
  [
    'what other items tell',
    'check-clean',
    withFindings(finding('architecture/x')),
    'pass: no other new finding',
  ],
  [
    'an error about the change',
    'check-clean',
    { more: { changeFindings: [finding('done/invalid-record'), finding('gates/failed-test')] } },
    'fail: 1 new error in 1 file: done/invalid-record',
  ],
];

const owned: readonly Row[] = [
  ['no file is added', 'owned', { now: { 'a.ts': '1' }, base: { 'a.ts': '2' } }, 'na: no file is added'],
  ['nobody is named', 'owned', added('1'), 'na: nobody is named as an owner here'],
  ['an owner', 'owned', { ...added('1'), owners: { src: ['@a'] } }, 'pass: 1 new file, all owned'],
  [
    'no owner, where others have one',
    'owned',
    { ...added('1'), owners: { docs: ['@a'], 'parapet.jsonc': ['@a'] } },
    'fail: 1 of 1 new file has no owner: src/a.ts',
  ],
  [
    'an excluded file',
    'owned',
    { ...added('1'), policy: { exclude: ['src/**'] }, owners: { parapet: ['@a'] } },
    'na: no file is added',
  ],
];

const deferred: readonly Row[] = [
  [
    'a comment',
    'todo-free',
    added(`// ${later}: more\n`),
    'fail: 1 new comment without a ticket: src/a.ts:1',
  ],
  [
    'in JSX',
    'todo-free',
    added(`<p>{/* ${later} */}</p>`, 'a.tsx'),
    'fail: 1 new comment without a ticket: a.tsx:1',
  ],
  ['in a string', 'todo-free', added(`const a = '// ${later}';\n`), 'pass: no new one'],
  ['in JSX text', 'todo-free', added(`export const a = <p>// ${later}</p>;\n`, 'a.tsx'), 'pass: no new one'],
  ['as a part of a name', 'todo-free', added(`// ${later}_LIST and my${later}\n`), 'pass: no new one'],
  [
    'in YAML',
    'todo-free',
    added(`a: b\n# ${later}\n`, 'a.yaml'),
    'fail: 1 new comment without a ticket: a.yaml:2',
  ],
  ...[
    '#12',
    'ABC-123',
    '[2027-01-31]',
    '[left-pad@>=3]',
    '[engine:node@>=20]',
    '[+react]',
    'https://x.y/issues/7',
  ].map(
    (condition): Row => [
      condition,
      'todo-free',
      added(`// ${later} ${condition}: more\n`),
      'pass: no new one',
    ],
  ),
  ...['UTF-8', '(jane)', '[soon]', '&#39;', '[a1]'].map(
    (no): Row => [
      no,
      'todo-free',
      added(`// ${later} ${no}\n`),
      'fail: 1 new comment without a ticket: src/a.ts:1',
    ],
  ),
  [
    'an old line',
    'todo-free',
    { now: { 'a.ts': `// ${later}\n2\n` }, base: { 'a.ts': `// ${later}\n1\n` } },
    'pass: no new one',
  ],
  [
    'an old comment on a line that is new',
    'todo-free',
    { now: { 'a.ts': `f(2); // ${later} old\n` }, base: { 'a.ts': `f(1); // ${later} old\n` } },
    'pass: no new one',
  ],
  [
    'the second line of a block',
    'todo-free',
    { now: { 'a.ts': `/* one\n * ${later}\n */\n` }, base: { 'a.ts': '/* one\n */\n' } },
    'fail: 1 new comment without a ticket: a.ts:2',
  ],
  [
    'a comment that moved with its code to another file',
    'todo-free',
    {
      now: { 'b.ts': `  // ${later} old\n  f(3);\n`, 'c.ts': '1;\n' },
      base: { 'a.ts': `f(1); // ${later} old\n`, 'b.ts': null, 'c.ts': `1;\n// ${later} other\n` },
    },
    'pass: no new one',
  ],
  [
    'one that moved and a copy of it',
    'todo-free',
    {
      now: { 'b.ts': `// ${later} old\nf(3);\n// ${later} old\n` },
      base: { 'a.ts': `// ${later} old\n`, 'b.ts': null },
    },
    'fail: 1 new comment without a ticket: b.ts:3',
  ],
  [
    'one whose original stays',
    'todo-free',
    {
      now: { 'a.ts': `// ${later} old\nf(2);\n`, 'b.ts': `// ${later} old\n` },
      base: { 'a.ts': `// ${later} old\nf(1);\n`, 'b.ts': null },
    },
    'fail: 1 new comment without a ticket: b.ts:1',
  ],
];

const none = 'pass: no new one without a reason';
const unjustified = (what: string) => `fail: 1 new suppression without a reason: ${what} in src/a.ts:1`;
const suppressions: readonly Row[] = [
  ['bare', 'suppressions-justified', added('// @ts-ignore\n'), unjustified('@ts-ignore')],
  ['reasoned', 'suppressions-justified', added('// @ts-ignore: untyped package\n'), none],
  ['in a string', 'suppressions-justified', added("'// @ts-ignore';\n"), none],
  ['quoted', 'suppressions-justified', added('// see @ts-ignore\n'), none],
  ['ESLint', 'suppressions-justified', added('/* eslint-disable no-x */\n'), unjustified('eslint-disable')],
  ['ESLint, reasoned', 'suppressions-justified', added('// eslint-disable-line no-x -- generated\n'), none],
  ['ESLint enables', 'suppressions-justified', added('/* eslint-enable no-x */\n'), none],
  [
    'Biome',
    'suppressions-justified',
    added('// biome-ignore lint/x: <explanation>\n'),
    unjustified('biome-ignore'),
  ],
  ['Biome, reasoned', 'suppressions-justified', added('// biome-ignore lint/x: needed\n'), none],
  ['coverage', 'suppressions-justified', added('/* c8 ignore next */\n'), unjustified('c8 ignore next')],
  ['coverage, reasoned', 'suppressions-justified', added('/* c8 ignore next: never here */\n'), none],
  [
    'ours',
    'suppressions-justified',
    added('// parapet-allow architecture/x\n1;\n'),
    unjustified('parapet-allow'),
  ],
  [
    'ours, reasoned',
    'suppressions-justified',
    added('// parapet-allow architecture/x: soon gone\n1;\n'),
    none,
  ],
  [
    'old ones',
    'suppressions-justified',
    { now: { 'a.ts': '// @ts-ignore\n2\n' }, base: { 'a.ts': '// @ts-ignore\n1\n' } },
    none,
  ],
  [
    'one that moved to another file',
    'suppressions-justified',
    { now: { 'src/a.ts': '// @ts-ignore\n2\n' }, base: { 'src/a.ts': null, 'b.ts': '// @ts-ignore\n1\n' } },
    none,
  ],
  [
    'ours that moved to another file',
    'suppressions-justified',
    {
      now: { 'src/a.ts': '// parapet-allow architecture/x\n1;\n' },
      base: { 'src/a.ts': null, 'b.ts': '// parapet-allow architecture/x\n2;\n' },
    },
    none,
  ],
  [
    'one that moved and one that did not',
    'suppressions-justified',
    {
      now: { 'src/a.ts': '// @ts-ignore\n2\n', 'src/b.ts': '// @ts-ignore\n2\n' },
      base: { 'src/a.ts': null, 'src/b.ts': null, 'c.ts': '// @ts-ignore\n1\n' },
    },
    'fail: 1 new suppression without a reason: @ts-ignore in src/b.ts:1',
  ],
];

const commits: readonly Row[] = [
  ['none yet', 'conventional-commits', {}, 'na: there is no commit yet'],
  [
    'types',
    'conventional-commits',
    { commits: ['feat(cart)!: one click', 'fix: b\n\nbody'] },
    'pass: 2 commits, all with a type',
  ],
  [
    'no type',
    'conventional-commits',
    { commits: ['feat: a', 'Fix it'] },
    'fail: 1 of 2 commits without a type: "Fix it"',
  ],
  [
    'no space',
    'conventional-commits',
    { commits: ['feat:a'] },
    'fail: 1 of 1 commit without a type: "feat:a"',
  ],
  [
    'merges and reverts',
    'conventional-commits',
    { commits: ["Merge branch 'main'", 'Revert "feat: a"', 'feat: a'] },
    'pass: 1 commit, all with a type',
  ],
  [
    'a fixup',
    'conventional-commits',
    { commits: ['fixup! feat: a', 'feat: a'] },
    'fail: 1 commit still to be squashed: "fixup! feat: a"',
  ],
];

for (const [name, id, change, expected] of [
  ...architecture,
  ...owned,
  ...deferred,
  ...suppressions,
  ...commits,
]) {
  test(`${id}: ${name}`, async () => assert.equal(await told(id, change), expected));
}

const gates = { gates: { tests: { reports: ['junit.xml'] } } };

function testsOf(run: Partial<TestRun>, more: Partial<Evidence<TestRun>> = {}): ItemFacts['evidence'] {
  const content: TestRun = { passed: 0, failed: 0, skipped: 0, failures: [], ...run };
  const modified = Date.parse('2026-11-20T10:00:00Z');
  return {
    tests: {
      reports: [{ path: 'junit.xml', modified, parsed: { ok: true, content } }],
      missing: [],
      ...more,
    },
  };
}

function aboutTests(evidence: ItemFacts['evidence'], ...rules: readonly string[]): SmallChange {
  const place = policyOf(gates).gates.tests?.place;
  const changeFindings = rules.map((rule) =>
    finding(rule, { path: 'parapet.jsonc', span: place?.span ?? { start: 0, end: 0 } }),
  );
  return { policy: gates, more: { evidence, changeFindings } };
}

test('a gate is a must where it is declared, and off elsewhere', async () => {
  assert.equal((await lineOf('tests-pass', aboutTests(testsOf({ passed: 3, skipped: 1 }))))?.level, 'must');
  assert.equal(
    await told('tests-pass', { policy: { done: { 'tests-pass': { level: 'must' } } } }),
    'unknown: The policy declares no "gates.tests", so that nothing can be said.',
  );
});

test('tests-pass: what the findings of the gate say', async () => {
  const passed = testsOf({ passed: 3, skipped: 1 });
  assert.equal(await told('tests-pass', aboutTests(passed)), 'pass: 3 passed, 1 skipped');
  assert.equal(
    await told('tests-pass', aboutTests(passed, 'gates/coverage-drop')),
    'pass: 3 passed, 1 skipped',
  );
  assert.equal(
    await told('tests-pass', aboutTests(testsOf({ passed: 3, failed: 2 }), 'gates/failed-test')),
    'fail: 2 failed, 3 passed',
  );
  assert.equal(
    await told('tests-pass', aboutTests(passed, 'gates/stale-evidence')),
    'unknown: gates/stale-evidence is broken.',
  );
});

test('tests-pass: evidence that is not there, or cannot be read, is unknown', async () => {
  assert.equal(await told('tests-pass', aboutTests({})), 'unknown: There is no report.');
  const place = { path: 'parapet.jsonc', span: { start: 0, end: 1 } };
  assert.equal(
    await told('tests-pass', aboutTests(testsOf({}, { missing: [{ glob: 'b.xml', place }] }))),
    'unknown: No report matches "b.xml".',
  );
  const broken = testsOf(
    {},
    { reports: [{ path: 'junit.xml', modified: 0, parsed: { ok: false, message: 'It is empty.' } }] },
  );
  assert.equal(
    await told('tests-pass', aboutTests(broken)),
    'unknown: "junit.xml" cannot be used: It is empty.',
  );
});

test('evidence may be as old as the policy says, and not a day older', async () => {
  const aged = (today: string): SmallChange => ({
    ...aboutTests(testsOf({ passed: 1 })),
    policy: { ...gates, done: { 'tests-pass': { maxAge: '2d' } } },
    today,
  });
  assert.equal(await told('tests-pass', aged('2026-11-22')), 'pass: 1 passed');
  assert.equal(
    await told('tests-pass', aged('2026-11-23')),
    'unknown: "junit.xml" is 3 days old, more than 2',
  );
});
