import type { Waiver } from '../model/change-record.ts';
import type { Checklist, ItemResult, ItemScope } from '../model/done-result.ts';
import type { Verdict } from '../model/finding.ts';
import type { Item, ItemFacts, ItemOutcome } from '../model/item.ts';
import type { ItemLevel, ItemSetting } from '../model/policy.ts';
import { capital, count } from '../model/words.ts';
import { daysBetween, judgeAttested, ownersOfItem, tellStranger } from './attested.ts';
import { dayOf, reportsOf } from './gate-outcome.ts';
import { items as builtIn } from './items/index.ts';
import { notHere, unknown } from './outcome.ts';
import { attestLevel } from './policy/items.ts';
import { outOfScope, scopeOf } from './scope.ts';

/** The Definition of Done of a change: every item that is not off, with what it found, and the verdict over all. */
export function checklist(facts: ItemFacts, items: readonly Item[] = builtIn): Checklist {
  const { done } = facts.policy;
  const settingOf = (id: string) => done.findLast((setting) => setting.id === id);
  const known = new Set(items.map(({ id }) => id));
  // Of a key that stands twice the last one counts, at the first one's place.
  const own = [...new Set(done.map(({ id }) => id))].filter((id) => !known.has(id)).map(settingOf);
  const results = [
    ...items.map((item) => computed(facts, item, settingOf(item.id), items)),
    ...own.map((setting) => setting && attested(facts, setting)),
  ].flatMap((result) => result ?? []);
  return { verdict: verdictOf(results), items: results };
}

function verdictOf(results: readonly ItemResult[]): Verdict {
  const must = results.filter(({ level }) => level === 'must').map(({ verdict }) => verdict);
  if (must.includes('fail')) return 'fail';
  return must.includes('unknown') ? 'unknown' : 'pass';
}

function computed(
  facts: ItemFacts,
  item: Item,
  setting: ItemSetting | undefined,
  items: readonly Item[],
): ItemResult | undefined {
  const level = setting?.level ?? item.level(facts.policy, facts.lostPolicies?.[0] ?? facts.basePolicy);
  const judge = (): ItemOutcome => aged(facts, item, setting, item.judge(facts, items));
  return resultOf(facts, { ...setting, id: item.id }, { title: item.title, kind: 'check', level, judge });
}

/** Evidence that is older than the policy bears says nothing; what it says against the change still counts. */
function aged(
  facts: ItemFacts,
  { gate }: Item,
  setting: ItemSetting | undefined,
  outcome: ItemOutcome,
): ItemOutcome {
  const most = setting?.maxAgeDays;
  if (most === undefined || !gate || outcome.verdict !== 'pass') return outcome;
  for (const { path, modified } of reportsOf(facts, gate)) {
    const age = daysBetween(dayOf(modified), facts.workspace.today);
    // A day that cannot be told is no proof of youth.
    if (!(age <= most)) {
      const told = Number.isNaN(age) ? 'of an unknown day' : `${count(age, 'day')} old`;
      return unknown(`"${path}" is ${told}, more than ${most}`, { ...outcome });
    }
  }
  return outcome;
}

function attested(facts: ItemFacts, setting: ItemSetting): ItemResult | undefined {
  const { id, level = attestLevel, kind } = setting;
  const title = setting.title ?? capital(id.replaceAll('-', ' '));
  if (kind === 'check') {
    const judge = () =>
      unknown(`no built-in item is named "${id}", so that nothing is computed`, { places: [setting.place] });
    return resultOf(facts, setting, { title, kind, level, judge });
  }
  if (level === 'off') return undefined;
  const scope = scopeOf(facts, setting.when);
  const judge = () => judgeAttested(facts, setting, scope);
  return resultOf(facts, setting, { title, kind: 'attest', level, judge, scope });
}

interface Line {
  readonly title: string;
  readonly kind: ItemResult['kind'];
  readonly level: ItemLevel;
  readonly scope?: ItemScope;
  judge(): ItemOutcome;
}

function resultOf(
  facts: ItemFacts,
  setting: Omit<ItemSetting, 'place'>,
  { title, kind, level, scope, judge }: Line,
): ItemResult | undefined {
  if (level === 'off') return undefined;
  const { id, when, owner } = setting;
  const reason = outOfScope(facts, when);
  const outcome = reason === undefined ? judge() : notHere(reason);
  const { verdict, detail, more } = waived(facts, setting, outcome);
  return {
    id,
    title: setting.title ?? title,
    kind,
    level,
    verdict,
    detail,
    owners: [...new Set([...(owner === undefined ? [] : [owner]), ...(outcome.owners ?? [])])],
    evidence: [...(outcome.evidence ?? []), ...more],
    places: outcome.places ?? [],
    ...(scope && { scope }),
  };
}

/** A waiver stands for what is not done, until its day; one that has ended is told. */
function waived(
  facts: ItemFacts,
  setting: Omit<ItemSetting, 'place'>,
  { verdict, detail }: ItemOutcome,
): Pick<ItemResult, 'verdict' | 'detail'> & { readonly more: ItemResult['evidence'] } {
  if (verdict !== 'fail' && verdict !== 'unknown') return { verdict, detail, more: [] };
  const { today } = facts.workspace;
  const own = facts.records
    .flatMap(({ waivers }) => waivers)
    .filter(({ item }) => item === setting.id)
    .sort(byEnd);
  const [latest] = own;
  if (!latest) return { verdict, detail, more: [] };
  const { by, until, reason, place } = latest;
  if (until < today) {
    return { verdict, detail: `${detail}; the waiver of ${by} ended on ${until}`, more: [] };
  }
  const owners = ownersOfItem(facts, setting, scopeOf(facts, setting.when));
  const told = `waived by ${by} until ${until}: ${reason}${tellStranger(by, owners)}; ${detail}`;
  return { verdict: 'waived', detail: told, more: [{ source: place.path, detail: `waived by ${by}` }] };
}

/** The one that holds longest first. */
function byEnd(a: Waiver, b: Waiver): number {
  if (a.until !== b.until) return a.until < b.until ? 1 : -1;
  const [first, second] = [`${a.by}\0${a.reason}`, `${b.by}\0${b.reason}`];
  return first < second ? -1 : first > second ? 1 : 0;
}
