import type { Acceptance } from '../model/change-facts.ts';
import type { Vulnerability } from '../model/evidence.ts';
import { reasonPlaceholder } from '../model/facts.ts';

/** What was decided about a vulnerability: nothing, something that holds, or something that does not. */
export type Decision =
  | { readonly is: 'none' }
  | { readonly is: 'accepted' | 'ended' | 'unreasoned'; readonly acceptance: Acceptance };

/**
 * Looks for what accepts a vulnerability in one version of its package; `products` are the names of this workspace's own
 * packages, which a statement may be about in place of the weak one. `today` is `YYYY-MM-DD`, UTC.
 */
export function decide(
  vulnerability: Vulnerability,
  version: string,
  acceptances: readonly Acceptance[],
  products: ReadonlySet<string>,
  today: string,
): Decision {
  const names = new Set(vulnerability.aliases.map((alias) => alias.toUpperCase()));
  const decisions = acceptances
    .filter(({ ids }) => ids === undefined || ids.some((id) => names.has(id.toUpperCase())))
    .filter((one) => concerns(one, vulnerability.package, version, products))
    .map((acceptance) => ({ is: stateOf(acceptance, today), acceptance }));
  const of = (state: string) => decisions.find(({ is }) => is === state);
  return of('accepted') ?? of('ended') ?? of('unreasoned') ?? { is: 'none' };
}

function concerns(
  { ids, packages }: Acceptance,
  name: string,
  installed: string,
  products: ReadonlySet<string>,
): boolean {
  if (packages === undefined) return true;
  return packages.some(
    (one) =>
      (one.name === name && (one.version === undefined || one.version === installed)) ||
      (ids !== undefined && one.name !== name && products.has(one.name)),
  );
}

function stateOf({ reason, until }: Acceptance, today: string): 'accepted' | 'ended' | 'unreasoned' {
  if (until !== undefined && until < today) return 'ended';
  return reason === '' || reason === reasonPlaceholder ? 'unreasoned' : 'accepted';
}
