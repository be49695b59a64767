import type { Workspace } from '../engine/workspace.ts';
import { type Change, pathNow } from '../model/change.ts';
import type { Contract, UnresolvedRoute } from '../model/contract.ts';
import {
  type ComparedContract,
  type ContractCaller,
  type ContractChanges,
  changeFingerprints,
  keptKeys,
  noContractChanges,
  operationKeys,
} from '../model/contract-changes.ts';
import { type ContractFacts, type GovernedContract, oncePerDocument } from '../model/contract-facts.ts';
import { isTorn } from '../model/contract-whole.ts';
import type { WrittenContract } from '../model/contract-written.ts';
import type { JsonDocument } from '../model/json.ts';
import type { Matching } from '../model/matching.ts';
import { servedKeys } from '../model/served-keys.ts';
import { type BaseInterface, baseInterfacesOf, interfaceChanges } from './base-interfaces.ts';
import { changedPlace } from './changed-place.ts';
import { contractCallers } from './contract-callers.ts';
import { type BaseContract, type Successors, successorsOf } from './contract-successors.ts';
import { keysOf, removedContracts } from './removed-contracts.ts';

/** What the base promised and served; nothing of the workspace that it was found in is kept alive. */
export interface BaseContracts {
  /** In order of path. */
  readonly contracts: readonly BaseContract[];
  readonly interfaces: readonly BaseInterface[];
  /** Contracts and what they refer to, as parsed. */
  readonly documents: ReadonlyMap<string, JsonDocument>;
  /** What contracts in TypeScript say. */
  readonly written: ReadonlyMap<Contract, WrittenContract>;
  readonly promised: ReadonlySet<string>;
  readonly served: ReadonlySet<string>;
  readonly kept: ReadonlySet<string>;
  readonly unresolved: readonly UnresolvedRoute[];
  /** Comparisons with contracts of now; an editor asks again and again, and few have changed. */
  readonly compared: WeakMap<Contract | WrittenContract, Map<Contract, ComparedContract>>;
}

const isEmpty = ({ contracts, missing, routes, unresolved, interfaces }: ContractFacts): boolean =>
  contracts.length + missing.length + routes.length + unresolved.length + interfaces.length === 0;

export async function baseContractsOf(facts: ContractFacts): Promise<BaseContracts | undefined> {
  if (isEmpty(facts)) return undefined;
  const documents = new Map<string, JsonDocument>();
  for (const { contract } of facts.contracts)
    for (const input of [contract.path, ...contract.inputs]) {
      const document = facts.document(input);
      if (document) documents.set(input, document);
    }
  return {
    contracts: oncePerDocument(facts.contracts).map(({ contract, policy, service, setting }) => ({
      contract,
      policy: policy.path,
      ...(service !== undefined && { service }),
      ...(setting && { file: setting.file.glob }),
    })),
    interfaces: baseInterfacesOf(facts),
    documents,
    written: await writtenIn(facts),
    promised: new Set(
      facts.contracts.flatMap(({ contract }) =>
        contract.operations.flatMap((operation) => operationKeys(contract, operation)),
      ),
    ),
    served: servedKeys(facts),
    kept: keptBy(facts.matching),
    unresolved: facts.unresolved,
    compared: new WeakMap(),
  };
}

/** Of a workspace that is let go afterwards, so that all of it is read now, with pauses in which an editor is answered. */
async function writtenIn({
  contracts,
  written,
}: ContractFacts): Promise<ReadonlyMap<Contract, WrittenContract>> {
  const found = new Map<Contract, WrittenContract>();
  for (const { contract } of contracts) {
    const own = written(contract);
    if (!own) continue;
    found.set(contract, own);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return found;
}

/** What only agrees with another prefix never agreed. */
function keptBy({ operations, mismatches }: Matching): ReadonlySet<string> {
  const differing = new Set(
    mismatches.flatMap(({ pairs }) => pairs.map(({ match }) => keptKeys(match).join('\n'))),
  );
  const kept = operations.filter(
    (match) =>
      match.routes.some(({ confidence }) => confidence === 'certain') &&
      !differing.has(keptKeys(match).join('\n')),
  );
  return new Set(kept.flatMap(keptKeys));
}

/** What became of the contracts of the base. Those that the change left alone are not compared. */
export async function contractChanges(
  base: BaseContracts | undefined,
  workspace: Pick<Workspace, 'facts' | 'contractUses'>,
  change: Change,
): Promise<ContractChanges> {
  const facts = workspace.facts().contracts;
  if (!base && isEmpty(facts)) return noContractChanges;
  const then = base ?? nothing;
  const now = pathNow(change);
  const touched = new Set(
    change.files.flatMap(({ path, from }) => (from === undefined ? [path] : [path, from])),
  );
  const isTouched = (contract: Contract) =>
    [contract.path, ...contract.inputs, ...(then.written.get(contract)?.inputs ?? [])].some((input) =>
      touched.has(input),
    );
  const from = new Map(change.files.map(({ path, from = path }) => [path, from]));
  const ground: Ground = { then, facts, now, earlier: (path) => from.get(path) ?? path };
  const contracts = oncePerDocument(facts.contracts);
  const successors = successorsOf(then.contracts, contracts, now);
  const compared: ComparedContract[] = [];
  for (const one of successors)
    for (const governed of one.now)
      if (isKnown(one, governed) && (isTouched(one.before.contract) || isTouched(governed.contract)))
        compared.push(await comparedWith(one, governed, ground));
  const known = new Set(successors.flatMap((one) => one.now));
  const ofInterfaces = await interfaceChanges(then.interfaces, workspace.facts(), change);
  compared.sort((a, b) => contracts.indexOf(a.now) - contracts.indexOf(b.now));
  const gone = removedContracts(successors, {
    ...{ facts: workspace.facts(), contracts, now },
    document: (path) => then.documents.get(path),
  });
  let callers: readonly ContractCaller[] | undefined;
  // Somebody will ask who calls them, and must not be kept waiting then.
  const isBreaking = compared.some(({ changes }) => changes.some(({ level }) => level !== 'compatible'));
  if (isBreaking || gone.length > 0) await workspace.contractUses.readUses();
  return {
    compared: [...compared, ...ofInterfaces.compared],
    added: [...contracts.filter((governed) => !known.has(governed)), ...ofInterfaces.added],
    removed: [...gone, ...ofInterfaces.removed],
    unread: contracts.filter(({ contract }) => isTorn(contract) && isTouched(contract)),
    promised: then.promised,
    served: then.served,
    kept: then.kept,
    released: [],
    designFirst: new Set(),
    obscured: obscured(then.unresolved, facts.unresolved, now),
    callers() {
      callers ??= contractCallers({ compared, removed: gone }, facts);
      return callers;
    },
  };
}

const nothing: BaseContracts = {
  contracts: [],
  interfaces: [],
  documents: new Map(),
  written: new Map(),
  promised: new Set(),
  served: new Set(),
  kept: new Set(),
  unresolved: [],
  compared: new WeakMap(),
};

/** Of one that is torn, then or now, nobody knows what it promises. */
function isKnown({ before }: Successors, { contract }: GovernedContract): boolean {
  return !isTorn(before.contract) && !isTorn(contract);
}

/** Of alike registrations in one file those that are more than in the base, the last ones. */
function obscured(
  then: readonly UnresolvedRoute[],
  since: readonly UnresolvedRoute[],
  now: Ground['now'],
): readonly UnresolvedRoute[] {
  const key = (path: string, { framework, reason }: UnresolvedRoute) => `${path}\n${framework}\n${reason}`;
  const left = new Map<string, number>();
  for (const one of then) {
    const name = key(now(one.path) ?? one.path, one);
    left.set(name, (left.get(name) ?? 0) + 1);
  }
  return since.filter((one) => {
    const name = key(one.path, one);
    const known = left.get(name) ?? 0;
    left.set(name, known - 1);
    return known <= 0;
  });
}

interface Ground {
  readonly then: BaseContracts;
  readonly facts: ContractFacts;
  now(path: string): string | undefined;
  /** Where a document of now was. */
  earlier(path: string): string;
}

/** What a contract changed for those who call, without what other documents promise in its stead. */
async function comparedWith(
  { before: { contract: before }, now }: Successors,
  governed: GovernedContract,
  ground: Ground,
): Promise<ComparedContract> {
  const whole = await compare(before, governed, ground);
  const isFirst = now[0] === governed;
  const heirs = now.filter((other) => other !== governed).map(({ contract }) => contract);
  const others = ground.then.contracts.filter((other) => other.contract !== before);
  const promisedElsewhere = keysOf(heirs);
  const promisedBefore = keysOf(others.map(({ contract }) => contract));
  const changes = whole.changes.filter(({ id, operations }) => {
    if (isRemoval(id)) return isFirst && !isIn(before, operations, promisedElsewhere);
    if (id === 'operation-added') return isFirst && !isIn(governed.contract, operations, promisedBefore);
    return isFirst || operations.length > 0;
  });
  const own = isFirst ? undefined : ownBefore(governed, ground);
  const { declared, isPathRaised, versionBefore } = own ? await compare(own, governed, ground) : whole;
  return {
    ...whole,
    ...{ changes, declared, isPathRaised },
    ...(versionBefore !== undefined && { versionBefore }),
  };
}

const isRemoval = (id: string): boolean =>
  id === 'operation-removed' || id === 'deprecated-operation-removed';

/** Whether some of these operations, by their names, are among others by their keys. */
function isIn(contract: Contract, names: readonly string[], keys: ReadonlySet<string>): boolean {
  return contract.operations.some(
    (operation) =>
      names.includes(`${operation.method} ${operation.template}`) &&
      operationKeys(contract, operation).some((key) => keys.has(key)),
  );
}

/** What a document was that took operations of another one. */
function ownBefore({ contract }: GovernedContract, { then, now }: Ground): Contract | undefined {
  const found = then.contracts.find((one) => (now(one.contract.path) ?? '') === contract.path);
  return found?.contract;
}

async function compare(before: Contract, now: GovernedContract, ground: Ground): Promise<ComparedContract> {
  const { then, facts } = ground;
  const written = { before: then.written.get(before), now: facts.written(now.contract) };
  // What it rests on may be other while the contract itself is not.
  const key = written.now ?? now.contract;
  const known = then.compared.get(key)?.get(before);
  if (known) return { ...known, now };
  const { compareRead, outlineOf } = await import('../contract-parts.ts');
  const outcome = compareRead(
    { contract: before, document: (path) => then.documents.get(path), written: written.before },
    { contract: now.contract, document: (path) => facts.document(path), written: written.now },
  );
  const earlier = (path: string) => (path === now.contract.path ? before.path : ground.earlier(path));
  const documentNow = (path: string) => {
    const own = path === before.path ? now.contract.path : (ground.now(path) ?? path);
    return { path: own, root: facts.document(own)?.root };
  };
  const compared: ComparedContract = {
    ...{ before, now, ...outcome },
    documentBefore: (path) => then.documents.get(path),
    ...(before.version && { versionBefore: before.version.text }),
    changes: outcome.changes.map((change) => {
      const around = written.now
        ? outlineOf(written.now, change.pointer)
        : documentNow(change.old?.path ?? before.path);
      const place = changedPlace(change, now, around, before);
      const names = changeFingerprints(
        change,
        { contract: now.contract.path, place },
        { contract: before.path, place: { ...place, path: earlier(place.path) } },
      );
      return { ...change, place, ...names };
    }),
  };
  const all = then.compared.get(key) ?? new Map<Contract, ComparedContract>();
  then.compared.set(key, all.set(before, compared));
  return compared;
}
