import type { ContractFacts } from './contract-facts.ts';
import type { FileFacts, ImportClass, ImportFact } from './facts.ts';
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
  /** Another object as soon as routes and operations may be matched otherwise. */
  readonly contracts: ContractFacts;
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
