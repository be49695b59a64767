import { defineRule } from '../../model/rule.ts';

export default defineRule({
  id: 'done/invalid-record',
  scope: 'change',
  severity: 'error',
  declaredBy: 'policy',
  docs: {
    summary: 'What people have written down about a change can be read, and says all that it has to.',
    why: 'An attestation or a waiver that counts for nothing leaves its item open, and nobody sees why.',
    policy: '{ "done": { "threat-model": { "kind": "attest", "level": "should" } } }',
    bad: `//- governance/changes/one-click.yaml @base
waive: []
//- governance/changes/one-click.yaml
waive:
  - item: threat-modell
#         ^^^^^^^^^^^^^ error: There is no item "threat-modell". Did you mean "threat-model"?
    by: "@acme/security"
    until: 2026-13-01
#          ^^^^^^^^^^ error: "2026-13-01" is not a date such as 2027-01-31.
    reason: reviewed with the next release`,
    good: `//- governance/changes/one-click.yaml @base
waive: []
//- governance/changes/one-click.yaml
waive:
  - item: threat-model
    by: "@acme/security"
    until: 2027-01-31
    reason: reviewed with the next release`,
    ways: [
      'Write what is missing: who, until when, and why.',
      'Name an item by its id, as `parapet done` lists it.',
    ],
  },
  *check({ records }) {
    for (const { path, problems } of records) {
      for (const { span, message, code } of problems) {
        yield { path, span, message, subject: message, detail: code };
      }
    }
  },
});
