import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKnownPaths } from '../../server/src/gating/placing.ts';
import { readTests } from '../../server/src/read/junit.ts';

const known = createKnownPaths(['test/a.test.ts', 'test/b.test.ts', 'src/a.ts']);

function read(text: string) {
  return readTests(text, { known, folder: 'reports' });
}

function run(text: string) {
  const parsed = read(text);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.message);
  return parsed.content;
}

test('suites may be nested, and one may be the root', () => {
  const cases = '<testcase name="x" classname="c"/><testcase name="y"><skipped/></testcase>';
  const failing = '<testcase name="z" classname="c"><failure message="no"/></testcase>';
  const counts = { passed: 1, skipped: 1, failed: 1 };
  for (const text of [
    `<testsuites><testsuite name="s"><testsuite name="t">${cases}</testsuite>${failing}</testsuite></testsuites>`,
    `<testsuite name="s">${cases}${failing}</testsuite>`,
  ]) {
    const { failures, ...rest } = run(text);
    assert.deepEqual(rest, counts);
    assert.deepEqual(failures, [{ name: 'z', suite: 'c', outcome: 'failed', message: 'no' }]);
  }
});

test('a failure stands at its file and line, given or named in its trace', () => {
  const trace =
    'AssertionError: 1 is not 2\n    at /ci/shop/src/a.ts:3:1\n    at /ci/shop/test/b.test.ts:17:9';
  const text = `<testsuites><testsuite name="test/b.test.ts">
<testcase name="given" file="/ci/shop/test/a.test.ts" line="4"><error>Boom &lt;here&gt;
second line</error></testcase>
<testcase name="traced" classname="test/b.test.ts"><failure message="1 is not 2">${trace}</failure></testcase>
<testcase name="fileless" classname="adds"><failure/></testcase></testsuite></testsuites>`;
  assert.deepEqual(run(text).failures, [
    {
      name: 'given',
      suite: 'test/b.test.ts',
      outcome: 'failed',
      message: 'Boom <here>',
      path: 'test/a.test.ts',
      line: 4,
    },
    {
      name: 'traced',
      suite: 'test/b.test.ts',
      outcome: 'failed',
      message: '1 is not 2',
      path: 'test/b.test.ts',
      line: 17,
    },
    { name: 'fileless', suite: 'adds', outcome: 'failed', path: 'test/b.test.ts' },
  ]);
});

test('a trace alone names the file, the test before what it calls', () => {
  const failure = (trace: string) =>
    run(`<testsuite><testcase name="x"><failure>${trace}</failure></testcase></testsuite>`).failures.map(
      ({ path, line }) => [path, line],
    );
  const called = 'Error: no\n    at f (/ci/shop/src/a.ts:3:1)';
  assert.deepEqual(failure(`${called}\n    at file:///ci/shop/test/b.test.ts:17:9`), [
    ['test/b.test.ts', 17],
  ]);
  assert.deepEqual(failure(called), [['src/a.ts', 3]]);
  assert.deepEqual(failure('Error: no\n    at g (/ci/shop/node_modules/b/src/a.ts:3:1)'), [
    [undefined, undefined],
  ]);
  assert.deepEqual(failure('Error: see src/a.ts'), [[undefined, undefined]]);
});

test('a suite without a name that failed as a whole has a name all the same', () => {
  const [failure] = run(
    '<testsuites errors="2"><testsuite><testcase name="x"/></testsuite></testsuites>',
  ).failures;
  assert.equal(failure?.name, 'a suite without a name');
});

test('a suite that failed as a whole counts, once', () => {
  const text = `<testsuites errors="2" failures="1"><testsuite name="loads" errors="1"/>
<testsuite name="broken" errors="1"><error message="no module"/></testsuite>
<testsuite name="s" failures="1"><testcase name="x"><failure message="m"/><error message="after"/></testcase></testsuite></testsuites>`;
  const { failed, failures } = run(text);
  assert.equal(failed, 3);
  assert.deepEqual(
    failures.map(({ name, message }) => [name, message]),
    [
      ['loads', '1 failure that the report shows no test for'],
      ['broken', 'no module'],
      ['x', 'm'],
    ],
  );
  assert.equal(run('<testsuite failures="0"><testcase name="x"/></testsuite>').failed, 0);
});

test('what a test prints is neither a failure nor a message', () => {
  const text =
    '<testsuite><testcase name="x"><system-out>failure: a.test.ts:1:1</system-out></testcase></testsuite>';
  assert.deepEqual(run(text), { passed: 1, skipped: 0, failed: 0, failures: [] });
});

for (const [title, text, message] of [
  ['an empty file', '', 'The report is empty.'],
  ['JSON', '{}', 'The report is no XML, which JUnit reports are written in.'],
  [
    'coverage',
    '<coverage/>',
    'The root of the report is <coverage>, where JUnit writes <testsuites> or <testsuite>.',
  ],
  ['no test', '<testsuites tests="0"/>', 'The report holds no test case.'],
  ['cut off', '<testsuite><testcase name="x"/>', 'The document is cut off: it ends within <testsuite>.'],
  [
    'another project',
    '<testsuite><testcase name="x" file="/y/spec/z.test.ts"/></testsuite>',
    'The only test file in the report, "/y/spec/z.test.ts", is not in this workspace: it tells of another project or another folder.',
  ],
] as const) {
  test(`unusable, with a sentence: ${title}`, () => {
    const parsed = read(text);
    assert.equal(parsed.ok ? 'usable' : parsed.message, message);
  });
}
