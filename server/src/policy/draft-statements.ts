import { isDate } from '../model/date.ts';
import { reasonPlaceholder } from '../model/facts.ts';
import { type JsonNode, member } from '../model/json.ts';
import type { Exception, PackageStatement, ReachStatement, Reference } from '../model/policy.ts';
import { policyProblem } from './codes.ts';
import type { Drafting } from './drafting.ts';

/** A statement whose selectors are still texts: which of them are names is known once all documents are merged. */
type Open<Of, Keys extends keyof Of> = Omit<Of, Keys> & { readonly [Key in Keys]: readonly Reference[] };

export type PackageDraft = Omit<Open<PackageStatement, 'notIn'>, 'in'> & {
  readonly in?: readonly Reference[];
};
export type ReachDraft = Open<ReachStatement, 'from' | 'mustNotReach'>;
export type ExceptionDraft = Open<Exception, 'from' | 'to'>;

export function draftPackages(node: JsonNode | undefined, drafting: Drafting): readonly PackageDraft[] {
  const { references, said } = drafting;
  return itemsOf(node).flatMap((item) => {
    const form = member(item, 'onlyIn') ? 'onlyIn' : 'deny';
    const packages = references(member(item, form === 'onlyIn' ? 'packages' : 'deny'));
    const inside = member(item, 'in');
    const use = member(item, 'use');
    const [first] = packages;
    if (!first) return [];
    return [
      {
        form,
        packages,
        place: first.place,
        ...(inside && { in: references(inside) }),
        notIn: references(member(item, form === 'onlyIn' ? 'onlyIn' : 'notIn')),
        ...(use?.kind === 'string' && { use: use.value }),
        ...said(item),
      },
    ];
  });
}

export function draftReach(
  node: JsonNode | undefined,
  { references, said }: Drafting,
): readonly ReachDraft[] {
  return itemsOf(node).flatMap((item) => {
    const from = references(member(item, 'from'));
    const mustNotReach = references(member(item, 'mustNotReach'));
    const [first] = mustNotReach;
    return first && from.length > 0 ? [{ from, mustNotReach, place: first.place, ...said(item) }] : [];
  });
}

/** An exception whose end cannot be read excepts nothing, and neither does one without a reason. */
export function draftExceptions(node: JsonNode | undefined, drafting: Drafting): readonly ExceptionDraft[] {
  const { references, problems, at } = drafting;
  return itemsOf(node).flatMap((item) => {
    const from = references(member(item, 'from'));
    const to = references(member(item, 'to'));
    const why = member(item, 'why');
    const [until] = references(member(item, 'until'));
    const [first] = from;
    if (!first || to.length === 0 || why?.kind !== 'string') return [];
    if (why.value.trim() === '' || why.value === reasonPlaceholder) {
      const message = 'This exception gives no reason in its "why"; until it does it has no effect.';
      problems.push(policyProblem('CFG-005', at(why.span), message));
      return [];
    }
    if (until && !isDate(until.text)) {
      const message = `"${until.text}" is not a date such as "2027-03-31"; the exception has no effect.`;
      problems.push(policyProblem('CFG-018', until.place, message));
      return [];
    }
    return [{ from, to, why: why.value, place: first.place, ...(until && { until }) }];
  });
}

function itemsOf(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? node.items : [];
}
