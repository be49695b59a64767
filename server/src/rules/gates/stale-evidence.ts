import { changedSince, type WholeGate } from '../../gating/changed-since.ts';
import { coverageVerdict } from '../../gating/coverage-verdict.ts';
import type { ChangeFacts } from '../../model/change-facts.ts';
import type { Problem } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import { firstOf } from '../../model/words.ts';
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
      if (gate.name !== 'coverage') yield* staleReports(gate, gate.name, facts);
    }
  },
});

/** Coverage is old file by file, and told only where it leaves the verdict open. */
function* staleCoverage(facts: ChangeFacts): Iterable<Problem> {
  const verdict = coverageVerdict(facts);
  if (!verdict) return;
  const { gate, patch, stale } = verdict;
  const isOpen = gate.drop !== undefined || (patch.verdict === 'unknown' && patch.stale.length > 0);
  const told = gate.drop === undefined ? patch.stale : stale;
  const [first] = told;
  if (!isOpen || !first) return;
  const names = told.map(({ path }) => `"${path}"`);
  const message = `"${first.report}" tells of an older text of ${firstOf(names, 3)}, so that the gate "coverage" cannot judge ${names.length === 1 ? 'it' : 'them'}.`;
  yield { ...gate.place, message, subject: 'coverage', detail: 'EVD-006' };
}

function* staleReports(gate: DeclaredGate, name: WholeGate, facts: ChangeFacts): Iterable<Problem> {
  const { report, stale } = changedSince(facts, name);
  if (report === undefined || stale.length === 0) return;
  const names = stale.map((path) => `"${path}"`);
  const message = `"${report}", which the gate "${name}" judges by, is older than ${firstOf(names, 3)}.`;
  yield { ...gate.place, message, subject: name, detail: 'EVD-006' };
}
