import { dropDetail } from '../../gating/coverage-drop.ts';
import { coverageVerdict } from '../../gating/coverage-verdict.ts';
import { patchDetail } from '../../gating/patch-coverage.ts';
import { defineItem } from '../../model/item.ts';
import { gateLevel, judgeGate } from '../gate-outcome.ts';
import { notHere } from '../outcome.ts';

export default defineItem({
  id: 'patch-coverage',
  title: 'The added lines are covered',
  summary:
    'Enough of the added measurable lines were run by tests, and the whole lost no more than is allowed.',
  why: 'Code that no test ever ran is tried out by those who use it.',
  scope: 'Every change.',
  weight:
    'A must where the policy declares `gates.coverage`, else off: without a report nothing can be computed.',
  ways: [
    'Write a test that runs the lines that are shown.',
    'Run the tests again, so that the report is that of this code.',
  ],
  gate: 'coverage',
  level: gateLevel('coverage'),
  judge(facts) {
    const verdict = coverageVerdict(facts);
    if (!verdict) return judgeGate(facts, 'coverage', { pass: 'nothing was measured' });
    const { gate, patch, drop } = verdict;
    const dropped = drop && gate.drop !== undefined ? dropDetail(drop, gate.drop) : undefined;
    const details = [patchDetail(patch, gate.patch), dropped].filter((detail) => detail !== undefined);
    // What failed is told first.
    if (drop?.verdict === 'fail' && patch.verdict !== 'fail') details.reverse();
    const told = details.join('; ');
    const outcome = judgeGate(facts, 'coverage', { pass: told, fail: told });
    if (outcome.verdict !== 'pass') return outcome;
    if (patch.verdict === 'na' && patch.measured + patch.pending === 0 && !drop) return notHere(told);
    if (patch.verdict !== 'unknown' && drop?.verdict !== 'unknown') return outcome;
    const places = [...patch.unmeasured, ...patch.stale, ...patch.unlined].map(({ path }) => ({
      path,
      span: { start: 0, end: 0 },
    }));
    return { ...outcome, verdict: 'unknown', places };
  },
});
