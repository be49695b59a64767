import { diffLines, wholly } from '../../server/src/format/line-diff.ts';
import type { BaseTexts, Change, ChangedFile } from '../../server/src/model/change.ts';
import { byCodeUnit } from '../../server/src/model/path.ts';

/** The texts of a base, given as what differs from now: null for a file that it lacks. */
export type BaseDifferences = ReadonlyMap<string, string | null>;

/** The change from a base to the files of now, and the base's texts; nothing is taken for a rename. */
export function changeFrom(
  now: ReadonlyMap<string, string>,
  differences: BaseDifferences,
): { readonly change: Change; readonly base: BaseTexts } {
  const files = [...differences].flatMap(([path, before]) => changedFile(path, before, now.get(path)));
  return {
    change: {
      base: { name: 'main' },
      files: files.sort((a, b) => byCodeUnit(a.path, b.path)),
      commits: [],
      notices: [],
    },
    base: {
      read: async (paths) => {
        const texts = paths.flatMap((path) => {
          const text = differences.has(path) ? differences.get(path) : now.get(path);
          return typeof text === 'string' ? [[path, text] as const] : [];
        });
        return { ok: true, texts: new Map(texts) };
      },
    },
  };
}

function changedFile(path: string, before: string | null, after: string | undefined): readonly ChangedFile[] {
  if (before === after) return [];
  if (after === undefined) return [{ path, status: 'deleted', hunks: [] }];
  if (before === null) return [{ path, status: 'added', hunks: wholly(after) }];
  return [{ path, status: 'modified', hunks: diffLines(before, after) }];
}
