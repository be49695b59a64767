import { compileGlob } from '../format/glob.ts';
import type { ComparedContract } from '../model/contract-changes.ts';
import { isContractName } from '../model/contract-name.ts';
import { isBelow, relativeTo } from '../model/path.ts';
import { type ContractVersioning, declaresContracts, type Policy } from '../model/policy.ts';

/** The looser ones first. */
const strictness: readonly ContractVersioning[] = ['none', 'path', 'semver'];

/**
 * A changed contract as the stricter of two policies wants its versions, so that no change lowers what it is judged by:
 * what is looser holds once it is merged.
 */
export function underBoth(compared: ComparedContract, base: Policy | undefined): ComparedContract {
  const { setting } = compared.now;
  const then = base && versioningThen(compared, base);
  if (!setting || !then || strictness.indexOf(then) <= strictness.indexOf(setting.versioning))
    return compared;
  return { ...compared, now: { ...compared.now, setting: { ...setting, versioning: then } } };
}

/** Undefined for what was no contract under that policy. */
function versioningThen(
  { before: { path }, now }: ComparedContract,
  base: Policy,
): ContractVersioning | undefined {
  if (!declaresContracts(base) || !isBelow(base.folder, path)) return undefined;
  const own = relativeTo(base.folder, path);
  const all = base.services.flatMap(({ contracts = [] }) => contracts);
  const found =
    all.find(({ file }) => file.glob === now.setting?.file.glob) ??
    all.find(({ file }) => compileGlob(file.glob).matches(own));
  return found?.versioning ?? (isContractName(path) ? 'semver' : undefined);
}
