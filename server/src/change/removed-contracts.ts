import type { Contract } from '../model/contract.ts';
import {
  breakingChange,
  operationKeys,
  promisedOperations,
  type RemovedContract,
} from '../model/contract-changes.ts';
import type { GovernedContract } from '../model/contract-facts.ts';
import { fingerprintOf } from '../model/finding.ts';
import type { JsonDocument } from '../model/json.ts';
import type { WorkspaceFacts } from '../model/workspace-facts.ts';
import { removedPlace } from './changed-place.ts';
import type { BaseContract, Successors } from './contract-successors.ts';

interface Ground {
  readonly facts: WorkspaceFacts;
  /** What there is now, once for each document. */
  readonly contracts: readonly GovernedContract[];
  /** Where a file of the base is now; undefined for one that is gone. */
  now(path: string): string | undefined;
  /** A contract of the base, or what one refers to. */
  document(path: string): JsonDocument | undefined;
}

/** The contracts of the base that nothing has come in place of. */
export function removedContracts(
  successors: readonly Successors[],
  ground: Ground,
): readonly RemovedContract[] {
  return successors.flatMap(({ before, now }) => (now.length === 0 ? removed(before, ground) : []));
}

/** What another contract of the same service promises was never that one's alone. */
function removed(
  before: BaseContract,
  { facts, contracts, now, document }: Ground,
): readonly RemovedContract[] {
  const { contract } = before;
  const others = contracts.filter(
    ({ policy, service }) => policy.path === before.policy && service === before.service,
  );
  const left = keysOf(others.map((other) => other.contract));
  const operations = promisedOperations(contract).filter(
    (operation) => !operationKeys(contract, operation).every((key) => left.has(key)),
  );
  if (operations.length === 0 && promisedOperations(contract).length > 0) return [];
  const place = removedPlace(before, facts);
  const subject = `contract-removed ${contract.path}`;
  const fingerprint = fingerprintOf(breakingChange, { path: place.path, subject });
  const path = now(contract.path);
  const texts = [contract.path, ...contract.inputs].flatMap((input) => {
    const text = document(input)?.text;
    return text === undefined ? [] : [[input, text] as const];
  });
  return [
    {
      ...{ ...before, place, subject, operations, fingerprint },
      ...(path !== undefined && { path }),
      texts: new Map(texts),
    },
  ];
}

/** What some contracts promise, by the keys of operations. */
export function keysOf(contracts: readonly Contract[]): ReadonlySet<string> {
  return new Set(
    contracts.flatMap((one) => promisedOperations(one).flatMap((operation) => operationKeys(one, operation))),
  );
}
