import type { Assembly } from '../assemble.ts';
import { checklist } from '../done/checklist.ts';
import { completenessOf } from '../engine/completeness.ts';
import { commentsOf } from '../extract/comments.ts';
import { coverageVerdict } from '../gating/coverage-verdict.ts';
import { percentOf } from '../gating/percent.ts';
import { type Change, type ChangeOutcome, pathsInBase, stillThere } from '../model/change.ts';
import type { ChangeFacts } from '../model/change-facts.ts';
import type { ContractChanges } from '../model/contract-changes.ts';
import { tallyContracts } from '../model/contract-tally.ts';
import {
  type ChangeCoverage,
  type Checklist,
  type DoneResult,
  groupOf,
  type ItemResult,
} from '../model/done-result.ts';
import type { Notice, Verdict } from '../model/finding.ts';
import { hashText } from '../model/hash.ts';
import type { Cancellation } from '../model/host.ts';
import type { ItemFacts } from '../model/item.ts';
import { editions } from '../model/policy.ts';
import type { Span } from '../model/span.ts';
import { rules } from '../rules/index.ts';
import { version } from '../version.ts';
import type { EvidenceReader } from './evidence.ts';
import { type JudgedChange, judgeChange, rest } from './judge-change.ts';
import type { BaseMemory, NotJudged } from './new-findings.ts';

/** What of this machine the Definition of Done rests on, besides the workspace. */
export interface DoneParts {
  readonly evidence: EvidenceReader;
  /** Every file of the repository below the root; relative POSIX, in order of path. */
  paths(cancelled?: Cancellation): readonly string[] | Promise<readonly string[]>;
  modified: ChangeFacts['modified'];
  hunksSince?: ChangeFacts['hunksSince'];
  /** What the base had; several checks of one workspace may share it. */
  readonly memory?: BaseMemory;
  sha256: ItemFacts['sha256'];
  hashOfBytes: ItemFacts['hashOfBytes'];
}

export type DoneOutcome =
  | {
      readonly ok: true;
      readonly result: DoneResult;
      /** By the policy's path: what actions on an item rest on. */
      readonly facts: readonly ItemFacts[];
      /** What the change does to contracts under all policies; absent where nothing could be judged. */
      readonly contracts?: ContractChanges;
    }
  | { readonly ok: false; readonly cancelled: true };

/** Holds changes of one workspace against its Definition of Done; remembers what the base had. */
export class DoneCheck {
  readonly #assembly: Pick<Assembly, 'workspace' | 'readPolicy'>;
  readonly #parts: DoneParts;
  readonly #memory: BaseMemory;
  /** Of the files that were asked about last: an editor asks again and again, and few have changed. */
  #comments = new Map<string, { readonly text: string; readonly spans: readonly Span[] }>();

  constructor(assembly: Pick<Assembly, 'workspace' | 'readPolicy'>, parts: DoneParts) {
    this.#assembly = assembly;
    this.#parts = parts;
    this.#memory = parts.memory ?? {};
  }

  /** Judges one change with the workspace as it was last refreshed. A change that cannot be had is an unknown verdict. */
  async run(outcome: ChangeOutcome, cancelled?: Cancellation): Promise<DoneOutcome> {
    if (cancelled?.aborted) return { ok: false, cancelled: true };
    if (!outcome.ok) return this.#unjudged(outcome);
    const { change, base } = outcome;
    const { evidence, paths: list, modified, hunksSince, sha256, hashOfBytes } = this.#parts;
    const paths = stillThere(await list(cancelled), change);
    if (cancelled?.aborted) return { ok: false, cancelled: true };
    const changed = new Set(change.files.map(({ path }) => path));
    const changedInBase = new Set(pathsInBase(change));
    const judged = await judgeChange(this.#assembly, {
      ...{ change, base, paths, modified, cancelled, memory: this.#memory },
      tools: { rules, comments: this.#rememberedComments(), sha256, hashOfBytes },
      ...(hunksSince && { hunksSince }),
      evidenceFor: (policy) => evidence.read({ policy, paths, changed, changedInBase }),
    });
    evidence.settle();
    if (!judged.ok) return judged.cancelled ? { ok: false, cancelled: true } : this.#unjudged(judged, change);
    await rest();
    if (cancelled?.aborted) return { ok: false, cancelled: true };
    const { facts } = judged;
    const contracts = joinedContracts(facts);
    return { ok: true, result: this.#resultOf(change, judged), facts, ...(contracts && { contracts }) };
  }

  #rememberedComments(): ItemFacts['comments'] {
    const before = this.#comments;
    const now = new Map<string, { readonly text: string; readonly spans: readonly Span[] }>();
    this.#comments = now;
    return (path, text) => {
      const known = now.get(path) ?? before.get(path);
      const own = known?.text === text ? known : { text, spans: commentsOf(path, text) };
      now.set(path, own);
      return own.spans;
    };
  }

  #resultOf(change: Change, judged: JudgedChange): DoneResult {
    const { facts } = judged;
    const lists = facts.map((own) => checklist(own));
    const items = joined(
      lists,
      facts.map(({ policy }) => policy.folder),
    );
    const coverage = joinedCoverage(facts);
    const { notices, gaps } = completenessOf(this.#assembly.workspace);
    const own = [...notices, ...change.notices, ...judged.notices];
    const allGaps = [...gaps, ...incomplete(change.notices)];
    const { isPolicyBroken } = this.#assembly.workspace;
    const contracts = tallyContracts(this.#assembly.workspace.facts().contracts);
    return {
      verdict: verdictOf(lists, isPolicyBroken, allGaps.length > 0),
      ...this.#heading(),
      change: { ...headOf(change), files: change.files.length },
      items,
      ...(coverage && { coverage }),
      findings: judged.findings,
      notices: own,
      gaps: allGaps,
      isPolicyBroken,
      ...(contracts && { contracts }),
    };
  }

  /** Says why, so that nothing passes by silence. */
  #unjudged({ code, message }: Pick<NotJudged, 'code' | 'message'>, change?: Change): DoneOutcome {
    const { workspace } = this.#assembly;
    const { notices, gaps } = completenessOf(workspace);
    const result: DoneResult = {
      verdict: 'unknown',
      ...this.#heading(),
      change: change
        ? { ...headOf(change), files: change.files.length }
        : { base: { name: 'unknown' }, files: 0 },
      items: [],
      findings: [],
      notices: [...notices, { code, message, incomplete: true }],
      gaps: [...gaps, message],
      isPolicyBroken: workspace.isPolicyBroken,
    };
    return { ok: true, result, facts: [] };
  }

  #heading(): Pick<DoneResult, 'engine' | 'edition' | 'policyHash'> {
    const { policies } = this.#assembly.workspace;
    const said = policies.map(({ canonical }) => canonical).join('\n');
    return {
      engine: version,
      edition: policies[0]?.edition ?? editions[0],
      ...(policies.length > 0 && { policyHash: hashText(said) }),
    };
  }
}

function headOf({ base, branch }: Change): Pick<Change, 'base' | 'branch'> {
  return { base, ...(branch !== undefined && { branch }) };
}

function incomplete(notices: readonly Notice[]): readonly string[] {
  return notices.filter((notice) => notice.incomplete).map(({ message }) => message);
}

/** A broken policy says nothing certain; otherwise what fails outweighs what is unknown. */
function verdictOf(lists: readonly Checklist[], isPolicyBroken: boolean, isIncomplete: boolean): Verdict {
  if (isPolicyBroken) return 'unknown';
  const verdicts = lists.map(({ verdict }) => verdict);
  if (verdicts.includes('fail')) return 'fail';
  return isIncomplete || verdicts.includes('unknown') ? 'unknown' : 'pass';
}

const weights = { blocking: 4, unknown: 3, attest: 2, advice: 1, done: 0 } as const;

/** One list of several policies: of an item that several have, the one that is furthest from done, with its folder. */
function joined(lists: readonly Checklist[], folders: readonly string[]): readonly ItemResult[] {
  const [only] = lists;
  if (lists.length === 1 && only) return only.items;
  const worst = new Map<string, ItemResult>();
  for (const [index, { items }] of lists.entries()) {
    for (const item of items) {
      const folder = folders[index];
      const own = folder && item.verdict !== 'na' ? { ...item, detail: `${folder}: ${item.detail}` } : item;
      const known = worst.get(item.id);
      if (!known || distance(own) > distance(known)) worst.set(item.id, own);
    }
  }
  return [...worst.values()];
}

/** How far an item is from being done: of several policies' the farthest one is told. */
export function distance(item: ItemResult): number {
  return weights[groupOf(item)] - (item.verdict === 'na' ? 0.5 : 0);
}

function joinedContracts(facts: readonly ChangeFacts[]): ContractChanges | undefined {
  const [first] = facts;
  if (!first || facts.length === 1) return first?.contracts;
  const all = facts.map(({ contracts }) => contracts);
  return {
    ...first.contracts,
    compared: all.flatMap(({ compared }) => compared),
    added: all.flatMap(({ added }) => added),
    removed: all.flatMap(({ removed }) => removed),
    unread: all.flatMap(({ unread }) => unread),
    released: all.flatMap(({ released }) => released),
    designFirst: new Set(all.flatMap(({ designFirst }) => [...designFirst])),
  };
}

function joinedCoverage(facts: readonly ChangeFacts[]): ChangeCoverage | undefined {
  const verdicts = facts.flatMap((own) => coverageVerdict(own)?.patch ?? []);
  if (verdicts.length === 0) return undefined;
  const files = verdicts.flatMap((patch) => patch.files);
  const covered = verdicts.reduce((sum, patch) => sum + patch.covered, 0);
  const measured = verdicts.reduce((sum, patch) => sum + patch.measured, 0);
  return { ...(measured > 0 && { patch: percentOf({ covered, measured }) }), measured, covered, files };
}
