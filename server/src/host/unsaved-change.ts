import { diffLines, wholly } from '../format/line-diff.ts';
import type { BaseTexts, ChangedFile } from '../model/change.ts';
import type { Cancellation } from '../model/host.ts';
import { byCodeUnit } from '../model/path.ts';
import { isIgnoredByGit } from './git-ignored.ts';
import type { Outcome } from './git-outcome.ts';
import type { Repository } from './repository.ts';
import { createStoredForm } from './stored-form.ts';

export interface UnsavedRequest {
  readonly repository: Repository;
  /** What is on disk, in any order. */
  readonly files: readonly ChangedFile[];
  readonly base: BaseTexts;
  /** Texts by path, relative POSIX to the root. */
  readonly unsaved: ReadonlyMap<string, string>;
  readonly cancelled?: Cancellation | undefined;
}

/** The changed files with these texts in place of what is on disk; nothing is asked where there are none. */
export async function withUnsaved(request: UnsavedRequest): Promise<Outcome<readonly ChangedFile[]>> {
  const { repository, unsaved, base, cancelled } = request;
  if (unsaved.size === 0) return { ok: true, value: request.files };
  const files = new Map(request.files.map((file) => [file.path, file]));
  const then = (path: string) =>
    files.get(path)?.status === 'added' ? undefined : (files.get(path)?.from ?? path);
  const paths = [...unsaved.keys()].flatMap((path) => then(path) ?? []);
  const answer = await base.read(paths, cancelled);
  if (!answer.ok) return answer;
  const before = (path: string) => answer.texts.get(then(path) ?? '');
  const strangers = [...unsaved.keys()].filter((path) => !files.has(path) && before(path) === undefined);
  const ignored = await isIgnoredByGit(repository, strangers, cancelled);
  const stored = await createStoredForm(repository, unsaved, cancelled);
  for (const [path, text] of unsaved) {
    if (ignored.has(path)) continue;
    const old = before(path);
    const now = compared(path, files.get(path), old, stored(path, text, old));
    if (now) files.set(path, now);
    else files.delete(path);
  }
  return { ok: true, value: [...files.values()].sort((a, b) => byCodeUnit(a.path, b.path)) };
}

/** Undefined for a text that is as it was in the base. */
function compared(
  path: string,
  file: ChangedFile | undefined,
  old: string | undefined,
  now: string,
): ChangedFile | undefined {
  const hunks = old === undefined ? wholly(now) : diffLines(old, now);
  if (file?.status === 'renamed')
    return { path, status: 'renamed', ...(file.from && { from: file.from }), hunks };
  if (old === undefined) return { path, status: file?.status === 'modified' ? 'modified' : 'added', hunks };
  return hunks.length === 0 ? undefined : { path, status: 'modified', hunks };
}
