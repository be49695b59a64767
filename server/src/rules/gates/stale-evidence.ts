import { coverageVerdict } from '../../gating/coverage-verdict.ts';
import type { ChangeFacts } from '../../model/change-facts.ts';
import type { Problem } from '../../model/finding.ts';
import { lastSegment } from '../../model/path.ts';
import { defineRule } from '../../model/rule.ts';
import { count, firstOf } from '../../model/words.ts';
import { type DeclaredGate, declaredGates } from './gate-reports.ts';

export default defineRule({
  id: 'gates/stale-evidence',
  scope: 'change',
  severity: 'warning',
  declaredBy: 'gates',
  docs: {
    summary: 'The evidence of every gate is about the code as it is now.',
    why: 'A report that is older than the code says how things were before somebody changed them.',
    policy: `{
  "gates": { "coverage": { "reports": ["coverage/lcov.info"], "patch": 80 } }
}`,
    bad: `//- parapet.jsonc
{
  "gates": { "coverage": { "reports": ["coverage/lcov.info"], "patch": 80 } }
//           ^^^^^^^^^^ warning: "coverage/lcov.info" tells of an older text of "src/price.ts", so that the gate "coverage" cannot judge it.
}
//- src/price.ts @new
export const gross = 1;
//- coverage/lcov.info
SF:src/price.ts
DA:1,1
DA:8,1
end_of_record`,
    good: `//- src/price.ts @new
export const gross = 1;
//- coverage/lcov.info
SF:src/price.ts
DA:1,1
end_of_record`,
    ways: [
      'Run what writes the report again.',
      'Evidence that is too old makes the verdict unknown and the exit code 3, never a pass.',
      'In the editor a report stays good for the lines that it still fits, and the others are pending.',
    ],
  },
  *check(facts) {
    yield* staleCoverage(facts);
    for (const gate of declaredGates(facts)) {
      const concerns = gate.name === 'coverage' ? undefined : concerned[gate.name];
      if (concerns) yield* staleReports(gate, facts, concerns);
    }
  },
});

const source = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;
const dependencies = new Set([
  'package.json',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
]);

/** The files whose change makes the reports of a gate old. */
const concerned = {
  vulnerabilities: (path: string) => dependencies.has(lastSegment(path)),
  security: (path: string) => source.test(path),
  tests: (path: string) => source.test(path),
} as const satisfies Partial<Record<DeclaredGate['name'], (path: string) => boolean>>;

/** Coverage is old file by file, and told only where it leaves the verdict open. */
function* staleCoverage(facts: ChangeFacts): Iterable<Problem> {
  const verdict = coverageVerdict(facts);
  if (!verdict) return;
  const { gate, patch, stale } = verdict;
  if (patch.verdict === 'unknown' && patch.pending > 0) {
    const are = patch.pending === 1 ? 'was' : 'were';
    const message = `${count(patch.pending, 'added line')} ${are} typed after the reports of the gate "coverage" were written.`;
    yield { ...gate.place, message, subject: 'pending', detail: 'EVD-007' };
  }
  const isOpen = gate.drop !== undefined || (patch.verdict === 'unknown' && patch.stale.length > 0);
  const told = gate.drop === undefined ? patch.stale : stale;
  const [first] = told;
  if (!isOpen || !first) return;
  const names = told.map(({ path }) => `"${path}"`);
  const message = `"${first.report}" tells of an older text of ${firstOf(names, 3)}, so that the gate "coverage" cannot judge ${names.length === 1 ? 'it' : 'them'}.`;
  yield { ...gate.place, message, subject: 'coverage', detail: 'EVD-006' };
}

/** Several reports may each tell of another part, so that the latest one decides for all. */
function* staleReports(
  gate: DeclaredGate,
  facts: ChangeFacts,
  concerns: (path: string) => boolean,
): Iterable<Problem> {
  const usable = gate.evidence.reports.filter(({ parsed }) => parsed.ok);
  const [latest] = [...usable].sort((a, b) => b.modified - a.modified);
  if (!latest) return;
  const newer = facts.change.files.filter(
    ({ path, status }) =>
      status !== 'deleted' && concerns(path) && (facts.modified(path) ?? 0) > latest.modified,
  );
  if (newer.length === 0) return;
  const names = newer.map(({ path }) => `"${path}"`);
  const message = `"${latest.path}", which the gate "${gate.name}" judges by, is older than ${firstOf(names, 3)}.`;
  yield { ...gate.place, message, subject: gate.name, detail: 'EVD-006' };
}
