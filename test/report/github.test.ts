import assert from 'node:assert/strict';
import { test } from 'node:test';
import { githubReport } from '../../server/src/report/github.ts';
import { doneResult, everythingDone, patchCoverage } from './done-fixture.ts';
import {
  everything,
  finding,
  lines,
  preview,
  result,
  suppressed,
  texts,
  unresolved,
  upward,
} from './fixture.ts';

test('one command per finding, then the verdict', () => {
  assert.equal(
    githubReport(result({ findings: [upward] }), lines),
    '::error file=src/domain/order.ts,line=2,col=22,endLine=2,endColumn=34,title=architecture/upward-import::' +
      'Layer "domain" must not import layer "ui", which is above it.%0AWhy: ADR-7: no framework in the domain%0A' +
      'Owner: @acme/payments, @acme/platform\nFail: 1 error in 812 files and 6120 imports.\n',
  );
});

test('no control character reaches the log', () => {
  const odd = { ...upward, message: 'red \u001b[31m, back \b and \u202e turned' };
  const [line = ''] = githubReport(result({ findings: [odd] }), lines).split('\n');
  assert.ok(line.includes('::red \ufffd[31m, back \ufffd and \ufffd turned%0A'), line);
});

test('nothing found is only the verdict', () => {
  assert.equal(githubReport(result(), lines), 'Pass: nothing found in 812 files and 6120 imports.\n');
  assert.match(githubReport(preview, lines), /^Preview: nothing found/);
});

test('severities, notices and suppressions', () => {
  const commands = githubReport(everything, lines)
    .split('\n')
    .map((line) => line.split(' ')[0]);
  assert.deepEqual(commands, [
    ...['::notice', '::error', '::warning', '::warning', 'Analysis', '15', 'Fail:', ''],
  ]);
  assert.doesNotMatch(githubReport(result({ findings: [suppressed] }), lines), /::/);
});

test('what could end a command is escaped, once', () => {
  const odd = finding({
    path: 'a,b:c%\r\n.ts',
    span: { start: 0, end: 1 },
    message: '100%25, a: b\r\n::error::fake',
  });
  const [first, ...rest] = githubReport(result({ findings: [odd] }), lines).split('\n');
  assert.equal(
    first,
    '::error file=a%2Cb%3Ac%25%0D%0A.ts,line=1,col=1,endLine=1,endColumn=1,title=architecture/upward-import::' +
      '100%2525, a: b%0D%0A::error::fake',
  );
  assert.equal(rest.length, 2);
});

test('a range over several lines has no columns', () => {
  const path = 'src/domain/order.ts';
  const across = finding({ path, span: { start: 7, end: (texts[path] ?? '').length - 1 } });
  assert.match(githubReport(result({ findings: [across] }), lines), /line=1,endLine=2,title=/);
});

test('files are named from the root of the repository', () => {
  const text = githubReport(result({ findings: [unresolved] }), lines, { folder: 'examples/shop' });
  assert.match(text, /file=examples\/shop\/src\/ui\/näme \[x\]\/page\.tsx,/);
});

test('items that are not done come before the findings, and stand on a line only where no finding does', () => {
  const [coverage, tests, model, advice, ...rest] = githubReport(everythingDone, lines).split('\n');
  assert.equal(
    coverage,
    '::error title=done/patch-coverage::Patch coverage: 71.4 %25 < 80 %25, 12 lines in 3 files (must)%0A' +
      'Owner: @acme/payments, qa@acme.example',
  );
  assert.match(tests ?? '', /^::error title=done\/tests-pass::/);
  assert.match(model ?? '', /^::error title=done\/threat-model::/);
  assert.match(advice ?? '', /^::notice title=done\/todo-free::/);
  assert.deepEqual(
    rest.map((line) => line.split(' ')[0]),
    ['::notice', '::error', '::warning', '::warning', 'Analysis', 'No-Go:', ''],
  );
  const alone = githubReport(doneResult({ verdict: 'fail', items: [patchCoverage] }), lines, { folder: 'a' });
  assert.match(
    alone,
    /^::error file=a\/src\/domain\/order\.ts,line=2,col=22,endLine=2,endColumn=34,title=done/,
  );
  assert.equal(githubReport(doneResult(), lines), 'Go.\n');
});
