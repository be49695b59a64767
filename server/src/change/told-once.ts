import type { Bump } from '../model/contract.ts';
import { isEnough } from '../model/contract-bump.ts';
import { breakingChange, unversionedContract } from '../model/contract-changes.ts';
import { type Finding, isAsHeavy, isOpen, saysMoreThan, standsFor } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import { namesRule } from '../model/rule-name.ts';

/**
 * A contract of which it is told that it breaks callers, or may do so, and what that asks of the version, is not told again
 * at its version. What only may break callers weighs as much then as the version that it is told in place of, unless the
 * policy says how much it weighs: then both are told.
 */
export function toldOnce(
  findings: readonly Finding[],
  policyOf: (path: string) => Policy | undefined,
): readonly Finding[] {
  const breaking = findings.filter(({ rule }) => rule === breakingChange);
  const instead = new Map<Finding, Finding>();
  const left = findings.filter((one) => {
    if (one.rule !== unversionedContract || one.remedy?.['versioned'] === undefined) return true;
    const own = breaking.filter(({ remedy }) => remedy?.['versioned'] === one.remedy?.['versioned']);
    const saying = own.filter(
      (other) => isAsHeavy(other, one) || (mayWeighMore(other) && !isWeighed(policyOf(other.path))),
    );
    if (!saying.some((other) => isEnough(bumpOf(other), bumpOf(one)))) return true;
    for (const other of saying) if (!isAsHeavy(other, one)) instead.set(other, one);
    return false;
  });
  return left.map((one) => {
    const severity = instead.get(one)?.severity;
    return severity ? { ...one, severity } : one;
  });
}

/** Of findings of a check and of those about a change, each pair that is about one thing told by the one that decides. */
export function toldInPlace(
  ofCheck: readonly Finding[],
  ofChange: readonly Finding[],
): { readonly ofCheck: readonly Finding[]; readonly ofChange: readonly Finding[] } {
  const saying = ofChange.filter(({ inPlaceOf }) => inPlaceOf !== undefined);
  if (saying.length === 0) return { ofCheck, ofChange };
  const left = ofCheck.filter((finding) => !saying.some((one) => standsFor(one, finding)));
  const isTold = (one: Finding) => left.some((other) => isOpen(other) && saysMoreThan(one, other));
  return { ofCheck: left, ofChange: ofChange.filter((one) => !saying.includes(one) || !isTold(one)) };
}

function bumpOf({ remedy }: Finding): Bump {
  return (remedy?.['bump'] ?? 'none') as Bump;
}

/** What is not sure is never more than a warning. */
function mayWeighMore({ confidence }: Finding): boolean {
  return confidence === 'certain';
}

/** Whether a policy says how much it weighs that a change breaks callers, and that this is no error. */
function isWeighed(policy: Policy | undefined): boolean {
  const { rules = [], overrides = [] } = policy ?? {};
  const own = rules.findLast(({ rule }) => rule === breakingChange);
  const named = own ?? rules.findLast(({ rule }) => namesRule(rule, breakingChange));
  const elsewhere = overrides.flatMap((one) => one.rules).some(({ rule }) => namesRule(rule, breakingChange));
  return elsewhere || (named !== undefined && named.severity !== 'error');
}
