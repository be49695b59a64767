import type { Bump, Contract, ContractChange, Operation, UnresolvedRoute } from './contract.ts';
import { operationKey } from './contract.ts';
import type { GovernedContract } from './contract-facts.ts';
import { fingerprintOf } from './finding.ts';
import type { JsonDocument } from './json.ts';
import type { OperationMatch, UnpromisedRoute } from './matching.ts';
import type { Place } from './span.ts';

/** A change of a contract with where it is told: in what is there now. */
export interface PlacedChange extends ContractChange {
  /** What changed, or for what is gone the nearest node around it that is still there. */
  readonly place: Place;
  /** What names it within the place's document, free of line numbers. */
  readonly subject: string;
  /** That of the finding about it: what accepts it names it so. */
  readonly fingerprint: string;
  /** What it was before its documents moved within the change, where they did: what accepts it may name it so. */
  readonly earlier?: string;
}

/** A contract of the base that reads otherwise now, held against what it became. */
export interface ComparedContract {
  readonly before: Contract;
  readonly now: GovernedContract;
  /** At the levels of the table; in the order of the new document, then of the old one for what is gone. */
  readonly changes: readonly PlacedChange[];
  /** The version that the one of now counts from; absent where there was none. */
  readonly versionBefore?: string;
  /** What the two versions say. */
  readonly declared: Bump;
  /** The version in all paths or servers rose. */
  readonly isPathRaised: boolean;
  /** References that could not be followed: what they lead to is not compared. */
  readonly unresolved: readonly (Place & { readonly message: string; readonly side: 'old' | 'now' })[];
  /** False where there was too much to compare all of it. */
  readonly isWhole: boolean;
  /** A document of the base, by its path there, that the old contract rests on. */
  documentBefore?(path: string): JsonDocument | undefined;
}

/** A contract of the base that is gone, or holds none any more, with what no other contract promises in its stead. */
export interface RemovedContract {
  readonly contract: Contract;
  /** The policy that judged it, by its path. */
  readonly policy: string;
  readonly service?: string;
  /** What the policy says of it, as a glob: the setting may be gone by now. */
  readonly file?: string;
  readonly operations: readonly Operation[];
  /** Where its document is now, though it is no contract there; absent for one that was deleted. */
  readonly path?: string;
  /** It and what it refers to, as the base had them, by their paths there; empty for an interface. */
  readonly texts: ReadonlyMap<string, string>;
  /** Where the policy names it, or else what still serves it. */
  readonly place: Place;
  readonly subject: string;
  readonly fingerprint: string;
}

/** Somebody in this repository who calls an operation; its place is the call. */
export interface ContractCaller extends Place {
  /** `GET /api/orders/{}`, with the servers' prefix; one that has several is called under each of them. */
  readonly operation: string;
  /** `GET /api/orders/{id}`. */
  readonly name: string;
  /** False where it may be another operation, or none. */
  readonly isSure: boolean;
  /** What a Pact file expects, in place of a call. */
  readonly isExpectation: boolean;
}

/** What a change does to contracts, and what of code and contracts was there before. */
export interface ContractChanges {
  readonly compared: readonly ComparedContract[];
  /** Contracts that the base has not, under any name. */
  readonly added: readonly GovernedContract[];
  readonly removed: readonly RemovedContract[];
  /** Changed contracts that cannot be read whole, so that nobody knows what they promise. */
  readonly unread: readonly GovernedContract[];
  /** Keys of what the base promised, planned or not, with the servers' prefixes: `GET /api/orders/{}`. */
  readonly promised: ReadonlySet<string>;
  /** Keys of what the base served. */
  readonly served: ReadonlySet<string>;
  /** What the base promised and certainly served, by `keptKeys`. */
  readonly kept: ReadonlySet<string>;
  /**
   * Routes that no contract covers any more: under the policy of the base they belong to one, which does not promise them
   * and is named here as it is now.
   */
  readonly released: readonly UnpromisedRoute[];
  /** Paths of contracts that come before their code, be it only under the policy of the base. */
  readonly designFirst: ReadonlySet<string>;
  /** Registrations that are not understood and that the base had not. */
  readonly obscured: readonly UnresolvedRoute[];
  /** Who in this repository calls what was or is promised by contracts that changed; found once it is asked for. */
  callers(): readonly ContractCaller[];
}

export const noContractChanges: ContractChanges = {
  compared: [],
  added: [],
  removed: [],
  unread: [],
  promised: new Set(),
  served: new Set(),
  kept: new Set(),
  released: [],
  designFirst: new Set(),
  obscured: [],
  callers: () => [],
};

/** The keys of an operation with each of the prefixes that it may have. */
export function operationKeys(
  { prefixes }: Pick<Contract, 'prefixes'>,
  { method, template, prefixes: own = prefixes }: Operation,
): readonly string[] {
  return own.map((prefix) => operationKey(method, prefix + template));
}

/** `GET /api/orders/{id}`: an operation with the prefix of its first server, as all findings name it. */
export function calledName(
  { prefixes }: Pick<Contract, 'prefixes'>,
  { method, template, prefixes: own = prefixes }: Operation,
): string {
  return `${method} ${own[0] ?? ''}${template}`;
}

/** Names an operation at one of its paths, and the service that has to serve it. */
export function keptKeys({ bound: { service = '' }, operation, paths }: OperationMatch): readonly string[] {
  return paths.map((path) => `${service} ${operationKey(operation.method, path)}`);
}

/** What a contract promises to others by now: neither what is internal nor what is planned. */
export function promisedOperations({ operations }: Contract): readonly Operation[] {
  return operations.filter(({ isInternal, isPlanned }) => !isInternal && !isPlanned);
}

/** The rule that tells of changes of contracts, and gives them their fingerprints. */
export const breakingChange = 'contracts/breaking-change';

/** The rule that tells of a contract that changed under the version that it had. */
export const unversionedContract = 'contracts/unversioned-contract';

/** What a change has and had as its fingerprint, in its own change. */
export function fingerprintsOf({
  fingerprint,
  earlier,
}: Pick<PlacedChange, 'fingerprint' | 'earlier'>): readonly string[] {
  return earlier === undefined ? [fingerprint] : [fingerprint, earlier];
}

/** The fingerprint of a change, and the one before its contract and the document that it is told in moved. */
export function changeFingerprints(
  change: Parameters<typeof changeSubject>[2],
  now: { readonly contract: string; readonly place: Place },
  before: { readonly contract: string; readonly place: Place },
): Pick<PlacedChange, 'subject' | 'fingerprint' | 'earlier'> {
  const subject = changeSubject(now.contract, now.place, change);
  const fingerprint = fingerprintOf(breakingChange, { path: now.place.path, subject });
  const earlier = fingerprintOf(breakingChange, {
    path: before.place.path,
    subject: changeSubject(before.contract, before.place, change),
  });
  return { subject, fingerprint, ...(earlier !== fingerprint && { earlier }) };
}

/** What names a change: its kind, where it is by names, what was and is there, and the contract where it is another document. */
export function changeSubject(
  contract: string,
  place: Place,
  { id, pointer, before, after }: Pick<ContractChange, 'id' | 'pointer' | 'before' | 'after'>,
): string {
  const words = [before, after].filter((word) => word !== undefined).join(' → ');
  return [id, pointer, ...(words === '' ? [] : [words]), ...(place.path === contract ? [] : [contract])].join(
    ' ',
  );
}
