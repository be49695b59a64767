import { isDate } from '../../model/date.ts';
import { hasReason } from '../../model/facts.ts';
import { defineRule } from '../../model/rule.ts';

export default defineRule({
  id: 'policy/unreasoned-suppression',
  scope: 'suppression',
  severity: 'error',
  declaredBy: 'policy',
  docs: {
    summary: 'Every suppression says why.',
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
    ways: ['Write the reason after a colon.', 'Remove the suppression and mend the finding.'],
  },
  *check({ path, directive }) {
    const { span, until, rules } = directive;
    const subject = rules.map(({ id }) => id).join();
    if (rules.length === 0) {
      yield {
        path,
        span,
        subject,
        message: 'This suppression names no rule and has no effect.',
        detail: 'SUP-003',
      };
    } else if (!hasReason(directive)) {
      const message = 'This suppression gives no reason and has no effect; write it after a colon.';
      yield { path, span, subject, message, detail: 'SUP-001' };
    } else if (until && !isDate(until.text)) {
      const message = `"${until.text}" is not a date such as 2027-01-31, so that this suppression has no effect.`;
      yield { path, span: until.span, subject, message, detail: 'SUP-002' };
    }
  },
});
