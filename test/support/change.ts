import assert from 'node:assert/strict';
import { splitLines } from '../../server/src/format/line-diff.ts';
import { type ChangeRequest, readChange } from '../../server/src/host/change-scope.ts';
import type { BaseTexts, Change, ChangedFile, Hunk } from '../../server/src/model/change.ts';

export interface ReadOutcome {
  readonly change: Change;
  readonly base: BaseTexts;
}

/** The change below a folder, which must be there. */
export async function changeOf(root: string, request: Partial<ChangeRequest> = {}): Promise<ReadOutcome> {
  const outcome = await readChange({ root, env: {}, ...request });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome;
}

/** Why there is no change below a folder: its code and message in one line. */
export async function refusalOf(root: string, request: Partial<ChangeRequest> = {}): Promise<string> {
  const outcome = await readChange({ root, env: {}, ...request });
  assert.ok(!outcome.ok);
  return `${outcome.code} ${outcome.message}`;
}

/** `modified a.ts 3+1-0` for one line that is new at line 3, `3+0-2` for two that are gone behind it. */
export function told({ path, from, status, hunks, isBinary }: ChangedFile): string {
  const places = hunks.map(({ newStart, newCount, oldCount }) => `${newStart}+${newCount}-${oldCount}`);
  const name = from === undefined ? path : `${from} > ${path}`;
  return [status, name, ...places, ...(isBinary ? ['binary'] : [])].join(' ');
}

/** Base texts as plain data. */
export async function textsOf(base: BaseTexts, paths: readonly string[]): Promise<Record<string, string>> {
  const outcome = await base.read(paths);
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return Object.fromEntries(outcome.texts);
}

/** What hunks make of the first text, given the second for the lines that are new. */
export function applied(before: string, after: string, hunks: readonly Hunk[]): string {
  const [old, now] = [splitLines(before), splitLines(after)];
  const result: string[] = [];
  let at = 0;
  for (const { oldStart, oldCount, newStart, newCount } of hunks) {
    const first = oldCount > 0 ? oldStart - 1 : oldStart;
    result.push(...old.slice(at, first));
    assert.equal(result.length, newCount > 0 ? newStart - 1 : newStart, 'places agree on both sides');
    result.push(...now.slice(newStart - 1, newStart - 1 + newCount));
    at = first + oldCount;
  }
  return [...result, ...old.slice(at)].join('');
}

/** A text of these lines, each with its end. */
export function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** Twenty different lines: enough for a rename to be recognised after an edit. */
export const twenty = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
