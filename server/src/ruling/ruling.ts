import type { Element, Statement } from '../model/policy.ts';
import type { Edge, Membership, Standing } from '../model/rule.ts';

/** The rules about the boundaries of layers, slices and services, in the order in which they are told. */
export const boundaryRules = [
  'architecture/upward-import',
  'architecture/skipped-layer',
  'architecture/undeclared-dependency',
  'architecture/sibling-import',
  'architecture/private-import',
] as const;
export type BoundaryRule = (typeof boundaryRules)[number];

/** What one statement of the policy says of imports from files that stand in one place to files in another. */
export interface Ruling {
  readonly rule: BoundaryRule;
  readonly verdict: 'denied' | 'allowed';
  /** One sentence: the fact and the boundary. */
  message(edge: Edge): string;
  /** What decided: with its reason, its owner and the place where it is declared. */
  readonly statement: Statement;
  /** Other places in the policy that have to do with it. */
  readonly related: readonly { readonly element: Element; readonly message: string }[];
  /** Allowed or denied only as far as the package around the target does not offer it. */
  readonly offeredBy?: Membership;
}

/** What the elements of one kind, or their order, say of a pair of standings. */
export type Ruler = (from: Standing, to: Standing) => readonly Ruling[];
