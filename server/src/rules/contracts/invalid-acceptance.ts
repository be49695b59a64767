import { type AcceptedChange, isHolding } from '../../model/accepted-changes.ts';
import type { ChangeFacts } from '../../model/change-facts.ts';
import { fingerprintsOf } from '../../model/contract-changes.ts';
import type { Problem } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import { count } from '../../model/words.ts';

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
      'One whose day has passed accepts nothing that a change does: give it another day, or take the change back.',
    ],
  },
  *check(facts) {
    const { path, problems } = facts.accepted;
    yield* fewOfEach(
      problems.map(({ span, message, code }) => ({ path, span, message, subject: message, detail: code })),
    );
    yield* fewOfEach([...needless(facts)]);
  },
});

/** So many of one kind are told, and how many there are besides. */
const mostAlike = 20;

function* fewOfEach(all: readonly Problem[]): Iterable<Problem> {
  const counts = new Map<string, number>();
  const kindOf = ({ detail, subject }: Problem) => detail ?? subject.split(' ')[0] ?? '';
  for (const one of all) {
    const kind = kindOf(one);
    const before = counts.get(kind) ?? 0;
    counts.set(kind, before + 1);
    if (before < mostAlike) yield one;
    if (before !== mostAlike) continue;
    const rest = all.filter((other) => kindOf(other) === kind).length - mostAlike;
    const message = `"${one.path}" has ${count(rest, 'more problem')} of this kind from here on.`;
    yield { ...one, message, subject: `${kind} and more` };
  }
}

/** Entries that have ended, or that nothing needs. */
function* needless(facts: ChangeFacts): Iterable<Problem> {
  const { entries } = facts.accepted;
  const known = neededBy(facts);
  for (const entry of entries) {
    const { fingerprint, until, place } = entry;
    if (known.has(fingerprint)) {
      if (isHolding(entry, facts.workspace.today)) continue;
      const message = `The acceptance of "${fingerprint}" has ended on ${until}, so that it accepts nothing.`;
      yield { ...place, message, subject: `ended ${fingerprint}`, severity: 'warning' };
      continue;
    }
    const contract = touchedContract(entry, facts);
    if (contract === undefined) continue;
    const message = `This change of "${contract}" has nothing that "${fingerprint}" accepts.`;
    yield { ...place, message, subject: `idle ${fingerprint}`, severity: 'warning' };
  }
}

function neededBy({ contracts }: ChangeFacts): ReadonlySet<string> {
  const changed = contracts.compared.flatMap(({ changes }) => changes.flatMap(fingerprintsOf));
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
