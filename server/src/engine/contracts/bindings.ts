import { compileGlob } from '../../format/glob.ts';
import type { Contract } from '../../model/contract.ts';
import type { ContractFacts, GovernedContract } from '../../model/contract-facts.ts';
import { isNamedContract } from '../../model/contract-name.ts';
import { byCodeUnit, isBelow, joinPath, relativeTo } from '../../model/path.ts';
import { type ContractSetting, declaresContracts, type Policy, type Service } from '../../model/policy.ts';
import { isTestPath } from '../../model/test-path.ts';
import type { CompiledPolicy } from '../compiled-policy.ts';
import type { Policies } from '../policies.ts';

/** What contracts are bound by. */
export interface BindingGround {
  readonly policies: Pick<Policies, 'inForce' | 'governing'>;
  /** Contracts that the walk found by their names, in order of path. */
  readonly named: readonly string[];
  /** Every file that a glob may mean. */
  files(): readonly string[];
  /** Where files of a workspace of then are now: a policy of now means a moved file by either path. */
  readonly moved: ReadonlyMap<string, string>;
  /** The contracts in a document; none where it holds none, or is not there. */
  contractsIn(path: string): readonly Contract[];
  exists(path: string): boolean;
  /** The service that a source file belongs to. */
  serviceOf(path: string): Service | undefined;
  /** The folder of the package that a path belongs to; empty for the root. */
  packageFolder(path: string): string;
}

type Bindings = Pick<ContractFacts, 'contracts' | 'missing'>;

/** Finds the contracts of every policy that declares some: those it names, then those that are named like one. */
export function bindContracts(ground: BindingGround): Bindings {
  const contracts: GovernedContract[] = [];
  const missing: ContractFacts['missing'][number][] = [];
  const all = ground.policies.inForce.flatMap(({ policy }) =>
    declaresContracts(policy) ? namings(policy, ground) : [],
  );
  const exact = new Set(all.flatMap(({ paths, isGlob }) => (isGlob ? [] : paths)));
  const bound = new Set(exact);
  const ofService = new Map<Service, Set<string>>();
  for (const { policy, service, setting, paths, isGlob } of all) {
    const own = ofService.get(service) ?? new Set();
    ofService.set(service, own);
    const found = paths.flatMap((path) => ground.contractsIn(path));
    // A glob means what is not named otherwise.
    const meant = isGlob ? found.filter(({ path }) => !exact.has(path) && !own.has(path)) : found;
    for (const contract of meant) {
      bound.add(contract.path);
      contracts.push(governed(contract, policy, ground, service, setting));
    }
    for (const { path } of meant) own.add(path);
    if (found.length > 0) continue;
    const isThere = paths.some((path) => ground.exists(path));
    missing.push({ policy, service, setting, ...(isThere && { detail: 'it holds no contract' }) });
  }
  for (const path of ground.named) {
    const compiled = ground.policies.governing(path);
    if (bound.has(path) || !compiled || !declaresContracts(compiled.policy)) continue;
    if (isLeftOut(path, compiled)) continue;
    const service = serviceAround(path, compiled);
    for (const contract of ground.contractsIn(path))
      if (contract.format !== 'openapi' || isNamedContract(contract))
        contracts.push(governed(contract, compiled.policy, ground, service));
  }
  return { contracts: contracts.sort((a, b) => byCodeUnit(a.contract.path, b.contract.path)), missing };
}

interface Naming {
  readonly policy: Policy;
  readonly service: Service;
  readonly setting: ContractSetting;
  readonly paths: readonly string[];
  readonly isGlob: boolean;
}

function namings(policy: Policy, ground: BindingGround): readonly Naming[] {
  return policy.services.flatMap((service) =>
    (service.contracts ?? []).map((setting): Naming => {
      const isGlob = /[*?{[]/.test(setting.file.glob);
      return { policy, service, setting, isGlob, paths: pathsOf(setting, policy, ground) };
    }),
  );
}

function pathsOf({ file }: ContractSetting, { folder }: Policy, ground: BindingGround): readonly string[] {
  const { moved } = ground;
  if (!/[*?{[]/.test(file.glob)) {
    const own = joinPath(folder, file.glob);
    return [own, ...[...moved].flatMap(([then, now]) => (now === own ? [then] : []))];
  }
  const glob = compileGlob(file.glob);
  const isMeant = (path: string) => isBelow(folder, path) && glob.matches(relativeTo(folder, path));
  const all = new Set([...ground.named, ...ground.files()]);
  return [...all].filter((path) => isMeant(path) || isMeant(moved.get(path) ?? path));
}

function governed(
  contract: Contract,
  policy: Policy,
  ground: BindingGround,
  owner: Service | undefined,
  setting?: ContractSetting,
): GovernedContract {
  const folder = ground.packageFolder(contract.path);
  return {
    contract,
    policy,
    ...(owner && { owner, service: owner.name }),
    ...(setting && { setting }),
    ...(setting?.covers && { covers: setting.covers }),
    mode: setting?.mode ?? 'design-first',
    internal: (setting?.internal ?? []).map(({ path, why }) => ({
      ...path,
      ...(why !== undefined && { why }),
    })),
    implementedBy: owner
      ? (path) => ground.serviceOf(path) === owner
      : (path) => isBelow(folder, path) && ground.policies.governing(path)?.policy === policy,
  };
}

/** Tests and what is excluded promise nothing; without a word of the policy tests are what looks like them. */
function isLeftOut(path: string, { policy, tests, exclude }: CompiledPolicy): boolean {
  const local = relativeTo(policy.folder, path);
  const isTest = policy.tests.length === 0 && isTestPath(local);
  return isTest || [...tests, ...exclude].some(({ glob }) => glob.matches(local));
}

function serviceAround(path: string, { policy, services }: CompiledPolicy): Service | undefined {
  const local = relativeTo(policy.folder, path);
  return services.find(({ files }) => files.some(({ glob }) => glob.matches(local)))?.element;
}
