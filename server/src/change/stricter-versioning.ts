import type { ComparedContract } from '../model/contract-changes.ts';
import type { ContractVersioning, Policy } from '../model/policy.ts';
import { settingThen } from './setting-then.ts';

/** The looser ones first. */
const strictness: readonly ContractVersioning[] = ['none', 'path', 'semver'];

/**
 * A changed contract as the stricter of two policies wants its versions, so that no change lowers what it is judged by:
 * what is looser holds once it is merged.
 */
export function underBoth(compared: ComparedContract, base: Policy | undefined): ComparedContract {
  const { setting } = compared.now;
  const then = base && settingThen(compared.before.path, compared.now, base)?.versioning;
  if (!setting || !then || strictness.indexOf(then) <= strictness.indexOf(setting.versioning))
    return compared;
  return { ...compared, now: { ...compared.now, setting: { ...setting, versioning: then } } };
}
