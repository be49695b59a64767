import type { BaseTexts, ChangedFile, ChangeOutcome, NoChange } from '../model/change.ts';
import type { ReadResult } from '../model/host.ts';
import { byCodeUnit } from '../model/path.ts';
import { count } from '../model/words.ts';
import type { DiffFile } from './diff-file.ts';
import { bareHunks } from './diff-hunk.ts';
import { splitLines, wholly } from './line-diff.ts';
import { diffCodes, readUnifiedDiff } from './unified-diff.ts';

export interface Replay {
  /** The text of a unified diff, whose new side is what the files are now. */
  readonly diff: string;
  /** What to call the diff. */
  readonly name?: string;
  /** A file as it is now, by its path relative to the root. */
  readonly read: (path: string) => ReadResult;
  /** The folder in which the root is, seen from what the paths of the diff are relative to; default is the root itself. */
  readonly folder?: string;
}

/**
 * The change that a diff describes, without git. The base texts are the texts of now with the diff taken back, so the
 * diff must fit them line by line; whether lines end with LF or CRLF makes no difference, since git may store the
 * other. Only base texts of files that the diff names are known; any other file is taken for unchanged.
 */
export function replayChange({ diff, name = 'the diff', read, folder = '' }: Replay): ChangeOutcome {
  const outcome = readUnifiedDiff(diff);
  if (!outcome.ok) return outcome;
  const inside = outcome.files.flatMap((file) => belowFolder(file, folder));
  const files: ChangedFile[] = [];
  const before = new Map<string, string | undefined>();
  const seen = new Set<string>();
  for (const file of inside) {
    if (seen.has(file.path)) return { ok: false, code: diffCodes.twice, message: twice(file) };
    seen.add(file.path);
    const replayed = replayFile(file, read);
    if (!replayed.ok) return replayed;
    files.push(replayed.file);
    if (file.status === 'renamed') before.set(file.path, before.get(file.path));
    before.set(file.from ?? file.path, replayed.before);
  }
  const change = {
    base: { name },
    files: files.sort((a, b) => byCodeUnit(a.path, b.path)),
    commits: [],
    notices: [],
  };
  return { ok: true, change, base: baseTexts(before, read) };
}

function twice({ path, line }: DiffFile): string {
  return `The diff names "${path}" twice, the second time in line ${line}: give one diff against the base, not a series.`;
}

function baseTexts(before: ReadonlyMap<string, string | undefined>, read: Replay['read']): BaseTexts {
  return {
    async read(paths) {
      const texts = new Map<string, string>();
      for (const path of paths) {
        const now = before.has(path) ? undefined : read(path);
        const text = now ? (now.ok ? now.text : undefined) : before.get(path);
        if (text !== undefined) texts.set(path, text);
      }
      return { ok: true, texts };
    },
  };
}

/** The file with paths relative to a folder; nothing for one that is and was elsewhere. */
function belowFolder(file: DiffFile, folder: string): readonly DiffFile[] {
  if (folder === '') return [file];
  const local = (path: string) => (path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined);
  const { from, ...rest } = file;
  const path = local(file.path);
  const old = from === undefined ? undefined : local(from);
  if (path !== undefined) {
    if (from === undefined) return [{ ...rest, path }];
    return [
      old === undefined ? { ...rest, path, status: 'added', isCopy: true } : { ...rest, path, from: old },
    ];
  }
  // It was moved out of the folder; what it was is not told.
  return old === undefined ? [] : [{ ...rest, path: old, status: 'deleted', hunks: [], content: 'none' }];
}

type Replayed =
  | { readonly ok: true; readonly file: ChangedFile; readonly before: string | undefined }
  | ({ readonly ok: false } & NoChange);

function replayFile(file: DiffFile, read: Replay['read']): Replayed {
  const { path, from, status, content } = file;
  const changed = { path, status, ...(from !== undefined && { from }) };
  if (content === 'none') return { ok: true, file: { ...changed, hunks: [] }, before: undefined };
  const now = read(path);
  if (status === 'deleted' && now.ok)
    return mismatch(`"${path}" is gone in the diff (line ${file.line}) and is there.`);
  if (status === 'deleted') return { ok: true, file: { ...changed, hunks: [] }, before: deletedText(file) };
  if (!now.ok && (now.problem === 'missing' || (content === 'text' && file.hunks.length > 0)))
    return mismatch(`"${path}", which the diff names in line ${file.line}, cannot be read: ${now.detail}.`);
  if (!now.ok || content === 'binary')
    return { ok: true, file: { ...changed, hunks: [], isBinary: true }, before: undefined };
  if (file.isCopy) return { ok: true, file: { ...changed, hunks: wholly(now.text) }, before: undefined };
  const before = takenBack(file, now.text);
  if (!before.ok) return before;
  const text = status === 'added' ? undefined : before.text;
  return { ok: true, file: { ...changed, hunks: file.hunks.flatMap(bareHunks) }, before: text };
}

function mismatch(message: string): { readonly ok: false } & NoChange {
  return { ok: false, code: diffCodes.mismatch, message };
}

function deletedText({ hunks, content }: DiffFile): string | undefined {
  if (content !== 'text' || hunks.length === 0) return undefined;
  return unmarked(hunks.flatMap(({ lines }) => lines.map(({ text }) => text)).join(''));
}

type TakenBack = { readonly ok: true; readonly text: string } | ({ readonly ok: false } & NoChange);

/** The text before the hunks. */
function takenBack({ path, hunks, status }: DiffFile, text: string): TakenBack {
  const now = splitLines(text);
  const hasCr = text.includes('\r\n');
  const before: string[] = [];
  let at = 0;
  for (const { newStart, lines, line } of hunks) {
    const own = lines.filter(({ side }) => side !== 'old');
    const start = own.length === 0 ? newStart : newStart - 1;
    if (start < at || start > now.length)
      return mismatch(
        `The hunk in line ${line} of the diff stands nowhere in "${path}", which has ${count(now.length, 'line')}.`,
      );
    before.push(...now.slice(at, start));
    at = start;
    for (const { side, text: expected } of lines) {
      if (side !== 'old' && !isSame(now[at], at === 0 ? unmarked(expected) : expected)) {
        return mismatch(
          `Line ${at + 1} of "${path}" is not what the diff says (hunk in line ${line}): the diff is of another state.`,
        );
      }
      if (side === 'both') before.push(now[at] as string);
      if (side === 'old') before.push(hasCr ? withCr(expected) : expected);
      if (side !== 'old') at++;
    }
  }
  if (status === 'added' && at < now.length)
    return mismatch(
      `"${path}" is new in the diff with ${count(at, 'line')} and has ${now.length}: the diff is of another state.`,
    );
  return { ok: true, text: unmarked([...before, ...now.slice(at)].join('')) };
}

/** Texts of files come without a byte order mark; a diff has it in its first line. */
function unmarked(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

function isSame(line: string | undefined, expected: string): boolean {
  return line === expected || line?.replace(/\r\n$/, '\n') === expected.replace(/\r\n$/, '\n');
}

function withCr(line: string): string {
  return line.replace(/\r?\n$/, '\r\n');
}
