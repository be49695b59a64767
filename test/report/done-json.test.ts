import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { doneJson } from '../../server/src/report/done-json.ts';
import { jsonReport } from '../../server/src/report/json.ts';
import { closedSchema } from './closed-schema.ts';
import { doneResult, everythingDone, replayed } from './done-fixture.ts';
import { lines, result } from './fixture.ts';

const validate = closedSchema('done.schema.json');

const fixtures = {
  everything: doneJson(everythingDone, lines),
  nothing: doneJson(doneResult(), lines),
  'a replayed change': doneJson(replayed, lines),
  'texts that are gone': doneJson(everythingDone, () => undefined),
};

for (const [name, text] of Object.entries(fixtures)) {
  test(`the schema accepts: ${name}`, () => {
    assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors));
    assert.doesNotMatch(text, /null/);
    assert.ok(text.endsWith('}\n'));
  });
}

const broken: Record<string, (report: Record<string, unknown>) => unknown> = {
  'another version': (report) => ({ ...report, version: 2 }),
  'a null': (report) => ({ ...report, policyHash: null }),
  'no change': ({ change: _, ...report }) => report,
  'an unfrozen key': (report) => ({ ...report, extra: 1 }),
  'a verdict of ours that is none': (report) =>
    JSON.parse(JSON.stringify(report).replace('"waived"', '"later"')),
  'a line from 0': (report) => JSON.parse(JSON.stringify(report).replace('"line":2', '"line":0')),
  'coverage beyond all': (report) => ({
    ...report,
    coverage: { patch: 101, measured: 1, covered: 1, files: [] },
  }),
};

for (const [name, change] of Object.entries(broken)) {
  test(`the schema refuses: ${name}`, () => {
    assert.ok(!validate(change(JSON.parse(fixtures.everything))));
  });
}

test('both commands freeze the same words for what both tell', () => {
  const read = (name: string) =>
    JSON.parse(readFileSync(new URL(`../../schema/${name}`, import.meta.url), 'utf8')).definitions;
  const [check, done] = [read('check.schema.json'), read('done.schema.json')];
  for (const word of ['count', 'position', 'range', 'finding', 'notice'])
    assert.deepEqual(done[word], check[word]);
  assert.equal(done.preview, undefined);
});

test('findings have exactly the shape that a check gives them', () => {
  const { findings } = everythingDone;
  const [done, check] = [fixtures.everything, jsonReport(result({ findings }), lines)];
  assert.deepEqual(JSON.parse(done).findings, JSON.parse(check).findings);
  assert.deepEqual(
    JSON.parse(done).findings.map(({ state }: { state: string }) => state),
    ['new', 'new', 'new'],
  );
});

test('keys have the documented order', () => {
  const report = JSON.parse(fixtures.everything);
  assert.equal(
    Object.keys(report).join(),
    'version,verdict,engine,edition,policyHash,change,items,coverage,findings,notices,gaps',
  );
  assert.deepEqual(report.change, { base: 'main', commit: 'a'.repeat(40), branch: 'feature', files: 12 });
  assert.deepEqual(report.items[0], {
    id: 'patch-coverage',
    title: 'Patch coverage',
    level: 'must',
    kind: 'check',
    verdict: 'fail',
    detail: '71.4 % < 80 %, 12 lines in 3 files',
    owners: ['@acme/payments', 'qa@acme.example'],
    evidence: [{ source: 'coverage/lcov.info', detail: 'of today' }, { source: 'CI' }],
    places: [
      {
        path: 'src/domain/order.ts',
        range: { start: { line: 2, column: 22 }, end: { line: 2, column: 34 } },
      },
      {
        path: 'src/domain/order.ts',
        range: { start: { line: 1, column: 22 }, end: { line: 1, column: 31 } },
      },
    ],
  });
  assert.equal(
    Object.keys(report.items[0]).join(),
    'id,title,level,kind,verdict,detail,owners,evidence,places',
  );
});

test('coverage is not rounded, and absent is absent', () => {
  assert.equal(JSON.parse(fixtures.everything).coverage.patch, (30 / 42) * 100);
  const report = JSON.parse(fixtures['a replayed change']);
  assert.deepEqual(report.change, { base: 'change.diff', files: 1 });
  assert.deepEqual(report.coverage, { measured: 0, covered: 0, files: [] });
  assert.ok(!('policyHash' in report) && !('gaps' in report));
  assert.ok(!('coverage' in JSON.parse(fixtures.nothing)));
});

test('equal results are equal bytes, and nothing given is changed', () => {
  const before = JSON.stringify(everythingDone);
  assert.equal(doneJson(structuredClone(everythingDone), lines), fixtures.everything);
  assert.equal(JSON.stringify(everythingDone), before);
});
