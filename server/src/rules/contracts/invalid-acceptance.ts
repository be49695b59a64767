import type { AcceptedChange } from '../../model/accepted-changes.ts';
import type { ChangeFacts } from '../../model/change-facts.ts';
import { defineRule } from '../../model/rule.ts';

export default defineRule({
  id: 'contracts/invalid-acceptance',
  scope: 'change',
  severity: 'error',
  declaredBy: 'contracts',
  docs: {
    summary:
      'What accepts a breaking change says which one, why and who answers for it, and holds no longer than it is needed.',
    why: 'An acceptance that holds nothing looks like one that does, and one that is left behind is taken for a rule.',
    policy: `{
  "services": [{ "name": "shop", "files": "src/**", "contracts": [{ "file": "openapi.yaml" }] }]
}`,
    bad: `//- openapi.yaml @base
openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
paths:
  /orders: { get: { responses: {} } }
//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.2.0, description: Sells. }
paths:
  /orders: { get: { responses: {} } }
//- governance/accepted.yaml
accepted:
  - fingerprint: 0123456789abcdef
#                ^^^^^^^^^^^^^^^^ warning: This change of "openapi.yaml" has nothing that "0123456789abcdef" accepts.
    contract: openapi.yaml
    reason: nobody calls it any more
    owner: "@acme/shop"
  - fingerprint: 0123456789abcde0
    reason: ""
#           ^^ error: "reason" must not be empty.
    owner: "@acme/shop"`,
    good: `//- openapi.yaml @base
openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
paths:
  /orders: { get: { responses: {} } }
  /carts: { get: { responses: {} } }
//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.3.0 }
paths:
  /orders: { get: { responses: {} } }
//- governance/accepted.yaml
accepted:
  - fingerprint: 05f5a8b161eeb8dc
    change: operation-removed
    contract: openapi.yaml
    operations: [GET /carts]
    reason: nobody calls it any more
    owner: "@acme/shop"
    until: 2027-01-31`,
    ways: [
      'Write what is missing: the fingerprint of the finding, the reason and the owner.',
      'Remove an entry once its change is merged, or was taken back.',
      'One whose day has passed holds on, so that no build breaks because of the day; remove it, or give it another one.',
    ],
  },
  *check(facts) {
    const { path, entries, problems } = facts.accepted;
    for (const { span, message, code } of problems)
      yield { path, span, message, subject: message, detail: code };
    const known = fingerprintsOf(facts);
    for (const entry of entries) {
      const { fingerprint, until, place } = entry;
      if (known.has(fingerprint)) {
        if (until === undefined || until >= facts.workspace.today) continue;
        const message = `The acceptance of "${fingerprint}" has ended on ${until} and is still needed.`;
        yield { ...place, message, subject: `ended ${fingerprint}`, severity: 'warning' };
        continue;
      }
      const contract = touchedContract(entry, facts);
      if (contract === undefined) continue;
      const message = `This change of "${contract}" has nothing that "${fingerprint}" accepts.`;
      yield { ...place, message, subject: `idle ${fingerprint}`, severity: 'warning' };
    }
  },
});

function fingerprintsOf({ contracts }: ChangeFacts): ReadonlySet<string> {
  const changed = contracts.compared.flatMap(({ changes }) => changes.map(({ fingerprint }) => fingerprint));
  return new Set([...changed, ...contracts.removed.map(({ fingerprint }) => fingerprint)]);
}

/** An entry is idle only where its contract is looked at; one that names none is about all of them. */
function touchedContract({ contract }: AcceptedChange, { contracts }: ChangeFacts): string | undefined {
  const touched = [
    ...contracts.compared.flatMap(({ before, now }) => [now.contract.path, before.path]),
    ...contracts.removed.map(({ contract: { path } }) => path),
  ];
  return touched.find((path) => contract === undefined || contract === path);
}
