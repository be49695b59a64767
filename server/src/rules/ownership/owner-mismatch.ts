import { defineRule } from '../../model/rule.ts';
import { mismatches } from './mismatches.ts';

export default defineRule({
  id: 'ownership/owner-mismatch',
  scope: 'workspace',
  reads: 'owners',
  severity: 'warning',
  declaredBy: 'policy',
  docs: {
    summary: 'The policy, Backstage descriptors and CODEOWNERS name the same owner for a service.',
    why: 'One team is asked for the review and another is called at night, and each believes the other in charge.',
    policy: '{}',
    bad: `//- parapet.jsonc
{ "services": [{ "name": "checkout", "files": "services/checkout/**", "owner": "@acme/payments" }] }
//                                                                             ^^^^^^^^^^^^^^^^ warning: Service "checkout" belongs to "@acme/payments", and CODEOWNERS gives its files to "@acme/web".
//- .github/CODEOWNERS
*  @acme/web
//- services/checkout/pay.ts
export const pay = 1;`,
    good: `//- parapet.jsonc
{ "services": [{ "name": "checkout", "files": "services/checkout/**", "owner": "@acme/payments" }] }
//- .github/CODEOWNERS
*                    @acme/web
/services/checkout/  @acme/payments
//- services/checkout/catalog-info.yaml
kind: Component
spec:
  owner: group:default/payments
//- services/checkout/pay.ts
export const pay = 1;`,
    ways: [
      '*Name the other owner* here.',
      'Correct the line of CODEOWNERS.',
      '"@acme/payments", "payments" and "group:default/payments" are taken for the same team.',
    ],
  },
  *check(policy, workspace) {
    if (!policy) return;
    for (const { place, message, subject, other } of mismatches(policy, workspace))
      yield {
        ...place,
        message,
        subject,
        related: [{ ...other, message: 'The other owner is named here.' }],
      };
  },
  async *fix(finding, workspace) {
    const { ownerMismatchFixes } = await import('../fixes.ts');
    yield* ownerMismatchFixes(finding, workspace);
  },
});
