import type { Assembly } from '../assemble.ts';
import { items as builtIn } from '../done/items/index.ts';
import { acceptedPath, itemIds, recordPaths } from '../done/records.ts';
import type { AcceptedChanges } from '../model/accepted-changes.ts';
import { type BaseTexts, type Change, pathsInBase } from '../model/change.ts';
import type { ChangeFacts, GateEvidence } from '../model/change-facts.ts';
import type { ChangeRecord } from '../model/change-record.ts';
import type { ContractChanges } from '../model/contract-changes.ts';
import { type Finding, isOpen, type Notice, type Related, saysMoreThan } from '../model/finding.ts';
import type { Cancellation, ReadResult } from '../model/host.ts';
import type { ItemFacts } from '../model/item.ts';
import { byCodeUnit } from '../model/path.ts';
import { declaresContracts, type Policy } from '../model/policy.ts';
import type { WorkspaceFacts } from '../model/workspace-facts.ts';
import { readAcceptedChanges, unreadableAccepted } from '../read/accepted-changes.ts';
import { readChangeRecord, unreadableRecord } from '../read/change-record.ts';
import { contractChanges } from './base-contracts.ts';
import { endedSuppressions } from './ended-suppressions.ts';
import { type BaseMemory, cancelledCheck, findNew, type NotJudged, underScope } from './new-findings.ts';
import { lostPolicies, type PolicyThen, policiesThen } from './policies-then.ts';
import { underBase } from './stricter-order.ts';
import { stricterScope } from './stricter-scope.ts';
import { underBoth } from './stricter-versioning.ts';
import { toldInPlace, toldOnce } from './told-once.ts';

/** A change and what is known about it from outside of the sources. */
export interface ChangeInput {
  readonly change: Change;
  readonly base: BaseTexts;
  readonly memory: BaseMemory;
  evidenceFor(policy: Policy): Promise<GateEvidence>;
  readonly paths: readonly string[];
  modified: ChangeFacts['modified'];
  hunksSince?: ChangeFacts['hunksSince'];
  readonly tools: Pick<ItemFacts, 'rules' | 'comments' | 'sha256' | 'hashOfBytes'>;
  readonly cancelled?: Cancellation | undefined;
}

/** A change judged by the rules; each policy answers for the files that it governs. */
export interface JudgedChange {
  readonly ok: true;
  /** Of each policy in force, in order of path. */
  readonly facts: readonly ItemFacts[];
  /** Open findings of the rules about changes. */
  readonly changeFindings: readonly Finding[];
  /** These and the new ones of the check, in order of path, position and rule. */
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
}

/** Judges a change with a workspace that was refreshed. */
export async function judgeChange(
  assembly: Pick<Assembly, 'workspace' | 'readPolicy'>,
  input: ChangeInput,
): Promise<JudgedChange | NotJudged> {
  const { workspace } = assembly;
  const { change, base, cancelled } = input;
  const read = await base.read(pathsInBase(change), cancelled);
  if (!read.ok) return read;
  const then = { ...assembly, change, texts: read.texts };
  const policies = policiesThen(then);
  const lost = lostPolicies(policies, input.paths, then);
  const stricter = scopeOf(workspace, policies, change);
  const fresh = await findNew(assembly, { ...input, stricter });
  if (!fresh.ok) return fresh;
  await rest();
  const facts: ItemFacts[] = [];
  const scoped = await underScope(workspace, stricter);
  const ground = {
    ...{ stale: fresh.stale, texts: read.texts, policies, lost },
    facts: scoped.facts(),
    told: { ofCheck: fresh.findings, ofChange: none },
    contracts: await contractChanges(fresh.contracts, scoped, change),
    governing: ({ rule, path }: Finding) =>
      (rule.startsWith('contracts/') && stricter?.governing(path)) || workspace.governing(path),
  };
  for (const policy of workspace.policies) {
    facts.push(await factsUnder(policy, assembly, input, ground));
    if (cancelled?.aborted) return cancelledCheck;
  }
  await rest();
  if (cancelled?.aborted) return cancelledCheck;
  const byPolicy = new Map(facts.map((one) => [one.policy.path, one]));
  // A comment that accepts the finding of a check accepts the one that says more of it. A baseline does not: it is about
  // what was there before the change.
  const accepted = workspace.findings().filter(({ suppressed }) => suppressed);
  const all = workspace
    .judgeChange(({ path }) => byPolicy.get(path))
    .map((one) => withScope(one, stricter?.leftOut(one.path)));
  const ofChange = toldOnce(
    all.filter((one) => isOpen(one) && !accepted.some((other) => saysMoreThan(one, other))),
    (path) => workspace.governing(path),
  );
  const ended = endedSuppressions({
    ...{ change, ofCheck: workspace.findings(), ofChange: all },
    text: (path) => textOf(workspace.read(path)),
    policyOf: (path) => workspace.governing(path),
  });
  const told = toldInPlace(fresh.findings, [...ofChange, ...ended]);
  Object.assign(ground.told, told);
  const findings = [...told.ofCheck, ...told.ofChange].sort(byPlace);
  return { ok: true, facts, changeFindings: told.ofChange, findings, notices: fresh.notices };
}

/** Why a file counts that the policy leaves out by now. */
function withScope(finding: Finding, why: Related | undefined): Finding {
  const isOfContract = finding.rule.startsWith('contracts/');
  return why && isOfContract ? { ...finding, related: [...finding.related, why] } : finding;
}

function scopeOf(workspace: Assembly['workspace'], policies: readonly PolicyThen[], change: Change) {
  const mayDiffer = ({ now, before, outer }: PolicyThen) =>
    outer !== undefined || (before && before.canonical !== now.canonical);
  if (!policies.some(mayDiffer)) return undefined;
  const paths = [...workspace.facts().files.map(({ path }) => path), ...workspace.met.contracts];
  return stricterScope({ policies, change, paths });
}

/** Lets an editor's key come first. */
export function rest(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const none: readonly Finding[] = [];

const builtInIds: ReadonlySet<string> = new Set(builtIn.map(({ id }) => id));

/** What was found so far. */
interface Ground {
  readonly stale: ChangeFacts['staleEntries'];
  readonly texts: ReadonlyMap<string, string>;
  readonly policies: readonly PolicyThen[];
  readonly lost: readonly Policy[];
  /** The policy that judges what is found at a path, with contracts and code or without. */
  governing(finding: Finding): Policy | undefined;
  readonly facts: WorkspaceFacts;
  readonly contracts: ContractChanges;
  /** What the rules about changes say, which are given the same facts as the items: what is computed of them is computed once. */
  readonly told: ReturnType<typeof toldInPlace>;
}

async function factsUnder(
  policy: Policy,
  { workspace }: Pick<Assembly, 'workspace'>,
  { change: whole, paths, evidenceFor, modified, hunksSince, tools }: ChangeInput,
  { stale, texts, policies, lost, facts, told, contracts, governing }: Ground,
): Promise<ItemFacts> {
  const isOwn = (path: string) => workspace.governing(path)?.path === policy.path;
  const text = (path: string) => textOf(workspace.read(path));
  const change = { ...whole, files: whole.files.filter(({ path }) => isOwn(path)) };
  const own = paths.filter(isOwn);
  const ids = itemIds(policy, builtIn);
  const records = recordPaths(policy, change, own).flatMap((path): readonly ChangeRecord[] => {
    const read = workspace.read(path);
    if (read.ok) return [readChangeRecord(path, read.text, ids, builtInIds)];
    // What was deleted meanwhile says nothing.
    return read.problem === 'missing' ? [] : [unreadableRecord(path, read.detail)];
  });
  const { before: basePolicy, outer } = policies.find(({ now }) => now === policy) ?? {};
  const isOfOwn = (finding: Finding) => governing(finding)?.path === policy.path;
  return {
    policy,
    basePolicy,
    ...(outer && { outerPolicy: outer }),
    lostPolicies: lost.filter(({ path }) => isOwn(path)),
    workspace: facts,
    change,
    owners: facts.owners,
    paths: own,
    evidence: await evidenceFor(policy),
    records,
    contracts: await underBase(
      ownContracts(contracts, policy, outer ?? basePolicy),
      facts.contracts,
      policy,
      outer ?? basePolicy,
    ),
    accepted: acceptedUnder(policy, (path) => workspace.read(path)),
    staleEntries: stale.filter(({ at }) => isOwn(at.path)),
    text,
    baseText: (path) => texts.get(path),
    modified,
    ...(hunksSince && { hunksSince }),
    ...tools,
    get newFindings() {
      return told.ofCheck.filter(isOfOwn);
    },
    get changeFindings() {
      return told.ofChange.filter(isOfOwn);
    },
  };
}

function acceptedUnder(policy: Policy, read: (path: string) => ReadResult): AcceptedChanges {
  const path = acceptedPath(policy);
  const result = declaresContracts(policy) ? read(path) : undefined;
  if (!result || (!result.ok && result.problem === 'missing')) return { path, entries: [], problems: [] };
  return result.ok ? readAcceptedChanges(path, result.text) : unreadableAccepted(path, result.detail);
}

/** Those that a policy judges; what the base promised and served is one for all. */
function ownContracts(
  contracts: ContractChanges,
  { path }: Policy,
  basePolicy: Policy | undefined,
): ContractChanges {
  const { compared, added, removed, unread } = contracts;
  return {
    ...contracts,
    compared: compared.filter(({ now }) => now.policy.path === path).map((one) => underBoth(one, basePolicy)),
    added: added.filter(({ policy }) => policy.path === path),
    removed: removed.filter(({ policy }) => policy === path),
    unread: unread.filter(({ policy }) => policy.path === path),
  };
}

function textOf(result: ReadResult): string | undefined {
  return result.ok ? result.text : undefined;
}

function byPlace(a: Finding, b: Finding): number {
  return (
    byCodeUnit(a.path, b.path) ||
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    byCodeUnit(a.rule, b.rule)
  );
}
