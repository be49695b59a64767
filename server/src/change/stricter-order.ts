import type { ContractChanges } from '../model/contract-changes.ts';
import type { ContractFacts, GovernedContract } from '../model/contract-facts.ts';
import type { BoundContract, UnpromisedRoute } from '../model/matching.ts';
import type { Policy } from '../model/policy.ts';
import { type SettingThen, settingThen } from './setting-then.ts';

/**
 * What a change does to contracts with what the policy of the base still asks of it: a contract that covers less, or
 * becomes a snapshot of the code, does so once that is merged. What is called internal for a reason is so at once.
 */
export async function underBase(
  changes: ContractChanges,
  facts: ContractFacts,
  policy: Policy,
  base: Policy | undefined,
): Promise<ContractChanges> {
  const own = facts.contracts.filter((one) => one.policy === policy);
  const then = new Map<GovernedContract, SettingThen>();
  if (base && (base.canonical !== policy.canonical || base.folder !== policy.folder))
    for (const one of own) {
      const before = changes.compared.find(({ now }) => now.contract === one.contract)?.before;
      const setting = settingThen((before ?? one.contract).path, one, base);
      if (setting) then.set(one, setting);
    }
  const designFirst = own.filter(
    (one) => one.mode === 'design-first' || then.get(one)?.mode === 'design-first',
  );
  return {
    ...changes,
    designFirst: new Set(designFirst.map(({ contract }) => contract.path)),
    released: await releasedRoutes(facts, then),
  };
}

async function releasedRoutes(
  facts: ContractFacts,
  then: ReadonlyMap<GovernedContract, SettingThen>,
): Promise<readonly UnpromisedRoute[]> {
  const narrowed = [...then].filter(([now, { covers }]) => globsOf(now.covers) !== globsOf(covers));
  const uncovered = new Set(narrowed.length > 0 ? facts.matching.uncovered : []);
  if (uncovered.size === 0) return [];
  const { matchContracts } = await import('../contract-parts.ts');
  const bounds = facts.contracts.map((now) => {
    const { covers: _, ...rest } = now;
    const setting = then.get(now);
    return setting ? { ...rest, ...(setting.covers && { covers: setting.covers }) } : now;
  });
  const asNow = (bound: BoundContract) => facts.contracts[bounds.indexOf(bound as GovernedContract)];
  return matchContracts(bounds, facts.routes, facts.unresolved)
    .unpromised.filter(({ route }) => uncovered.has(route))
    .flatMap(({ rivals, ...one }) => {
      const bound = asNow(one.bound);
      return bound
        ? [{ ...one, bound, ...(rivals && { rivals: rivals.flatMap((each) => asNow(each) ?? []) }) }]
        : [];
    });
}

function globsOf(covers: GovernedContract['covers']): string {
  return JSON.stringify(covers?.map(({ glob }) => glob).toSorted());
}
