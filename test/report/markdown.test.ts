import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChangeCoverage } from '../../server/src/model/done-result.ts';
import { checkMarkdown } from '../../server/src/report/check-markdown.ts';
import { doneMarkdown } from '../../server/src/report/done-markdown.ts';
import { escaped, prose } from '../../server/src/report/markdown-text.ts';
import { doneResult, everythingDone, item, patchCoverage } from './done-fixture.ts';
import { everything, finding, fullPreview, lines, result, suppressed } from './fixture.ts';

/** What is left of a comment when everything is gone in which a service looks for no mention. */
function open(markdown: string): string {
  return markdown.replace(/<code>.*?<\/code>|`[^`]*`|\]\([^)]*\)|<!--.*?-->/g, '');
}

test('a comment has the verdict as heading, what is left to do, findings by file, coverage, and the rest folded', () => {
  const text = doneMarkdown(everythingDone, lines);
  assert.match(
    text,
    /^<!-- parapet done -->\n## ❌ No-Go: 1 blocking, 1 unknown, 1 to attest\n\n\*\*Definition of Done\*\* · <code>main…feature<\/code> · 12 files · 2\/6\n/,
  );
  const parts = [
    '- ⚠️ Analysis incomplete: reports/audit.json is cut off.',
    '| ❌ Blocking | **Patch coverage** | 71.4 % \\< 80 %, 12 lines in 3 files<br>[src/domain/order.ts:2](src/domain/order.ts#L2) | must |',
    '| ✍️ To attest | **Threat model reviewed** |',
    '### Findings: 1 error, 1 warning and 1 info',
    '**[src/ui/näme \\[x\\]/page.tsx](src/ui/n%C3%A4me%20%5Bx%5D/page.tsx)**\n\n- ⚠️ [line 1](src/ui/n%C3%A4me%20%5Bx%5D/page.tsx#L1): Nothing is at "./gone".',
    '### Coverage of the change: 71.4 % of 42 added lines',
    '| 27 of 38 | [2](src/domain/order.ts#L2), [4–7](src/domain/order.ts#L4-L7), [9](src/domain/order.ts#L9), [20–24](',
    '<details><summary>2 items done, 1 not about this change</summary>\n\n| | Item |',
    '| ✅ Waived | **Documentation follows** |',
    '<details><summary>1 notice</summary>\n\n- <code>SRC-001</code>',
  ];
  const places = parts.map((part) => text.indexOf(part));
  assert.ok(!places.includes(-1), `${parts[places.indexOf(-1)]}\n${text}`);
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
  assert.equal(doneMarkdown(structuredClone(everythingDone), lines), text);
});

test('lines that no test ran are told by the table alone where the gate holds', () => {
  const {
    findings: [one],
    coverage,
  } = everythingDone;
  assert.ok(one && coverage);
  const uncovered = {
    ...one,
    rule: 'gates/uncovered-change',
    severity: 'info' as const,
    message: 'Not run.',
  };
  const comment = (given: Partial<Parameters<typeof doneResult>[0]>) =>
    doneMarkdown(doneResult(given), lines);
  assert.doesNotMatch(comment({ findings: [uncovered], coverage }), /Not run|### Findings/);
  assert.match(comment({ findings: [{ ...uncovered, severity: 'warning' }], coverage }), /Not run/);
  assert.match(comment({ findings: [{ ...uncovered, rule: 'gates/other' }], coverage }), /Not run/);
  assert.match(comment({ findings: [uncovered] }), /Not run/);
});

test('Go is short', () => {
  const text = doneMarkdown(doneResult(), lines);
  assert.match(text, /## ✅ Go\n/);
  assert.match(text, /<summary>1 item done<\/summary>/);
  assert.doesNotMatch(text, /###|…\s*\d+ more|Blocking/);
});

test('coverage is floored, so that it never seems to reach what it missed, and files without a gap are left out', () => {
  const files = [{ path: 'a.ts', measured: 10_000, covered: 7999, uncovered: [] }];
  const told = (coverage: ChangeCoverage) => doneMarkdown(doneResult({ coverage }), lines);
  assert.match(
    told({ patch: 79.99, measured: 10_000, covered: 7999, files }),
    /### Coverage of the change: 79\.9 % of 10000 added lines\n\n<details>/,
  );
  assert.match(
    told({ measured: 0, covered: 0, files: [] }),
    /Coverage of the change: no added line was measured\n/,
  );
  assert.doesNotMatch(doneMarkdown(doneResult(), lines), /Coverage/);
});

test('a file with many gaps shows the first ones', () => {
  const uncovered = Array.from({ length: 30 }, (_, index) => 1 + 2 * index);
  const files = [{ path: 'a.ts', measured: 60, covered: 30, uncovered }];
  const text = doneMarkdown(doneResult({ coverage: { patch: 50, measured: 60, covered: 30, files } }), lines);
  assert.match(text, /\[39\]\(a\.ts#L39\) and 10 more \|\n/);
});

test('no mention reaches anybody, and the owner is shown', () => {
  const text = doneMarkdown(
    doneResult({
      verdict: 'fail',
      items: [
        item({
          verdict: 'fail',
          title: '@all @a@b',
          detail: 'ask @acme/web, x@acme.example or acme/web#12',
          owners: ['@`x`|'],
        }),
      ],
      findings: [
        finding({ path: '@scope/a.ts', span: { start: 0, end: 0 }, message: 'of "@acme/x" (@@maintainer)' }),
      ],
      gaps: ['@gap'],
      notices: [{ code: 'A-1', message: '@notice', incomplete: false }],
    }),
    lines,
  );
  assert.doesNotMatch(open(text), /@\w/);
  assert.ok(text.includes(' or <code>acme/web\\#12</code>'));
  assert.ok(text.includes('<code>@acme/web</code>') && text.includes('<code>@\\`x\\`\\|</code>'));
  assert.match(open('ask @acme'), /@\w/, 'the test itself would see one');
});

const texts: readonly (readonly [string, string])[] = [
  ['a | b `c` <b>d</b> [e](f) *g* _h_', 'a \\| b \\`c\\` \\<b\\>d\\</b\\> \\[e\\]\\(f\\) \\*g\\* \\_h\\_'],
  ['see https://x.example/a_b?c=d.', 'see <https://x.example/a_b?c=d>.'],
  ['mail a@b.example', 'mail <code>a@b.example</code>'],
  ['a @ b, @ and #812', 'a @ b, @ and \\#812'],
  ['one\n# two\u001b', 'one \\# two\ufffd'],
  ['&commat;acme', '\\&commat;acme'],
];

for (const [text, markdown] of texts) {
  test(`as prose: ${JSON.stringify(text)}`, () => {
    assert.equal(prose(text), markdown);
  });
}

test('prose differs from plain text only where a service would act', () => {
  for (const text of ['plain', 'a|b', '*x*', '1 < 2 && 3 > 2']) assert.equal(prose(text), escaped(text));
});

test('long words take no time, whatever they are made of', () => {
  const started = performance.now();
  for (const part of ['a', 'a/', '@', 'a@', '.', 'https://', '@/']) prose(part.repeat(50_000));
  prose(`a${'@'.repeat(50_000)}`);
  assert.ok(performance.now() - started < 1000);
});

test('a comment that would be too long says how much it leaves out, and loses no error first', () => {
  const findings = Array.from({ length: 3000 }, (_, index) =>
    finding({
      path: `src/f${String(index).padStart(4, '0')}.ts`,
      span: { start: 0, end: 0 },
      severity: index === 2999 ? 'error' : 'info',
    }),
  );
  const files = findings.map(({ path }) => ({ path, measured: 2, covered: 1, uncovered: [1] }));
  const text = doneMarkdown(
    { ...everythingDone, findings, coverage: { measured: 6000, covered: 3000, patch: 50, files } },
    lines,
  );
  assert.ok(text.length <= 65_536 && text.length > 60_000, `${text.length}`);
  const shown = (text.match(/\[line 1\]/g) ?? []).length;
  assert.ok(text.includes(`… ${3000 - shown} more findings`));
  assert.match(text, /… \d+ more files/);
  assert.match(text, /src\/f2999\.ts/);
  assert.match(
    text,
    /<details><summary>2 items done, 1 not about this change<\/summary>[\s\S]*<\/details>\n\n<details>[\s\S]*<\/details>\n$/,
  );
  assert.ok(!checkMarkdown(everything, lines).includes('more finding'));
});

test('one endless text leaves room for others', () => {
  const endless = item({ verdict: 'fail', title: 'x'.repeat(100_000), detail: '|'.repeat(100_000) });
  const text = doneMarkdown({ ...everythingDone, items: [endless, patchCoverage] }, lines);
  assert.ok(text.length < 10_000);
  assert.match(text, /Patch coverage/);
});

test('links and the hidden mark name the workspace and the revision', () => {
  const options = { folder: 'a--b/(c)', blobs: 'https://github.com/o/r/blob/abc/' };
  const text = doneMarkdown(everythingDone, lines, options);
  assert.match(text, /^<!-- parapet done a%2D%2Db\/\(c\) -->\n/);
  assert.ok(
    text.includes('[line 2](https://github.com/o/r/blob/abc/a--b/%28c%29/src/domain/order.ts#L2)'),
    text,
  );
});

test('a check is told the same way; what was accepted only on request, and it counts nowhere', () => {
  const text = checkMarkdown(everything, lines);
  assert.match(text, /^<!-- parapet check -->\n## ❌ Fail: 1 error, 1 warning and 1 info in 812 files/);
  assert.match(text, /\n- ⚠️ 15 imports lead nowhere/);
  assert.doesNotMatch(text, /leaves with/);
  const all = checkMarkdown(everything, lines, { all: true });
  assert.match(all, /- ☑️ \[line 1\].*<br>Suppressed: leaves with \\#812\n/);
  assert.match(all, /### Findings: 1 error, 1 warning and 1 info\n/);
  assert.match(checkMarkdown(result({ findings: [suppressed] }), lines, { all: true }), /all accepted/);
  assert.match(checkMarkdown(result(), lines), /^<!-- parapet check -->\n## ✅ Pass: nothing found in .*\n$/);
});

test('a preview is a preview', () => {
  const text = checkMarkdown(fullPreview, lines);
  assert.match(text, /# Preview\n/);
  assert.ok(text.includes('(src/domain/order.ts#L2)'));
  assert.doesNotMatch(text, /Pass|Fail/);
});
