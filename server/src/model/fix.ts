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
  /** True when applying it cannot change what the program does, nor its types. */
  readonly safe: boolean;
}

/** What needs a compiler's view of a file; loaded on first need. */
export interface Semantics {
  /**
   * The edits that make the import statement at `statement` type-only,
   * or undefined when one of its bindings is used as a value or it binds nothing.
   */
  typeOnlyEdits(path: string, statement: number): Promise<readonly TextEdit[] | undefined>;
  /**
   * How the import statement at `statement` can name the files that its bindings come from, in place of one that
   * re-exports them; undefined when it binds something else than such names. `leads` tells which source file a
   * specifier in a file leads to.
   */
  deeperImport(
    path: string,
    statement: number,
    leads: (path: string, specifier: string) => string | undefined,
  ): Promise<DeeperImport | undefined>;
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

export interface Annotation {
  /** The type that takes the other's place; absent where it is written out. */
  readonly name?: string;
  readonly edits: readonly TextEdit[];
}

/** What a fix may ask for. */
export interface FixTools {
  /** The text on screen or on disk; undefined when it cannot be read. */
  read(path: string): string | undefined;
  /** Loads the compiler on first need. */
  semantics(): Promise<Semantics>;
  /** The types that deep rules were given; absent where none can have run. */
  readonly types?: { annotations(question: AnnotationQuestion): Promise<readonly Annotation[]> };
}
