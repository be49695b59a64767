import type { ChangeFacts } from './change-facts.ts';
import type { DirectiveFact } from './facts.ts';
import type { Finding, Problem, Severity } from './finding.ts';
import type { WayOut } from './fix.ts';
import type { FixTools } from './fix-tools.ts';
import type { FileTypes } from './inferred.ts';
import type { Policy } from './policy.ts';
import type { SourceFile, WorkspaceFacts } from './workspace-facts.ts';

/** What rules are written with. */
export type {
  Acceptance,
  Belonging,
  Edge,
  Entry,
  Knot,
  Membership,
  Reach,
  Reached,
  ReachQuestion,
  ShadowedPattern,
  SourceFile,
  Standing,
  WorkspaceFacts,
} from './workspace-facts.ts';

/** A directive after the findings are known. */
export interface JudgedDirective {
  readonly path: string;
  readonly directive: DirectiveFact;
  /** Per named rule, parallel to `directive.rules`. */
  readonly uses: readonly {
    readonly known: boolean;
    /** The rule ran on this file, so that silence means something. */
    readonly ran: boolean;
    readonly used: boolean;
    /** The nearest known rule id for an unknown one. */
    readonly meant?: string;
  }[];
  /** UTC date of the run, `YYYY-MM-DD`. */
  readonly today: string;
}

export interface RuleDocs {
  /** One sentence: what holds when the rule is kept. */
  readonly summary: string;
  /** One sentence: what goes wrong otherwise. */
  readonly why: string;
  /** The policy of both examples. */
  readonly policy: string;
  /** A fixture with `//- path` headers and caret markers. */
  readonly bad: string;
  /** A fixture that stays silent under the same policy. */
  readonly good: string;
  /** How to mend a finding, one sentence each. */
  readonly ways: readonly string[];
}

/**
 * Which part of a policy turns the rule on; naming the rule in `rules` always does, and for `name` nothing else.
 * `boundaries` are layers, slices and services.
 */
export type DeclaredBy =
  | 'policy'
  | 'boundaries'
  | 'layers'
  | 'cover'
  | 'packages'
  | 'reach'
  | 'tests'
  | 'except'
  | 'contracts'
  | 'gates'
  | 'coverage'
  | 'vulnerabilities'
  | 'security'
  | 'test-reports'
  | 'name';

interface RuleBase {
  readonly id: string;
  /** In effect when the policy says nothing else. */
  readonly severity: Severity;
  readonly declaredBy: DeclaredBy;
  readonly docs: RuleDocs;
  /** JSON Schema of the options object. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Of several problems on one import only that with the lowest number is told. */
  readonly precedence?: number;
  /** Yields what can mend a finding, best first; computed only when asked for. */
  fix?(finding: Finding, workspace: WorkspaceFacts, tools: FixTools): AsyncIterable<WayOut>;
}

/** Judges one file by its own facts and edges; cheap, run on each keystroke. */
export interface FileRule extends RuleBase {
  readonly scope: 'file';
  /** False where the rule has nothing to say under these policies, whatever files import. */
  concerns?(policies: readonly Policy[]): boolean;
  check(file: SourceFile, workspace: WorkspaceFacts, options: unknown): Iterable<Problem>;
  /** What the rule has to say about documents that are not source files. */
  checkWorkspace?(policy: Policy | undefined, workspace: WorkspaceFacts): Iterable<Problem>;
}

/** Judges everything one policy governs, once per policy. */
export interface WorkspaceRule extends RuleBase {
  readonly scope: 'workspace';
  /**
   * What it rests on: the policy and which files there are, or also what they import, or who owns them, or what they serve
   * and contracts promise, or who calls that. It runs again when that changed.
   */
  readonly reads: 'policy' | 'imports' | 'owners' | 'contracts' | 'calls';
  check(policy: Policy | undefined, workspace: WorkspaceFacts, options: unknown): Iterable<Problem>;
  /** What the rule has to say of a change besides, where the Definition of Done is asked for. */
  checkChange?(facts: ChangeFacts, options: unknown): Iterable<Problem>;
  /** What it says of a change a check has found as well, at the same places. */
  readonly isToldAgain?: true;
}

/** Judges inline suppressions, after all other findings are known. */
export interface SuppressionRule extends RuleBase {
  readonly scope: 'suppression';
  check(directive: JudgedDirective, policy: Policy): Iterable<Problem>;
}

/**
 * Judges one file by the types that a compiler infers in it: on open files once nobody types, and in a deep check.
 * Where it did not run its silence means nothing.
 */
export interface DeepRule extends RuleBase {
  readonly scope: 'deep';
  /** True for a file whose types it has to know. */
  concerns(file: SourceFile): boolean;
  check(file: SourceFile, types: FileTypes, workspace: WorkspaceFacts, options: unknown): Iterable<Problem>;
}

/** Judges a change by the evidence about it, once per policy; runs where the Definition of Done is asked for. */
export interface ChangeRule extends RuleBase {
  readonly scope: 'change';
  check(facts: ChangeFacts, options: unknown): Iterable<Problem>;
}

export type Rule = FileRule | WorkspaceRule | SuppressionRule | DeepRule | ChangeRule;

/** Gives a rule its type; the one way to write one. */
export function defineRule<const Written extends Rule>(rule: Written): Written {
  return rule;
}
