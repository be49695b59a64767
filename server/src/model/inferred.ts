import type { Annotation, AnnotationQuestion } from './fix.ts';
import type { Place, Span } from './span.ts';

/** A type declared in a source file that an inferred type is made of. */
export interface TypeOrigin {
  /** As it is declared, e.g. `OrderRow`; empty for a type that was written without a name. */
  readonly name: string;
  /** Where it is declared: more than one place where declarations are merged. */
  readonly places: readonly Place[];
  /** The inferred type is this one and not only made of it; `undefined` and `null` do not count. */
  readonly isWhole: boolean;
  /** Other files that export it, under whatever name, in order of path. */
  readonly offeredBy: readonly string[];
}

/** An exported name, or a public member of one, whose type or part of it nobody wrote down. */
export interface InferredExport {
  /** As in `orders`, `orders.find`, `OrderStore.find` or `default`. */
  readonly name: string;
  /** The name where it is declared. */
  readonly span: Span;
  /** From the start of its declaration to the end of the name. */
  readonly extent: Span;
  /** Declared in other files of the workspace; each once, in the order in which they were met. */
  readonly origins: readonly TypeOrigin[];
}

/** What the compiler infers in one file; exports whose types are of this file alone are left out. */
export interface FileTypes {
  readonly exports: readonly InferredExport[];
}

/** The files whose types are wanted, and what their compilation rests on. All paths relative POSIX to the root. */
export interface TypeRequest {
  /** With the configuration that owns each; it may lie above the root. */
  readonly files: readonly OwnedFile[];
  /** Declaration files, which a program sees without an import. */
  readonly ambient: readonly OwnedFile[];
  /** The source files that bare specifiers lead to, where all importers agree. */
  readonly aliases: readonly (readonly [specifier: string, path: string])[];
  /** Another number as soon as the set of files, a configuration or a package.json changed. */
  readonly ground: number;
}

export interface OwnedFile {
  readonly path: string;
  readonly config?: string;
}

/** The answer for one file: its types, or one clause about why there are none. */
export type TypeAnswer = { readonly path: string } & (
  | { readonly ok: true; readonly types: FileTypes }
  | { readonly ok: false; readonly problem: string }
);

/** Whether a file exports under some name what it imports from one of these specifiers under one of these names. */
export interface PassingQuestion {
  readonly path: string;
  readonly specifiers: readonly string[];
  readonly names: readonly string[];
}

/** Asks the compiler for types; loads it on first need. Nothing here throws: what fails is an answer. */
export interface TypeReader {
  /** Answers file by file; ends early once `isCancelled`. A failure of the whole is one clause. */
  infer(
    request: TypeRequest,
    onFile: (answer: TypeAnswer) => void,
    isCancelled: () => boolean,
  ): Promise<TypesEnded>;
  /** Parallel to the questions: the names under which each file passes something on. */
  passedOn(questions: readonly PassingQuestion[]): Promise<readonly (readonly string[])[]>;
  /** Rests on the last request that named the file. */
  annotations(question: AnnotationQuestion): Promise<readonly Annotation[]>;
  /** Frees what is kept between requests. */
  end(): void;
}

export type TypesEnded =
  | { readonly ended: 'done' | 'cancelled' }
  | { readonly ended: 'failed'; readonly problem: string };

/** What the compiler reads, by absolute POSIX paths. */
export interface TypeDisk {
  /** `version` changes with the text. */
  read(path: string): { readonly text: string; readonly version: string } | undefined;
  /** The version alone. */
  version(path: string): string | undefined;
  kind(path: string): 'file' | 'folder' | 'none';
  /** Names of the folders in a folder. */
  folders(path: string): readonly string[];
  /** The path with all links followed; itself where that fails. */
  real(path: string): string;
}
