import { daysAfter, isDate } from '../../model/date.ts';
import { type DirectiveFact, hasReason, reasonPlaceholder } from '../../model/facts.ts';
import type { Problem } from '../../model/finding.ts';
import type { Policy } from '../../model/policy.ts';
import { defineRule, type JudgedDirective } from '../../model/rule.ts';
import { count } from '../../model/words.ts';

export default defineRule({
  id: 'policy/unreasoned-suppression',
  scope: 'suppression',
  severity: 'error',
  declaredBy: 'policy',
  docs: {
    summary: 'Every suppression says why and, where the policy asks for it, until when.',
    why: 'An exception without a reason cannot be judged later, so that it stays for ever.',
    policy: '{ "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }] }',
    bad: `//- domain/order.ts
// parapet-allow architecture/upward-import
// ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: This suppression gives no reason and has no effect; write it after a colon.
import { page } from '../ui/page';
//                   ^^^^^^^^^^^^ error: Layer "domain" must not import layer "ui", which is above it.
export const order = page;
//- ui/page.ts
export const page = 1;`,
    good: `//- domain/order.ts
// parapet-allow architecture/upward-import: the page moves down with #812
import { page } from '../ui/page';
export const order = page;
//- ui/page.ts
export const page = 1;`,
    ways: [
      'Write the reason after a colon; the word that a fix left in its place is none.',
      'Where the policy says `"suppressions": { "maxDays": 90 }`, name an end within so many days: `(until 2027-01-31)`. Without it the suppression still holds.',
      'Remove the suppression and mend the finding.',
    ],
  },
  *check(judged, { suppressions }) {
    const { path, directive } = judged;
    const subject = directive.rules.map(({ id }) => id).join();
    const { maxDays } = suppressions;
    const wrong = ineffective(directive) ?? (maxDays && endless(judged, maxDays));
    if (wrong) yield { path, span: directive.span, subject, ...wrong };
  },
});

/** What a problem says, and where, if not of the whole comment. */
type Told = Pick<Problem, 'message' | 'detail'> & Partial<Pick<Problem, 'span' | 'related'>>;

function ineffective(directive: DirectiveFact): Told | undefined {
  const { until, rules } = directive;
  if (rules.length === 0)
    return { message: 'This suppression names no rule and has no effect.', detail: 'SUP-003' };
  if (!hasReason(directive)) {
    const message =
      directive.reason === reasonPlaceholder
        ? `This suppression still says "${reasonPlaceholder}" where its reason belongs, and has no effect.`
        : 'This suppression gives no reason and has no effect; write it after a colon.';
    return { message, detail: 'SUP-001' };
  }
  if (!until || isDate(until.text)) return undefined;
  const message = `"${until.text}" is not a date such as 2027-01-31, so that this suppression has no effect.`;
  return { span: until.span, message, detail: 'SUP-002' };
}

/** Until it is mended it holds, so that one cause makes one finding. */
function endless(
  { directive: { until }, today }: JudgedDirective,
  { days, place }: NonNullable<Policy['suppressions']['maxDays']>,
): Told | undefined {
  const limit = count(days, 'day');
  const related = [{ ...place, message: `At most ${limit} are allowed.` }];
  if (!until) {
    const message = `This suppression names no end within ${limit}, as the policy asks; write "(until YYYY-MM-DD)" after the reason.`;
    return { message, related, detail: 'SUP-004' };
  }
  if (until.text <= daysAfter(today, days)) return undefined;
  const message = `This suppression ends on ${until.text}, more than ${limit} from today.`;
  return { span: until.span, message, related, detail: 'SUP-005' };
}
