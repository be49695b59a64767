import { defineRule } from '../../model/rule.ts';

export default defineRule({
  id: 'policy/unused-suppression',
  scope: 'suppression',
  severity: 'warning',
  declaredBy: 'policy',
  docs: {
    summary: 'Every suppression suppresses something.',
    why: 'A suppression that is left behind hides the next violation at its place.',
    policy: '{ "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }] }',
    bad: `//- ui/page.ts
// parapet-allow architecture/upward-import: left over
//               ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: Nothing here breaks "architecture/upward-import" any more.
import { order } from '../domain/order';
export const page = order;
//- domain/order.ts
export const order = 1;`,
    good: `//- domain/order.ts
// parapet-allow architecture/upward-import: the page moves down with #812
import { page } from '../ui/page';
export const order = page;
//- ui/page.ts
export const page = 1;`,
    ways: ['Remove the suppression.', 'Correct the rule id.'],
  },
  *check({ path, directive, uses }) {
    for (const [index, use] of uses.entries()) {
      const named = directive.rules[index];
      if (!named) continue;
      if (!use.known) {
        const hint = use.meant === undefined ? '' : ` Did you mean "${use.meant}"?`;
        const message = `There is no rule "${named.id}".${hint}`;
        yield { path, span: named.span, subject: named.id, message, detail: 'SUP-004' };
      } else if (use.ran && !use.used) {
        const message = `Nothing here breaks "${named.id}" any more.`;
        yield { path, span: named.span, subject: named.id, message, tags: ['unnecessary'] };
      }
    }
  },
});
