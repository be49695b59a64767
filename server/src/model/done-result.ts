import type { Change } from './change.ts';
import type { ContractTally, Finding, Notice, Verdict } from './finding.ts';
import type { ItemEvidence, ItemVerdict } from './item.ts';
import type { Place } from './span.ts';

/** What an attestation of an item would be bound to, as things are now. */
export interface ItemScope {
  /** Paths with the hashes of their contents, in order of path. */
  readonly files: readonly { readonly path: string; readonly hash: string }[];
  /** Over all of them. */
  readonly digest: string;
}

/** One item of the Definition of Done as it stands for a change. */
export interface ItemResult {
  readonly id: string;
  readonly title: string;
  readonly level: 'must' | 'should';
  readonly kind: 'check' | 'attest';
  readonly verdict: ItemVerdict;
  /** One line with numbers. */
  readonly detail: string;
  readonly owners: readonly string[];
  readonly evidence: readonly ItemEvidence[];
  /** Where to look, the first one first. */
  readonly places: readonly Place[];
  /** Of an item that is to be attested. */
  readonly scope?: ItemScope;
}

/** The Definition of Done of one change under one policy. */
export interface Checklist {
  /** That of the items that must be done: one that fails decides, then one that is unknown. */
  readonly verdict: Verdict;
  /** The built-in items in a fixed order, then those of the policy as it lists them. */
  readonly items: readonly ItemResult[];
}

/** Coverage of the lines that a change adds. */
export interface ChangeCoverage {
  /** Percent, not rounded; absent where nothing was measured. */
  readonly patch?: number;
  readonly measured: number;
  readonly covered: number;
  /** Changed files with added lines that were measured, in order of path. */
  readonly files: readonly {
    readonly path: string;
    readonly measured: number;
    readonly covered: number;
    /** Added lines that did not run, ascending from 1. */
    readonly uncovered: readonly number[];
  }[];
}

/** Everything that the Definition of Done has to say of a change. */
export interface DoneResult {
  readonly verdict: Verdict;
  readonly engine: string;
  readonly edition: string;
  readonly policyHash?: string;
  readonly change: Pick<Change, 'base' | 'branch'> & { readonly files: number };
  /** In the order in which they are told. */
  readonly items: readonly ItemResult[];
  readonly coverage?: ChangeCoverage;
  /** New findings of `check` and those about the change, in order of path, position and rule; open ones only. */
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
  /** Why the judgement is incomplete, one sentence each. */
  readonly gaps: readonly string[];
  readonly isPolicyBroken: boolean;
  /** As of a check. */
  readonly contracts?: ContractTally;
}

/** Where an item stands in a list: what blocks comes first, then what nobody knows, what a person has to say, and advice. */
export const itemGroups = ['blocking', 'unknown', 'attest', 'advice', 'done'] as const;
export type ItemGroup = (typeof itemGroups)[number];

export function groupOf({ verdict, level, kind }: ItemResult): ItemGroup {
  if (verdict === 'pass' || verdict === 'na' || verdict === 'waived') return 'done';
  if (kind === 'attest') return 'attest';
  if (verdict === 'unknown') return level === 'must' ? 'unknown' : 'advice';
  return level === 'must' ? 'blocking' : 'advice';
}

/** Items that are settled, of those that the change is about. */
export function countDone(items: readonly ItemResult[]): { readonly done: number; readonly all: number } {
  const concerned = items.filter(({ verdict }) => verdict !== 'na');
  return { done: concerned.filter((item) => groupOf(item) === 'done').length, all: concerned.length };
}
