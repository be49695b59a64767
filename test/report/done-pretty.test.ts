import assert from 'node:assert/strict';
import { test } from 'node:test';
import { donePretty } from '../../server/src/report/done-pretty.ts';
import { prettyReport } from '../../server/src/report/pretty.ts';
import { columnsOf } from '../../server/src/report/printable.ts';
import {
  doneResult,
  everythingDone,
  idle,
  item,
  patchCoverage,
  replayed,
  testsPass,
  todoFree,
} from './done-fixture.ts';
import { lines, result } from './fixture.ts';

const plain = { colour: false };

test('items stand in groups, each in one line, what is done in short; the verdict is the last line', () => {
  const text = donePretty({ ...everythingDone, findings: [], notices: [], gaps: [] }, lines, plain);
  assert.equal(
    text,
    `Definition of Done · main…feature · 12 files · 2/6

Blocking
  ✗ Patch coverage: 71.4 % < 80 %, 12 lines in 3 files  must  @acme/payments, qa@acme.example  src/domain/order.ts:2:22

Unknown
  ? Tests pass: no report at reports/junit.xml  must

To attest
  ○ Threat model reviewed: 3 files of its scope changed since  must  @acme/security

Advice
  – Nothing is left for later: 1 comment  should  src/ui/näme [x]/page.tsx:1:22

Done
  ✓ Layers are clean
  ✓ Documentation follows (waived): until 2027-01-31 by @acme/docs: rewritten in the next change  should
    Not about this change: Operable

No-Go: 1 blocking, 1 unknown, 1 to attest.
`,
  );
});

test('all lists what is done one by one', () => {
  const text = donePretty(doneResult({ items: [item(), idle] }), lines, { ...plain, all: true });
  assert.match(
    text,
    /Done\n {2}✓ Layers are clean: no new finding {2}must\n {2}✓ Operable \(not about this change\): no dep/,
  );
});

test('a place that the detail names is not told again', () => {
  const { path } = todoFree.places[0] ?? {};
  const named = donePretty(
    doneResult({ items: [{ ...todoFree, detail: `1 comment: ${path}:1` }] }),
    lines,
    plain,
  );
  assert.match(named, /1 comment: src\/ui\/näme \[x\]\/page\.tsx:1 {2}should\n/);
  const other = donePretty(
    doneResult({ items: [{ ...todoFree, detail: `1 comment: a.ts:1` }] }),
    lines,
    plain,
  );
  assert.match(other, /1 comment: a\.ts:1 {2}should {2}src\/ui\/näme \[x\]\/page\.tsx:1:22\n/);
});

test('a commit as base is told in short', () => {
  const heading = (name: string) =>
    donePretty(doneResult({ change: { base: { name }, branch: 'b', files: 1 } }), lines, plain).split(
      '\n',
    )[0];
  assert.equal(heading('0123456789'.repeat(4)), 'Definition of Done · 0123456789…b · 1 file · 1/1');
  assert.equal(heading('release-0123456789'), 'Definition of Done · release-0123456789…b · 1 file · 1/1');
});

test('what rests on reports is told with its numbers', () => {
  const numbered = item({ title: 'Tests pass', detail: '4 passed', evidence: [{ source: 'junit.xml' }] });
  const text = donePretty(doneResult({ items: [item(), numbered, idle] }), lines, plain);
  assert.match(text, /Done\n {2}✓ Layers are clean\n {2}✓ Tests pass: 4 passed {2}must\n {4}Not about/);
});

test('of the information of a rule only the first is shown', () => {
  const [one] = everythingDone.findings;
  assert.ok(one);
  const info = { ...one, severity: 'info' as const, rule: 'gates/uncovered-change' };
  const times = (text: string) => text.split(' info ').length - 1;
  const error = { ...one, severity: 'error' as const };
  const five = doneResult({ findings: [info, info, error, info, info, info] });
  const text = donePretty(five, lines, plain);
  assert.equal(times(text), 3);
  assert.match(text, /\n\n2 more of gates\/uncovered-change, for information; --all shows them\.\n\nGo\./);
  assert.equal(times(donePretty(five, lines, { ...plain, all: true })), 5);
  assert.doesNotMatch(donePretty(doneResult({ findings: [info, info, info] }), lines, plain), /more of/);
});

test('findings are shown as a check shows them', () => {
  const { findings } = everythingDone;
  const check = prettyReport(result({ findings }), lines, plain).split('\n\n').slice(0, 3);
  const done = donePretty(everythingDone, lines, plain);
  assert.equal(check.length, 3);
  for (const block of check) assert.ok(done.includes(`\n\n${block}\n\n`), block);
  assert.match(
    done,
    /\n\nSRC-001 src\/huge.*\n\nAnalysis incomplete: reports\/audit\.json is cut off\.\nNo-Go: .*\n$/,
  );
});

const should = item({ id: 'a', level: 'should', verdict: 'fail' });
const verdicts: readonly (readonly [string, Parameters<typeof doneResult>[0], string])[] = [
  ['Go', {}, 'Go.'],
  ['Go with advice', { items: [should] }, 'Go.'],
  ['unknown items', { verdict: 'unknown', items: [testsPass, testsPass] }, 'Unknown: 2 unknown.'],
  [
    'unknown for another reason',
    { verdict: 'unknown', gaps: ['x'] },
    'Unknown: not everything could be judged.',
  ],
  ['errors alone', { verdict: 'fail', items: [], findings: everythingDone.findings }, 'No-Go: 1 error.'],
  [
    'advice does not count',
    { verdict: 'fail', items: [patchCoverage, { ...patchCoverage, level: 'should' }] },
    'No-Go: 1 blocking.',
  ],
  ['a broken policy', { isPolicyBroken: true }, 'Go; a policy could not be read as written.'],
];

for (const [name, given, sentence] of verdicts) {
  test(`the verdict: ${name}`, () => {
    assert.equal(donePretty(doneResult(given), lines, plain).trimEnd().split('\n').at(-1), sentence);
  });
}

test('a change without a branch, and one without items', () => {
  assert.equal(
    donePretty(replayed, lines, plain),
    'Definition of Done · against change.diff · 1 file\n\nGo.\n',
  );
});

test('colours change nothing but colours', () => {
  const bare = donePretty(everythingDone, lines, { colour: false, width: 80 });
  const painted = donePretty(everythingDone, lines, { colour: true, width: 80 });
  assert.equal(painted.replace(/\p{Cc}\[\d+m/gu, ''), bare);
  assert.ok(painted.includes('\u001b[31m✗\u001b[0m') && !bare.includes('\u001b'));
});

for (const width of [60, 80, 120]) {
  test(`every line fits ${width} columns`, () => {
    for (const line of donePretty(everythingDone, lines, { colour: false, width }).split('\n')) {
      if (line.includes(' | ')) continue;
      assert.ok(columnsOf(line) <= width, line);
    }
  });
}

test('text from the workspace cannot drive the terminal', () => {
  const evil = 'a\u001b[2J\nGo.\u202e';
  const text = donePretty(
    doneResult({
      verdict: 'fail',
      change: { base: { name: evil }, branch: evil, files: 1 },
      items: [
        item({
          title: evil,
          detail: evil,
          verdict: 'fail',
          owners: [evil],
          places: [{ path: evil, span: { start: 0, end: 0 } }],
        }),
        item({ title: evil }),
        item({ title: evil, verdict: 'na' }),
      ],
      gaps: [evil],
    }),
    lines,
    plain,
  );
  assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\u202e]/u);
  assert.doesNotMatch(text, /^Go\./m);
});
