import { type Change, pathNow } from '../model/change.ts';
import type { Contract, InterfaceContract } from '../model/contract.ts';
import {
  breakingChange,
  type ComparedContract,
  type ContractChanges,
  changeFingerprints,
  type RemovedContract,
} from '../model/contract-changes.ts';
import type { ContractFacts, GovernedContract, GovernedInterface } from '../model/contract-facts.ts';
import { fingerprintOf } from '../model/finding.ts';
import type { Place } from '../model/span.ts';
import type { WorkspaceFacts } from '../model/workspace-facts.ts';

/** An interface of the base, and who judged it. */
export type BaseInterface = InterfaceContract & Pick<RemovedContract, 'policy' | 'service'>;

export function baseInterfacesOf({ interfaces }: ContractFacts): readonly BaseInterface[] {
  return interfaces.map(({ owner, setting: _, isOpen: __, policy, ...found }) => ({
    ...found,
    policy: policy.path,
    ...(owner && { service: owner.name }),
  }));
}

type InterfaceChanges = Pick<ContractChanges, 'compared' | 'added' | 'removed'>;

/** What became of the interfaces of the base: they are followed by the names of their contracts. */
export async function interfaceChanges(
  base: readonly BaseInterface[],
  facts: WorkspaceFacts,
  change: Change,
): Promise<InterfaceChanges> {
  const { interfaces } = facts.contracts;
  if (base.length + interfaces.length === 0) return { compared: [], added: [], removed: [] };
  const { compareInterfacesRead } = await import('../contract-parts.ts');
  const touched = new Set(change.files.flatMap(({ path, from = path }) => [path, from]));
  const left = new Set(interfaces);
  const pairs = new Map<BaseInterface, GovernedInterface>();
  for (const isSame of samenesses(pathNow(change)))
    for (const before of base) {
      const now = pairs.has(before) ? undefined : [...left].find((one) => isSame(before, one));
      if (!now) continue;
      left.delete(now);
      pairs.set(before, now);
    }
  const compared = [...pairs].flatMap(([before, now]) =>
    touched.has(before.path) || touched.has(now.path)
      ? [comparedWith(before, now, compareInterfacesRead(before, now))]
      : [],
  );
  const removed = base.filter((before) => !pairs.has(before) && before.members.length > 0);
  return {
    compared,
    added: [...left].map(governedOf),
    removed: removed.map((before) => removedOf(before, facts, pathNow(change))),
  };
}

type Sameness = (before: BaseInterface, now: GovernedInterface) => boolean;

/** From what is surely the same to what only has its name: several versions of one contract may stand side by side. */
function samenesses(now: (path: string) => string | undefined): readonly Sameness[] {
  const isNamesake: Sameness = (a, b) => a.contract === b.contract && a.policy === b.policy.path;
  const isInPlace: Sameness = (a, b) => now(a.path) === b.path && a.name === b.name;
  return [
    (a, b) => isNamesake(a, b) && isInPlace(a, b),
    (a, b) => isNamesake(a, b) && a.version?.text === b.version?.text,
    isNamesake,
  ];
}

function comparedWith(
  old: BaseInterface,
  found: GovernedInterface,
  outcome: Omit<ComparedContract, 'before' | 'now' | 'changes' | 'versionBefore'> & {
    readonly changes: readonly Omit<
      ComparedContract['changes'][number],
      'place' | 'subject' | 'fingerprint' | 'earlier'
    >[];
  },
): ComparedContract {
  return {
    ...outcome,
    before: contractOf(old),
    now: governedOf(found),
    ...(old.version && { versionBefore: old.version.text }),
    changes: outcome.changes.map((change) => {
      const place = change.now ?? { path: found.path, span: found.span };
      const names = changeFingerprints(
        change,
        { contract: found.path, place },
        { contract: old.path, place: { ...place, path: place.path === found.path ? old.path : place.path } },
      );
      return { ...change, place, ...names };
    }),
  };
}

function removedOf(
  before: BaseInterface,
  facts: WorkspaceFacts,
  now: (path: string) => string | undefined,
): RemovedContract {
  const place = placeLeft(before, facts, now(before.path));
  const subject = `contract-removed ${before.contract}`;
  return {
    contract: contractOf(before),
    policy: before.policy,
    ...(before.service !== undefined && { service: before.service }),
    ...{ operations: [], texts: new Map() },
    ...{ place, subject, fingerprint: fingerprintOf(breakingChange, { path: place.path, subject }) },
  };
}

/** The file where it was, or else its service in the policy. */
function placeLeft(
  { policy: path, service }: BaseInterface,
  facts: WorkspaceFacts,
  file: string | undefined,
): Place {
  const beginning = { start: 0, end: 1 };
  if (file !== undefined && facts.fileAt(file)) return { path: file, span: beginning };
  const services = facts.policies.find((one) => one.path === path)?.services ?? [];
  return services.find(({ name }) => name === service)?.place ?? { path, span: beginning };
}

function contractOf({ path, span, contract, version }: InterfaceContract): Contract {
  return {
    ...{ path, name: contract, format: 'interface', isFragment: false, infoPlace: { path, span } },
    ...(version && { version: { ...version, isString: true } }),
    ...{ prefixes: [''], operations: [], problems: [], inputs: [] },
  };
}

/** An interface as rules see other contracts. */
function governedOf(found: GovernedInterface): GovernedContract {
  const { policy, owner, setting } = found;
  return {
    ...{ contract: contractOf(found), policy, mode: setting?.mode ?? 'design-first', internal: [] },
    ...(owner && { owner, service: owner.name }),
    ...(setting && { setting }),
    implementedBy: () => false,
  };
}
