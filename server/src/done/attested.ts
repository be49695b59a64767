import { trailersOf } from '../format/commit-message.ts';
import type { Attestation } from '../model/change-record.ts';
import type { ItemScope } from '../model/done-result.ts';
import type { ItemEvidence, ItemFacts, ItemOutcome } from '../model/item.ts';
import type { ItemSetting } from '../model/policy.ts';
import { count, firstOf } from '../model/words.ts';
import { notHere, pass, unknown } from './outcome.ts';
import { gone } from './scope.ts';

/** The trailer of a commit that attests an item: `Dod-Attest: ITEM DIGEST`. */
const trailer = 'Dod-Attest';

/** As many as a record and a trailer need. */
const shownDigits = 12;

interface Given extends Omit<Attestation, 'place'> {
  readonly place?: Attestation['place'];
  readonly source: string;
}

/** Whether somebody answers for an item with the contents as they are now. */
export function judgeAttested(facts: ItemFacts, setting: ItemSetting, scope: ItemScope): ItemOutcome {
  if (scope.files.length === 0) return notHere('no changed file is in its scope');
  const given = attestationsOf(facts, setting.id);
  const reasons = given.map((one) => ({ one, stale: staleness(one, setting, scope, facts.workspace.today) }));
  const valid = reasons.find(({ stale }) => stale === undefined)?.one;
  if (valid) {
    const note = valid.note ? `: ${valid.note}` : '';
    return pass(`attested ${whoAndWhen(valid)}${note}${stranger(facts, setting, scope, valid)}`, {
      evidence: [evidenceOf(valid)],
      ...(valid.place && { places: [valid.place] }),
    });
  }
  const [latest] = reasons;
  const owners = ownersOfItem(facts, setting, scope);
  const by = owners.length > 0 ? ` by ${firstOf(owners, 2)}` : '';
  const shown = `scope ${scope.digest.slice(0, shownDigits)}`;
  const files = scope.files
    .filter(({ hash }) => hash !== gone)
    .map(({ path }) => ({ path, span: { start: 0, end: 0 } }));
  if (!latest) {
    const amount = count(scope.files.length, 'changed file');
    return unknown(`to be attested${by}: ${amount}, ${shown}`, { places: files });
  }
  return unknown(`to be attested again${by}: ${latest.stale ?? ''}; now ${shown}`, {
    evidence: [evidenceOf(latest.one)],
    places: [...(latest.one.place ? [latest.one.place] : []), ...files],
  });
}

/** The latest first; of one day in order of name, so that the order in the document decides nothing. */
function attestationsOf({ records, change }: ItemFacts, id: string): readonly Given[] {
  const written = records.flatMap(({ path, attestations }) =>
    attestations.filter(({ item }) => item === id).map((one): Given => ({ ...one, source: path })),
  );
  const committed = change.commits.flatMap((commit) =>
    trailersOf(commit.message, trailer).flatMap((value): readonly Given[] => {
      const [, item, scope] = /^(\S+)\s+([0-9a-fA-F]{12,64})$/.exec(value) ?? [];
      if (item !== id || scope === undefined) return [];
      return [{ item, scope: scope.toLowerCase(), by: '', source: commit.id }];
    }),
  );
  const rank = ({ on = '', by, scope, source }: Given) => [on, by, scope, source].join('\0');
  const byDay = [...written].sort((a, b) => {
    const order = (b.on ?? '') < (a.on ?? '') ? -1 : (b.on ?? '') > (a.on ?? '') ? 1 : 0;
    return order || (rank(a) < rank(b) ? -1 : 1);
  });
  return [...byDay, ...committed];
}

/** Why an attestation does not hold any more, as the end of a sentence. */
function staleness(
  one: Given,
  { maxAgeDays }: ItemSetting,
  scope: ItemScope,
  today: string,
): string | undefined {
  if (!scope.digest.startsWith(one.scope))
    return `${changedSince(one, scope)} since the attestation ${whoAndWhen(one)}`;
  if (one.on !== undefined && one.on > today) return `the attestation is of ${one.on}, a day to come`;
  if (maxAgeDays === undefined) return undefined;
  if (one.on === undefined)
    return `it holds for ${count(maxAgeDays, 'day')}, and a commit's trailer names no day`;
  const age = daysBetween(one.on, today);
  return age > maxAgeDays ? `${count(age, 'day')} old, more than ${maxAgeDays}` : undefined;
}

function changedSince({ files }: Given, scope: ItemScope): string {
  if (!files) return 'the files in its scope have changed';
  const now = new Map(scope.files.map(({ path, hash }) => [path, hash]));
  const changed = [
    ...scope.files.filter(({ path, hash }) => !isHash(files.get(path), hash)).map(({ path }) => path),
    ...[...files.keys()].filter((path) => !now.has(path)),
  ].sort();
  if (changed.length === 0) return 'the files in its scope have changed';
  return `${firstOf(changed, 3)} changed`;
}

function isHash(known: string | undefined, hash: string): boolean {
  return known !== undefined && known !== '' && hash.startsWith(known);
}

function whoAndWhen({ by, on, source }: Given): string {
  if (by === '') return `in commit ${source.slice(0, 10)}`;
  return on === undefined ? `by ${by}` : `by ${by} on ${on}`;
}

function evidenceOf(one: Given): ItemEvidence {
  return { source: one.source, detail: whoAndWhen(one) };
}

/** Who may answer for an item: its owner in the policy, or those of the files in scope. */
export function ownersOfItem(
  { owners }: ItemFacts,
  { owner }: Pick<ItemSetting, 'owner'>,
  scope: ItemScope,
): readonly string[] {
  if (owner !== undefined) return [owner];
  return [...new Set(scope.files.flatMap(({ path }) => owners.of(path)))];
}

function stranger(facts: ItemFacts, setting: ItemSetting, scope: ItemScope, { by }: Given): string {
  return by === '' ? '' : tellStranger(by, ownersOfItem(facts, setting, scope));
}

/** Told and not refused: who is in a team is known to the hosting service alone. */
export function tellStranger(by: string, owners: readonly string[]): string {
  if (owners.length === 0 || owners.some((owner) => owner.toLowerCase() === by.toLowerCase())) return '';
  return `; ${by} is not named as its owner (${firstOf(owners, 2)})`;
}

/** Whole days from one date to another, both `YYYY-MM-DD`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
