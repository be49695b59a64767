import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkMarkdown } from '../../server/src/report/check-markdown.ts';
import { donePretty } from '../../server/src/report/done-pretty.ts';
import { githubReport } from '../../server/src/report/github.ts';
import { prettyReport } from '../../server/src/report/pretty.ts';
import { doneResult } from './done-fixture.ts';
import { lines, result, unresolved, upward } from './fixture.ts';

const way = (title: string, safe: boolean) => ({ id: title, title, edits: [], safe });
const fixes = () => [way('Use a <port>', false), way('Make it type-only', true)];
const plain = { colour: false };

test('what is less than certain says so beside its severity, and what is certain says nothing', () => {
  const both = result({ findings: [upward, unresolved] });
  const pretty = prettyReport(both, lines, plain);
  assert.match(pretty, /page\.tsx:1:22 warning \(likely\) Nothing is at/);
  assert.match(pretty, /order\.ts:2:22 error Layer/);
  assert.match(
    checkMarkdown(both, lines),
    /Nothing is at .*<code>architecture\/unresolved-import<\/code> \(likely\)\n/,
  );
  assert.match(githubReport(both, lines), /title=architecture\/unresolved-import \(likely\)::/);
  assert.equal(githubReport(both, lines).match(/likely/g)?.length, 1);
});

test('ways out stand below a finding, safe ones first', () => {
  const one = result({ findings: [upward] });
  assert.match(
    prettyReport(one, lines, { ...plain, fixes }),
    /platform\n {2}Fix: Make it type-only \(safe\)\n {2}Or: Use a <port>\n\nFail/,
  );
  assert.match(
    checkMarkdown(one, lines, { fixes }),
    /<br>Fix: Make it type-only \\\(safe\\\)<br>Or: Use a \\<port\\>/,
  );
  assert.match(
    githubReport(one, lines, { fixes }),
    /%0AFix: Make it type-only \(safe\)%0AOr: Use a <port>\n/,
  );
  assert.doesNotMatch(prettyReport(one, lines, { ...plain, fixes: () => [] }), /Fix|looks/);
  const done = donePretty(doneResult({ findings: [upward] }), lines, { ...plain, fixes, unsought: 2 });
  assert.match(done, / {2}Fix: Make it type-only \(safe\)\n/);
  assert.match(done, /\n--all looks for ways out of 2 more findings\.\n/);
});
