import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Coverage, SecurityResult, Vulnerability } from '../../server/src/model/evidence.ts';
import { finding, lineOf, type SmallChange, told } from './facts.ts';

const modified = Date.parse('2026-11-22T00:00:00Z');
const report = <Content>(path: string, content: Content) => ({
  reports: [{ path, modified, parsed: { ok: true as const, content } }],
  missing: [],
});
const found = (rule: string) => [finding(rule, { severity: 'error', message: `${rule} says so.` })];

/** Five added lines in `src/a.ts`, of which so many ran. */
function covered(lines: number, rule?: string, patch = 80): SmallChange {
  const coverage: Coverage = {
    format: 'lcov',
    files: [
      {
        path: 'src/a.ts',
        covered: lines,
        measured: 5,
        lines: Int32Array.of(1, 2, 3, 4, 5),
        hits: Int32Array.from({ length: 5 }, (_, at) => (at < lines ? 1 : 0)),
      },
    ],
    covered: lines,
    measured: 5,
    foreign: [],
  };
  return {
    policy: { gates: { coverage: { reports: ['lcov.info'], patch, minLines: 1 } } },
    now: { 'src/a.ts': 'f(1);\nf(2);\nf(3);\nf(4);\nf(5);\n' },
    base: { 'src/a.ts': null },
    more: { evidence: { coverage: report('lcov.info', coverage) }, changeFindings: rule ? found(rule) : [] },
  };
}

test('patch-coverage says the numbers of the gate', async () => {
  assert.equal(await told('patch-coverage', covered(4)), 'pass: 80 % ≥ 80 %, 5 added lines');
  assert.equal(
    await told('patch-coverage', covered(2, 'gates/uncovered-change')),
    'fail: 40 % < 80 %, 3 lines in 1 file',
  );
  // What the policy made a warning stops nothing.
  const line = await lineOf('patch-coverage', covered(2));
  assert.deepEqual(
    [line?.verdict, line?.evidence],
    ['pass', [{ source: 'lcov.info', detail: 'of 2026-11-22' }]],
  );
});

test('patch-coverage is unknown where nobody measured what is added', async () => {
  const small = covered(4);
  const more = {
    now: { ...small.now, 'src/b.ts': 'f(1);\nf(2);\nf(3);\n' },
    base: { ...small.base, 'src/b.ts': null },
  };
  const line = await lineOf('patch-coverage', { ...small, ...more });
  assert.equal(line?.verdict, 'unknown');
  assert.match(line?.detail ?? '', /^1 file not measured/);
  assert.deepEqual(
    line?.places.map(({ path }) => path),
    ['src/b.ts'],
  );
});

const weak: Vulnerability = {
  id: 'CVE-2026-1',
  aliases: ['CVE-2026-1'],
  package: 'left-pad',
  versions: ['1.0.0'],
  title: 'Pads too much',
  level: 'high',
  report: 'audit.json',
};

const ran = (passed: number, skipped: number): SmallChange => ({
  policy: { gates: { tests: { reports: ['j.xml'] } } },
  more: { evidence: { tests: report('j.xml', { passed, skipped, failed: 0, failures: [] }) } },
});

test('tests-pass is unknown where every test was skipped', async () => {
  assert.equal(await told('tests-pass', ran(1, 2)), 'pass: 1 passed, 2 skipped');
  assert.equal(await told('tests-pass', ran(0, 2)), 'unknown: no test ran, 2 skipped');
});

function audited(vulnerabilities: readonly Vulnerability[], rule?: string): SmallChange {
  return {
    policy: { gates: { vulnerabilities: { reports: ['audit.json'] } } },
    more: {
      evidence: { vulnerabilities: report('audit.json', vulnerabilities) },
      changeFindings: rule ? found(rule) : [],
    },
  };
}

test('no-new-vulnerabilities: none, one that is new, and one of which nobody can tell', async () => {
  assert.equal(await told('no-new-vulnerabilities', audited([])), 'pass: no new one');
  assert.equal(
    await told('no-new-vulnerabilities', audited([], 'gates/new-vulnerability')),
    'fail: gates/new-vulnerability says so.',
  );
  assert.match(await told('no-new-vulnerabilities', audited([weak])), /^unknown: /);
});

const result: SecurityResult = {
  tool: 'scan',
  ruleId: 'no-eval',
  level: 'error',
  message: 'eval',
  identity: 'a',
  path: 'src/old.ts',
  region: { startLine: 1 },
};

function scanned(results: readonly SecurityResult[], rule?: string): SmallChange {
  return {
    policy: { gates: { security: { reports: ['a.sarif'] } } },
    now: { 'src/old.ts': 'eval(1);\n' },
    more: { evidence: { security: report('a.sarif', results) }, changeFindings: rule ? found(rule) : [] },
  };
}

test('no-new-security-findings: none, an old one, a new one, and one without a place', async () => {
  const id = 'no-new-security-findings';
  assert.equal(await told(id, scanned([])), 'pass: no new one');
  assert.equal(await told(id, scanned([result])), 'pass: no new one, 1 known before');
  assert.equal(
    await told(id, scanned([result], 'gates/new-security-finding')),
    'fail: gates/new-security-finding says so.',
  );
  // On a line that the change adds, at a level that the policy lets pass.
  const mild = scanned([{ ...result, path: 'src/new.ts' }]);
  assert.equal(
    await told(id, {
      ...mild,
      now: { ...mild.now, 'src/new.ts': 'eval(1);\n' },
      base: { 'src/new.ts': null },
    }),
    'pass: 1 new, none of which stops a merge',
  );
  const several = scanned([result]);
  const [one] = found('gates/new-security-finding');
  assert.ok(one);
  assert.equal(
    await told(id, { ...several, more: { ...several.more, changeFindings: [one, one, one] } }),
    'fail: gates/new-security-finding says so, and 2 more',
  );
  const { path, ...lost } = result;
  assert.equal(
    await told(id, scanned([lost])),
    'unknown: 1 result of "a.sarif" in no file of this workspace',
  );
});
