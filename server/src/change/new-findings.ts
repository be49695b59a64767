import type { Assembly } from '../assemble.ts';
import { type BaseFindings, baseFindings, type FindingName, namesOf } from '../engine/base-findings.ts';
import { baselineEntries, baselineName, entryLine, readBaseline } from '../format/baseline.ts';
import { movedBaseline } from '../format/moved-baseline.ts';
import { type BaseTexts, type Change, type NoChange, pathNow, pathsInBase } from '../model/change.ts';
import type { StaleEntry } from '../model/change-facts.ts';
import { type Finding, isOpen, type Notice } from '../model/finding.ts';
import { hashText } from '../model/hash.ts';
import type { Cancellation } from '../model/host.ts';
import { joinPath } from '../model/path.ts';
import { count } from '../model/words.ts';
import { type BaseContracts, baseContractsOf } from './base-contracts.ts';
import { staleEntries } from './stale-entries.ts';
import { foundByPolicy, type PolicyMemory } from './stricter-policy.ts';
import type { StricterScope } from './stricter-scope.ts';

/** What the base had, once for each merge base and policy: an editor asks again and again. */
export interface BaseMemory extends PolicyMemory {
  known?: InBase & { readonly key: string };
}

/** What is kept of the base. */
interface InBase {
  readonly names: readonly FindingName[];
  /** Absent where it promised and served nothing. */
  readonly contracts?: BaseContracts | undefined;
}

export interface BaseRequest {
  readonly change: Change;
  readonly base: BaseTexts;
  readonly memory: BaseMemory;
  /** Of what policies are about fewer files by now, the files that contracts are held against. */
  readonly stricter?: Pick<StricterScope, 'scope' | 'key'> | undefined;
  readonly cancelled?: Cancellation | undefined;
}

export type NewFindings =
  | {
      readonly ok: true;
      readonly findings: readonly Finding[];
      readonly notices: readonly Notice[];
      readonly contracts: BaseContracts | undefined;
      readonly stale: readonly StaleEntry[];
    }
  | NotJudged;

/** Why a change could not be judged; `cancelled` where nobody waits any more. */
export type NotJudged = { readonly ok: false; readonly cancelled?: true } & NoChange;

export const cancelledCheck: NotJudged = {
  ok: false,
  cancelled: true,
  code: 'GIT-000',
  message: 'It was cancelled.',
};

/**
 * Open findings of a check that the base did not have. The base is judged under the policy of now, so that a stricter
 * policy accuses nobody of old code.
 */
export async function findNew(
  { workspace }: Pick<Assembly, 'workspace'>,
  { change, base, memory, stricter, cancelled }: BaseRequest,
): Promise<NewFindings> {
  const documents = {
    isOfPolicies: (path: string) => workspace.isOfPolicies(path),
    text: (path: string) => {
      const result = workspace.read(path);
      return result.ok ? result.text : undefined;
    },
  };
  const found = await findInBase();
  if ('ok' in found) return found;
  if (cancelled?.aborted) return cancelledCheck;
  const then = baseFindings(found.names, change, documents);
  const differing = await differingEntries(workspace, { change, base, cancelled });
  if ('ok' in differing) return differing;
  const all = workspace.findings();
  const notInBase = then.fresh(all);
  const fresh = new Set(notInBase.filter(isOpen));
  const isOne = (finding: Finding, which: keyof Differing) => {
    const folder = workspace.governing(finding.path)?.folder ?? '';
    const lines = differing.get(folder)?.[which];
    return (
      lines !== undefined && baselineEntries(finding, folder).some((entry) => lines.has(entryLine(entry)))
    );
  };
  const again = all.filter((finding) => isOpen(finding) && !fresh.has(finding) && isOne(finding, 'dropped'));
  const accepted = notInBase.filter(
    (finding) => finding.isBaselined && !documents.isOfPolicies(finding.path) && !isOne(finding, 'added'),
  );
  const revived = accepted.length - then.leftBehind(accepted).length;
  const old = all.filter(
    (one) => isOpen(one) && one.severity === 'error' && !fresh.has(one) && !again.includes(one),
  );
  const isCancelled = () => cancelled?.aborted ?? false;
  const brought = await foundByPolicy(workspace, { change, base, memory, isCancelled }, old);
  if (cancelled?.aborted) return cancelledCheck;
  const behind = then.leftBehind([...fresh]).length;
  const told = all.filter((finding) => fresh.has(finding) || again.includes(finding));
  return {
    ok: true,
    findings: retold(told, then),
    contracts: found.contracts,
    stale: staleEntries(workspace, change, found.names),
    notices: [
      ...(behind === 0 ? [] : [leftBehind(behind)]),
      ...(again.length === 0 ? [] : [takenOut(again.length)]),
      ...(revived === 0 ? [] : [cameBack(revived)]),
      ...(brought ? [brought] : []),
    ],
  };

  async function findInBase(): Promise<InBase | NotJudged> {
    const { commit } = change.base;
    // The base is judged by the policies and the baselines of now.
    const said = workspace.policies
      .flatMap(({ canonical, folder }) => [canonical, documents.text(joinPath(folder, baselineName))])
      .concat(stricter?.key)
      .join('\n');
    const key = commit === undefined ? undefined : `${commit}\n${hashText(said)}`;
    if (key !== undefined && memory.known?.key === key) return memory.known;
    if (change.files.length === 0) return inBase(workspace, stricter);
    const read = await base.read(pathsInBase(change), cancelled);
    if (!read.ok) return read;
    const before = workspace.before({ change, texts: read.texts });
    await before.refresh({ isCancelled: () => cancelled?.aborted ?? false });
    if (cancelled?.aborted) return cancelledCheck;
    const found = await inBase(before, stricter);
    if (key !== undefined) memory.known = { key, ...found };
    return found;
  }

  /** One of several causes is told, and it should be one that is new. */
  function retold(fresh: readonly Finding[], { acceptance }: BaseFindings): readonly Finding[] {
    if (!fresh.some(({ rule, parts }) => parts && acceptance.listsSome(undefined, rule))) return fresh;
    const again = new Map(
      workspace
        .judgeImports(acceptance)
        .flatMap((finding) => (finding.parts ? [[keyOf(finding), finding]] : [])),
    );
    return fresh.map((finding) => (finding.parts && again.get(keyOf(finding))) || finding);
  }
}

async function inBase(
  workspace: Pick<Assembly['workspace'], 'findings' | 'facts' | 'contractUses'>,
  stricter: BaseRequest['stricter'],
): Promise<InBase> {
  const names = namesOf(workspace.findings());
  const { contracts } = (await underScope(workspace, stricter)).facts();
  return { names, contracts: await baseContractsOf(contracts) };
}

/** A workspace of which contracts and code are held against each other in the stricter scope, where there is one. */
export async function underScope(
  workspace: Pick<Assembly['workspace'], 'facts' | 'contractUses'>,
  stricter: BaseRequest['stricter'],
): Promise<Pick<Assembly['workspace'], 'facts' | 'contractUses'>> {
  if (!stricter) return workspace;
  const contracts = await workspace.contractUses.under(stricter.scope);
  return { contractUses: contracts, facts: () => workspace.facts(contracts.facts) };
}

/**
 * What a change takes out of a baseline, and what it adds. What was accepted and is still there counts from now on: every
 * check after the merge would tell of it.
 */
interface Differing {
  readonly dropped: ReadonlySet<string>;
  readonly added: ReadonlySet<string>;
}

/** By the folder of a policy the entries of its baseline that are others than in the base. */
async function differingEntries(
  workspace: Assembly['workspace'],
  { change, base, cancelled }: Omit<BaseRequest, 'memory'>,
): Promise<ReadonlyMap<string, Differing> | NotJudged> {
  const differing = new Map<string, Differing>();
  const now = pathNow(change);
  for (const { folder } of workspace.policies) {
    const path = joinPath(folder, baselineName);
    if (!change.files.some((file) => file.path === path)) continue;
    const read = await base.read([path], cancelled);
    if (!read.ok) return read;
    const then = movedBaseline(
      read.texts.get(path) ?? '',
      { before: folder, after: folder },
      (name) => now(name) ?? name,
    );
    const kept = workspace.read(path);
    const lines = readBaseline(then).entries.map(entryLine);
    const left = kept.ok ? readBaseline(kept.text).entries.map(entryLine) : [];
    const added = new Set<string>();
    for (const line of left) {
      if (lines.includes(line)) lines.splice(lines.indexOf(line), 1);
      else added.add(line);
    }
    differing.set(folder, { dropped: new Set(lines), added });
  }
  return differing;
}

function takenOut(amount: number): Notice {
  const message = `${count(amount, 'finding')} ${amount === 1 ? 'is' : 'are'} still there that the change takes out of the baseline.`;
  return { code: 'BAS-004', message, incomplete: false };
}

function cameBack(amount: number): Notice {
  const message =
    amount === 1
      ? '1 finding is new, and a line of the baseline that had nothing to accept in the base accepts it: mend it, and take the line out.'
      : `${amount} findings are new, and lines of the baseline that had nothing to accept in the base accept them: mend them, and take the lines out.`;
  return { code: 'BAS-005', message, incomplete: false };
}

function leftBehind(amount: number): Notice {
  const isOne = amount === 1;
  const message = `${count(amount, 'finding')} of moved files ${isOne ? 'is' : 'are'} accepted in the baseline where ${isOne ? 'it was' : 'they were'}; a local "parapet check" moves the ${isOne ? 'entry' : 'entries'} along.`;
  return { code: 'BAS-003', message, incomplete: false };
}

/** Two tellings of one finding have the same causes. */
function keyOf({ rule, parts }: Finding): string {
  const causes = (parts?.() ?? []).map(({ path, subject }) => `${path}\t${subject}`);
  return [rule, ...causes].join('\n');
}
