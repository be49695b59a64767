import type { ChangeFacts } from './change-facts.ts';
import type { DirectiveFact, FileFacts, ImportClass, ImportFact } from './facts.ts';
import type { Finding, Problem, Severity } from './finding.ts';
import type { FixTools, WayOut } from './fix.ts';
import type { FileTypes } from './inferred.ts';
import type { Owners } from './owners.ts';
import type { PackageFacts } from './package-facts.ts';
import type { Element, Layer, Pattern, Policy, Service, Slice } from './policy.ts';
import type { ConfigProblem, Resolution } from './resolution.ts';

/** How an element's boundary, which is its `public`, treats one of its files: whether others may import it, or its package decides that. */
export type Entry = 'open' | 'public' | 'private' | 'package';

/** That a file belongs to an element: to all of it, or to the part of it that captures make. */
export interface Membership<Of extends Element = Element> {
  readonly element: Of;
  /** The element's name, with what was captured: `feature:cart`. */
  readonly name: string;
  readonly captures: Readonly<Record<string, string>>;
  /** The folder of this part, relative POSIX to the root; `public` is relative to it. */
  readonly folder: string;
  readonly entry: Entry;
}

/** Where a file stands in the policy. Files that stand alike share one object, so that edges are judged once per pair. */
export interface Standing {
  readonly policy?: Policy;
  readonly layer?: Membership<Layer>;
  /** From the outermost to the innermost. */
  readonly slices: readonly Membership<Slice>[];
  readonly service?: Membership<Service>;
  readonly isTest: boolean;
}

/** One source file with everything that is known of it. */
export interface SourceFile {
  readonly id: number;
  readonly path: string;
  readonly facts: FileFacts;
  /** Where each import leads; parallel to `facts.imports`. */
  readonly targets: readonly Resolution[];
  /** The policy that judges it; absent in a preview. */
  readonly policy?: Policy;
  readonly layer?: Layer;
  readonly standing: Standing;
  readonly isTest: boolean;
  /** Excluded files are not judged, but others may import them. */
  readonly isExcluded: boolean;
  readonly isCovered: boolean;
}

/** One import that leads to a source file. */
export interface Edge {
  readonly from: SourceFile;
  readonly to: SourceFile;
  readonly fact: ImportFact;
}

/** Judged files that import each other in circles, with a shortest one of these. */
export interface Knot {
  /** In order of path. */
  readonly files: readonly SourceFile[];
  /** Each edge leads to where the next one begins; the last one leads back. */
  readonly cycle: readonly Edge[];
}

/** Which files must not be reached from which others, over imports of some classes. A file that is both is only an end. */
export interface ReachQuestion {
  /** Ids. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly classes: readonly ImportClass[];
  /** True for an import that leads nowhere here; always the same for the same two files. */
  isCut?(from: number, to: number): boolean;
}

/** A shortest way from one of the files to an end, over no other of them: of equally short ones that with the first paths. */
export interface Reach {
  /** Each edge begins where the last one led. */
  readonly edges: readonly Edge[];
  /** Every end that is reached from the same file over no other of them, as things are now; in order of path. */
  ends(): readonly SourceFile[];
}

export interface Reached {
  /** In order of the paths they begin at. One that is as it was stays the same object until one of its files changes. */
  readonly all: readonly Reach[];
  /** Another object as soon as an end may be reached that was not, or no longer. */
  readonly ground: object;
}

/** Statements of a policy that do not fit the workspace; another object as soon as files stand elsewhere. */
export interface Belonging {
  readonly unmatched: readonly {
    readonly policy: Policy;
    readonly pattern: Pattern;
    /** The pattern's place in words, e.g. `layer "ui"`. */
    readonly role: string;
    /** The pattern is the name of a folder with source files. */
    readonly isFolder?: true;
    /** The nested policy that judges files which the pattern would match. */
    readonly judgedBy?: string;
  }[];
  readonly ambiguous: readonly {
    readonly policy: Policy;
    readonly elements: readonly [Element, Element];
    /** In order of path. */
    readonly files: readonly SourceFile[];
  }[];
  readonly shadowed: readonly ShadowedPattern[];
}

/** A pattern of an element that matches files, all of which belong elsewhere by a longer beginning. */
export interface ShadowedPattern {
  readonly policy: Policy;
  readonly pattern: Pattern;
  readonly element: Element;
  /** What the first of the files belongs to. */
  readonly by: Element;
}

/** What the baselines accept; another object as soon as one of them changes. */
export interface Acceptance {
  /** True when the baseline of a policy lists anything for a rule. */
  listsSome(policy: Policy | undefined, rule: string): boolean;
  /** True when the baseline of a policy lists a problem of a rule by its path and subject. */
  lists(policy: Policy | undefined, rule: string, path: string, subject: string): boolean;
}

/** The workspace as rules see it: facts and policy, nothing to ask the disk for. */
export interface WorkspaceFacts {
  /** In order of path. */
  readonly files: readonly SourceFile[];
  readonly policies: readonly Policy[];
  readonly belonging: Belonging;
  readonly configProblems: readonly ConfigProblem[];
  readonly acceptance: Acceptance;
  /** Another object as soon as an owner may be another. */
  readonly owners: Owners;
  /** UTC date of judgement, `YYYY-MM-DD`. */
  readonly today: string;
  file(id: number): SourceFile;
  fileAt(path: string): SourceFile | undefined;
  /** Every package.json with what it declares, in order of path. */
  readonly manifests: readonly PackageFacts[];
  /** The package that a path belongs to: the nearest package.json upward. */
  manifestAround(path: string): PackageFacts | undefined;
  /** True when a package offers a file of its own under a specifier; `path` is relative to the root. */
  offers(manifest: PackageFacts, path: string, specifier: string): boolean;
  /** True when a package names a file of its own as a way in; `path` is relative to the root. */
  enters(manifest: PackageFacts, path: string): boolean;
  /** The policy that judges a path: the nearest upward. */
  policyOf(path: string): Policy | undefined;
  /** The cyclic components over the imports of these classes, in order of their first path. */
  knots(classes: readonly ImportClass[]): readonly Knot[];
  /** Where the same object is asked again, only what changed is searched. */
  reach(question: ReachQuestion): Reached;
  /** Another number as soon as a file imports something else. */
  readonly wiring: number;
}

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
   * What it rests on: the policy and which files there are, or also what they import, or also who owns them. It runs
   * again when that changed.
   */
  readonly reads: 'policy' | 'imports' | 'owners';
  check(policy: Policy | undefined, workspace: WorkspaceFacts, options: unknown): Iterable<Problem>;
}

/** Judges inline suppressions, after all other findings are known. */
export interface SuppressionRule extends RuleBase {
  readonly scope: 'suppression';
  check(directive: JudgedDirective): Iterable<Problem>;
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
