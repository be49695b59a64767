import type { ContractChanges } from './contract-changes.ts';
import type { ContractWriting } from './contract-writing.ts';
import type { Annotation, AnnotationQuestion, Semantics } from './fix.ts';

/** What a fix may ask for. */
export interface FixTools {
  /** The text on screen or on disk; undefined when it cannot be read. */
  read(path: string): string | undefined;
  /** The source file of the workspace that a specifier leads to, written in a file or not. */
  follow(from: string, specifier: string): string | undefined;
  /** Loads the compiler on first need. */
  semantics(): Promise<Semantics>;
  /** Loads what writes contracts on first need. */
  contracts(): Promise<ContractWriting>;
  /** What the change does to contracts, as it was last judged; undefined where it was not. */
  contractChanges?(): ContractChanges | undefined;
  /** The types that deep rules were given; absent where none can have run. */
  readonly types?: { annotations(question: AnnotationQuestion): Promise<readonly Annotation[]> };
}
