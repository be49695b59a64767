import { isDate } from '../../model/date.ts';
import { defineRule } from '../../model/rule.ts';

export default defineRule({
  id: 'policy/expired-suppression',
  scope: 'suppression',
  severity: 'warning',
  declaredBy: 'policy',
  docs: {
    summary:
      'A suppression that has ended is renewed or removed; until then it still holds, and is an error of a change that writes it or touches what it is about.',
    why: 'The end was promised when the exception was granted; yet no build should break because a day has passed.',
    policy: '{ "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }] }',
    bad: `//- domain/order.ts
// parapet-allow architecture/upward-import: the page moves down with #812 (until 2020-01-31)
//                                                                                ^^^^^^^^^^ warning: This suppression ended on 2020-01-31.
import { page } from '../ui/page';
export const order = page;
//- ui/page.ts
export const page = 1;`,
    good: `//- domain/order.ts
// parapet-allow architecture/upward-import: the page moves down with #812 (until 2099-01-31)
import { page } from '../ui/page';
export const order = page;
//- ui/page.ts
export const page = 1;`,
    ways: [
      'Mend the finding and remove the suppression.',
      'Agree on a new end with the owner and write it down.',
    ],
  },
  *check({ path, directive, today }) {
    const { until, rules, span } = directive;
    if (!until || !isDate(until.text) || until.text >= today) return;
    yield {
      path,
      span: until.span,
      extent: span,
      subject: rules.map(({ id }) => id).join(),
      message: `This suppression ended on ${until.text}.`,
    };
  },
});
