import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeFrame } from '../../server/src/report/code-frame.ts';
import { prettyReport } from '../../server/src/report/pretty.ts';
import { columnsOf } from '../../server/src/report/printable.ts';
import { everything, finding, lines, preview, result, unresolved, upward } from './fixture.ts';

const plain = { colour: false };

test('a finding shows its place, code, related places, reason and owners', () => {
  assert.equal(
    prettyReport(result({ findings: [upward] }), lines, plain),
    `src/domain/order.ts:2:22 error Layer "domain" must not import layer "ui", which is above it.  architecture/upward-import
  2 | import { page } from '../ui/page';
    |                      ^^^^^^^^^^^^
  parapet.jsonc:2:3 Declared here.
  Why: ADR-7: no framework in the domain
  Owner: @acme/payments, @acme/platform

Fail: 1 error in 812 files and 6120 imports.
`,
  );
});

test('nothing wrong is one sentence', () => {
  assert.equal(prettyReport(result(), lines, plain), 'Pass: nothing found in 812 files and 6120 imports.\n');
});

test('a preview says so first and never claims a pass', () => {
  const text = prettyReport(preview, lines, plain);
  assert.match(text, /^Preview: there is no parapet\.jsonc here/);
  assert.match(text, /\n\nPreview: nothing found in 812 files/);
  assert.doesNotMatch(text, /Pass/);
});

test('notices and an unknown verdict', () => {
  const text = prettyReport({ ...everything, verdict: 'unknown' }, lines, plain);
  assert.match(text, /^SRC-001 src\/huge\.ts: 20 MB, not read\.$/m);
  assert.match(text, /^Unknown: 1 error, 1 warning and 1 info in .*; 1 finding suppressed\.$/m);
  assert.match(text, /policy\/invalid-policy CFG-004$/m);
});

test('what was not seen stands beside the verdict', () => {
  const text = prettyReport(result({ gaps: ['a.json cannot be read.'], unresolved: 1 }), lines, plain);
  assert.equal(
    text,
    `Analysis incomplete: a.json cannot be read.
1 import leads nowhere and could not be judged.
Pass: nothing found in 812 files and 6120 imports.
`,
  );
  assert.match(
    prettyReport(everything, lines, plain),
    /\n\nAnalysis incomplete for 2 reasons, first: tsconfig.json extends .*\n15 imports lead nowhere .*\nFail: /,
  );
});

test('a policy that was read in part is said, once', () => {
  const text = prettyReport({ ...result(), isPolicyBroken: true }, lines, plain);
  assert.equal(
    text,
    'Pass: nothing found in 812 files and 6120 imports; a policy could not be read as written.\n',
  );
});

test('suppressed findings are silent until asked for', () => {
  assert.doesNotMatch(prettyReport(everything, lines, plain), /leaves with #812/);
  assert.match(
    prettyReport(everything, lines, { ...plain, all: true }),
    /^ {2}Suppressed: leaves with #812$/m,
  );
});

test('colours change nothing but colours', () => {
  const bare = prettyReport(everything, lines, { colour: false, width: 80 });
  const painted = prettyReport(everything, lines, { colour: true, width: 80 });
  assert.equal(painted.replace(/\p{Cc}\[\d+m/gu, ''), bare);
  assert.ok(painted.includes('\u001b[31m^^^^'));
  assert.ok(!bare.includes('\u001b'));
});

for (const width of [80, 100, 120]) {
  test(`every line fits ${width} columns`, () => {
    for (const line of prettyReport(everything, lines, { colour: false, width }).split('\n')) {
      assert.ok(columnsOf(line) <= width, line);
    }
  });
}

test('what is wrapped keeps its indentation and loses no word', () => {
  const text = prettyReport(result({ findings: [upward] }), lines, { colour: false, width: 60 });
  assert.equal(
    text.split('\n').slice(0, 6).join('\n'),
    `src/domain/order.ts:2:22 error Layer "domain" must not
    import layer "ui", which is above it.
    architecture/upward-import
  2 | import { page } from '../ui/page';
    |                      ^^^^^^^^^^^^
  parapet.jsonc:2:3 Declared here.`,
  );
  const words = (report: string) => report.split(/\s+/).join(' ');
  assert.equal(words(text), words(prettyReport(result({ findings: [upward] }), lines, plain)));
});

test('carets stand under wide characters and tabs', () => {
  const text = prettyReport(result({ findings: [unresolved] }), lines, plain);
  const [, code = '', marks = ''] = text.split('\n');
  assert.equal(columnsOf(code.slice(0, code.indexOf("'./gone'"))), marks.indexOf('^'));
});

test('text from the workspace cannot drive the terminal', () => {
  const hostile = finding({
    path: 'src/\u001b[2J.ts',
    span: { start: 0, end: 1 },
    message: 'Nothing is at "a\u001b[31m\nError: fake\u202e".',
  });
  const text = prettyReport(result({ findings: [hostile] }), () => undefined, plain);
  assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\u202e]/u);
  assert.equal(text.split('\n').length, 4);
});

test('a text that is gone has no frame', () => {
  const text = prettyReport(result({ findings: [upward] }), () => undefined, plain);
  assert.match(text, /^src\/domain\/order\.ts:1:1 error /);
  assert.doesNotMatch(text, / \| /);
});

for (const [text, columns] of [
  ['abc', 3],
  ['漢字', 4],
  ['e\u0301', 1],
  ['😀', 2],
  ['', 0],
] as const) {
  test(`"${text}" takes ${columns} columns`, () => {
    assert.equal(columnsOf(text), columns);
  });
}

const long = `${'x'.repeat(5000)}'./here'${'y'.repeat(1_000_000)}`;
const frames = [
  { name: 'in a short line', line: 'abc', from: 1, to: 2, code: 'abc', marked: 'b' },
  { name: 'of no length', line: 'abc', from: 3, to: 3, code: 'abc', marked: '' },
  { name: 'beyond the line', line: 'abc', from: 9, to: 12, code: 'abc', marked: '' },
  { name: 'at the start of a long line', line: `'a'${'y'.repeat(99)}`, from: 0, to: 3, marked: "'a'" },
  { name: 'in the middle of a long line', line: long, from: 5000, to: 5008, marked: "'./here'" },
  {
    name: 'longer than the room',
    line: `${'a'.repeat(100)}${'b'.repeat(500)}`,
    from: 100,
    to: 600,
    marked: 'b',
  },
  { name: 'after surrogate pairs', line: `${'😀'.repeat(60)}ab`, from: 120, to: 122, marked: 'ab' },
  { name: 'after an odd unit', line: `${'😀'.repeat(60)}xab`, from: 121, to: 123, marked: 'ab' },
];

for (const { name, line, from, to, code, marked } of frames) {
  test(`a frame for a part ${name}`, () => {
    const frame = codeFrame(line, from, to, 60);
    if (code !== undefined) assert.equal(frame.code, code);
    assert.ok([...frame.code].length <= 60, frame.code);
    assert.doesNotMatch(frame.code, /[\ud800-\udfff]/u);
    assert.match(frame.marks, /^ *\^+$/);
    const start = frame.code.indexOf(marked);
    assert.equal(
      frame.marks.indexOf('^'),
      marked === '' ? columnsOf(frame.code) : columnsOf(frame.code.slice(0, start)),
    );
  });
}
