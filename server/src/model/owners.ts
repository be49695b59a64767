import type { Place } from './span.ts';

/** Who owns which path. */
export interface Owners {
  /** `@user`, `@org/team`, an address or a role, as written; empty for a path that nobody owns. */
  of(path: string): readonly string[];
  /** The statement that decides about a path. */
  ruleOf(path: string): Place | undefined;
}

/** Of a workspace that names no owners. */
export const noOwners: Owners = { of: () => [], ruleOf: () => undefined };
