import type { Finding } from '../model/finding.ts';
import type { ItemEvidence, ItemFacts, ItemOutcome } from '../model/item.ts';
import { count, firstOf, withoutStop } from '../model/words.ts';
import { bySeverity, fail, notHere, ownersOf, pass, placesOf, unknown } from './outcome.ts';

/** A promise that changed has to have another version, whatever that weighs elsewhere. */
const unversioned = 'contracts/unversioned-contract';

/** The rules about what a change does to contracts. */
export const contractRules = [
  'contracts/breaking-change',
  'contracts/implementation-first',
  unversioned,
] as const;

/** What the rules about contracts say of a change, where a policy declares contracts. */
export function judgeContracts(facts: ItemFacts): ItemOutcome {
  const { contracts, changeFindings, newFindings } = facts;
  const own = [...changeFindings, ...newFindings].filter(({ rule }) =>
    contractRules.some((known) => known === rule),
  );
  const changed = contracts.compared.length + contracts.added.length + contracts.removed.length;
  const { errors, warnings } = bySeverity(own);
  const stopping = [...errors, ...warnings.filter(({ rule }) => rule === unversioned)];
  const evidence = acceptedIn(facts);
  if (stopping.length > 0)
    return fail(firstMessage(stopping), placesOf(stopping), { evidence, owners: ownersOf(stopping) });
  const { unread } = contracts;
  if (unread.length > 0) {
    const paths = unread.map(({ contract }) => contract.path);
    const detail = `${firstOf(paths, 2)} cannot be read to ${paths.length === 1 ? 'its' : 'their'} end`;
    return unknown(detail, { evidence, places: unread.map(({ contract }) => contract.infoPlace) });
  }
  if (changed === 0 && own.length === 0)
    return notHere('no contract is changed, and no route comes before one');
  const told = warnings[0] ? `; ${withoutStop(warnings[0].message)}` : '';
  const accepted = evidence.length > 0 ? `, ${count(evidence.length, 'breaking change')} accepted` : '';
  return pass(`${count(changed, 'changed contract')}${accepted}${told}`, {
    evidence,
    places: placesOf(warnings),
    owners: ownersOf(warnings),
  });
}

function firstMessage([first, ...rest]: readonly Finding[]): string {
  const message = withoutStop(first?.message ?? '');
  return rest.length === 0 ? message : `${message}, and ${rest.length} more`;
}

/** What somebody answers for in this change. */
function acceptedIn({ accepted, contracts }: ItemFacts): readonly ItemEvidence[] {
  const told = new Set([
    ...contracts.compared.flatMap(({ changes }) => changes.map(({ fingerprint }) => fingerprint)),
    ...contracts.removed.map(({ fingerprint }) => fingerprint),
  ]);
  return accepted.entries
    .filter(({ fingerprint }) => told.has(fingerprint))
    .map(({ owner, reason, until }) => ({
      source: accepted.path,
      detail: `accepted by ${owner}${until === undefined ? '' : ` until ${until}`}: ${reason}`,
    }));
}
