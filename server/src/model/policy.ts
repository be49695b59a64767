import type { SeveritySetting } from './finding.ts';
import type { Place } from './span.ts';

/** The rule packs a policy can be written for, newest first; new rules arrive only with a new edition. */
export const editions = ['2026-11'] as const;

/** A glob as written, relative to the policy's folder, and where it stands. */
export interface Pattern {
  readonly glob: string;
  readonly place: Place;
}

/** One layer of the ordered list. Lower rank = higher up; layers of one bracket share a rank. */
export interface Layer {
  readonly name: string;
  readonly rank: number;
  readonly files: readonly Pattern[];
  /** No direct edge may pass over a closed layer. */
  readonly closed: boolean;
  readonly why?: string;
  readonly owner?: string;
  readonly severity?: SeveritySetting;
  /** Where the layer's name is declared. */
  readonly place: Place;
}

/** A severity, with options where the rule takes some. */
export interface RuleSetting {
  /** A rule id or a pattern such as `architecture/*`. */
  readonly rule: string;
  readonly severity: SeveritySetting;
  readonly options?: unknown;
  readonly place: Place;
}

export interface Override {
  readonly files: readonly Pattern[];
  readonly rules: readonly RuleSetting[];
}

/** A problem of the policy document; `fatal` ones leave the policy without a trustworthy meaning. */
export interface PolicyProblem {
  /** Stable, e.g. `CFG-004`. */
  readonly code: string;
  readonly place: Place;
  readonly message: string;
  readonly fatal: boolean;
}

/** The effective policy of one `parapet.jsonc`: parents merged in, bad statements left out. */
export interface Policy {
  /** Path of the document, relative POSIX to the workspace root. */
  readonly path: string;
  /** Its folder; empty for the root. Every glob is relative to it. */
  readonly folder: string;
  readonly edition: string;
  readonly layers: readonly Layer[];
  readonly cover: readonly Pattern[];
  readonly tests: readonly Pattern[];
  readonly exclude: readonly Pattern[];
  readonly rules: readonly RuleSetting[];
  readonly overrides: readonly Override[];
  readonly problems: readonly PolicyProblem[];
  /** The document and its parents, found or not: a change to one of them makes this policy stale. */
  readonly inputs: readonly string[];
  /** Canonical text of the effective statements, for a hash. */
  readonly canonical: string;
}
