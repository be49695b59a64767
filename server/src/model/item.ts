import type { ChangeFacts } from './change-facts.ts';
import type { Finding } from './finding.ts';
import type { ItemLevel, Policy } from './policy.ts';
import type { Place } from './span.ts';

/** `na`: the item is not about this change. `waived`: somebody answers for leaving it undone, until a day. */
export type ItemVerdict = 'pass' | 'fail' | 'unknown' | 'na' | 'waived';

/** What an item rests on. */
export interface ItemEvidence {
  /** A file, a commit or a person. */
  readonly source: string;
  readonly detail?: string;
}

export interface ItemOutcome {
  readonly verdict: Exclude<ItemVerdict, 'waived'>;
  /** One line with numbers: "71.4 % < 80 %, 12 lines in 3 files". */
  readonly detail: string;
  /** Where to look, the first one first. */
  readonly places?: readonly Place[];
  readonly evidence?: readonly ItemEvidence[];
  /** Beyond that of the policy: who owns what the item found. */
  readonly owners?: readonly string[];
}

/** What items are computed from: the change, and what the rules about it have found. */
export interface ItemFacts extends ChangeFacts {
  /** Open findings of the rules about changes, such as the gates. */
  readonly changeFindings: readonly Finding[];
}

/** One built-in item of the Definition of Done. */
export interface Item {
  readonly id: string;
  readonly title: string;
  /** One sentence: what holds when it is done. */
  readonly summary: string;
  /** One sentence: what goes wrong otherwise. */
  readonly why: string;
  /** How to settle it, one sentence each. */
  readonly ways: readonly string[];
  /** How much it weighs while the policy says nothing. */
  level(policy: Policy): ItemLevel;
  judge(facts: ItemFacts): ItemOutcome;
}

/** Gives an item its type; the one way to write one. */
export function defineItem<const Written extends Item>(item: Written): Written {
  return item;
}
