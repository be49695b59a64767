import { newVulnerabilities } from '../../gating/vulnerabilities.ts';
import { defineItem } from '../../model/item.ts';
import { gateLevel, judgeGate, noneStops } from '../gate-outcome.ts';

export default defineItem({
  id: 'no-new-vulnerabilities',
  title: 'No new vulnerability',
  summary: 'No package that the change brings in is known to be weak, at the level that the policy blocks.',
  why: 'A weakness costs least before it is installed everywhere.',
  scope: 'Every change.',
  weight:
    'A must where the policy declares `gates.vulnerabilities`, else off: without a scan nothing is known.',
  ways: [
    'Take the first version that is safe.',
    'Record in a VEX document, with a reason and an end, why the weakness does not concern this code.',
  ],
  gate: 'vulnerabilities',
  level: gateLevel('vulnerabilities'),
  judge(facts) {
    const found = newVulnerabilities(facts);
    const { told = [], existing = 0, accepted = 0, unknown: open = [] } = found ?? {};
    const fresh = new Set(told.flatMap(({ isNew, vulnerability }) => (isNew ? [vulnerability] : [])));
    const outcome = judgeGate(facts, 'vulnerabilities', {
      pass: `${noneStops(fresh.size)}${also(existing, 'known before')}${also(accepted, 'accepted')}`,
    });
    const [reason] = open;
    return outcome.verdict === 'pass' && reason !== undefined
      ? { ...outcome, verdict: 'unknown', detail: reason }
      : outcome;
  },
});

function also(amount: number, what: string): string {
  return amount === 0 ? '' : `, ${amount} ${what}`;
}
