import type { Span } from './span.ts';

/** Replaces a span of one document; spans of one fix never overlap. */
export interface TextEdit extends Span {
  readonly path: string;
  readonly text: string;
}

/** A way out of a finding, as plain data. */
export interface Fix {
  /** Stable within the rule, e.g. `make-type-only`. */
  readonly id: string;
  /** Imperative and naming the target. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Files that the fix writes anew; their paths are free. */
  readonly creates?: readonly { readonly path: string; readonly text: string }[];
  /** True when every name keeps its meaning and its type and no run-time cycle is closed; more files may be loaded. */
  readonly safe: boolean;
  /** What a person is to fill in afterwards, or goes on with where it is empty: a span of that document once the edits are made. */
  readonly asks?: { readonly path: string } & Span;
}

/** A way out that cannot be taken here, told so that nobody has to find out why it is not offered. */
export interface Refusal {
  readonly id: string;
  readonly title: string;
  /** One sentence. */
  readonly refused: string;
}

export type WayOut = Fix | Refusal;

export function isFix(way: WayOut): way is Fix {
  return 'edits' in way;
}

/** Of ways out in the order of their rule: the best safe one comes first, whatever else there is. */
export function bestFirst(fixes: readonly Fix[]): readonly Fix[] {
  const best = fixes.find(({ safe }) => safe);
  return best ? [best, ...fixes.filter((fix) => fix !== best)] : fixes;
}

/** An import that is to lead to another file, which is to give it the same things. */
export interface Rerouting {
  readonly importer: string;
  /** Offset of the specifier's literal. */
  readonly start: number;
  /** The source file that the import leads to. */
  readonly from: string;
  /** The source file that it is to lead to, and how the importer names that. */
  readonly to: string;
  readonly specifier: string;
  /** How `to` can name `from`, where names are missing there. */
  readonly ownSpecifier: string;
}

/** What became of a rerouting. */
export type Rerouted =
  | { readonly outcome: 'offered'; readonly edits: readonly TextEdit[] }
  /** The other file does not offer these names; the edits add them there. */
  | {
      readonly outcome: 'missing';
      readonly names: readonly string[];
      readonly edits: readonly TextEdit[];
      /** True when nothing of what is added exists at run time. */
      readonly isTypeOnly: boolean;
    }
  | { readonly outcome: 'refused'; readonly reason: string };

/** An import whose used members are to become interfaces of the importer's own. */
export interface PortRequest {
  readonly importer: string;
  /** Offset of the specifier's literal. */
  readonly start: number;
  readonly from: string;
  /** The file that takes the interfaces, there or not, and how the importer names it. */
  readonly port: string;
  readonly specifier: string;
  /**
   * The files that see the importer's types, for the check that they still fit; absent where these are too many: then
   * what the importer exports has to be as good as before for anybody.
   */
  readonly importers?: readonly string[];
  /** Whether the port may import a file, and how it would name it. */
  mayImport(path: string): boolean;
  nameFor(path: string): string | undefined;
  /** Whether the port may import the package that another file names by this specifier. */
  mayImportPackage(path: string, specifier: string): boolean;
}

export type Port =
  | ({ readonly names: readonly string[] } & Required<Pick<Fix, 'edits' | 'creates'>>)
  | { readonly refused: string };

/** What needs a compiler's view of a file; loaded on first need. */
export interface Semantics {
  /**
   * The edits that make the import statement at `statement` type-only,
   * or undefined when one of its bindings is used as a value or it binds nothing.
   */
  typeOnlyEdits(path: string, statement: number): Promise<readonly TextEdit[] | undefined>;
  /** Lets an import lead to another file, under the condition that every name means there what it means now. */
  reroute(rerouting: Rerouting): Promise<Rerouted>;
  /** Writes the interfaces that an import can be replaced by, where all types still fit then. */
  extractPort(request: PortRequest): Promise<Port>;
  /**
   * How the import statement at `statement` can name the files that its bindings come from, in place of one that
   * re-exports them; undefined when it binds something else than such names.
   */
  deeperImport(path: string, statement: number): Promise<DeeperImport | undefined>;
}

/** An import past a file that only re-exports; what that file does when it is loaded no longer comes first. */
export interface DeeperImport extends Span {
  /** What to write in place of the span, one statement for each file that names come from; never empty. */
  readonly statements: readonly { readonly file: string; readonly text: string }[];
}

/** How an exported name is to be annotated. */
export interface AnnotationQuestion {
  readonly path: string;
  /** Where the exported name starts. */
  readonly start: number;
  /** The type that must not be named. */
  readonly type: string;
  /** Files whose types may be named. */
  readonly allowed: readonly string[];
}

export type Annotation =
  /** `name` is the type that takes the other's place; absent where it is written out. */
  { readonly name?: string; readonly edits: readonly TextEdit[] } | { readonly refused: string };
