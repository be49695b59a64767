import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { sarifReport } from '../../server/src/report/sarif.ts';
import { doneResult, everythingDone } from './done-fixture.ts';
import { everything, finding, lines, preview, result, rules } from './fixture.ts';

const require = createRequire(import.meta.url);
const schemaFile = require
  .resolve('@microsoft/jest-sarif')
  .replace(/index\.js$/, 'schemas/sarif-2.1.0-rtm.5.json');
// The schema is written for draft 4 but uses nothing that draft 7 reads otherwise, once its own name is gone.
// One of its patterns is no Unicode regular expression. Which strings its formats allow is not what is tested here.
const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

const options = {
  rules,
  helpUri: (rule: string) => `https://example.com/rules/${rule}`,
  informationUri: 'https://example.com',
};
const odd = finding({ path: 'src/a b%\ud800#?.ts', span: { start: 0, end: 0 }, rule: 'unknown/rule' });
const logs = {
  everything: sarifReport(everything, lines, options),
  nothing: sarifReport(result(), lines, { rules: [] }),
  preview: sarifReport(preview, lines, options),
  'the Definition of Done': sarifReport(everythingDone, lines, options),
  'an odd path': sarifReport(result({ findings: [odd] }), lines, options),
};

for (const [name, text] of Object.entries(logs)) {
  test(`the standard's schema accepts: ${name}`, () => {
    assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors));
  });
}

test("the standard's schema refuses a level of ours", () => {
  assert.ok(!validate(JSON.parse(logs.everything.replace('"level": "note"', '"level": "info"'))));
});

test('rules carry help and are found by index', () => {
  const [run] = JSON.parse(logs.everything).runs;
  const described = run.tool.driver.rules;
  assert.deepEqual(
    described.map(({ id, helpUri }: { id: string; helpUri: string }) => [id, helpUri]),
    [...rules.map(({ id }) => id)].sort().map((id) => [id, `https://example.com/rules/${id}`]),
  );
  for (const { ruleId, ruleIndex } of run.results) assert.equal(described[ruleIndex].id, ruleId);
  assert.equal(described[1].name, 'ArchitectureUpwardImport');
  assert.match(described[1].help.text, /Import the other way round\./);
});

test('a result has its place, relations and identity', () => {
  const [, , upward] = JSON.parse(logs.everything).runs[0].results;
  assert.deepEqual(upward.locations[0].physicalLocation, {
    artifactLocation: { uri: 'src/domain/order.ts', uriBaseId: '%SRCROOT%' },
    region: { startLine: 2, startColumn: 22, endLine: 2, endColumn: 34 },
  });
  assert.equal(upward.relatedLocations[0].message.text, 'Declared here.');
  assert.deepEqual(upward.partialFingerprints, { 'parapet/v1': '0123456789abcdef' });
  assert.deepEqual(upward.suppressions, []);
});

test('suppressed results are marked with their reason', () => {
  const [run] = JSON.parse(logs.everything).runs;
  assert.equal(run.columnKind, 'utf16CodeUnits');
  assert.deepEqual(run.results[1].suppressions, [{ kind: 'inSource', justification: 'leaves with #812' }]);
});

test('paths become addresses', () => {
  const uri = (text: string, index: number) =>
    JSON.parse(text).runs[0].results[index].locations[0].physicalLocation.artifactLocation.uri;
  assert.equal(uri(logs.everything, 3), 'src/ui/n%C3%A4me%20%5Bx%5D/page.tsx');
  assert.equal(uri(logs['an odd path'], 0), 'src/a%20b%25%EF%BF%BD%23%3F.ts');
});

test('an incomplete run says so', () => {
  const [invocation] = JSON.parse(sarifReport({ ...everything, verdict: 'unknown' }, lines, options)).runs[0]
    .invocations;
  assert.equal(invocation.executionSuccessful, false);
  assert.equal(invocation.toolExecutionNotifications[0].descriptor.id, 'SRC-001');
  assert.equal(
    invocation.exitCodeDescription,
    'Analysis incomplete for 2 reasons, first: tsconfig.json extends "base", which is not installed. ' +
      '15 imports lead nowhere and could not be judged.',
  );
  const whole = JSON.parse(logs.nothing).runs[0].invocations[0];
  assert.ok(whole.executionSuccessful && !('exitCodeDescription' in whole));
  const broken = JSON.parse(sarifReport({ ...result(), isPolicyBroken: true }, lines, options));
  assert.equal(broken.runs[0].invocations[0].executionSuccessful, false);
});

test('items that are not done are notifications, since code scanning refuses a result without a place', () => {
  const [run] = JSON.parse(logs['the Definition of Done']).runs;
  const [invocation] = run.invocations;
  assert.deepEqual(
    invocation.toolExecutionNotifications.map(
      ({ descriptor, level }: { descriptor: { id: string }; level: string }) => [descriptor.id, level],
    ),
    [
      ['done/patch-coverage', 'warning'],
      ['done/tests-pass', 'warning'],
      ['done/threat-model', 'warning'],
      ['done/todo-free', 'note'],
      ['SRC-001', 'warning'],
    ],
  );
  assert.equal(
    invocation.toolExecutionNotifications[0].message.text,
    'Patch coverage: 71.4 % < 80 %, 12 lines in 3 files (must)',
  );
  assert.deepEqual(
    [run.properties.verdict, 'mode' in run.properties, run.results.length],
    ['fail', false, 3],
  );
  for (const { locations } of run.results) assert.equal(locations.length, 1);
  const go = JSON.parse(sarifReport(doneResult(), lines, options)).runs[0].invocations[0];
  assert.deepEqual(go, { executionSuccessful: true });
});
