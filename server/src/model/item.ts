import type { ChangeFacts } from './change-facts.ts';
import type { Finding } from './finding.ts';
import type { Gates, ItemLevel, Policy } from './policy.ts';
import type { Rule } from './rule.ts';
import type { Place, Span } from './span.ts';

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
  /** Every rule, for the severity that it has while a policy says nothing. */
  readonly rules: readonly Pick<Rule, 'id' | 'severity' | 'declaredBy'>[];
  /** The comments of a text, in order; the path tells the format, and one whose comments are not known has none. */
  comments(path: string, text: string): readonly Span[];
  /** SHA-256 of a text in UTF-8, in hexadecimal. */
  sha256(text: string): string;
  /** The same of the bytes on disk; undefined for what cannot be read. Asked only for files without a text. */
  hashOfBytes(path: string): string | undefined;
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
  /** When it is about a change, and how much it weighs while the policy says nothing, and why: one sentence each. */
  readonly scope: string;
  readonly weight: string;
  /** The gate whose evidence it rests on. */
  readonly gate?: keyof Gates;
  /** How much it weighs while the policy says nothing; `base` is the policy of before, where there was one. */
  level(policy: Policy, base?: Policy): ItemLevel;
  /** `items` are all that are built in. */
  judge(facts: ItemFacts, items: readonly Item[]): ItemOutcome;
}

/** Gives an item its type; the one way to write one. */
export function defineItem<const Written extends Item>(item: Written): Written {
  return item;
}
