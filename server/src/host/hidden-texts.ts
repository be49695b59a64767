import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { diffLines, wholly } from '../format/line-diff.ts';
import type { BaseTexts, ChangedFile } from '../model/change.ts';
import type { Cancellation } from '../model/host.ts';
import { mostBytes } from './blob-batch.ts';
import type { Outcome } from './git-outcome.ts';
import { createTextReader } from './read-text.ts';
import type { Repository } from './repository.ts';
import { createStoredForm } from './stored-form.ts';

export interface HiddenTexts {
  readonly repository: Repository;
  readonly files: readonly ChangedFile[];
  readonly base: BaseTexts;
  readonly cancelled?: Cancellation | undefined;
}

/**
 * Compares the texts that git takes for binary: those in UTF-16, and those whose attributes say so. Otherwise one line
 * in `.gitattributes` would hide what a change adds.
 */
export async function withHiddenTexts({
  repository,
  files,
  base,
  cancelled,
}: HiddenTexts): Promise<Outcome<readonly ChangedFile[]>> {
  const read = createTextReader(mostBytes);
  const texts = new Map<string, string>();
  for (const { path, isBinary, status } of files) {
    if (!isBinary || status === 'deleted' || !mayBeText(join(repository.root, path))) continue;
    const now = read(join(repository.root, path));
    if (now.ok) texts.set(path, now.text);
  }
  if (texts.size === 0) return { ok: true, value: files };
  const hidden = files.filter(({ path }) => texts.has(path));
  const then = hidden.filter(({ status }) => status !== 'added').map(({ path, from }) => from ?? path);
  const before = await base.read(then, cancelled);
  if (!before.ok) return before;
  const stored = await createStoredForm(repository, texts, cancelled);
  return {
    ok: true,
    value: files.map((file) => {
      const now = texts.get(file.path);
      const old = before.texts.get(file.from ?? file.path);
      if (now === undefined || (old === undefined && file.status !== 'added')) return file;
      const { isBinary: _, ...rest } = file;
      const text = stored(file.path, now, old);
      return { ...rest, hunks: old === undefined ? wholly(text) : diffLines(old, text) };
    }),
  };
}

/** Looks at the first bytes only: most files that git takes for binary are. */
function mayBeText(absolute: string): boolean {
  const bytes = Buffer.alloc(1024);
  try {
    const descriptor = openSync(absolute, 'r');
    try {
      const length = readSync(descriptor, bytes, 0, bytes.length, 0);
      const isWide =
        length > 1 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));
      return isWide || !bytes.subarray(0, length).includes(0);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return false;
  }
}
