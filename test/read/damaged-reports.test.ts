import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createKnownPaths } from '../../server/src/gating/placing.ts';
import type { Parsed } from '../../server/src/model/evidence.ts';
import { readCoverage } from '../../server/src/read/coverage/read-coverage.ts';
import { readTests } from '../../server/src/read/junit.ts';

const known = createKnownPaths(['src/a.ts', 'test/a.test.ts']);
const coverage = (text: string) => readCoverage(text, { known, folder: 'x', isDetailed: () => true });
const tests = (text: string) => readTests(text, { known, folder: 'x' });

const lcov = 'TN:\nSF:src/a.ts\nFN:1,f\nFNDA:1,f\nDA:1,1\nDA:2,0\nBRDA:1,0,0,-\nLF:2\nLH:1\nend_of_record\n';
const cobertura =
  '<?xml version="1.0"?>\n<coverage><sources><source>.</source></sources><packages><package name="a"><classes><class filename="src/a.ts"><methods/><lines><line number="1" hits="1"/><line number="2" hits="0" branch="true" condition-coverage="50% (1/2)"/></lines></class></classes></package></packages></coverage>\n';
const clover =
  '<coverage><project><file name="a.ts" path="src/a.ts"><line num="1" type="stmt" count="1"/><line num="2" type="cond" truecount="1" falsecount="0"/></file></project></coverage>';
const at = (line: number, column: number) => ({ line, column });
const istanbul = JSON.stringify({
  'src/a.ts': {
    path: 'src/a.ts',
    statementMap: { 0: { start: at(1, 0), end: at(1, 9) }, 1: { start: at(2, 0), end: at(2, 4) } },
    s: { 0: 1, 1: 0 },
    branchMap: { 0: { loc: { start: at(1, 0), end: at(1, 9) } } },
    b: { 0: [1, 0] },
  },
});
const junit =
  '<testsuites><testsuite name="a"><testcase name="b" file="test/a.test.ts" line="3"><failure message="c">d</failure></testcase><testcase name="e"/></testsuite></testsuites>';

const samples: readonly (readonly [name: string, text: string, read: (text: string) => Parsed<unknown>])[] = [
  ['lcov', lcov, coverage],
  ['Cobertura', cobertura, coverage],
  ['Clover', clover, coverage],
  ['Istanbul', istanbul, coverage],
  ['JUnit', junit, tests],
];

for (const [name, text, read] of samples) {
  test(`${name}: whole it can be used, and cut off anywhere it says so`, () => {
    assert.equal(read(text).ok, true);
    for (let length = 0; length < text.trimEnd().length; length++) {
      const parsed = read(text.slice(0, length));
      assert.equal(parsed.ok, false, text.slice(0, length));
      assert.match(parsed.ok ? '' : parsed.message, /^.+\.$/s);
    }
  });

  test(`${name}: whatever is done to it, it is read or one sentence says why not`, () => {
    const edit = fc.tuple(
      fc.nat(text.length),
      fc.nat(12),
      fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.constantFrom('-1', '1e999', 'null', '{}', '"', '<', '&#0;', '\u0000', ':'),
      ),
    );
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        let damaged = text;
        for (const [start, length, put] of edits)
          damaged = damaged.slice(0, start) + put + damaged.slice(start + length);
        const parsed = read(damaged);
        if (!parsed.ok) assert.match(parsed.message, /^.+\.$/s);
      }),
      { numRuns: 1500 },
    );
  });
}
