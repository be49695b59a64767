import type { Contract } from '../../model/contract.ts';
import type { ContractFacts, GovernedContract } from '../../model/contract-facts.ts';
import { member } from '../../model/json.ts';
import type { BoundContract } from '../../model/matching.ts';
import type { Policy } from '../../model/policy.ts';

/** The contracts of one policy that are held against code: those that could be read whole. */
export interface HeldContracts {
  /** Undefined for a contract of another policy, and for one that nobody may be accused by. */
  of(bound: BoundContract): GovernedContract | undefined;
  /** True where a contract that could not be read whole may promise what a file serves. */
  mayBePromised(path: string): boolean;
}

export function heldContracts(policy: Policy | undefined, { contracts }: ContractFacts): HeldContracts {
  const own = contracts.filter((one) => one.policy === policy);
  const held = new Map<BoundContract, GovernedContract>();
  const torn: GovernedContract[] = [];
  for (const one of own) {
    const isHeld = isReadWhole(one.contract);
    if (isHeld) held.set(one, one);
    if (!isHeld || one.contract.problems.some(({ code }) => code === notUnderstood)) torn.push(one);
  }
  return {
    of: (bound) => held.get(bound),
    mayBePromised: (path) => torn.some((one) => one.implementedBy(path)),
  };
}

const unread: ReadonlySet<string> = new Set(['CTR-001', 'CTR-002', 'CTR-003', 'CTR-005']);
const duplicateKey = 'CTR-004';
/** A path, an operation or servers that are not read. */
const lost: ReadonlySet<string> = new Set(['CTR-008', 'CTR-013', 'CTR-014']);
/** An operation of a contract in TypeScript is missing from the list, and the others are there. */
const notUnderstood = 'CTR-012';

/** True for a document of which nobody knows what it says: it is broken, too large, or nothing of ours. */
export function isUnread({ problems }: Contract): boolean {
  return problems.some(({ code }) => unread.has(code));
}

/** False where operations may be promised that were not read: the document is broken, or loses paths on the way. */
export function isReadWhole(contract: Contract): boolean {
  const { path, problems, operations, root, isFragment } = contract;
  if (isUnread(contract) || problems.some(({ code }) => lost.has(code))) return false;
  const paths = member(root, 'paths') ?? (isFragment ? root : undefined);
  if (paths?.kind !== 'object') return true;
  const promising = new Set(operations.map(({ template }) => template));
  const isLost = paths.members.some(
    ({ key, value }) => !promising.has(key) && member(value, '$ref') !== undefined,
  );
  if (isLost) return false;
  const twice = problems.filter((one) => one.code === duplicateKey && one.path === path);
  if (twice.length === 0) return true;
  const keys = paths.members.flatMap(({ keySpan, value }) => [
    keySpan.start,
    ...(value.kind === 'object' ? value.members.map((inner) => inner.keySpan.start) : []),
  ]);
  return !twice.some(({ span }) => keys.includes(span.start));
}
