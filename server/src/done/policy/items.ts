import type { Item } from '../../model/item.ts';
import type { ItemLevel, ItemSetting, Policy } from '../../model/policy.ts';
import { type Both, beyond, canonical, documentPlace, type Loosening } from './loosening.ts';

const weights = ['off', 'should', 'must'] as const satisfies readonly ItemLevel[];

/** Of an item that a policy adds and gives no level. */
export const attestLevel: ItemLevel = 'should';

/** Items that weigh less, are about fewer changes or are gone. */
export function loosenedItems({ before, now }: Both, items: readonly Item[]): readonly Loosening[] {
  const ids = [...new Set([...items.map(({ id }) => id), ...before.done.map(({ id }) => id)])];
  return ids.flatMap((id) => {
    const [old, own] = [settingOf(before, id), settingOf(now, id)];
    const place = (own ?? now.done[0])?.place ?? documentPlace(now);
    const item = items.find((one) => one.id === id);
    const level = (policy: Policy, setting: ItemSetting | undefined): ItemLevel =>
      setting?.level ?? (item ? item.level(policy) : setting ? attestLevel : 'off');
    const [then, since] = [level(before, old), level(now, own)];
    // A gate or contracts that are gone take their item along and are told already.
    const isTold = item !== undefined && own?.level === undefined && old?.level === undefined;
    if (weights.indexOf(since) < weights.indexOf(then)) {
      if (isTold) return [];
      const what = own || item ? `item "${id}" went from "${then}" to "${since}"` : `item "${id}" is gone`;
      return [{ what, place }];
    }
    if (since === 'off' || !own) return [];
    return narrowed(old, own).map((what): Loosening => ({ what: `item "${id}" ${what}`, place }));
  });
}

function settingOf({ done }: Policy, id: string): ItemSetting | undefined {
  return done.findLast((setting) => setting.id === id);
}

function narrowed(old: ItemSetting | undefined, own: ItemSetting): readonly string[] {
  const found: string[] = [];
  if (isNarrower(old?.when, own.when)) found.push('is about fewer changes');
  if (old?.maxAgeDays !== undefined && (own.maxAgeDays ?? Infinity) > old.maxAgeDays)
    found.push('takes older evidence');
  if (old?.owner !== undefined && own.owner !== old.owner) found.push(`is no longer owned by ${old.owner}`);
  return found;
}

function isNarrower(then: ItemSetting['when'] = {}, since: ItemSetting['when'] = {}): boolean {
  if (canonical(then) === canonical(since)) return false;
  const less = <One extends { readonly glob: string } | { readonly text: string }>(
    list: readonly One[] | undefined,
    other: readonly One[] | undefined,
  ) => other !== undefined && (list === undefined || beyond(list, other).length > 0);
  const asTexts = (types: readonly string[] | undefined) => types?.map((text) => ({ text }));
  return (
    less(then.paths, since.paths) ||
    less(then.services, since.services) ||
    less(asTexts(then.types), asTexts(since.types))
  );
}
