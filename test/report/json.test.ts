import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonReport } from '../../server/src/report/json.ts';
import { closedSchema } from './closed-schema.ts';
import { everything, fullPreview, lines, preview, result, upward } from './fixture.ts';

const contracts = {
  documents: [{ path: 'openapi.yaml', operations: 2, served: 1 }],
  differences: [{ path: 'parapet.jsonc', span: { start: 0, end: 1 }, message: 'GET /a is served here.' }],
};
const validate = closedSchema('check.schema.json');

const fix = { id: 'make-type-only', title: 'Import only the type', edits: [], safe: true };
const fixtures = {
  everything: jsonReport(everything, lines, { all: true, base: 'origin/main', fixes: () => [fix] }),
  nothing: jsonReport(result(), lines),
  preview: jsonReport(preview, lines),
  'a preview with contracts': jsonReport(
    { ...fullPreview, preview: { boundaries: [], privateImports: [], unresolved: [], contracts } },
    lines,
  ),
  'a preview that has found something': jsonReport(fullPreview, lines),
  'texts that are gone': jsonReport(everything, () => undefined),
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
  'no verdict': ({ verdict: _, ...report }) => report,
  'an unfrozen key': (report) => ({ ...report, extra: 1 }),
  'a line from 0': (report) => JSON.parse(JSON.stringify(report).replace('"line":2', '"line":0')),
};

for (const [name, change] of Object.entries(broken)) {
  test(`the schema refuses: ${name}`, () => {
    assert.ok(!validate(change(JSON.parse(fixtures.everything))));
  });
}

test('keys have the documented order', () => {
  const text = jsonReport(result({ findings: [upward] }), lines, { base: 'origin/main', fixes: () => [fix] });
  const report = JSON.parse(text);
  assert.deepEqual(Object.keys(report), [
    ...[
      'version',
      'mode',
      'verdict',
      'engine',
      'edition',
      'policyHash',
      'base',
      'summary',
      'findings',
      'notices',
    ],
  ]);
  assert.deepEqual(Object.keys(report.summary), [
    ...['files', 'edges', 'errors', 'warnings', 'infos', 'suppressed', 'baselined'],
  ]);
  assert.deepEqual(report.findings, [
    {
      rule: 'architecture/upward-import',
      severity: 'error',
      state: 'new',
      path: 'src/domain/order.ts',
      range: { start: { line: 2, column: 22 }, end: { line: 2, column: 34 } },
      message: 'Layer "domain" must not import layer "ui", which is above it.',
      why: 'ADR-7: no framework in the domain',
      owners: ['@acme/payments', '@acme/platform'],
      fingerprint: '0123456789abcdef',
      confidence: 'certain',
      related: [
        {
          path: 'parapet.jsonc',
          range: { start: { line: 2, column: 3 }, end: { line: 2, column: 11 } },
          message: 'Declared here.',
        },
      ],
      fixes: [{ id: 'make-type-only', title: 'Import only the type', safe: true }],
    },
  ]);
  assert.deepEqual(
    Object.keys(report.findings[0]).join(),
    'rule,severity,state,path,range,message,why,owners,fingerprint,confidence,related,fixes',
  );
});

test('what was not seen is told, and has no key when everything was', () => {
  const report = JSON.parse(fixtures.everything);
  assert.deepEqual([report.gaps, report.unresolved], [everything.gaps, 15]);
  assert.ok(!fixtures.nothing.includes('gaps') && !fixtures.nothing.includes('unresolved'));
});

test('what is absent has no key', () => {
  const report = JSON.parse(jsonReport({ ...preview, findings: everything.findings }, lines));
  assert.ok(!('policyHash' in report) && !('base' in report));
  assert.ok(
    !('why' in report.findings[0]) && !('fixes' in report.findings[0]) && !('reason' in report.findings[0]),
  );
  assert.deepEqual(report.findings[0].related, []);
  assert.equal(report.findings[0].detail, 'CFG-004');
  assert.ok(!('detail' in report.findings[1]));
});

test('suppressed findings are listed only on request, with their reason', () => {
  const states = (text: string) => JSON.parse(text).findings.map(({ state }: { state: string }) => state);
  assert.deepEqual(states(jsonReport(everything, lines)), ['new', 'new', 'new']);
  const all = jsonReport(everything, lines, { all: true });
  assert.deepEqual(states(all), ['new', 'suppressed', 'new', 'new']);
  assert.equal(JSON.parse(all).findings[1].reason, 'leaves with #812');
});

test('columns count UTF-16 units after a tab and wide characters', () => {
  const report = JSON.parse(jsonReport(everything, lines));
  assert.deepEqual(report.findings[2].range.start, { line: 1, column: 22 });
});

test('equal results are equal bytes, and nothing given is changed', () => {
  const before = JSON.stringify(everything);
  assert.equal(jsonReport(structuredClone(everything), lines), jsonReport(everything, lines));
  assert.equal(JSON.stringify(everything), before);
});

test('a preview is there as data: what is kept, and what goes past it', () => {
  const { preview: shown } = JSON.parse(jsonReport(fullPreview, lines));
  const [first, second] = shown.boundaries;
  assert.deepEqual(
    { ...first, offenders: [first.offenders[0].path, first.offenders[0].range.start.line] },
    { from: 'src/ui', to: 'src/domain', imports: 60, against: 1, offenders: ['src/domain/order.ts', 2] },
  );
  assert.deepEqual([second.against, second.offenders], [0, []]);
  assert.equal(shown.privateImports[0].from, '.');
  assert.ok(!('preview' in JSON.parse(jsonReport(result(), lines))), 'with a policy there is none');
});
