import { defineItem } from '../../model/item.ts';
import { gateLevel, judgeGate, usable } from '../gate-outcome.ts';

export default defineItem({
  id: 'tests-pass',
  title: 'The tests pass',
  summary: 'The test reports are there, not older than the code, and tell of no failed test.',
  why: 'Tests that nobody ran say nothing.',
  scope: 'Every change.',
  weight: 'A must where the policy declares `gates.tests`, else off: nothing else says how the tests went.',
  ways: ['Mend the code or the test.', 'Run the tests again, so that the report is that of this code.'],
  gate: 'tests',
  level: gateLevel('tests'),
  judge(facts) {
    const sum = { passed: 0, failed: 0, skipped: 0 };
    for (const { passed, failed, skipped } of usable(facts.evidence.tests)) {
      sum.passed += passed;
      sum.failed += failed;
      sum.skipped += skipped;
    }
    const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
    const outcome = judgeGate(facts, 'tests', {
      pass: `${sum.passed} passed${skipped}`,
      fail: `${sum.failed} failed, ${sum.passed} passed${skipped}`,
    });
    return outcome.verdict === 'pass' && sum.passed === 0
      ? { ...outcome, verdict: 'unknown', detail: `no test ran${skipped}` }
      : outcome;
  },
});
