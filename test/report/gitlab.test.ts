import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { gitlabReport } from '../../server/src/report/gitlab.ts';
import { doneResult, everythingDone, item, patchCoverage } from './done-fixture.ts';
import { everything, lines, result, suppressed, upward } from './fixture.ts';

/** What GitLab documents of a Code Quality report; it ignores whatever else there is. */
const validate = new Ajv({ allErrors: true }).compile({
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    additionalProperties: false,
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        additionalProperties: false,
        properties: {
          path: { type: 'string', pattern: '^[^./]' },
          lines: {
            type: 'object',
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 }, end: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
});

interface Issue {
  readonly check_name: string;
  readonly severity: string;
  readonly fingerprint: string;
  readonly description: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

function issues(...given: Parameters<typeof gitlabReport>): readonly Issue[] {
  const list: unknown = JSON.parse(gitlabReport(...given));
  assert.ok(validate(list), JSON.stringify(validate.errors));
  return list as readonly Issue[];
}

test('open findings of a check, each with its place, its fingerprint and its reason', () => {
  const list = issues(everything, lines, { folder: 'examples/shop' });
  assert.deepEqual(
    list.map(({ severity }) => severity),
    ['info', 'critical', 'minor'],
  );
  assert.deepEqual(list[1], {
    description: `${upward.message} Why: ADR-7: no framework in the domain`,
    check_name: 'architecture/upward-import',
    fingerprint: '0123456789abcdef',
    severity: 'critical',
    location: { path: 'examples/shop/src/domain/order.ts', lines: { begin: 2, end: 2 } },
  });
});

test('nothing found is an empty list', () => {
  assert.equal(gitlabReport(result({ findings: [suppressed] }), lines), '[]\n');
  assert.deepEqual(issues(doneResult(), lines), []);
});

test('items that are not done are issues of their own, where no finding tells them', () => {
  const list = issues(everythingDone, lines);
  assert.deepEqual(
    list.map((one) => [one.check_name, one.severity, one.location.path, one.location.lines.begin]),
    [
      // Its first place has a finding already.
      ['done/patch-coverage', 'blocker', 'src/domain/order.ts', 1],
      ['done/tests-pass', 'blocker', 'parapet.jsonc', 1],
      ['done/threat-model', 'blocker', 'parapet.jsonc', 1],
      ['policy/invalid-policy', 'info', 'parapet.jsonc', 2],
      ['architecture/upward-import', 'critical', 'src/domain/order.ts', 2],
      ['architecture/unresolved-import', 'minor', 'src/ui/näme [x]/page.tsx', 1],
    ],
  );
});

test('an item is known again whatever its numbers and places', () => {
  const [first] = issues(doneResult({ items: [patchCoverage] }), lines);
  const [second] = issues(doneResult({ items: [item({ id: 'patch-coverage', verdict: 'unknown' })] }), lines);
  const [other] = issues(doneResult({ items: [item({ verdict: 'unknown' })] }), lines);
  assert.equal(first?.fingerprint, second?.fingerprint);
  assert.notEqual(first?.fingerprint, other?.fingerprint);
});
