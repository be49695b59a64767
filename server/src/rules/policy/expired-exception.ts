import { defineRule } from '../../model/rule.ts';

export default defineRule({
  id: 'policy/expired-exception',
  scope: 'workspace',
  reads: 'policy',
  severity: 'warning',
  declaredBy: 'except',
  docs: {
    summary: 'An exception that has ended is renewed or removed; until then it still holds.',
    why: 'The end was promised when the exception was granted; yet no build should break because a day has passed.',
    policy: `{
  "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }],
  "except": [{ "from": "domain/order.ts", "to": "ui", "why": "leaves with #812", "until": "2099-03-31" }]
}`,
    bad: `//- parapet.jsonc
{
  "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }],
  "except": [{ "from": "domain/order.ts", "to": "ui", "why": "leaves with #812", "until": "2020-03-31" }]
//                                                                                        ^^^^^^^^^^^^ warning: This exception ended on 2020-03-31.
}
//- domain/order.ts
import { page } from '../ui/page';
export const order = page;
//- ui/page.ts
export const page = 1;`,
    good: `//- domain/order.ts
import { page } from '../ui/page';
export const order = page;
//- ui/page.ts
export const page = 1;`,
    ways: [
      'Mend the imports and remove the exception.',
      'Agree on a new end with the owner and write it down.',
    ],
  },
  *check(policy, workspace) {
    for (const { until, from, to, why } of policy?.except ?? []) {
      if (!until || until.text >= workspace.today || until.place.path !== policy?.path) continue;
      yield {
        ...until.place,
        message: `This exception ended on ${until.text}.`,
        subject: [...from, ...to].map((one) => (one.by === 'name' ? one.name : one.glob)).join(' '),
        why,
      };
    }
  },
});
