import { olderEntry, staleBaseline } from '../../model/change-facts.ts';
import type { Finding } from '../../model/finding.ts';
import { defineItem } from '../../model/item.ts';
import { contractRules, isOfContracts } from '../contract-outcome.ts';
import { gateRules } from '../gate-outcome.ts';
import { bySeverity, fail, ownersOf, pass, placesOf, tell } from '../outcome.ts';

/** Rules whose errors are those of other items. */
const elsewhere: ReadonlySet<string> = new Set([
  ...Object.values(gateRules).flat(),
  'gates/missing-evidence',
  'gates/stale-evidence',
  ...contractRules,
]);

export default defineItem({
  id: 'check-clean',
  title: 'No other new error',
  summary:
    'The change brings no new error of any rule that is not of the architecture, of a gate or about what a change does to contracts.',
  why: 'What stops `parapet check` on the main branch has to stop the change that brings it.',
  scope: 'Every change.',
  weight:
    'A must, so that `parapet done` passes no new error that stops `parapet check`, unless somebody waives it or `layers-clean`. What a stricter policy finds in code that the change leaves alone stops nothing here, and a notice says how much of it stops `parapet check` once that is merged.',
  ways: ['Mend the finding, or take its fix.'],
  level: () => 'must',
  judge({ newFindings, changeFindings }) {
    const own = [...newFindings, ...changeFindings.filter((one) => !isOfContracts(one))].filter(isOwn);
    const { errors, warnings } = bySeverity(own);
    if (errors.length > 0)
      return fail(tell(errors, 'new error'), placesOf(errors), { owners: ownersOf(errors) });
    if (warnings.length === 0) return pass('no other new finding');
    return pass(tell(warnings, 'new warning'), { places: placesOf(warnings), owners: ownersOf(warnings) });
  },
});

function isOwn({ rule, detail }: Finding): boolean {
  // What an earlier change left behind is nothing new.
  if (rule === staleBaseline && detail === olderEntry) return false;
  return !rule.startsWith('architecture/') && !elsewhere.has(rule);
}
