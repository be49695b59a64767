import { newSecurityResults } from '../../gating/security.ts';
import { defineItem } from '../../model/item.ts';
import { count } from '../../model/words.ts';
import { gateLevel, judgeGate, noneStops } from '../gate-outcome.ts';

export default defineItem({
  id: 'no-new-security-findings',
  title: 'No new security finding',
  summary: 'No scanner has found something new in the source code, at the level that the policy blocks.',
  why: 'A hole or a secret that is merged is public to everybody who has the repository.',
  scope: 'Every change.',
  weight: 'A must where the policy declares `gates.security`, else off: without a scan nothing is known.',
  ways: [
    'Mend the code at the place that the scanner names.',
    'Have the result dismissed in the scanner, with a reason.',
  ],
  gate: 'security',
  level: gateLevel('security'),
  judge(facts) {
    const { fresh = [], existing = 0, lost = [] } = newSecurityResults(facts) ?? {};
    const known = existing === 0 ? '' : `, ${existing} known before`;
    const outcome = judgeGate(facts, 'security', { pass: `${noneStops(fresh.length)}${known}` });
    const [first] = lost;
    if (outcome.verdict !== 'pass' || !first) return outcome;
    const detail = `${count(first.results.length, 'result')} of "${first.report}" in no file of this workspace`;
    return { ...outcome, verdict: 'unknown', detail };
  },
});
