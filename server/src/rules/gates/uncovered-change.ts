import { coverageVerdict } from '../../gating/coverage-verdict.ts';
import type { PatchCoverage } from '../../gating/patch-coverage.ts';
import { showPercent } from '../../gating/percent.ts';
import { uncoveredRuns } from '../../gating/uncovered-runs.ts';
import type { SeveritySetting } from '../../model/finding.ts';
import type { CoverageGate } from '../../model/policy.ts';
import { defineRule } from '../../model/rule.ts';
import { count } from '../../model/words.ts';

export default defineRule({
  id: 'gates/uncovered-change',
  scope: 'change',
  severity: 'error',
  declaredBy: 'coverage',
  docs: {
    summary: 'Tests run what a change adds.',
    why: 'A line that no test has run is tried out for the first time by those who use it.',
    policy: `{
  "gates": { "coverage": { "reports": ["coverage/lcov.info"], "patch": 80, "minLines": 2 } }
}`,
    bad: `//- src/price.ts
export const net = (price: number) => price;
export function gross(price: number) {
  if (price < 0) throw new Error('below zero');
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: 1 added line is not covered by any test: the change has 66.6 %, below the 80 % that "coverage" asks for.
  return price * 1.19;
}
//- src/price.ts @base
export const net = (price: number) => price;
//- coverage/lcov.info
SF:src/price.ts
DA:1,1
DA:2,1
DA:3,0
DA:4,1
end_of_record`,
    good: `//- src/price.ts
export const net = (price: number) => price;
export function gross(price: number) {
  if (price < 0) throw new Error('below zero');
  return price * 1.19;
}
//- src/price.ts @base
export const net = (price: number) => price;
//- coverage/lcov.info
SF:src/price.ts
DA:1,0
DA:2,2
DA:3,1
DA:4,1
end_of_record`,
    ways: [
      'Write a test that runs the lines that are shown, and run the tests with coverage again.',
      'Where the change has enough covered lines, the others are told as information only, and below "minLines" measured lines as a warning.',
      'Lines that were only moved, at least three in a row, count as neither added nor measured.',
    ],
  },
  *check(facts) {
    const verdict = coverageVerdict(facts);
    if (!verdict) return;
    const { patch, gate, measurements } = verdict;
    const severity = severityOf(patch);
    let isTold = false;
    for (const file of patch.files) {
      const measurement = measurements.of(file.path);
      const changed = facts.change.files.find(({ path }) => path === file.path);
      const text = facts.text(file.path);
      if (file.uncovered.length === 0 || measurement.state !== 'measured' || !changed || text === undefined) {
        continue;
      }
      for (const { lines, span } of uncoveredRuns(file, changed, measurement.file, text)) {
        isTold = true;
        const [subject = ''] = text.slice(span.start, span.end).split('\n', 1);
        yield {
          path: file.path,
          span,
          message: sentence(lines.length, patch, gate),
          subject: subject.trim().slice(0, 80),
          related: [{ ...gate.place, message: 'The gate is declared here.' }],
          ...(severity && { severity }),
        };
      }
    }
    // Some tools measure blank lines, too, and a file may have no text that could be shown.
    if (isTold || patch.verdict !== 'fail') return;
    const message = sentence(patch.measured - patch.covered, patch, gate);
    yield { ...gate.place, message, subject: 'coverage' };
  },
});

/** A gate that holds turns nobody away: what is left uncovered is good to know, and no more. */
function severityOf({ verdict, isSmall }: PatchCoverage): SeveritySetting | undefined {
  if (verdict === 'fail') return undefined;
  return isSmall || verdict === 'unknown' ? 'warning' : 'info';
}

function sentence(lines: number, patch: PatchCoverage, { patch: asked, branches }: CoverageGate): string {
  const inFull = branches ? 'covered in full' : 'covered';
  const fact = `${count(lines, 'added line')} ${lines === 1 ? 'is' : 'are'} not ${inFull} by any test`;
  if (asked === undefined) return `${fact}.`;
  const has = `the change has ${showPercent(patch)}`;
  const small = patch.isSmall ? `, of only ${count(patch.measured, 'measured line')}` : '';
  switch (patch.verdict) {
    case 'unknown':
      return `${fact}: ${has} of what was measured, and "coverage" asks for ${asked} %.`;
    case 'pass':
      if (!patch.isSmall) return `${fact}: ${has}, enough for the ${asked} % that "coverage" asks for.`;
      return `${fact}: ${has}${small}, below the ${asked} % that "coverage" asks for.`;
    default:
      return `${fact}: ${has}, below the ${asked} % that "coverage" asks for.`;
  }
}
