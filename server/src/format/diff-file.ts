import type { ChangeStatus } from '../model/change.ts';
import type { DiffHunk } from './diff-hunk.ts';

/** One file of a diff. */
export interface DiffFile {
  /** Of the diff, where the file begins; starts at 1. */
  readonly line: number;
  /** Relative POSIX; where it is now, or for a deleted file where it was. */
  readonly path: string;
  readonly status: ChangeStatus;
  /** Where a renamed file was. */
  readonly from?: string;
  readonly hunks: readonly DiffHunk[];
  /** `none` for a link or a submodule, whose content is no text of a file. */
  readonly content: 'text' | 'binary' | 'none';
  /** New, and made from another file: its hunks are what differs from that one. */
  readonly isCopy: boolean;
}

/** A file of a diff whose names are still as they are written. */
export interface DiffDraft {
  /** Index of its first line. */
  readonly start: number;
  /** Of the lines `---` and `+++`, else of the first line. */
  readonly names?: NamePair;
  /** What git says of a move without prefixes. */
  readonly moved?: { readonly from?: string; readonly to?: string };
  readonly kind: 'added' | 'deleted' | 'renamed' | 'copied' | 'modified';
  readonly content: 'text' | 'binary' | 'none';
  readonly endsWithCr: boolean;
  /** While more of git's own lines may follow. */
  readonly isOpen: boolean;
  /** Those that were read so far. */
  readonly hunks: DiffHunk[];
}

/** Both names of a file as a diff writes them; undefined for `/dev/null`. */
export interface NamePair {
  readonly old: string | undefined;
  readonly now: string | undefined;
}
