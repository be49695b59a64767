import type { NoChange } from '../model/change.ts';
import type { DiffDraft, DiffFile } from './diff-file.ts';
import { readHeader } from './diff-header.ts';
import { readHunk } from './diff-hunk.ts';
import { nameFiles } from './diff-names.ts';

export type DiffOutcome =
  | { readonly ok: true; readonly files: readonly DiffFile[] }
  | ({ readonly ok: false } & NoChange);

/** Why a diff cannot be used. Codes never change their meaning. */
export const diffCodes = {
  noDiff: 'DIF-001',
  unreadable: 'DIF-002',
  twice: 'DIF-003',
  mismatch: 'DIF-004',
} as const;

/**
 * Reads a unified diff: of `git diff` with any prefix or none, of `git format-patch`, or of `diff -u` and `diff -ruN`;
 * what stands around it is skipped. The format is that of POSIX `diff -u` with git's extended headers (git-diff,
 * "Generating patch text with -p").
 */
export function readUnifiedDiff(text: string): DiffOutcome {
  const lines = text.split('\n');
  const drafts: DiffDraft[] = [];
  const isOfGit = /^diff --git /m.test(text);
  for (let at = 0; at < lines.length; ) {
    const draft = drafts.at(-1);
    if (draft && lines[at]?.startsWith('@@ ')) {
      const hunk = readHunk(lines, at, draft.endsWithCr);
      if (!hunk.ok) return unreadable(hunk.line, hunk.problem);
      draft.hunks.push(hunk.hunk);
      if (draft.isOpen) drafts[drafts.length - 1] = { ...draft, isOpen: false };
      at = hunk.next;
      continue;
    }
    // In the message of a commit these words may mean anything.
    if (!isOfGit && /^Only in [^:]+: ./.test(lines[at] ?? '')) return unreadable(at, onlyThere);
    const header = readHeader(lines, at, draft);
    if (!header.ok) return unreadable(at, header.problem);
    if (header.opens) drafts.push(header.draft);
    else if (draft && header.draft) drafts[drafts.length - 1] = header.draft;
    at += header.lines;
  }
  if (drafts.length === 0 && text.trim() !== '')
    return { ok: false, code: diffCodes.noDiff, message: 'What was given holds no unified diff.' };
  const named = nameFiles(drafts);
  return named.ok ? named : unreadable(named.line, named.problem);
}

const onlyThere = 'names a file without what it holds: make the diff with `diff -ruN`';

function unreadable(index: number, problem: string): DiffOutcome {
  return { ok: false, code: diffCodes.unreadable, message: `Line ${index + 1} of the diff ${problem}.` };
}
