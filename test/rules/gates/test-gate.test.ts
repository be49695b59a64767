import assert from 'node:assert/strict';
import { test } from 'node:test';
import staleEvidence from '../../../server/src/rules/gates/stale-evidence.ts';
import { doneIn } from '../../support/done.ts';

const policy = '{ "gates": { "tests": { "reports": ["reports/*.xml"] } } }';
const tests = "import './price';\n\ntest('adds', () => {\n  add();\n});\n";

async function judge(report: string, more: Readonly<Record<string, string>> = {}) {
  const files = new Map([
    ['parapet.jsonc', policy],
    ['src/price.test.ts', tests],
    ['reports/a.xml', report],
    ...Object.entries(more),
  ]);
  const { result, facts } = await doneIn(files, new Map([['src/price.test.ts', null]]));
  const found = result.findings.filter(({ rule }) => rule.startsWith('gates/'));
  const shown = found.map(({ path, span, message }) => {
    const place = files.get(path)?.slice(span.start, span.end);
    return [path, place, message];
  });
  return { shown, result, facts: facts[0] };
}

const wrap = (cases: string) => `<testsuite name="src/price.test.ts">${cases}</testsuite>`;

test('a failure stands at its line, at its name, or at the pattern', async () => {
  const { shown, result } = await judge(
    wrap(`<testcase name="x" line="4" file="src/price.test.ts"><failure message="no."/></testcase>
<testcase name="prices &gt; adds"><failure/></testcase><testcase name="lost"><failure message="m"/></testcase>`),
  );
  assert.deepEqual(shown, [
    [
      'parapet.jsonc',
      '"reports/*.xml"',
      'The test "lost" of "src/price.test.ts" in "src/price.test.ts" fails: m.',
    ],
    ['src/price.test.ts', "'adds'", 'The test "prices > adds" of "src/price.test.ts" fails.'],
    ['src/price.test.ts', 'add();', 'The test "x" of "src/price.test.ts" fails: no.'],
  ]);
  assert.equal(result.verdict, 'fail');
});

test('tests that pass or were skipped are silent', async () => {
  const { shown, result } = await judge(
    wrap('<testcase name="adds"/><testcase name="y"><skipped/></testcase>'),
  );
  assert.deepEqual([shown, result.verdict], [[], 'pass']);
});

test('many failures are cut short, and it is said how many more there are', async () => {
  const cases = Array.from({ length: 120 }, (_, index) => `<testcase name="t${index}"><failure/></testcase>`);
  const { shown } = await judge(wrap(cases.join('')));
  assert.equal(shown.length, 51);
  assert.deepEqual(
    shown.filter(([, , message]) => message?.includes('more')).map(([, , message]) => message),
    ['70 more tests fail.'],
  );
});

test('a report that is older than the code is stale, unless another is not', async () => {
  const { facts } = await judge(wrap('<testcase name="adds"/>'));
  assert.ok(facts);
  const [report] = facts.evidence.tests?.reports ?? [];
  assert.ok(report);
  const modified = () => report.modified + 1;
  const stale = [...staleEvidence.check({ ...facts, modified })];
  assert.deepEqual(
    stale.map(({ message }) => message),
    ['"reports/a.xml", which the gate "tests" judges by, is older than "src/price.test.ts".'],
  );
  const reports = [report, { ...report, path: 'reports/b.xml', modified: modified() }];
  const evidence = { ...facts.evidence, tests: { reports, missing: [] } };
  assert.deepEqual([...staleEvidence.check({ ...facts, modified, evidence })], []);
  assert.deepEqual([...staleEvidence.check({ ...facts, modified: () => undefined })], []);
});
