import { defineItem } from '../../model/item.ts';
import { gateLevel, judgeGate } from '../gate-outcome.ts';

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
  judge: (facts) => judgeGate(facts, 'coverage', { pass: 'enough of the added lines are covered' }),
});
