import type { Finding } from '../model/finding.ts';
import type { Fix, Semantics, TextEdit } from '../model/fix.ts';
import type { SourceFile, WorkspaceFacts } from '../model/rule.ts';

/** What a plan is made of; an edge gives it. */
export interface CutSource {
  readonly facts: WorkspaceFacts;
  readonly findings: readonly Finding[];
  readonly semantics: Pick<Semantics, 'typeOnlyEdits' | 'deeperImport'>;
  /** The folder of the package that a path belongs to. */
  packageOf(path: string): string;
  /** True when no rule says anything of an import that is not there yet. */
  isAllowed(from: SourceFile, to: SourceFile): boolean;
  /** Lets other work run; resolves soon. */
  pause(): Promise<void>;
  fixes(finding: Finding): AsyncIterable<Fix>;
  /** Judges the workspace as it would be after these edits. */
  recheck(edits: readonly TextEdit[]): Promise<Rechecked>;
}

export interface Rechecked {
  readonly facts: WorkspaceFacts;
  readonly findings: readonly Finding[];
  /** False when less was seen than before, so that silence proves nothing. */
  readonly isWhole: boolean;
}
