import { olderEntry, type StaleEntry, staleBaseline } from '../../model/change-facts.ts';
import { defineRule } from '../../model/rule.ts';

export default defineRule({
  id: staleBaseline,
  scope: 'change',
  severity: 'error',
  declaredBy: 'policy',
  docs: {
    summary: 'What a change mends leaves the baseline with it.',
    why: 'A line that stays behind would accept the same finding when the next change brings it back.',
    policy: '{ "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }] }',
    bad: `//- domain/order.ts @base
import { page } from '../ui/page';
export const order = page;
//- domain/order.ts
export const order = 1;
//- ui/page.ts
export const page = 1;
//- governance/baseline.txt
architecture/upward-import\tdomain/order.ts\tui/page.ts
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The change ends what this line accepts, architecture/upward-import of "ui/page.ts" in "domain/order.ts", and leaves the line in the baseline.`,
    good: `//- domain/order.ts @base
import { page } from '../ui/page';
export const order = page;
//- domain/order.ts
export const order = 1;
//- ui/page.ts
export const page = 1;
//- governance/baseline.txt @base
architecture/upward-import\tdomain/order.ts\tui/page.ts
//- governance/baseline.txt
# Nothing is left.`,
    ways: [
      'Run `parapet check` where `CI` is not set, which takes out what is mended, and commit the baseline with the change.',
      '*Remove the line* from the baseline.',
      'A line that an earlier change has left is a warning. Where a rule did not run, or not for that file, its lines are none of its business.',
    ],
  },
  *check({ staleEntries }) {
    for (const entry of staleEntries) {
      const { rule, path, subject, at, isOfChange } = entry;
      const known = { ...at, message: sentence(entry), subject: `${rule} ${path} ${subject}` };
      yield isOfChange ? known : { ...known, severity: 'warning', detail: olderEntry };
    }
  },
  async *fix(finding, _, tools) {
    const { staleBaselineFixes } = await import('../fixes.ts');
    yield* staleBaselineFixes(finding, tools);
  },
});

function sentence({ rule, path, subject, isOfChange }: StaleEntry): string {
  const of = subject === '' || subject === path ? '' : ` of "${subject}"`;
  const what = `what this line accepts, ${rule}${of} in "${path}"`;
  return isOfChange
    ? `The change ends ${what}, and leaves the line in the baseline.`
    : `Nothing is found any more of ${what}.`;
}
