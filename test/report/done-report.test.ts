import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doneReport } from '../../server/src/report/done-report.ts';
import { formats } from '../../server/src/report/formats.ts';
import { doneResult, everythingDone, replayed } from './done-fixture.ts';
import { lines, rules } from './fixture.ts';

const options = { colour: false, rules };
const starts = {
  pretty: 'Definition of Done · ',
  json: '{\n  "version": 1,\n  "verdict"',
  sarif: '{\n  "$schema": "https://docs.oasis-open.org/sarif/',
  github: '::error title=done/',
  gitlab: '[\n  {\n    "description"',
  junit: '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="parapet done"',
  markdown: '<!-- parapet done -->\n## ',
} as const;

for (const format of formats) {
  test(`${format} tells the Definition of Done, twice the same to the byte, and ends its last line`, () => {
    const before = JSON.stringify(everythingDone);
    const text = doneReport(everythingDone, format, lines, options);
    assert.ok(text.startsWith(starts[format]), text.slice(0, 100));
    assert.equal(doneReport(structuredClone(everythingDone), format, lines, options), text);
    assert.match(text, /[^\n]\n$/);
    assert.equal(JSON.stringify(everythingDone), before);
    assert.notEqual(doneReport(doneResult(), format, lines, options), text);
  });

  test(`${format} copes with texts that are gone and with a change that nothing is asked of`, () => {
    assert.ok(doneReport(everythingDone, format, () => undefined, options).length > 0);
    assert.ok(doneReport(replayed, format, lines, options).length > 0);
  });
}
