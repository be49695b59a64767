import type { AcceptedChanges } from './accepted-changes.ts';
import type { Change, Hunk } from './change.ts';
import type { ChangeRecord } from './change-record.ts';
import type { ContractChanges } from './contract-changes.ts';
import type { Coverage, Evidence, Report, SecurityResult, TestRun, Vulnerability } from './evidence.ts';
import type { Finding } from './finding.ts';
import type { Owners } from './owners.ts';
import type { Policy } from './policy.ts';
import type { Place } from './span.ts';
import type { WorkspaceFacts } from './workspace-facts.ts';

/** What the gates of one policy ask for; absent where the gate is not declared. */
export interface GateEvidence {
  readonly coverage?: Evidence<Coverage>;
  /** The base's coverage, where the gate names it; absent where there is nothing under that name. */
  readonly baseCoverage?: Report<Coverage>;
  readonly vulnerabilities?: Evidence<readonly Vulnerability[]>;
  /** Documents that accept vulnerabilities. */
  readonly acceptances?: Evidence<readonly Acceptance[]>;
  readonly security?: Evidence<readonly SecurityResult[]>;
  readonly tests?: Evidence<TestRun>;
}

/** That somebody decided about a vulnerability: it does not concern this code, or it is borne for now. */
export interface Acceptance {
  /** Names of the vulnerability, any of which may be meant; absent for whatever the packages have. */
  readonly ids?: readonly string[];
  /** Packages it is limited to, and of them one version where one is said; absent for all. */
  readonly packages?: readonly { readonly name: string; readonly version?: string }[];
  /** Empty where none is given: then it accepts nothing, and that is told. */
  readonly reason: string;
  /** The last day, `YYYY-MM-DD`, inclusive, UTC. */
  readonly until?: string;
  /** The document that says so. */
  readonly path: string;
}

/** The rule that tells such lines, and its detail where an earlier change has left one. */
export const staleBaseline = 'policy/stale-baseline';
export const olderEntry = 'older';

/** A line of a baseline that accepts nothing any more. */
export interface StaleEntry {
  readonly rule: string;
  /** As the line says it, relative to the policy's folder. */
  readonly path: string;
  readonly subject: string;
  readonly at: Place;
  /** The base still had what it accepts. */
  readonly isOfChange: boolean;
}

/** Everything that a change is judged by, under one policy. */
export interface ChangeFacts {
  readonly policy: Policy;
  /** The effective policy of the base; absent where there was none, or none that could be read. */
  readonly basePolicy: Policy | undefined;
  /** For a policy that the change has brought into a folder: the one that judged this in the base, as it was there. */
  readonly outerPolicy?: Policy;
  /** Policies of the base by which code and contracts were held against each other, and whose folders this one judges by now. */
  readonly lostPolicies?: readonly Policy[];
  readonly workspace: WorkspaceFacts;
  readonly change: Change;
  readonly owners: Owners;
  /** Every file that git knows or would know below the root, whatever it holds; relative POSIX, in order of path. */
  readonly paths: readonly string[];
  readonly evidence: GateEvidence;
  readonly contracts: ContractChanges;
  /** Breaking changes that somebody answers for. */
  readonly accepted: AcceptedChanges;
  /** What people have written down about this change, in order of path. */
  readonly records: readonly ChangeRecord[];
  /** Open findings of `check` that the base did not have. */
  readonly newFindings: readonly Finding[];
  /** What the change leaves in the baseline although nothing of the kind is found any more. */
  readonly staleEntries: readonly StaleEntry[];
  /** The text of a file as it is now, unsaved text included; undefined for what cannot be read as text. */
  text(path: string): string | undefined;
  /** The text in the base, by the path there; of files that the change touches. */
  baseText(path: string): string | undefined;
  /** Milliseconds since 1970, when a file was last written; undefined where that says nothing, as on a fresh checkout. */
  modified(path: string): number | undefined;
  /**
   * Hunks from the text that a file had at a time to the text now, none where it has not changed; undefined where nobody
   * remembers that text. The editor does, and so a report stays good for the lines that it still fits.
   */
  hunksSince?(path: string, time: number): readonly Hunk[] | undefined;
}
