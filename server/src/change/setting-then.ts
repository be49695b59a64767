import { compileGlob } from '../format/glob.ts';
import type { GovernedContract } from '../model/contract-facts.ts';
import { mayBeContractName } from '../model/contract-name.ts';
import { isBelow, relativeTo } from '../model/path.ts';
import { type ContractSetting, declaresContracts, type Policy } from '../model/policy.ts';

/** How the policy of the base holds a contract to its word. */
export type SettingThen = Pick<ContractSetting, 'mode' | 'versioning' | 'covers'>;

const byName: SettingThen = { mode: 'design-first', versioning: 'semver' };

/**
 * What a policy says of a contract, by its path there or by the glob that names it now in the policy of the same folder;
 * undefined for what is no contract under that policy.
 */
export function settingThen(
  path: string,
  { policy: { folder }, setting }: Pick<GovernedContract, 'policy' | 'setting'>,
  policy: Policy,
): SettingThen | undefined {
  if (!declaresContracts(policy) || !isBelow(policy.folder, path)) return undefined;
  const glob = folder === policy.folder ? setting?.file.glob : undefined;
  const own = relativeTo(policy.folder, path);
  const all = policy.services.flatMap(({ contracts = [] }) => contracts);
  const found =
    all.find(({ file }) => file.glob === glob) ?? all.find(({ file }) => compileGlob(file.glob).matches(own));
  return found ?? (mayBeContractName(path) ? byName : undefined);
}
