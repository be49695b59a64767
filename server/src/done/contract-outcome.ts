import { isHolding } from '../model/accepted-changes.ts';
import type { UnresolvedRoute } from '../model/contract.ts';
import { fingerprintsOf } from '../model/contract-changes.ts';
import type { Finding } from '../model/finding.ts';
import type { ItemEvidence, ItemFacts, ItemOutcome } from '../model/item.ts';
import { count, firstOf, withoutStop } from '../model/words.ts';
import { bySeverity, fail, notHere, ownersOf, pass, placesOf, unknown } from './outcome.ts';

/** The rules about what a change does to contracts. */
export const contractRules: readonly string[] = [
  'contracts/breaking-change',
  'contracts/implementation-first',
  'contracts/unversioned-contract',
];

/** Rules of a check that tell of a change besides what it no longer serves. */
const servingRules: readonly string[] = ['contracts/operation-without-route', 'contracts/route-mismatch'];

/** Whether the item about contracts answers for what is found about a change. */
export function isOfContracts({ rule }: Pick<Finding, 'rule'>): boolean {
  return contractRules.includes(rule) || servingRules.includes(rule);
}

/** What the rules about contracts say of a change, where a policy declares contracts. */
export function judgeContracts(facts: ItemFacts): ItemOutcome {
  const { contracts, changeFindings, newFindings } = facts;
  const own = [
    ...changeFindings.filter(isOfContracts),
    ...newFindings.filter(({ rule }) => contractRules.includes(rule)),
  ];
  const changed = contracts.compared.length + contracts.added.length + contracts.removed.length;
  const { errors, warnings } = bySeverity(own);
  const evidence = acceptedIn(facts);
  if (errors.length > 0)
    return fail(firstMessage(errors), placesOf(errors), { evidence, owners: ownersOf(errors) });
  const { unread } = contracts;
  if (unread.length > 0) {
    const paths = unread.map(({ contract }) => contract.path);
    const detail = `${firstOf(paths, 2)} cannot be read whole`;
    return unknown(detail, { evidence, places: unread.map(({ contract }) => contract.infoPlace) });
  }
  const doubtful = warnings.filter((one) => servingRules.includes(one.rule) && one.confidence !== 'certain');
  if (doubtful.length > 0)
    return unknown(firstMessage(doubtful), {
      evidence,
      places: placesOf(doubtful),
      owners: ownersOf(doubtful),
    });
  const hidden = hiddenIn(facts);
  if (hidden[0])
    return unknown(sentenceOf(hidden, hidden[0]), {
      evidence,
      places: hidden.map(({ path, span }) => ({ path, span })),
    });
  if (changed === 0 && own.length === 0)
    return notHere('no contract is changed, and this item was told of nothing else');
  const told = warnings[0] ? `; ${withoutStop(warnings[0].message)}` : '';
  const accepted = evidence.length > 0 ? `, ${count(evidence.length, 'breaking change')} accepted` : '';
  return pass(`${count(changed, 'changed contract')}${accepted}${told}`, {
    evidence,
    places: placesOf(warnings),
    owners: ownersOf(warnings),
  });
}

/** Registrations that the change brings, and of which nobody can say whether a contract promises what they serve. */
function hiddenIn({ contracts, workspace, policy }: ItemFacts): readonly UnresolvedRoute[] {
  const own = workspace.contracts.contracts.filter(
    (one) => one.policy.path === policy.path && contracts.designFirst.has(one.contract.path),
  );
  return contracts.obscured.filter(({ path }) => own.some((one) => one.implementedBy(path)));
}

function sentenceOf(all: readonly UnresolvedRoute[], { path, reason }: UnresolvedRoute): string {
  const more = all.length > 1 ? ` and ${all.length - 1} more` : '';
  return `a registration in "${path}"${more} cannot be understood: ${withoutStop(reason)}`;
}

function firstMessage([first, ...rest]: readonly Finding[]): string {
  const message = withoutStop(first?.message ?? '');
  return rest.length === 0 ? message : `${message}, and ${rest.length} more`;
}

/** What somebody answers for in this change. */
function acceptedIn({ accepted, contracts, workspace }: ItemFacts): readonly ItemEvidence[] {
  const told = new Set([
    ...contracts.compared.flatMap(({ changes }) => changes.flatMap(fingerprintsOf)),
    ...contracts.removed.map(({ fingerprint }) => fingerprint),
  ]);
  return accepted.entries
    .filter((entry) => told.has(entry.fingerprint) && isHolding(entry, workspace.today))
    .map(({ owner, reason, until }) => ({
      source: accepted.path,
      detail: `accepted by ${owner}${until === undefined ? '' : ` until ${until}`}: ${reason}`,
    }));
}
