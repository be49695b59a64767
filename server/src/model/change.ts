import type { Notice } from './finding.ts';
import type { Cancellation } from './host.ts';

/** One place where two texts differ, in lines as git counts them: a line ends after LF, and numbers start at 1. */
export interface Hunk {
  /** The first line of the base that is gone; for a pure insertion the line before it, which may be 0. */
  readonly oldStart: number;
  readonly oldCount: number;
  /** The first line that is new; for a pure deletion the line before it, which may be 0. */
  readonly newStart: number;
  readonly newCount: number;
}

export type ChangeStatus = 'added' | 'modified' | 'renamed' | 'deleted';

/** One file that differs from the base. Symbolic links and submodules have no hunks. */
export interface ChangedFile {
  /** Relative POSIX to the root: where it is now, or for a deleted file where it was. */
  readonly path: string;
  readonly status: ChangeStatus;
  /** Where a renamed file was. */
  readonly from?: string;
  /** In order, disjoint; empty for a binary or deleted file and for a pure rename. */
  readonly hunks: readonly Hunk[];
  /** Neither text can be shown in lines. */
  readonly isBinary?: true;
}

/** A commit of the change, from the merge base (not included) to the head. */
export interface Commit {
  /** Full hexadecimal id. */
  readonly id: string;
  /** The first line of the message. */
  readonly subject: string;
  /** The whole message. */
  readonly message: string;
  /** More than one parent. */
  readonly isMerge: boolean;
}

/** What the working copy and its commits add to the base, unsaved text included. */
export interface Change {
  /** The revision as it was named, and the merge base with it; a replayed change has no commit. */
  readonly base: { readonly name: string; readonly commit?: string };
  /** The branch that is checked out; absent on a detached head and in a replayed change. */
  readonly branch?: string;
  /** In order of path. */
  readonly files: readonly ChangedFile[];
  /** Newest first. */
  readonly commits: readonly Commit[];
  /** What is worth saying of the change as a whole, such as a rebase in progress. */
  readonly notices: readonly Notice[];
}

/** Why there is no change to judge; `message` is one sentence that names the way out, where possible as a command. */
export interface NoChange {
  /** Stable, e.g. `GIT-003`. */
  readonly code: string;
  readonly message: string;
}

export type ChangeOutcome =
  | { readonly ok: true; readonly change: Change; readonly base: BaseTexts }
  | ({ readonly ok: false } & NoChange);

export type TextsOutcome =
  | { readonly ok: true; readonly texts: ReadonlyMap<string, string> }
  | ({ readonly ok: false } & NoChange);

/** The tree of the merge base. */
export interface BaseTexts {
  /**
   * Texts of files by their paths in the base, relative POSIX to the root; a file that is missing there, binary or too
   * large has none. Reads all that were not asked for before in one process; texts are kept by blob.
   */
  read(paths: readonly string[], cancelled?: Cancellation): Promise<TextsOutcome>;
}

/** True for a line of the new text that the change added or altered. */
export function isAdded({ hunks }: ChangedFile, line: number): boolean {
  return hunks.some(({ newStart, newCount }) => line >= newStart && line < newStart + newCount);
}

/** How many lines of the new text are added or altered. */
export function addedCount({ hunks }: ChangedFile): number {
  return hunks.reduce((sum, { newCount }) => sum + newCount, 0);
}

/** The paths that the changed files had in the base; what is new had none. */
export function pathsInBase({ files }: Change): readonly string[] {
  return files.flatMap(({ path, from, status }) => (status === 'added' ? [] : [from ?? path]));
}

/** Of some paths those that the change did not take away: git goes on listing them until that is staged. */
export function stillThere(paths: readonly string[], change: Change): readonly string[] {
  const gone = new Set(pathsInBase(change));
  for (const { path, status } of change.files) if (status !== 'deleted') gone.delete(path);
  return paths.filter((path) => !gone.has(path));
}

/** Where a file of the base is now, by its path there; undefined for one that is gone. */
export function pathNow(change: Change): (then: string) => string | undefined {
  const renamed = new Map(
    change.files.flatMap(({ from, path }) => (from === undefined ? [] : [[from, path]])),
  );
  const gone = new Set(change.files.filter(({ status }) => status === 'deleted').map(({ path }) => path));
  return (then) => renamed.get(then) ?? (gone.has(then) ? undefined : then);
}
