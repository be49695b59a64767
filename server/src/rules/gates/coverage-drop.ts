import type { CoverageDrop } from '../../gating/coverage-drop.ts';
import { coverageVerdict } from '../../gating/coverage-verdict.ts';
import { percentOf, showPercent, showPoints } from '../../gating/percent.ts';
import { defineRule } from '../../model/rule.ts';
import { count } from '../../model/words.ts';

export default defineRule({
  id: 'gates/coverage-drop',
  scope: 'change',
  severity: 'error',
  declaredBy: 'coverage',
  docs: {
    summary: 'A change does not lower the coverage of the whole by more than the policy allows.',
    why: 'Coverage is lost a little at a time, by changes that each look small.',
    policy: `{
  "gates": { "coverage": { "reports": ["coverage/lcov.info"], "drop": 0.5, "base": "coverage/base.info" } }
}`,
    bad: `//- parapet.jsonc
{
  "gates": { "coverage": { "reports": ["coverage/lcov.info"], "drop": 0.5, "base": "coverage/base.info" } }
//           ^^^^^^^^^^ error: The coverage of the whole fell by 25 points, from 75 % to 50 %, where "coverage" allows 0.5.
}
//- src/a.ts
export const a = 1;
export const b = 2;
export const c = 3;
export const d = 4;
//- src/a.test.ts
import './a';
//- src/a.test.ts @base
import { c } from './a';
//- coverage/lcov.info
SF:src/a.ts
DA:1,1
DA:2,1
DA:3,0
DA:4,0
end_of_record
//- coverage/base.info
SF:src/a.ts
DA:1,1
DA:2,1
DA:3,1
DA:4,0
end_of_record`,
    good: `//- src/a.ts
export const a = 1;
export const d = 4;
//- src/a.ts @base
export const a = 1;
export const b = 2;
export const c = 3;
export const d = 4;
//- coverage/lcov.info
SF:src/a.ts
DA:1,1
DA:2,0
end_of_record
//- coverage/base.info
SF:src/a.ts
DA:1,1
DA:2,1
DA:3,1
DA:4,0
end_of_record`,
    ways: [
      'Cover what is no longer covered, or more of what the change adds.',
      'Removing covered lines is no loss: they are taken out of the base as well, where its report tells lines.',
      'Allow a larger "drop", which a reviewer then sees.',
    ],
  },
  *check(facts) {
    const verdict = coverageVerdict(facts);
    // A report that is older than the code has measured another whole, and that is told already.
    if (verdict?.drop?.verdict !== 'fail' || verdict.stale.length > 0) return;
    yield {
      ...verdict.gate.place,
      message: sentence(verdict.drop, verdict.gate.drop ?? 0),
      subject: 'coverage',
      ...(verdict.gate.base && {
        related: [{ ...verdict.gate.base.place, message: 'The base is named here.' }],
      }),
    };
  },
});

function sentence({ head, base, adjusted, unadjusted, gone, points }: CoverageDrop, drop: number): string {
  const isAdjusted = adjusted !== undefined && percentOf(adjusted) < percentOf(base);
  const from = isAdjusted ? `${showPercent(adjusted)} without the removed lines` : showPercent(base);
  const notes = [
    unadjusted > 0 &&
      ` (the base tells no lines of ${count(unadjusted, 'changed file')}, so that lines removed there still count)`,
    gone.length > 0 &&
      ` (${count(gone.length, 'file')} of the base ${gone.length === 1 ? 'is' : 'are'} no longer measured, such as "${gone[0]}")`,
  ].filter((note) => note !== false);
  return `The coverage of the whole fell by ${showPoints(points)}, from ${from} to ${showPercent(head)}, where "coverage" allows ${drop}${notes.join('')}.`;
}
