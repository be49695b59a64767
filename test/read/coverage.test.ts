import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createKnownPaths } from '../../server/src/gating/placing.ts';
import type { Coverage, FileCoverage } from '../../server/src/model/evidence.ts';
import { readCoverage } from '../../server/src/read/coverage/read-coverage.ts';

const known = createKnownPaths(['src/a.ts', 'src/b.ts', 'packages/web/src/c.ts']);

function read(text: string, folder = 'coverage') {
  return readCoverage(text, { known, folder, isDetailed: () => true });
}

function content(text: string, folder?: string): Coverage {
  const parsed = read(text, folder);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.message);
  return parsed.content;
}

function messageOf(text: string): string {
  const parsed = read(text);
  assert.equal(parsed.ok, false);
  return parsed.ok ? '' : parsed.message;
}

/** A file as plain arrays. */
function plain({ path, covered, measured, lines, hits, partial, missed }: FileCoverage) {
  return {
    path,
    counts: `${covered}/${measured}`,
    lines: [...(lines ?? [])],
    hits: [...(hits ?? [])],
    ...(partial && { partial: [...partial] }),
    ...(missed && { missed }),
  };
}

test('lcov 1: lines, branches, a repeated file, CRLF, checksums and odd counts', () => {
  const text = [
    'TN:unit',
    'SF:src/a.ts',
    'FN:1,f',
    'FNDA:2,f',
    'DA:1,2',
    'DA:3,0,a1b2',
    'BRDA:1,0,0,2',
    'BRDA:1,0,1,-',
    'DA:4,1e3',
    'DA:0,7',
    'DA:5,-1',
    'LF:4',
    'LH:2',
    'end_of_record',
    'TN:e2e',
    'SF:./src/a.ts',
    'DA:3,4',
    'DA:2,1',
    'end_of_record',
    '',
  ].join('\r\n');
  assert.deepEqual(content(text).files.map(plain), [
    { path: 'src/a.ts', counts: '4/5', lines: [1, 2, 3, 4, 5], hits: [2, 1, 4, 1000, 0], partial: [1] },
  ]);
});

test('lcov 2: functions, conditions and branches of exceptions are passed over, unknown keys too', () => {
  const text =
    'SF:src/a.ts\nVER:1\nFNL:0,1,9\nFNA:0,3,f\nDA:1,3\nBRDA:1,e0,0,-\nBRDA:1,0,x > 1, y,3\nMCDC:1,2,t,1,0,expr\nMCF:2\nend_of_record\n';
  assert.deepEqual(content(text).files.map(plain), [
    { path: 'src/a.ts', counts: '1/1', lines: [1], hits: [3] },
  ]);
  const plainBranch = text.replace('e0,0,-', '0,0,-');
  assert.deepEqual([...(content(plainBranch).files[0]?.partial ?? [])], [1]);
});

test('Cobertura: classes of one file become one, lines of methods count once, sources are joined', () => {
  const text = `<?xml version="1.0"?>
<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage line-rate="0.5"><sources><source>--source</source><source>/ci/x</source><source>packages/web</source></sources>
<packages><package name="p"><classes>
<class name="A" filename="src/a.ts"><methods><method name="f"><lines><line number="1" hits="1"/></lines></method></methods>
<lines><line number="1" hits="1" branch="true" condition-coverage="50% (1/2)"/><line number="2" hits="0"/></lines></class>
<class name="A.Inner" filename="src/a.ts"><lines><line number="2" hits="3"/></lines></class>
<class name="B" filename="src/b.ts"><methods><method name="g"><lines><line number="7" hits="1"/></lines></method></methods><lines/></class>
<class name="C" filename="src/c.ts"><lines><line number="1" hits="1" branch="true" condition-coverage="100% (2/2)"/></lines></class>
</classes></package></packages></coverage>`;
  assert.deepEqual(content(text).files.map(plain), [
    { path: 'packages/web/src/c.ts', counts: '1/1', lines: [1], hits: [1] },
    { path: 'src/a.ts', counts: '2/2', lines: [1, 2], hits: [1, 3], partial: [1] },
    { path: 'src/b.ts', counts: '1/1', lines: [7], hits: [1] },
  ]);
  assert.equal(content(text).format, 'cobertura');
});

test('Clover: statements, conditions and methods are measured, files of tests are not', () => {
  const text = `<coverage generated="1" clover="3.2.0"><project timestamp="1"><metrics/><package name="src">
<file name="a.ts" path="C:\\ci\\shop\\src\\a.ts"><class name="A"><metrics/></class><line num="1" type="method" count="1"/>
<line num="2" type="cond" truecount="1" falsecount="0"/><line num="3" type="stmt" count="0"/></file>
<file name="src/b.ts"><line num="1" type="stmt" count="2"/></file></package></project>
<testproject><file name="src/b.ts"><line num="2" type="stmt" count="2"/></file></testproject></coverage>`;
  const { files, format } = content(text);
  assert.equal(format, 'clover');
  assert.deepEqual(files.map(plain), [
    { path: 'src/a.ts', counts: '2/3', lines: [1, 2, 3], hits: [1, 1, 0], partial: [2] },
    { path: 'src/b.ts', counts: '1/1', lines: [1], hits: [2] },
  ]);
});

test('Clover of Istanbul: what was not taken is no run', () => {
  const line = (number: number, counts: string) => `<line num="${number}" type="cond" ${counts}/>`;
  const text = `<coverage clover="3.2.0"><project><file name="a.ts" path="src/a.ts">
${line(1, 'count="0" truecount="0" falsecount="2"')}${line(2, 'count="4" truecount="1" falsecount="1"')}
${line(3, 'count="4" truecount="2" falsecount="0"')}${line(4, 'truecount="2" falsecount="1"')}
${line(5, 'truecount="0" falsecount="0"')}</file></project></coverage>`;
  assert.deepEqual(content(text).files.map(plain), [
    { path: 'src/a.ts', counts: '3/5', lines: [1, 2, 3, 4, 5], hits: [0, 4, 4, 3, 0], partial: [2] },
  ]);
});

const at = (line: number, column: number | null) => ({ line, column });
const istanbul = {
  '/x/src/a.ts': {
    path: '/x/src/a.ts',
    statementMap: {
      '0': { start: at(1, 0), end: at(1, 10) },
      '1': { start: at(3, 2), end: at(5, 3) },
      '2': { start: at(3, 8), end: at(3, null) },
      '3': { start: at(4, 4), end: at(4, 9) },
    },
    s: { '0': 2, '1': 0, '2': 0, '3': 0 },
    branchMap: { '0': { loc: { start: at(1, 0), end: at(1, 5) }, locations: [] } },
    b: { '0': [2, 0] },
    fnMap: {},
    f: {},
  },
};

test('Istanbul: statements count for their first line, and those that did not run are told exactly', () => {
  assert.deepEqual(content(JSON.stringify(istanbul)).files.map(plain), [
    {
      path: 'src/a.ts',
      counts: '1/3',
      lines: [1, 3, 4],
      hits: [2, 0, 0],
      partial: [1],
      missed: [
        { start: at(3, 3), end: at(5, 4) },
        { start: at(3, 9), end: at(3, 0x7fffffff) },
        { start: at(4, 5), end: at(4, 10) },
      ],
    },
  ]);
});

test("Istanbul's summary tells sums and no lines", () => {
  const lines = (total: number, covered: number) => ({ lines: { total, covered, skipped: 0, pct: 1 } });
  const text = JSON.stringify({ total: lines(30, 20), 'src/a.ts': lines(10, 9), 'src/b.ts': lines(20, 11) });
  const { format, covered, measured, files } = content(text);
  assert.deepEqual({ format, covered, measured }, { format: 'istanbul-summary', covered: 20, measured: 30 });
  assert.equal(files[0]?.lines, undefined);
});

test('lines are kept only for files that were asked for, and sums for all', () => {
  const text =
    'SF:src/a.ts\nDA:1,1\nend_of_record\nSF:src/b.ts\nDA:1,0\nend_of_record\nSF:gone.ts\nDA:1,0\nend_of_record\n';
  const parsed = readCoverage(text, { known, folder: '', isDetailed: (path) => path === 'src/b.ts' });
  assert.ok(parsed.ok);
  assert.deepEqual(
    parsed.content.files.map(({ path, lines }) => [path, lines?.length]),
    [
      ['src/a.ts', undefined],
      ['src/b.ts', 1],
    ],
  );
  assert.deepEqual(
    [parsed.content.covered, parsed.content.measured, parsed.content.foreign],
    [1, 2, ['gone.ts']],
  );
});

for (const [title, text, message] of [
  ['an empty file', ' \n', 'The report is empty.'],
  ['a report without files', 'TN:\n', 'The report measures no file.'],
  ['lcov cut off', 'SF:src/a.ts\nDA:1,1\nDA:2', '"DA:2" is no measured line (line 3).'],
  [
    'lcov cut off between lines',
    'SF:src/a.ts\nDA:1,1\n',
    'The report is cut off: it ends within the record of "src/a.ts".',
  ],
  [
    'lcov with a record inside another',
    'SF:src/a.ts\nSF:src/b.ts\n',
    'The record of "src/a.ts" has no end (line 2).',
  ],
  ['lcov with rubbish', 'SF:src/a.ts\nDA:x,1\nend_of_record\n', '"DA:x,1" is no measured line (line 2).'],
  ['lcov with text', 'SF:src/a.ts\nhello\nend_of_record\n', '"hello" is no line of an lcov report (line 2).'],
  ['lcov that measures nobody', 'TN:\nDA:1,1\nend_of_record\n', '"DA:1,1" belongs to no file (line 2).'],
  [
    'another project',
    'SF:/other/lib/x.ts\nDA:1,1\nend_of_record\n',
    'The only file in the report, "/other/lib/x.ts", is not in this workspace: it tells of another project or another folder.',
  ],
  [
    'an npm audit',
    '{"auditReportVersion":2,"vulnerabilities":{},"metadata":{}}',
    'The report is JSON, but no coverage of Istanbul: it holds "auditReportVersion", "vulnerabilities", "metadata".',
  ],
  ['an array', '[]', 'The report is JSON, but no coverage of Istanbul: it holds no object.'],
  ['an empty object', '{}', 'The report measures no file.'],
  ['JSON cut off', '{"src/a.ts":{"path":"', 'The report is cut off: its JSON has no end.'],
  ['JSON that is none', '{"src/a.ts":}', 'The report is no valid JSON.'],
  [
    'a damaged file in JSON',
    JSON.stringify({ ...istanbul, 'src/b.ts': { s: {} } }),
    'The report is damaged: it tells neither statements nor sums of "src/b.ts".',
  ],
  ['deep JSON', '['.repeat(200_000), 'The report is cut off: its JSON has no end.'],
  [
    'a JUnit report',
    '<testsuites/>',
    'The root of the report is <testsuites>, as JUnit writes, which belongs to the test gate: Cobertura and Clover write <coverage>.',
  ],
  [
    'Cobertura cut off',
    '<coverage><packages><package><classes><class filename="src/a.ts"><lines><line number="1"',
    'The document is cut off within "<line number="1"" (line 1).',
  ],
  [
    'Cobertura with entities',
    '<!DOCTYPE c [<!ENTITY a "b">]><coverage/>',
    'The document declares entities, which are never expanded (line 1).',
  ],
  ['Cobertura without files', '<coverage/>', 'The report measures no file.'],
  [
    'something else',
    'Statements: 80 %\n',
    'The report is neither lcov, XML nor JSON: it begins with "Statements: 80 %".',
  ],
] as const) {
  test(`unusable, with a sentence: ${title}`, () => assert.equal(messageOf(text), message));
}

test('an lcov report that is written and read again says the same', () => {
  const line = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 9 }));
  const record = fc.tuple(fc.constantFrom('src/a.ts', 'src/b.ts'), fc.array(line, { maxLength: 30 }));
  fc.assert(
    fc.property(
      fc.array(record, { minLength: 1, maxLength: 5 }),
      fc.constantFrom('\n', '\r\n'),
      (records, newline) => {
        const expected = new Map<string, Map<number, number>>();
        const text = records.map(([path, lines]) => {
          const sums = expected.get(path) ?? new Map<number, number>();
          for (const [number, hits] of lines) sums.set(number, (sums.get(number) ?? 0) + hits);
          expected.set(path, sums);
          return [`SF:${path}`, ...lines.map((pair) => `DA:${pair.join(',')}`), 'end_of_record', ''].join(
            newline,
          );
        });
        const found = content(text.join('')).files.map(
          ({ path, lines, hits }) =>
            [path, [...(lines ?? [])].map((number, index) => [number, hits?.[index]])] as const,
        );
        const sorted = [...expected]
          .sort()
          .map(([path, sums]) => [path, [...sums].sort(([a], [b]) => a - b)]);
        assert.deepEqual(found, sorted);
      },
    ),
  );
});
