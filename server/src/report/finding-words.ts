import type { Finding } from '../model/finding.ts';
import { bestFirst, type Fix } from '../model/fix.ts';
import { count } from '../model/words.ts';

export interface WithFixes {
  /** Ways out in the order of their rule, where they were looked for. */
  readonly fixes?: ((finding: Finding) => readonly Fix[]) | undefined;
  /** Of how many shown findings nobody looked for them. */
  readonly unsought?: number;
}

/** What was not looked for, so that nobody takes silence for an answer. */
export function unsoughtSentences({ unsought = 0 }: Pick<WithFixes, 'unsought'>): readonly string[] {
  return unsought === 0 ? [] : [`--all looks for ways out of ${count(unsought, 'more finding')}.`];
}

/** What stands behind the severity or the rule of a finding that is less than certain: ` (likely)`. */
export function doubt({ confidence }: Finding): string {
  return confidence === 'certain' ? '' : ` (${confidence})`;
}

/** Each way out of a finding with its label; one that `check --fix` applies says that it is safe. */
export function labelledFixes(
  finding: Finding,
  { fixes }: WithFixes,
): readonly { readonly label: 'Fix' | 'Or'; readonly title: string }[] {
  return bestFirst(fixes?.(finding) ?? []).map(({ title, safe }, index) => ({
    label: index === 0 ? 'Fix' : 'Or',
    title: safe ? `${title} (safe)` : title,
  }));
}
