import { defineItem } from '../../model/item.ts';
import { bySeverity, fail, ownersOf, pass, placesOf, tell } from '../outcome.ts';

export default defineItem({
  id: 'layers-clean',
  title: 'No new violation of the architecture',
  summary: 'The change brings no new error of an `architecture/*` rule.',
  why: 'A boundary that is broken once is broken for good: the next import follows the first.',
  scope: 'Every change.',
  weight: 'A must: the rules run only where the policy declares something to hold.',
  ways: ['Take a fix of the finding, or move the code.', 'Suppress the finding with a reason.'],
  level: () => 'must',
  judge({ newFindings }) {
    const { errors, warnings } = bySeverity(
      newFindings.filter(({ rule }) => rule.startsWith('architecture/')),
    );
    if (errors.length > 0)
      return fail(tell(errors, 'new error'), placesOf(errors), { owners: ownersOf(errors) });
    if (warnings.length === 0) return pass('no new violation');
    return pass(tell(warnings, 'new warning'), { places: placesOf(warnings), owners: ownersOf(warnings) });
  },
});
