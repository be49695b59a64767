import { type CoverageVerdict, coverageVerdict } from '../../gating/coverage-verdict.ts';
import type { ChangeFacts } from '../../model/change-facts.ts';
import type { Problem } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import { capital, count, firstOf } from '../../model/words.ts';
import { declaredGates } from './gate-reports.ts';

export default defineRule({
  id: 'gates/missing-evidence',
  scope: 'change',
  severity: 'error',
  declaredBy: 'gates',
  docs: {
    summary: 'Every gate finds the evidence that the policy declares for it.',
    why: 'A gate that passes because there was no report says that somebody has looked where nobody has.',
    policy: `{
  "gates": { "tests": { "reports": ["reports/junit.xml"] } }
}`,
    bad: `//- parapet.jsonc
{
  "gates": { "tests": { "reports": ["reports/junit.xml"] } }
//                                  ^^^^^^^^^^^^^^^^^^^ error: No report matches "reports/junit.xml", which the gate "tests" asks for.
}
//- src/price.ts @new
export const gross = 1;`,
    good: `//- src/price.ts @new
export const gross = 1;
//- reports/junit.xml
<testsuite name="price"><testcase name="adds the tax"/></testsuite>`,
    ways: [
      'Run what writes the report, before the change is judged.',
      'Correct the pattern, which is relative to the folder of the policy.',
      'A gate whose evidence is missing makes the verdict unknown and the exit code 3, never a pass.',
      'Files that are never measured and need not be belong under "unmeasured" of the coverage gate.',
    ],
  },
  *check(facts) {
    for (const gate of declaredGates(facts)) {
      for (const { glob, place } of gate.evidence.missing) {
        const message = `No report matches "${glob}", which the gate "${gate.name}" asks for.`;
        yield { ...place, message, subject: glob, detail: 'EVD-001' };
      }
      for (const report of gate.evidence.reports) {
        if (report.parsed.ok) continue;
        const message = `"${report.path}", which the gate "${gate.name}" asks for, cannot be used: ${report.parsed.message}`;
        yield { ...gate.placeOf(report), message, subject: report.path, detail: 'EVD-002' };
      }
    }
    yield* unusableAcceptances(facts);
    const verdict = coverageVerdict(facts);
    if (!verdict?.measurements.isAny) return;
    yield* unmeasured(verdict);
    yield* missingBase(facts, verdict);
  },
});

/** A document that accepts vulnerabilities accepts none where it is missing, so that only a broken one leaves a question. */
function* unusableAcceptances({ evidence, policy }: ChangeFacts): Iterable<Problem> {
  const gate = policy.gates.vulnerabilities;
  for (const { path, parsed } of evidence.acceptances?.reports ?? []) {
    if (parsed.ok || !gate) continue;
    const message = `"${path}", which the gate "vulnerabilities" accepts by, cannot be used: ${parsed.message}`;
    yield { ...gate.place, message, subject: path, detail: 'EVD-002' };
  }
}

/** Told only where it leaves the verdict open: few lines that nobody measured cannot turn a large change. */
function* unmeasured({ gate, patch }: CoverageVerdict): Iterable<Problem> {
  if (patch.verdict !== 'unknown') return;
  if (patch.unmeasured.length > 0) {
    const names = patch.unmeasured.map(({ path }) => `"${path}"`);
    const lines = patch.unmeasured.reduce((sum, one) => sum + one.lines, 0);
    const are = names.length === 1 ? 'is' : 'are';
    const message = `No report of the gate "coverage" measures ${firstOf(names, 3)}, of which ${count(lines, 'added line')} ${are === 'is' && lines === 1 ? 'is' : 'are'} not known.`;
    yield { ...gate.place, message: capital(message), subject: 'unmeasured', detail: 'EVD-003' };
  }
  const [unlined] = patch.unlined;
  if (!unlined) return;
  const message = `"${unlined.report}" tells no lines, so that the gate "coverage" cannot tell those that the change adds to "${unlined.path}".`;
  yield { ...gate.place, message, subject: unlined.report, detail: 'EVD-005' };
}

function* missingBase({ evidence }: ChangeFacts, { gate, drop }: CoverageVerdict): Iterable<Problem> {
  if (gate.drop === undefined) return;
  const { base, place } = gate;
  const found = evidence.baseCoverage;
  const at = { ...(base?.place ?? place), subject: base?.text ?? 'base', detail: 'EVD-004' };
  const asks = `which the gate "coverage" compares with to allow a drop of ${gate.drop}`;
  if (!base) yield { ...at, message: `No "base" is named, ${asks}.` };
  else if (!found) yield { ...at, message: `There is no report "${base.text}", ${asks}.` };
  else if (!found.parsed.ok) {
    yield { ...at, message: `"${base.text}", ${asks}, cannot be used: ${found.parsed.message}` };
  } else if (drop?.verdict === 'unknown') {
    yield {
      ...place,
      subject: 'whole',
      detail: 'EVD-003',
      message: 'The reports of the gate "coverage" measure no line.',
    };
  }
}
